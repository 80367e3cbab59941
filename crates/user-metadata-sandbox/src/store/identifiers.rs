//! Email addresses, phone numbers and wallets of users.

use rusqlite::{Connection, Row, params};

use super::verifications::{self, Verification};
use super::{execute, find, list};

/// What an identifier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    EmailAddress,
    PhoneNumber,
    Web3Wallet,
}

impl Kind {
    /// The name of the object, of its field and of its parameter: all three are the same word.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::EmailAddress => "email_address",
            Self::PhoneNumber => "phone_number",
            Self::Web3Wallet => "web3_wallet",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "email_address" => Self::EmailAddress,
            "phone_number" => Self::PhoneNumber,
            _ => Self::Web3Wallet,
        }
    }
}

/// A row of `identifiers` with its verification.
#[derive(Debug, Clone)]
pub(crate) struct Identifier {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) kind: Kind,
    pub(crate) value: String,
    pub(crate) reserved_for_second_factor: bool,
    pub(crate) default_second_factor: bool,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) verification: Option<Verification>,
}

impl Identifier {
    pub(crate) fn is_verified(&self) -> bool {
        self.verification.as_ref().is_some_and(Verification::is_verified)
    }
}

const SELECT: &str = "SELECT i.id, i.user_id, i.kind, i.value, i.reserved_for_second_factor,
    i.default_second_factor, i.created_at, i.updated_at, v.strategy, v.status, v.attempts, v.expire_at, v.sent_at,
    v.nonce, v.message, v.redirect_url, v.error, v.verified_at_client
    FROM identifiers i LEFT JOIN verifications v ON v.owner = i.id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Identifier> {
    let kind = row.get_ref(2)?.as_str().map(Kind::parse)?;
    Ok(Identifier {
        id: row.get(0)?,
        user_id: row.get(1)?,
        kind,
        value: row.get(3)?,
        reserved_for_second_factor: row.get(4)?,
        default_second_factor: row.get(5)?,
        created_at: row.get(6)?,
        updated_at: row.get(7)?,
        verification: verifications::from_columns(row, 8)?,
    })
}

pub(crate) fn create(
    connection: &Connection,
    identifier: &Identifier,
    comparable: &str,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO identifiers (id, user_id, kind, value, comparable, reserved_for_second_factor,
               default_second_factor, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let values = params![
        identifier.id,
        identifier.user_id,
        identifier.kind.as_str(),
        identifier.value,
        comparable,
        identifier.reserved_for_second_factor,
        identifier.default_second_factor,
        identifier.created_at,
        identifier.updated_at
    ];
    execute(connection, sql, values).map(drop)
}

pub(crate) fn read(connection: &Connection, id: &str) -> rusqlite::Result<Option<Identifier>> {
    find(connection, &format!("{SELECT} WHERE i.id = ?1"), [id], from_row)
}

/// All identifiers of a user, oldest first.
pub(crate) fn of_user(connection: &Connection, user: &str) -> rusqlite::Result<Vec<Identifier>> {
    list(connection, &format!("{SELECT} WHERE i.user_id = ?1 ORDER BY i.seq"), [user], from_row)
}

/// Somebody's verified identifier of this value.
pub(crate) fn find_verified(
    connection: &Connection,
    kind: Kind,
    comparable: &str,
) -> rusqlite::Result<Option<Identifier>> {
    let sql = format!("{SELECT} WHERE i.kind = ?1 AND i.comparable = ?2 AND v.status = 'verified'");
    find(connection, &sql, params![kind.as_str(), comparable], from_row)
}

/// Whether somebody has this verified, or this user has it at all.
pub(crate) fn is_taken(
    connection: &Connection,
    kind: Kind,
    comparable: &str,
    user: &str,
) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM identifiers i LEFT JOIN verifications v ON v.owner = i.id
               WHERE i.kind = ?1 AND i.comparable = ?2 AND (i.user_id = ?3 OR v.status = 'verified')";
    Ok(find(connection, sql, params![kind.as_str(), comparable, user], |_| Ok(()))?.is_some())
}

/// Whether somebody else verified the same value first.
pub(crate) fn is_verified_elsewhere(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM identifiers mine
               JOIN identifiers other ON other.kind = mine.kind AND other.comparable = mine.comparable
               JOIN verifications v ON v.owner = other.id AND v.status = 'verified'
               WHERE mine.id = ?1 AND other.user_id <> mine.user_id";
    Ok(find(connection, sql, [id], |_| Ok(()))?.is_some())
}

pub(crate) fn count_unverified(connection: &Connection, user: &str) -> rusqlite::Result<i64> {
    let sql = "SELECT count(*) FROM identifiers i LEFT JOIN verifications v ON v.owner = i.id
               WHERE i.user_id = ?1 AND coalesce(v.status, '') <> 'verified'";
    Ok(find(connection, sql, [user], |row| row.get(0))?.unwrap_or_default())
}

pub(crate) fn save_second_factor(connection: &Connection, phone: &Identifier) -> rusqlite::Result<()> {
    let sql = "UPDATE identifiers SET reserved_for_second_factor = ?2, default_second_factor = ?3,
               updated_at = ?4 WHERE id = ?1";
    let values =
        params![phone.id, phone.reserved_for_second_factor, phone.default_second_factor, phone.updated_at];
    execute(connection, sql, values).map(drop)
}

/// At most one number is the default second factor.
pub(crate) fn clear_default_second_factor(connection: &Connection, user: &str) -> rusqlite::Result<()> {
    execute(connection, "UPDATE identifiers SET default_second_factor = 0 WHERE user_id = ?1", [user])
        .map(drop)
}

pub(crate) fn touch(connection: &Connection, id: &str, now: i64) -> rusqlite::Result<()> {
    execute(connection, "UPDATE identifiers SET updated_at = ?2 WHERE id = ?1", params![id, now]).map(drop)
}

/// Removes an identifier and everything that was under way for it.
pub(crate) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    verifications::forget(connection, id)?;
    execute(connection, "DELETE FROM identifiers WHERE id = ?1", [id]).map(drop)
}
