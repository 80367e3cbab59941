//! Prove that an identifier is the user's.

use super::{Answer, BuildError, Draft, Operation, ResourceId, answer};
use crate::error::{MisuseCode, MisuseError, ProtocolError};
use crate::http::HttpResponse;
use crate::resource::ResourceKind;
use crate::secret::Secret;

/// Sends the code that the person received, or the signature that the wallet made.
///
/// Specification: `POST /v1/me/{kind}/{id}/attempt_verification` (`verifyEmailAddress`, `verifyPhoneNumber`,
/// `attemptWeb3WalletVerification`).
///
/// | form field | value |
/// |---|---|
/// | `code` | the code, for an email address or a phone number |
/// | `signature` | the signature, for a wallet |
///
/// It follows a [`PrepareVerification`](super::PrepareVerification). Answers the resource; its verification says whether
/// it is verified. Refusals to expect: `form_code_incorrect` (ask again), `form_incorrect_signature`,
/// `verification_expired` and `verification_failed` (prepare again), `verification_already_verified` (success).
///
/// It holds a secret, so it cannot be stored. External accounts have no attempt: `not_of_this_kind`.
///
/// ```
/// use user_metadata_core::api::{AttemptVerification, Call, ResourceId};
/// use user_metadata_core::resource::ResourceKind;
/// use user_metadata_core::secret::Secret;
/// let call = Call::from(AttemptVerification {
///     kind: ResourceKind::EmailAddress,
///     id: ResourceId::parse("idn_1").unwrap(),
///     proof: Secret::new("424242"),
/// });
/// assert!(!format!("{call:?}").contains("424242"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptVerification {
    /// Which kind of identifier.
    pub kind: ResourceKind,
    /// Which identifier.
    pub id: ResourceId,
    /// The code or the signature.
    pub proof: Secret,
}

impl Operation for AttemptVerification {
    fn draft(&self) -> Result<Draft, BuildError> {
        let field = match self.kind {
            ResourceKind::EmailAddress | ResourceKind::PhoneNumber => "code",
            ResourceKind::Web3Wallet => "signature",
            ResourceKind::ExternalAccount => return Err(MisuseError::new(MisuseCode::NotOfThisKind).into()),
        };
        let path =
            format!("/v1/me/{}/{}/attempt_verification", self.kind.collection(), self.id.path_segment());
        Ok(Draft::post(path).field(field, self.proof.expose()))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::same_resource(self.kind, &self.id, response)
    }
}
