//! How far a user has come in giving fresh credentials.

use serde::Serialize;

use super::open_string::open_string;
use super::{Extra, Verification};
use crate::json::object;

open_string! {
    /// What a reverification still needs.
    ReverificationStatus {
        /// A password, or a code or link to something that the user has.
        NEEDS_FIRST_FACTOR = "needs_first_factor";
        /// A code of the second kind: a text message, an authenticator app, a backup code.
        NEEDS_SECOND_FACTOR = "needs_second_factor";
        /// Nothing more.
        COMPLETE = "complete";
    }
}

open_string! {
    /// How much a reverification asks for.
    ReverificationLevel {
        /// The first factor.
        FIRST_FACTOR = "first_factor";
        /// The second factor; the first one, where the user has no second.
        SECOND_FACTOR = "second_factor";
        /// Both; the first one, where the user has no second.
        MULTI_FACTOR = "multi_factor";
    }
}

open_string! {
    /// By which means a factor is proved.
    FactorStrategy {
        /// The password. Needs no preparation.
        PASSWORD = "password";
        /// A code by email.
        EMAIL_CODE = "email_code";
        /// A link by email.
        EMAIL_LINK = "email_link";
        /// A code by text message.
        PHONE_CODE = "phone_code";
        /// A passkey.
        PASSKEY = "passkey";
        /// The company's identity provider.
        ENTERPRISE_SSO = "enterprise_sso";
        /// A SAML connection.
        SAML = "saml";
        /// A code of an authenticator app. Needs no preparation.
        TOTP = "totp";
        /// One of the backup codes, each of which works once. Needs no preparation.
        BACKUP_CODE = "backup_code";
        /// A ticket of a backend.
        TICKET = "ticket";
        /// A device that was trusted before.
        TRUSTED_DEVICE = "trusted_device";
        /// Google One Tap.
        GOOGLE_ONE_TAP = "google_one_tap";
    }
}

/// A reverification of a session (specification: schema `Client.SessionReverification`).
///
/// The session that comes along holds a token (`last_active_token`); only its id and status are kept.
///
/// ```
/// use user_metadata_core::resource::{ReverificationStatus, SessionReverification};
/// let answer = r#"{"object":"session_reverification","level":"second_factor","status":"needs_second_factor",
///     "supported_first_factors":[],"supported_second_factors":[{"strategy":"totp"}],
///     "first_factor_verification":null,"second_factor_verification":null,
///     "session":{"id":"sess_1","status":"active","last_active_token":{"jwt":"eyJh"}}}"#;
/// let reverification: SessionReverification = serde_json::from_str(answer).unwrap();
/// assert!(reverification.status.is(ReverificationStatus::NEEDS_SECOND_FACTOR));
/// assert!(!serde_json::to_string(&reverification).unwrap().contains("eyJh"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionReverification {
    /// What it still needs.
    pub status: ReverificationStatus,
    /// How much it asks for. The server lowers what was asked for where the user has no second factor.
    pub level: ReverificationLevel,
    /// What would do as a first factor.
    pub supported_first_factors: Vec<SignInFactor>,
    /// What would do as a second factor.
    pub supported_second_factors: Vec<SignInFactor>,
    /// How the first factor stands; `None` before anything was prepared or attempted.
    pub first_factor_verification: Option<Verification>,
    /// How the second factor stands; `None` before anything was prepared or attempted.
    pub second_factor_verification: Option<Verification>,
    /// Whose credentials they are.
    pub session: Option<ReverifiedSession>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

object! {
    SessionReverification {
        field: status, first_factor_verification, second_factor_verification, session;
        lenient: level, supported_first_factors, supported_second_factors
    }
    ..extra
}

/// The session of a reverification (specification: schema `Client.SessionBase-2`), without its token.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReverifiedSession {
    /// Clerk's id.
    pub id: String,
    /// `active`, `expired`, …, as the server names it.
    pub status: String,
}

object! { ReverifiedSession { lenient: id, status } }

/// One way to prove a factor (specification: schema `Stubs.SignInFactor`). Which fields there are depends on the
/// strategy.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SignInFactor {
    /// By which means.
    pub strategy: FactorStrategy,
    /// What to show of the address or number, usually masked by the server, such as `j•••@example.com`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_identifier: Option<String>,
    /// Which email address (`email_code`, `email_link`, `enterprise_sso`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address_id: Option<String>,
    /// Which phone number (`phone_code`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number_id: Option<String>,
    /// Which wallet (`web3_…_signature`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web3_wallet_id: Option<String>,
    /// Which passkey (`passkey`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passkey_id: Option<String>,
    /// Which device (`trusted_device`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_device_id: Option<String>,
    /// Which connection (`enterprise_sso`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enterprise_connection_id: Option<String>,
    /// The connection's name, to be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enterprise_connection_name: Option<String>,
    /// True for the user's primary identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
    /// True for the second factor that the user prefers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<bool>,
    /// Where the user would be sent (OAuth strategies). Not checked: never open it as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_verification_redirect_url: Option<String>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

object! {
    SignInFactor {
        field: strategy, safe_identifier, email_address_id, phone_number_id, web3_wallet_id, passkey_id,
            trusted_device_id, enterprise_connection_id, enterprise_connection_name, primary, default,
            external_verification_redirect_url
    }
    ..extra
}
