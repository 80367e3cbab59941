//! Add a phone number.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::identifier::PhoneNumber;
use crate::resource::ResourceKind;

/// Adds a phone number to the user.
///
/// Specification: `POST /v1/me/phone_numbers` (`postPhoneNumbers`).
///
/// | form field | value |
/// |---|---|
/// | `phone_number` | the number in E.164, `+15551234567` |
///
/// Answers the [resource](crate::resource::PhoneNumber), without a verification; a
/// [`PrepareVerification`](super::PrepareVerification) follows. Refusals to expect: `form_identifier_exists`, also when
/// it is the user's own; `unsupported_country_code`; `session_reverification_required`.
///
/// ```
/// use user_metadata_core::api::{Call, CreatePhoneNumber};
/// use user_metadata_core::identifier::PhoneNumber;
/// let call = Call::from(CreatePhoneNumber { phone_number: PhoneNumber::parse("+12015550123").unwrap() });
/// assert!(!call.is_read());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatePhoneNumber {
    /// The number.
    pub phone_number: PhoneNumber,
}

impl Operation for CreatePhoneNumber {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::post("/v1/me/phone_numbers").field("phone_number", self.phone_number.as_str()))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::created_resource(ResourceKind::PhoneNumber, response, |number| {
            self.phone_number.as_str() == number
        })
    }
}
