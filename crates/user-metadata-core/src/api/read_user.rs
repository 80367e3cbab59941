//! Read the user.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::secret::Secret;

/// Reads the user with all identifiers.
///
/// Specification: `GET /v1/me` (`getUser`), with the query parameter `rotating_token_nonce` that the vendor's own client
/// sends after a redirect.
///
/// It is how an external account is looked at after its round trip to the provider, and how an identifier is found again
/// when the answer to its create was lost. Answers the [user](crate::resource::User).
///
/// ```
/// use user_metadata_core::api::{Call, ReadUser};
/// assert!(Call::from(ReadUser::default()).is_read());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadUser {
    /// What the return URL of a native app's redirect brought: it redeems the client's rotated token. Never stored: a
    /// plain read shows the same user.
    #[serde(skip)]
    pub rotating_token_nonce: Option<Secret>,
}

impl Operation for ReadUser {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::get("/v1/me").rotating_token_nonce(self.rotating_token_nonce.as_ref()))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::user(response)
    }
}
