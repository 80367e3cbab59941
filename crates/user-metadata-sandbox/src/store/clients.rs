//! Clients (one browser, one installed app) and the tokens that speak for them.

use rusqlite::{Connection, params};

use super::{execute, find, list};

/// How a token travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// The `Authorization` header of a native app.
    Native,
    /// The query parameter of a development browser.
    DevBrowser,
    /// The `__client` cookie of a browser.
    Cookie,
}

impl Carrier {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::DevBrowser => "dev_browser",
            Self::Cookie => "cookie",
        }
    }
}

/// A row of `clients`.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) last_active_session_id: Option<String>,
    pub(crate) rotate_next: bool,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

pub(crate) fn create(connection: &Connection, id: &str, now: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO clients (id, created_at, updated_at) VALUES (?1, ?2, ?2)";
    execute(connection, sql, params![id, now]).map(drop)
}

pub(crate) fn read(connection: &Connection, id: &str) -> rusqlite::Result<Option<Client>> {
    let sql =
        "SELECT id, last_active_session_id, rotate_next, created_at, updated_at FROM clients WHERE id = ?1";
    find(connection, sql, [id], |row| {
        Ok(Client {
            id: row.get(0)?,
            last_active_session_id: row.get(1)?,
            rotate_next: row.get(2)?,
            created_at: row.get(3)?,
            updated_at: row.get(4)?,
        })
    })
}

pub(crate) fn set_last_active_session(
    connection: &Connection,
    id: &str,
    session: Option<&str>,
    now: i64,
) -> rusqlite::Result<()> {
    let sql = "UPDATE clients SET last_active_session_id = ?2, updated_at = ?3 WHERE id = ?1";
    execute(connection, sql, params![id, session, now]).map(drop)
}

/// The next answer to this client brings a new token.
pub(crate) fn rotate_next(connection: &Connection, id: &str, rotate: bool) -> rusqlite::Result<bool> {
    let sql = "UPDATE clients SET rotate_next = ?2 WHERE id = ?1";
    Ok(execute(connection, sql, params![id, rotate])? > 0)
}

pub(crate) fn add_credential(
    connection: &Connection,
    token: &str,
    client: &str,
    carrier: Carrier,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO credentials (token, client_id, carrier) VALUES (?1, ?2, ?3)";
    execute(connection, sql, params![token, client, carrier.as_str()]).map(drop)
}

/// The old token of a rotation is taken a little longer, because the answer may get lost.
pub(crate) fn retire_credential(connection: &Connection, token: &str, until: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE credentials SET valid_until = min(coalesce(valid_until, ?2), ?2) WHERE token = ?1";
    execute(connection, sql, params![token, until]).map(drop)
}

/// The client that a token of this carrier speaks for.
pub(crate) fn find_by_token(
    connection: &Connection,
    token: &str,
    carrier: Carrier,
    now: i64,
) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT client_id FROM credentials
               WHERE token = ?1 AND carrier = ?2 AND (valid_until IS NULL OR valid_until > ?3)";
    find(connection, sql, params![token, carrier.as_str(), now], |row| row.get(0))
}

/// The client that a token speaks for, whatever its carrier: control calls name clients by any token.
pub(crate) fn find_by_any_token(connection: &Connection, token: &str) -> rusqlite::Result<Option<String>> {
    find(connection, "SELECT client_id FROM credentials WHERE token = ?1", [token], |row| row.get(0))
}

/// The tokens that a client has now, not those that were exchanged: carrier and token.
pub(crate) fn tokens(connection: &Connection, client: &str) -> rusqlite::Result<Vec<(String, String)>> {
    let sql = "SELECT carrier, token FROM credentials
               WHERE client_id = ?1 AND valid_until IS NULL ORDER BY carrier DESC";
    list(connection, sql, [client], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    list(connection, "SELECT id FROM clients", [], |row| row.get(0))
}

pub(crate) fn add_nonce(
    connection: &Connection,
    nonce: &str,
    client: &str,
    expire_at: i64,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO nonces (nonce, client_id, expire_at) VALUES (?1, ?2, ?3)";
    execute(connection, sql, params![nonce, client, expire_at]).map(drop)
}

/// Nonces may be used more than once within their life: the answer to the first use may get lost.
pub(crate) fn nonce_is_valid(
    connection: &Connection,
    nonce: &str,
    client: &str,
    now: i64,
) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM nonces WHERE nonce = ?1 AND client_id = ?2 AND expire_at > ?3";
    Ok(find(connection, sql, params![nonce, client, now], |_| Ok(()))?.is_some())
}
