//! Begin, or begin again, to ask the user for fresh credentials.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::resource::ReverificationLevel;

/// Begins a reverification of the session, or begins it again. Nothing is sent to anybody yet.
///
/// Specification: `POST /v1/client/sessions/{session_id}/verify` (`startSessionReverification`).
///
/// | form field | value |
/// |---|---|
/// | `level` | `first_factor`, `second_factor` or `multi_factor` |
///
/// It follows a refusal with `session_reverification_required`. Answers the
/// [reverification](crate::resource::SessionReverification): what would do as a factor, and at which level, since the
/// server falls back to `first_factor` for a user without a second factor. Then a
/// [`PrepareFirstFactor`](super::PrepareFirstFactor) or a [`PrepareSecondFactor`](super::PrepareSecondFactor) follows,
/// or, for a password, an authenticator app and a backup code, the attempt itself.
///
/// It may be sent again at any time; what was proved before it then no longer counts.
///
/// ```
/// use user_metadata_core::api::{Call, StartReverification};
/// use user_metadata_core::session::{Credentials, FrontendApi, Session};
/// let session = Session::new(FrontendApi::parse("https://clerk.example.com")?, Credentials::native("tok_1")?);
/// let call = Call::from(StartReverification { level: "second_factor".into() });
/// assert!(call.request(&session).is_err(), "session_id_missing: the call names its session");
///
/// let request = call.request(&session.with_session_id("sess_1"))?;
/// assert!(request.url.starts_with("https://clerk.example.com/v1/client/sessions/sess_1/verify?"));
/// assert_eq!(request.body, b"level=second_factor");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartReverification {
    /// How much to ask for.
    pub level: ReverificationLevel,
}

impl Operation for StartReverification {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::post_of_session("/verify").field("level", self.level.as_str()))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::reverification(response)
    }
}
