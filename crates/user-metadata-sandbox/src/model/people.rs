//! Users and clients as the control endpoints make and change them.

use serde::{Deserialize, Serialize};

/// A user to be made; everything may be left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewUser {
    /// A made-up one where absent.
    pub username: Option<String>,
    /// The given name.
    pub first_name: Option<String>,
    /// The family name.
    pub last_name: Option<String>,
    /// Verified from the start.
    pub email_addresses: Vec<String>,
    /// Verified from the start.
    pub phone_numbers: Vec<String>,
    /// A password to reverify with.
    pub password: Option<String>,
    /// The secret of an authenticator app, in base32.
    pub totp_secret: Option<String>,
    /// Codes that work once each.
    pub backup_codes: Vec<String>,
    /// How long ago the session's first factor was proved.
    pub factor_age_minutes: i64,
}

/// A user with a session, and a token for each way to speak for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeededUser {
    /// `user_…`
    pub user_id: String,
    /// `sess_…`
    pub session_id: String,
    /// `client_…`
    pub client_id: String,
    /// For `Authorization` with `_is_native=1`.
    pub native_token: String,
    /// For the query parameter `__clerk_db_jwt`.
    pub dev_browser_token: String,
    /// For the cookie `__client`.
    pub client_cookie: String,
}

/// A client at which nobody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOutClient {
    /// `client_…`
    pub client_id: String,
    /// For `Authorization` with `_is_native=1`.
    pub native_token: String,
    /// For the query parameter `__clerk_db_jwt`.
    pub dev_browser_token: String,
    /// For the cookie `__client`.
    pub client_cookie: String,
}

/// What changes about a user; everything may be left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserChange {
    /// Locks for so long; 0 unlocks.
    pub locked_seconds: Option<i64>,
    /// Bans or lets in again.
    pub banned: Option<bool>,
    /// Deactivates or activates.
    pub deactivated: Option<bool>,
    /// Sets the password; an empty one removes it.
    pub password: Option<String>,
    /// Sets the secret of an authenticator app, in base32; an empty one removes it.
    pub totp_secret: Option<String>,
    /// Replaces all backup codes.
    pub backup_codes: Option<Vec<String>>,
    /// Makes the factors that all sessions have proved this old.
    pub factor_age_minutes: Option<i64>,
}
