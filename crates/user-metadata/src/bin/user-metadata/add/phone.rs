//! `user-metadata add phone`

use clap::Args;
use user_metadata::enrollment::EnrollmentRequest;
use user_metadata::identifier::PhoneNumber;

use super::Wanted;
use crate::enrolling::Helpers;
use crate::exit::Stop;

/// Adds a phone number, and verifies it by a code
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  user-metadata add phone '+1 555 555 0100'
  user-metadata add phone 15555550100")]
pub(super) struct Arguments {
    /// With its country code; spaces and the like do no harm
    #[arg(allow_hyphen_values = true)]
    number: String,
}

impl Arguments {
    pub(super) fn wanted(&self) -> Result<Wanted, Stop> {
        let phone_number = PhoneNumber::parse(&self.number)?;
        Ok((EnrollmentRequest::PhoneNumber { phone_number }, Helpers::default()))
    }
}
