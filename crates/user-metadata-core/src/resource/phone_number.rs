//! A phone number of a user.

use serde::{Deserialize, Deserializer, Serialize};

use super::{Extra, IdentificationLink, Verification};
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::wire;

/// A phone number of a user (specification: schema `PhoneNumber`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PhoneNumber {
    /// Clerk's id.
    pub id: String,
    /// The number in E.164.
    pub phone_number: String,
    /// `None` right after it was created.
    #[serde(default)]
    pub verification: Option<Verification>,
    /// True when it is locked for this user although it is not verified.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub reserved: bool,
    /// True when it serves as a second factor.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub reserved_for_second_factor: bool,
    /// True when it is the second factor that is asked for first.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub default_second_factor: bool,
    /// Shown once, when the number becomes a second factor. Never stored: a snapshot leaves them out.
    #[serde(default, skip_serializing, deserialize_with = "secrets")]
    pub backup_codes: Option<Vec<Secret>>,
    /// External accounts that brought the same number.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub linked_to: Vec<IdentificationLink>,
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

fn secrets<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Secret>>, D::Error> {
    let codes: Option<Vec<String>> = Option::deserialize(deserializer)?;
    Ok(codes.map(|codes| codes.into_iter().map(Secret::new).collect()))
}
