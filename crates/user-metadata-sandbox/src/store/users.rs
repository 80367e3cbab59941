//! Users and what they sign in with.

use rusqlite::{Connection, params};

use super::identifiers::Kind;
use super::{execute, find, list};

/// A row of `users`.
#[derive(Debug, Clone, Default)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) username: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) primary_email_address_id: Option<String>,
    pub(crate) primary_phone_number_id: Option<String>,
    pub(crate) primary_web3_wallet_id: Option<String>,
    pub(crate) password: Option<String>,
    pub(crate) totp_secret: Option<String>,
    pub(crate) backup_codes: Vec<String>,
    pub(crate) locked_until: Option<i64>,
    pub(crate) banned: bool,
    pub(crate) deactivated: bool,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

impl User {
    pub(crate) fn primary(&self, kind: Kind) -> Option<&str> {
        match kind {
            Kind::EmailAddress => self.primary_email_address_id.as_deref(),
            Kind::PhoneNumber => self.primary_phone_number_id.as_deref(),
            Kind::Web3Wallet => self.primary_web3_wallet_id.as_deref(),
        }
    }

    pub(crate) fn set_primary(&mut self, kind: Kind, id: Option<String>) {
        match kind {
            Kind::EmailAddress => self.primary_email_address_id = id,
            Kind::PhoneNumber => self.primary_phone_number_id = id,
            Kind::Web3Wallet => self.primary_web3_wallet_id = id,
        }
    }

    pub(crate) fn is_locked(&self, now: i64) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }
}

pub(crate) fn create(connection: &Connection, user: &User) -> rusqlite::Result<()> {
    let sql = "INSERT INTO users (id, created_at, updated_at) VALUES (?1, ?2, ?2)";
    execute(connection, sql, params![user.id, user.created_at])?;
    save(connection, user)
}

pub(crate) fn read(connection: &Connection, id: &str) -> rusqlite::Result<Option<User>> {
    let sql = "SELECT id, username, first_name, last_name, primary_email_address_id, primary_phone_number_id,
               primary_web3_wallet_id, password, totp_secret, backup_codes, locked_until, banned, deactivated,
               created_at, updated_at FROM users WHERE id = ?1";
    find(connection, sql, [id], |row| {
        let backup_codes: String = row.get(9)?;
        Ok(User {
            id: row.get(0)?,
            username: row.get(1)?,
            first_name: row.get(2)?,
            last_name: row.get(3)?,
            primary_email_address_id: row.get(4)?,
            primary_phone_number_id: row.get(5)?,
            primary_web3_wallet_id: row.get(6)?,
            password: row.get(7)?,
            totp_secret: row.get(8)?,
            backup_codes: backup_codes.split_whitespace().map(String::from).collect(),
            locked_until: row.get(10)?,
            banned: row.get(11)?,
            deactivated: row.get(12)?,
            created_at: row.get(13)?,
            updated_at: row.get(14)?,
        })
    })
}

/// Writes every column of a user that exists.
pub(crate) fn save(connection: &Connection, user: &User) -> rusqlite::Result<()> {
    let sql =
        "UPDATE users SET username = ?2, first_name = ?3, last_name = ?4, primary_email_address_id = ?5,
               primary_phone_number_id = ?6, primary_web3_wallet_id = ?7, password = ?8, totp_secret = ?9,
               backup_codes = ?10, locked_until = ?11, banned = ?12, deactivated = ?13,
               updated_at = MAX(updated_at, ?14)
               WHERE id = ?1";
    let values = params![
        user.id,
        user.username,
        user.first_name,
        user.last_name,
        user.primary_email_address_id,
        user.primary_phone_number_id,
        user.primary_web3_wallet_id,
        user.password,
        user.totp_secret,
        user.backup_codes.join(" "),
        user.locked_until,
        user.banned,
        user.deactivated,
        user.updated_at
    ];
    execute(connection, sql, values).map(drop)
}

/// Notes that something of a user's changes. A front end takes an `updated_at` that it has seen for no
/// change, and shows what it had: so it grows even while the clock stands.
pub(crate) fn touch(connection: &Connection, id: &str, now: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE users SET updated_at = MAX(updated_at + 1, ?2) WHERE id = ?1";
    execute(connection, sql, params![id, now]).map(drop)
}

/// The newest users, newest first.
pub(crate) fn newest(connection: &Connection, limit: u32) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT id FROM users ORDER BY seq DESC LIMIT ?1";
    list(connection, sql, [limit], |row| row.get(0))
}
