//! A phone number of a user.

use serde::Serialize;

use super::{Extra, IdentificationLink, Verification};
use crate::json::object;
use crate::secret::Secret;
use crate::time::Timestamp;

/// A phone number of a user (specification: schema `PhoneNumber`).
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PhoneNumber {
    /// Clerk's id.
    pub id: String,
    /// The number in E.164.
    pub phone_number: String,
    /// `None` right after it was created.
    pub verification: Option<Verification>,
    /// True when it is locked for this user although it is not verified.
    pub reserved: bool,
    /// True when it serves as a second factor.
    pub reserved_for_second_factor: bool,
    /// True when it is the second factor that is asked for first.
    pub default_second_factor: bool,
    /// Shown once, when the number becomes a second factor. Never stored: a snapshot leaves them out.
    #[serde(skip_serializing)]
    pub backup_codes: Option<Vec<Secret>>,
    /// External accounts that brought the same number.
    pub linked_to: Vec<IdentificationLink>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

object! {
    PhoneNumber {
        field: id, phone_number, verification, backup_codes;
        lenient: reserved, reserved_for_second_factor, default_second_factor, linked_to;
        time: created_at, updated_at
    }
    ..extra
}
