//! Begin, or begin again, the verification of an identifier.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, ResourceId, answer};
use crate::error::{Field, MisuseCode, MisuseError, ProtocolError, ValidationCode, ValidationError};
use crate::http::HttpResponse;
use crate::identifier::{RedirectUrl, Web3Strategy};
use crate::resource::{ResourceKind, VerificationStrategy};

/// Has a code or a link sent, a message made for the wallet, or a redirect prepared.
///
/// Specification: `POST /v1/me/{kind}/{id}/prepare_verification` (`sendVerificationEmail`, `sendVerificationSMS`,
/// `prepareWeb3WalletVerification`).
///
/// | form field | value |
/// |---|---|
/// | `strategy` | the means |
/// | `redirect_url` | where a link or an identity provider leads back to |
///
/// It follows the create, and comes again for every further code; an external account needs none. Answers the
/// resource with its verification: `expire_at`, for a wallet the `message`, for enterprise SSO the URL to send the user
/// to. Refusals to expect: `verification_already_verified`, `verification_code_too_many_requests` with a time to wait,
/// `sms_send_error`, `resource_missmatch` about the redirect URL.
///
/// ```
/// use user_metadata_core::api::{Preparation, PrepareVerification, ResourceId};
/// let call = PrepareVerification { id: ResourceId::parse("idn_1").unwrap(), preparation: Preparation::PhoneCode };
/// assert_eq!(call.preparation.strategy(), "phone_code");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrepareVerification {
    /// Which identifier; its kind is that of the preparation.
    pub id: ResourceId,
    /// By which means.
    pub preparation: Preparation,
}

/// By which means an identifier is verified, with what that means needs. The means decides the kind of identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Preparation {
    /// A code by email.
    EmailCode,
    /// A link by email.
    EmailLink {
        /// Where the link leads back to.
        redirect_url: RedirectUrl,
    },
    /// A round trip to the company's identity provider.
    EnterpriseSso {
        /// Where the provider leads back to.
        redirect_url: RedirectUrl,
    },
    /// A code by text message.
    PhoneCode,
    /// A message that the wallet signs.
    Web3Signature {
        /// Which kind of wallet.
        strategy: Web3Strategy,
    },
}

impl Preparation {
    /// Reads the strategy's name, for a resource of this kind.
    ///
    /// # Errors
    ///
    /// [`BuildError::Misuse`] `strategy_not_of_this_kind` when no identifier of this kind is verified so;
    /// [`BuildError::Validation`] field `redirect_url`, code `empty`, when the strategy needs one.
    ///
    /// ```
    /// use user_metadata_core::api::Preparation;
    /// use user_metadata_core::resource::ResourceKind;
    /// let by_code = Preparation::from_strategy(ResourceKind::EmailAddress, "email_code", None);
    /// assert_eq!(by_code, Ok(Preparation::EmailCode));
    /// assert!(Preparation::from_strategy(ResourceKind::PhoneNumber, "email_code", None).is_err());
    /// ```
    pub fn from_strategy(
        kind: ResourceKind,
        strategy: &str,
        redirect_url: Option<RedirectUrl>,
    ) -> Result<Self, BuildError> {
        let preparation = match strategy {
            VerificationStrategy::EMAIL_CODE => Self::EmailCode,
            VerificationStrategy::EMAIL_LINK => Self::EmailLink { redirect_url: required(redirect_url)? },
            VerificationStrategy::ENTERPRISE_SSO => {
                Self::EnterpriseSso { redirect_url: required(redirect_url)? }
            }
            VerificationStrategy::PHONE_CODE => Self::PhoneCode,
            other => match Web3Strategy::parse(other) {
                Ok(strategy) => Self::Web3Signature { strategy },
                Err(_) => return Err(MisuseError::new(MisuseCode::StrategyNotOfThisKind).into()),
            },
        };
        if preparation.kind() == kind {
            Ok(preparation)
        } else {
            Err(MisuseError::new(MisuseCode::StrategyNotOfThisKind).into())
        }
    }

    /// Which kind of identifier is verified so.
    pub const fn kind(&self) -> ResourceKind {
        match self {
            Self::EmailCode | Self::EmailLink { .. } | Self::EnterpriseSso { .. } => {
                ResourceKind::EmailAddress
            }
            Self::PhoneCode => ResourceKind::PhoneNumber,
            Self::Web3Signature { .. } => ResourceKind::Web3Wallet,
        }
    }

    /// The strategy's name on the wire.
    pub fn strategy(&self) -> &str {
        match self {
            Self::EmailCode => VerificationStrategy::EMAIL_CODE,
            Self::EmailLink { .. } => VerificationStrategy::EMAIL_LINK,
            Self::EnterpriseSso { .. } => VerificationStrategy::ENTERPRISE_SSO,
            Self::PhoneCode => VerificationStrategy::PHONE_CODE,
            Self::Web3Signature { strategy } => strategy.as_str(),
        }
    }

    /// Where the user is led back to, by a link or by a provider.
    pub const fn redirect_url(&self) -> Option<&RedirectUrl> {
        match self {
            Self::EmailLink { redirect_url } | Self::EnterpriseSso { redirect_url } => Some(redirect_url),
            Self::EmailCode | Self::PhoneCode | Self::Web3Signature { .. } => None,
        }
    }
}

fn required(redirect_url: Option<RedirectUrl>) -> Result<RedirectUrl, ValidationError> {
    redirect_url.ok_or_else(|| ValidationError::new(Field::RedirectUrl, ValidationCode::Empty))
}

impl Operation for PrepareVerification {
    fn draft(&self) -> Result<Draft, BuildError> {
        let collection = self.preparation.kind().collection();
        let path = format!("/v1/me/{collection}/{}/prepare_verification", self.id.path_segment());
        let draft = Draft::post(path).field("strategy", self.preparation.strategy());
        Ok(match self.preparation.redirect_url() {
            Some(url) => draft.redirect_url(url),
            None => draft,
        })
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::same_resource(self.preparation.kind(), &self.id, response)
    }
}
