//! Prove a second factor, for a reverification.

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::resource::FactorStrategy;
use crate::secret::Secret;

/// Sends a code of a text message, of an authenticator app, or of the list of backup codes.
///
/// Specification: `POST /v1/client/sessions/{session_id}/verify/attempt_second_factor`
/// (`attemptSessionReverificationSecondFactor`).
///
/// | form field | value |
/// |---|---|
/// | `strategy` | `phone_code`, `totp` or `backup_code` |
/// | `code` | the code |
///
/// It follows an answer with the status `needs_second_factor`, and for `phone_code` a
/// [`PrepareSecondFactor`](super::PrepareSecondFactor). Answers the
/// [reverification](crate::resource::SessionReverification), whose status is then `complete`. Refusals to expect:
/// `form_code_incorrect` and `totp_incorrect_code` (ask again), `verification_expired` and `verification_failed`
/// (prepare again), `user_locked`. A backup code is used up by its success.
///
/// It holds a secret, so it cannot be stored.
///
/// ```
/// use user_metadata_core::api::{AttemptSecondFactor, Call, SecondFactorProof};
/// use user_metadata_core::secret::Secret;
/// let call = Call::from(AttemptSecondFactor { proof: SecondFactorProof::Totp { code: Secret::new("123456") } });
/// assert!(!format!("{call:?}").contains("123456"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptSecondFactor {
    /// The means, and what proves it.
    pub proof: SecondFactorProof,
}

/// What proves a second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondFactorProof {
    /// The code of a text message.
    PhoneCode {
        /// Six digits.
        code: Secret,
    },
    /// The code that an authenticator app shows now.
    Totp {
        /// Six digits.
        code: Secret,
    },
    /// One of the backup codes.
    BackupCode {
        /// As it was handed out.
        code: Secret,
    },
}

impl SecondFactorProof {
    /// The strategy's name on the wire.
    pub const fn strategy(&self) -> &'static str {
        match self {
            Self::PhoneCode { .. } => FactorStrategy::PHONE_CODE,
            Self::Totp { .. } => FactorStrategy::TOTP,
            Self::BackupCode { .. } => FactorStrategy::BACKUP_CODE,
        }
    }
}

impl Operation for AttemptSecondFactor {
    fn draft(&self) -> Result<Draft, BuildError> {
        let (SecondFactorProof::PhoneCode { code }
        | SecondFactorProof::Totp { code }
        | SecondFactorProof::BackupCode { code }) = &self.proof;
        Ok(Draft::post_of_session("/verify/attempt_second_factor")
            .field("strategy", self.proof.strategy())
            .field("code", code.expose()))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::reverification(response)
    }
}
