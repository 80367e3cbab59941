//! Make an identifier the primary one of its kind.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, ResourceId, answer};
use crate::error::{MisuseCode, MisuseError, ProtocolError};
use crate::http::HttpResponse;
use crate::resource::{Resource, ResourceKind};

/// Makes a verified email address, phone number or wallet the primary one of its kind.
///
/// Specification: `PATCH /v1/me` (`patchUser`).
///
/// | form field | value |
/// |---|---|
/// | `primary_email_address_id`, `primary_phone_number_id` or `primary_web3_wallet_id` | the id |
///
/// Answers the [user](crate::resource::User). Refusals to expect: `session_reverification_required`.
///
/// ```
/// use user_metadata_core::api::SetPrimary;
/// use user_metadata_core::resource::{EmailAddress, Resource};
/// let fresh = Resource::from(EmailAddress { id: "idn_1".into(), ..EmailAddress::default() });
/// let error = SetPrimary::new(&fresh).unwrap_err();
/// assert_eq!(error.to_string(), "only a verified identifier can be made primary (not_verified)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPrimary {
    kind: ResourceKind,
    id: ResourceId,
}

impl SetPrimary {
    /// Takes the resource as the server last showed it.
    ///
    /// # Errors
    ///
    /// [`BuildError::Misuse`]: `kind_without_primary` for an external account, `not_verified` for any other that is not
    /// verified. [`BuildError::Validation`] when the id cannot stand in a request.
    pub fn new(resource: &Resource) -> Result<Self, BuildError> {
        let kind = resource.kind();
        primary_field(kind)?;
        if !resource.is_verified() {
            return Err(MisuseError::new(MisuseCode::NotVerified).into());
        }
        Ok(Self { kind, id: ResourceId::of(resource)? })
    }
}

const fn primary_field(kind: ResourceKind) -> Result<&'static str, MisuseError> {
    match kind {
        ResourceKind::EmailAddress => Ok("primary_email_address_id"),
        ResourceKind::PhoneNumber => Ok("primary_phone_number_id"),
        ResourceKind::Web3Wallet => Ok("primary_web3_wallet_id"),
        ResourceKind::ExternalAccount => Err(MisuseError::new(MisuseCode::KindWithoutPrimary)),
    }
}

impl Operation for SetPrimary {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::patch("/v1/me").field(primary_field(self.kind)?, self.id.as_str()))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::user(response)
    }
}
