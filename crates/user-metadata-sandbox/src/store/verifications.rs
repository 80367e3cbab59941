//! Verifications, and the codes and links that settle them.

use rusqlite::{Connection, Row, params};

use super::{execute, find};

/// Where a verification stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Unverified,
    Verified,
    Failed,
    Expired,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Verified => "verified",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "verified" => Self::Verified,
            "failed" => Self::Failed,
            "expired" => Self::Expired,
            _ => Self::Unverified,
        }
    }
}

/// A row of `verifications`.
#[derive(Debug, Clone)]
pub(crate) struct Verification {
    pub(crate) strategy: String,
    pub(crate) status: Status,
    pub(crate) attempts: Option<i64>,
    pub(crate) expire_at: Option<i64>,
    /// When the last message went out: the cool-down counts from here.
    pub(crate) sent_at: Option<i64>,
    pub(crate) nonce: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) redirect_url: Option<String>,
    /// The code of what went wrong at a provider.
    pub(crate) error: Option<String>,
    pub(crate) verified_at_client: Option<String>,
}

impl Verification {
    pub(crate) fn unverified(strategy: &str, expire_at: i64) -> Self {
        Self {
            strategy: strategy.into(),
            status: Status::Unverified,
            attempts: None,
            expire_at: Some(expire_at),
            sent_at: None,
            nonce: None,
            message: None,
            redirect_url: None,
            error: None,
            verified_at_client: None,
        }
    }

    pub(crate) fn verified(strategy: &str) -> Self {
        Self { status: Status::Verified, expire_at: None, ..Self::unverified(strategy, 0) }
    }

    pub(crate) fn is_verified(&self) -> bool {
        self.status == Status::Verified
    }

    /// Expiry is a matter of the clock, not of somebody writing it down.
    pub(crate) fn status_at(&self, now: i64) -> Status {
        match self.expire_at {
            Some(expire_at) if self.status == Status::Unverified && now >= expire_at => Status::Expired,
            Some(_) | None => self.status,
        }
    }
}

/// Reads the ten columns of a verification that a query joined; none where nothing was joined.
pub(crate) fn from_columns(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Verification>> {
    let Some(strategy) = row.get(at)? else { return Ok(None) };
    Ok(Some(Verification {
        strategy,
        status: row.get_ref(at + 1)?.as_str().map(Status::parse)?,
        attempts: row.get(at + 2)?,
        expire_at: row.get(at + 3)?,
        sent_at: row.get(at + 4)?,
        nonce: row.get(at + 5)?,
        message: row.get(at + 6)?,
        redirect_url: row.get(at + 7)?,
        error: row.get(at + 8)?,
        verified_at_client: row.get(at + 9)?,
    }))
}

pub(crate) fn read(connection: &Connection, owner: &str) -> rusqlite::Result<Option<Verification>> {
    let sql = "SELECT strategy, status, attempts, expire_at, sent_at, nonce, message, redirect_url, error,
               verified_at_client FROM verifications WHERE owner = ?1";
    Ok(find(connection, sql, [owner], |row| from_columns(row, 0))?.flatten())
}

pub(crate) fn save(
    connection: &Connection,
    owner: &str,
    verification: &Verification,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO verifications (owner, strategy, status, attempts, expire_at, sent_at,
               nonce, message, redirect_url, error, verified_at_client)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    let values = params![
        owner,
        verification.strategy,
        verification.status.as_str(),
        verification.attempts,
        verification.expire_at,
        verification.sent_at,
        verification.nonce,
        verification.message,
        verification.redirect_url,
        verification.error,
        verification.verified_at_client
    ];
    execute(connection, sql, values).map(drop)
}

/// Removes the verification with its codes, links and walks to a provider.
pub(crate) fn forget(connection: &Connection, owner: &str) -> rusqlite::Result<()> {
    drop_codes(connection, owner)?;
    execute(connection, "DELETE FROM links WHERE owner = ?1", [owner])?;
    execute(connection, "DELETE FROM journeys WHERE owner = ?1", [owner])?;
    execute(connection, "DELETE FROM verifications WHERE owner = ?1", [owner]).map(drop)
}

pub(crate) fn add_code(
    connection: &Connection,
    owner: &str,
    code: &str,
    expire_at: i64,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO codes (owner, code, expire_at) VALUES (?1, ?2, ?3)";
    execute(connection, sql, params![owner, code, expire_at]).map(drop)
}

pub(crate) fn code_matches(
    connection: &Connection,
    owner: &str,
    code: &str,
    now: i64,
) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM codes WHERE owner = ?1 AND code = ?2 AND expire_at > ?3";
    Ok(find(connection, sql, params![owner, code, now], |_| Ok(()))?.is_some())
}

pub(crate) fn drop_codes(connection: &Connection, owner: &str) -> rusqlite::Result<()> {
    execute(connection, "DELETE FROM codes WHERE owner = ?1", [owner]).map(drop)
}

/// An emailed link.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) owner: String,
    pub(crate) client_id: String,
    pub(crate) redirect_url: String,
    pub(crate) expire_at: i64,
}

pub(crate) fn add_link(connection: &Connection, token: &str, link: &Link) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO links (token, owner, client_id, redirect_url, expire_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    execute(connection, sql, params![token, link.owner, link.client_id, link.redirect_url, link.expire_at])
        .map(drop)
}

pub(crate) fn read_link(connection: &Connection, token: &str) -> rusqlite::Result<Option<Link>> {
    let sql = "SELECT owner, client_id, redirect_url, expire_at FROM links WHERE token = ?1";
    find(connection, sql, [token], |row| {
        Ok(Link {
            owner: row.get(0)?,
            client_id: row.get(1)?,
            redirect_url: row.get(2)?,
            expire_at: row.get(3)?,
        })
    })
}
