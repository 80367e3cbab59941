//! Reverifications under way, one for each session at most.

use rusqlite::{Connection, params};

use super::{execute, find};

/// A row of `reverifications`; its two verifications are stored under `first_owner` and `second_owner`.
#[derive(Debug, Clone)]
pub(crate) struct Reverification {
    pub(crate) session_id: String,
    pub(crate) level: String,
    pub(crate) status: String,
}

/// The owner of the first factor's verification.
pub(crate) fn first_owner(session: &str) -> String {
    format!("{session}#first")
}

/// The owner of the second factor's verification.
pub(crate) fn second_owner(session: &str) -> String {
    format!("{session}#second")
}

/// The session whose first factor this owner is.
pub(crate) fn session_of_first_owner(owner: &str) -> Option<&str> {
    owner.strip_suffix("#first")
}

pub(crate) fn save(connection: &Connection, reverification: &Reverification) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO reverifications (session_id, level, status) VALUES (?1, ?2, ?3)";
    let values = params![reverification.session_id, reverification.level, reverification.status];
    execute(connection, sql, values).map(drop)
}

pub(crate) fn read(connection: &Connection, session: &str) -> rusqlite::Result<Option<Reverification>> {
    let sql = "SELECT session_id, level, status FROM reverifications WHERE session_id = ?1";
    find(connection, sql, [session], |row| {
        Ok(Reverification { session_id: row.get(0)?, level: row.get(1)?, status: row.get(2)? })
    })
}
