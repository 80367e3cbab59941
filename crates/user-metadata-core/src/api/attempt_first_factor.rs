//! Prove a first factor, for a reverification.

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::resource::FactorStrategy;
use crate::secret::Secret;

/// Sends the password, or the code that the person received.
///
/// Specification: `POST /v1/client/sessions/{session_id}/verify/attempt_first_factor`
/// (`attemptSessionReverificationFirstFactor`).
///
/// | form field | value |
/// |---|---|
/// | `strategy` | the means |
/// | `code` | the code, for `email_code` and `phone_code` |
/// | `password` | the password, for `password` |
/// | `public_key_credential` | the credential as JSON, for `passkey` |
///
/// It follows a [`PrepareFirstFactor`](super::PrepareFirstFactor); a password follows the
/// [`StartReverification`](super::StartReverification) directly. Answers the
/// [reverification](crate::resource::SessionReverification), whose status says what else is needed. Refusals to expect:
/// `form_password_incorrect` and `form_code_incorrect` (ask again), `verification_expired` and `verification_failed`
/// (prepare again), `session_reverification_missing` (begin again), `user_locked`, `origin_missing`.
///
/// It holds a secret, so it cannot be stored.
///
/// ```
/// use user_metadata_core::api::{AttemptFirstFactor, Call, FirstFactorProof};
/// use user_metadata_core::secret::Secret;
/// let proof = FirstFactorProof::Password { password: Secret::new("correct horse") };
/// let call = Call::from(AttemptFirstFactor { proof });
/// assert!(!format!("{call:?}").contains("horse"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptFirstFactor {
    /// The means, and what proves it.
    pub proof: FirstFactorProof,
}

/// What proves a first factor. A link has no attempt: whoever opens it has proved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstFactorProof {
    /// The password.
    Password {
        /// As typed.
        password: Secret,
    },
    /// The code of a mail.
    EmailCode {
        /// Six digits.
        code: Secret,
    },
    /// The code of a text message.
    PhoneCode {
        /// Six digits.
        code: Secret,
    },
    /// What a passkey made of its challenge.
    Passkey {
        /// The credential, as JSON.
        public_key_credential: Secret,
    },
}

impl FirstFactorProof {
    /// The strategy's name on the wire.
    pub const fn strategy(&self) -> &'static str {
        match self {
            Self::Password { .. } => FactorStrategy::PASSWORD,
            Self::EmailCode { .. } => FactorStrategy::EMAIL_CODE,
            Self::PhoneCode { .. } => FactorStrategy::PHONE_CODE,
            Self::Passkey { .. } => FactorStrategy::PASSKEY,
        }
    }
}

impl Operation for AttemptFirstFactor {
    fn draft(&self) -> Result<Draft, BuildError> {
        let draft =
            Draft::post_of_session("/verify/attempt_first_factor").field("strategy", self.proof.strategy());
        Ok(match &self.proof {
            FirstFactorProof::Password { password } => draft.field("password", password.expose()),
            FirstFactorProof::EmailCode { code } | FirstFactorProof::PhoneCode { code } => {
                draft.field("code", code.expose())
            }
            FirstFactorProof::Passkey { public_key_credential } => {
                draft.field("public_key_credential", public_key_credential.expose())
            }
        })
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::reverification(response)
    }
}
