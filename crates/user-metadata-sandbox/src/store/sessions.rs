//! Sessions: a user signed in at a client.

use rusqlite::{Connection, Row, params};

use super::{execute, find, list};

/// A row of `sessions`.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) client_id: String,
    pub(crate) user_id: String,
    pub(crate) status: String,
    pub(crate) first_factor_at: i64,
    pub(crate) second_factor_at: Option<i64>,
    pub(crate) last_active_at: i64,
    pub(crate) expire_at: i64,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

impl Session {
    pub(crate) fn is_active(&self, now: i64) -> bool {
        self.status == "active" && now < self.expire_at
    }
}

const COLUMNS: &str = "id, client_id, user_id, status, first_factor_at, second_factor_at, last_active_at, \
                       expire_at, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get(0)?,
        client_id: row.get(1)?,
        user_id: row.get(2)?,
        status: row.get(3)?,
        first_factor_at: row.get(4)?,
        second_factor_at: row.get(5)?,
        last_active_at: row.get(6)?,
        expire_at: row.get(7)?,
        created_at: row.get(8)?,
        updated_at: row.get(9)?,
    })
}

pub(crate) fn create(connection: &Connection, session: &Session) -> rusqlite::Result<()> {
    let sql = "INSERT INTO sessions (id, client_id, user_id, status, first_factor_at, second_factor_at,
               last_active_at, expire_at, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let values = params![
        session.id,
        session.client_id,
        session.user_id,
        session.status,
        session.first_factor_at,
        session.second_factor_at,
        session.last_active_at,
        session.expire_at,
        session.created_at,
        session.updated_at
    ];
    execute(connection, sql, values).map(drop)
}

pub(crate) fn read(connection: &Connection, id: &str) -> rusqlite::Result<Option<Session>> {
    find(connection, &format!("SELECT {COLUMNS} FROM sessions WHERE id = ?1"), [id], from_row)
}

/// The active sessions of a client, oldest first.
pub(crate) fn active_of_client(
    connection: &Connection,
    client: &str,
    now: i64,
) -> rusqlite::Result<Vec<Session>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions
         WHERE client_id = ?1 AND status = 'active' AND expire_at > ?2 ORDER BY seq"
    );
    list(connection, &sql, params![client, now], from_row)
}

pub(crate) fn of_user(connection: &Connection, user: &str) -> rusqlite::Result<Vec<Session>> {
    list(
        connection,
        &format!("SELECT {COLUMNS} FROM sessions WHERE user_id = ?1 ORDER BY seq"),
        [user],
        from_row,
    )
}

pub(crate) fn set_status(
    connection: &Connection,
    id: &str,
    status: &str,
    now: i64,
) -> rusqlite::Result<bool> {
    let sql = "UPDATE sessions SET status = ?2, updated_at = ?3 WHERE id = ?1";
    Ok(execute(connection, sql, params![id, status, now])? > 0)
}

pub(crate) fn touch(connection: &Connection, id: &str, now: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE sessions SET last_active_at = ?2, updated_at = ?2 WHERE id = ?1";
    execute(connection, sql, params![id, now]).map(drop)
}

/// Both factors as they were last proved; `None` leaves one as it is.
pub(crate) fn set_factors(
    connection: &Connection,
    id: &str,
    first: Option<i64>,
    second: Option<i64>,
) -> rusqlite::Result<bool> {
    let sql = "UPDATE sessions SET first_factor_at = coalesce(?2, first_factor_at),
               second_factor_at = coalesce(?3, second_factor_at) WHERE id = ?1";
    Ok(execute(connection, sql, params![id, first, second])? > 0)
}
