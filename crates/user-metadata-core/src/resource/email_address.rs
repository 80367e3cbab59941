//! An email address of a user.

use serde::Serialize;

use super::{Extra, Verification};
use crate::json::object;
use crate::time::Timestamp;

/// An email address of a user (specification: schema `EmailAddress`).
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct EmailAddress {
    /// Clerk's id.
    pub id: String,
    /// The address.
    pub email_address: String,
    /// `None` right after it was created.
    pub verification: Option<Verification>,
    /// True when it is locked for this user although it is not verified.
    pub reserved: bool,
    /// External accounts that brought the same address.
    pub linked_to: Vec<IdentificationLink>,
    /// True when its domain belongs to an enterprise connection: verify it by `enterprise_sso`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matches_sso_connection: Option<bool>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

object! {
    EmailAddress {
        field: id, email_address, verification, matches_sso_connection;
        lenient: reserved, linked_to;
        time: created_at, updated_at
    }
    ..extra
}

/// A link from an identifier to the external account that brought it (specification: `IdentificationLink`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IdentificationLink {
    /// `oauth_google`, `saml`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// The identification of the linked account.
    pub id: String,
}

object! { IdentificationLink { lenient: kind as "type", id } }
