//! Have a second factor prepared, for a reverification.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, ResourceId, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::resource::FactorStrategy;
use crate::secret::Secret;

/// Has a code sent by text message: the only second factor that needs a preparation.
///
/// Specification: `POST /v1/client/sessions/{session_id}/verify/prepare_second_factor`
/// (`prepareSessionReverificationSecondFactor`).
///
/// | form field | value |
/// |---|---|
/// | `strategy` | `phone_code` |
/// | `phone_number_id` | which number |
/// | `proof_token` | what the vendor's fraud protection made, where an app has it |
///
/// It follows an answer with the status `needs_second_factor`, and comes again for every further code. Answers the
/// [reverification](crate::resource::SessionReverification) with its `second_factor_verification`. Refusals as for
/// [`PrepareFirstFactor`](super::PrepareFirstFactor).
///
/// ```
/// use user_metadata_core::api::{Call, PrepareSecondFactor};
/// assert!(!Call::from(PrepareSecondFactor::default()).is_read());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrepareSecondFactor {
    /// Which number; without one, the server takes the user's default one.
    pub phone_number_id: Option<ResourceId>,
    /// The token of the vendor's fraud protection. Never stored.
    #[serde(skip)]
    pub proof_token: Option<Secret>,
}

impl Operation for PrepareSecondFactor {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::post_of_session("/verify/prepare_second_factor")
            .field("strategy", FactorStrategy::PHONE_CODE)
            .optional_id("phone_number_id", self.phone_number_id.as_ref())
            .optional_field("proof_token", self.proof_token.as_ref().map(Secret::expose)))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::reverification(response)
    }
}
