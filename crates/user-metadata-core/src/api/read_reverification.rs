//! Look how far a reverification has come.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;

/// Reads the reverification that is under way for the session.
///
/// `GET /v1/client/sessions/{session_id}/verify`. **Not in the specification**, which has no read of a reverification;
/// this project's sandbox serves it. Without it nobody could see that an emailed link was opened, or whether a lost
/// request arrived. Expect 404 or 405 from a server that does not have it: begin again with a
/// [`StartReverification`](super::StartReverification) instead, which the specification has.
///
/// Answers the [reverification](crate::resource::SessionReverification). Refusals to expect:
/// `session_reverification_missing` where none is under way.
///
/// ```
/// use user_metadata_core::api::{Call, ReadReverification};
/// assert!(Call::from(ReadReverification {}).is_read());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadReverification {}

impl Operation for ReadReverification {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::get_of_session("/verify"))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::reverification(response)
    }
}
