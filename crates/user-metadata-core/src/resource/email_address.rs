//! An email address of a user.

use serde::{Deserialize, Serialize};

use super::{Extra, Verification};
use crate::time::Timestamp;
use crate::wire;

/// An email address of a user (specification: schema `EmailAddress`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EmailAddress {
    /// Clerk's id.
    pub id: String,
    /// The address.
    pub email_address: String,
    /// `None` right after it was created.
    #[serde(default)]
    pub verification: Option<Verification>,
    /// True when it is locked for this user although it is not verified.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub reserved: bool,
    /// External accounts that brought the same address.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub linked_to: Vec<IdentificationLink>,
    /// True when its domain belongs to an enterprise connection: verify it by `enterprise_sso`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matches_sso_connection: Option<bool>,
    /// When it was created.
    #[serde(default, deserialize_with = "wire::time_or_none")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "wire::time_or_none")]
    pub updated_at: Option<Timestamp>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A link from an identifier to the external account that brought it (specification: `IdentificationLink`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentificationLink {
    /// `oauth_google`, `saml`, …
    #[serde(default, rename = "type", deserialize_with = "wire::null_as_default")]
    pub kind: String,
    /// The identification of the linked account.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub id: String,
}
