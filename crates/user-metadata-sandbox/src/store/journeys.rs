//! Walks to a provider and back: what the `state` parameter stands for.

use rusqlite::{Connection, params};

use super::{execute, find};

/// What the walk is to verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// An external or enterprise account.
    ExternalAccount,
    /// An email address, by its company's sign-in.
    EmailAddress,
}

/// A row of `journeys`.
#[derive(Debug, Clone)]
pub(crate) struct Journey {
    pub(crate) state: String,
    pub(crate) owner: String,
    pub(crate) purpose: Purpose,
    pub(crate) user_id: String,
    pub(crate) client_id: String,
    pub(crate) session_id: String,
    pub(crate) provider: String,
    pub(crate) native: bool,
    pub(crate) redirect_url: String,
    pub(crate) complete_url: Option<String>,
    pub(crate) scopes: String,
    pub(crate) prompt: Option<String>,
    pub(crate) login_hint: Option<String>,
    pub(crate) granted_code: Option<String>,
    pub(crate) granted_login: Option<String>,
    pub(crate) finished: bool,
    pub(crate) expire_at: i64,
}

pub(crate) fn create(connection: &Connection, journey: &Journey) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO journeys (state, owner, owner_kind, user_id, client_id, session_id, provider, native,
               redirect_url, complete_url, scopes, prompt, login_hint, expire_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let kind = match journey.purpose {
        Purpose::ExternalAccount => "external_account",
        Purpose::EmailAddress => "email_address",
    };
    let values = params![
        journey.state,
        journey.owner,
        kind,
        journey.user_id,
        journey.client_id,
        journey.session_id,
        journey.provider,
        journey.native,
        journey.redirect_url,
        journey.complete_url,
        journey.scopes,
        journey.prompt,
        journey.login_hint,
        journey.expire_at
    ];
    execute(connection, sql, values).map(drop)
}

pub(crate) fn read(connection: &Connection, state: &str) -> rusqlite::Result<Option<Journey>> {
    let sql =
        "SELECT state, owner, owner_kind = 'email_address', user_id, client_id, session_id, provider, native,
               redirect_url, complete_url, scopes, prompt, login_hint, granted_code, granted_login, finished,
               expire_at FROM journeys WHERE state = ?1";
    find(connection, sql, [state], |row| {
        let is_email: bool = row.get(2)?;
        Ok(Journey {
            state: row.get(0)?,
            owner: row.get(1)?,
            purpose: if is_email { Purpose::EmailAddress } else { Purpose::ExternalAccount },
            user_id: row.get(3)?,
            client_id: row.get(4)?,
            session_id: row.get(5)?,
            provider: row.get(6)?,
            native: row.get(7)?,
            redirect_url: row.get(8)?,
            complete_url: row.get(9)?,
            scopes: row.get(10)?,
            prompt: row.get(11)?,
            login_hint: row.get(12)?,
            granted_code: row.get(13)?,
            granted_login: row.get(14)?,
            finished: row.get(15)?,
            expire_at: row.get(16)?,
        })
    })
}

/// The provider's promise: who exchanges this code learns that `login` agreed.
pub(crate) fn grant(connection: &Connection, state: &str, code: &str, login: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE journeys SET granted_code = ?2, granted_login = ?3 WHERE state = ?1";
    execute(connection, sql, params![state, code, login]).map(drop)
}

pub(crate) fn finish(connection: &Connection, state: &str) -> rusqlite::Result<()> {
    execute(connection, "UPDATE journeys SET finished = 1 WHERE state = ?1", [state]).map(drop)
}
