//! Add an email address.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::identifier::EmailAddress;
use crate::resource::ResourceKind;

/// Adds an email address to the user.
///
/// Specification: `POST /v1/me/email_addresses` (`createEmailAddresses`).
///
/// | form field | value |
/// |---|---|
/// | `email_address` | the address |
///
/// Answers the [resource](crate::resource::EmailAddress), without a verification; a
/// [`PrepareVerification`](super::PrepareVerification) follows. Refusals to expect: `form_identifier_exists`, also when
/// it is the user's own; `form_param_format_invalid`; `session_reverification_required`.
///
/// ```
/// use user_metadata_core::api::{Call, CreateEmailAddress};
/// use user_metadata_core::identifier::EmailAddress;
/// let call = Call::from(CreateEmailAddress { email_address: EmailAddress::parse("test@test.com").unwrap() });
/// assert!(!call.is_read());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateEmailAddress {
    /// The address.
    pub email_address: EmailAddress,
}

impl Operation for CreateEmailAddress {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::post("/v1/me/email_addresses").field("email_address", self.email_address.as_str()))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::created_resource(ResourceKind::EmailAddress, response, |address| {
            self.email_address.same_mailbox(address)
        })
    }
}
