//! Accounts at OAuth providers and at enterprise connections.

use rusqlite::{Connection, Row, params};

use super::verifications::{self, Verification};
use super::{execute, find, list};

/// A row of `external_accounts` with its verification.
#[derive(Debug, Clone)]
pub(crate) struct ExternalAccount {
    pub(crate) id: String,
    pub(crate) user_id: String,
    /// An OAuth strategy, or the id of an enterprise connection.
    pub(crate) provider: String,
    pub(crate) enterprise: bool,
    pub(crate) identification_id: String,
    pub(crate) provider_user_id: String,
    pub(crate) approved_scopes: String,
    pub(crate) email_address: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) verification: Option<Verification>,
}

impl ExternalAccount {
    pub(crate) fn is_verified(&self) -> bool {
        self.verification.as_ref().is_some_and(Verification::is_verified)
    }
}

const SELECT: &str = "SELECT a.id, a.user_id, a.provider, a.enterprise, a.identification_id,
    a.provider_user_id, a.approved_scopes, a.email_address, a.first_name, a.last_name, a.created_at, a.updated_at,
    v.strategy, v.status, v.attempts, v.expire_at, v.sent_at, v.nonce, v.message, v.redirect_url, v.error,
    v.verified_at_client
    FROM external_accounts a LEFT JOIN verifications v ON v.owner = a.id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<ExternalAccount> {
    Ok(ExternalAccount {
        id: row.get(0)?,
        user_id: row.get(1)?,
        provider: row.get(2)?,
        enterprise: row.get(3)?,
        identification_id: row.get(4)?,
        provider_user_id: row.get(5)?,
        approved_scopes: row.get(6)?,
        email_address: row.get(7)?,
        first_name: row.get(8)?,
        last_name: row.get(9)?,
        created_at: row.get(10)?,
        updated_at: row.get(11)?,
        verification: verifications::from_columns(row, 12)?,
    })
}

pub(crate) fn create(connection: &Connection, account: &ExternalAccount) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO external_accounts (id, user_id, provider, enterprise, identification_id, created_at,
               updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)";
    let values = params![
        account.id,
        account.user_id,
        account.provider,
        account.enterprise,
        account.identification_id,
        account.created_at
    ];
    execute(connection, sql, values).map(drop)
}

/// Writes what the provider told about an account that exists.
pub(crate) fn save(connection: &Connection, account: &ExternalAccount) -> rusqlite::Result<()> {
    let sql = "UPDATE external_accounts SET provider_user_id = ?2, approved_scopes = ?3, email_address = ?4,
               first_name = ?5, last_name = ?6, updated_at = ?7 WHERE id = ?1";
    let values = params![
        account.id,
        account.provider_user_id,
        account.approved_scopes,
        account.email_address,
        account.first_name,
        account.last_name,
        account.updated_at
    ];
    execute(connection, sql, values).map(drop)
}

pub(crate) fn read(connection: &Connection, id: &str) -> rusqlite::Result<Option<ExternalAccount>> {
    find(connection, &format!("{SELECT} WHERE a.id = ?1"), [id], from_row)
}

/// All accounts of a user, oldest first, enterprise accounts included.
pub(crate) fn of_user(connection: &Connection, user: &str) -> rusqlite::Result<Vec<ExternalAccount>> {
    list(connection, &format!("{SELECT} WHERE a.user_id = ?1 ORDER BY a.seq"), [user], from_row)
}

/// An account of this user at this provider that is not verified: asking again re-uses it.
pub(crate) fn find_unverified(
    connection: &Connection,
    user: &str,
    provider: &str,
) -> rusqlite::Result<Option<ExternalAccount>> {
    let sql = format!(
        "{SELECT} WHERE a.user_id = ?1 AND a.provider = ?2 AND coalesce(v.status, '') <> 'verified'
         ORDER BY a.seq DESC"
    );
    find(connection, &sql, params![user, provider], from_row)
}

/// The verified account of somebody with this identity at the provider, other than `except`.
pub(crate) fn find_identity(
    connection: &Connection,
    provider: &str,
    provider_user_id: &str,
    except: &str,
) -> rusqlite::Result<Option<ExternalAccount>> {
    let sql = format!(
        "{SELECT} WHERE a.provider = ?1 AND a.provider_user_id = ?2 AND a.id <> ?3 AND v.status = 'verified'"
    );
    find(connection, &sql, params![provider, provider_user_id, except], from_row)
}

/// Removes an account and everything that was under way for it.
pub(crate) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    verifications::forget(connection, id)?;
    execute(connection, "DELETE FROM external_accounts WHERE id = ?1", [id]).map(drop)
}
