//! Have a first factor prepared, for a reverification.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, ResourceId, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::identifier::RedirectUrl;
use crate::resource::FactorStrategy;
use crate::secret::Secret;

/// Has a code or a link sent, or a passkey or identity provider prepared.
///
/// Specification: `POST /v1/client/sessions/{session_id}/verify/prepare_first_factor`
/// (`prepareSessionReverificationFirstFactor`).
///
/// | form field | value |
/// |---|---|
/// | `strategy` | the means |
/// | `email_address_id` | which address, for `email_code`, `email_link` and `enterprise_sso` |
/// | `phone_number_id` | which number, for `phone_code` |
/// | `enterprise_connection_id` | which connection, for `enterprise_sso` (as the vendor's own client sends it) |
/// | `redirect_url` | where a link or a provider leads back to (as the vendor's own client sends it) |
/// | `proof_token` | what the vendor's fraud protection made, where an app has it |
///
/// It follows a [`StartReverification`](super::StartReverification) whose answer lists the factor, and comes again for
/// every further code; a password needs none. Answers the [reverification](crate::resource::SessionReverification) with
/// its `first_factor_verification`. Refusals to expect: `verification_code_too_many_requests` with a time to wait,
/// `verification_strategy_invalid`, `session_reverification_missing` (begin again), `sms_send_error`, and
/// `origin_missing` for a host that is no browser and names no origin.
///
/// `email_link` is not in the specification's list; servers that offer it as a factor take it.
///
/// ```
/// use user_metadata_core::api::{FirstFactorPreparation, PrepareFirstFactor, ResourceId};
/// let email_address_id = ResourceId::parse("idn_1").ok();
/// let call = PrepareFirstFactor::new(FirstFactorPreparation::EmailCode { email_address_id });
/// assert_eq!(call.preparation.strategy(), "email_code");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrepareFirstFactor {
    /// By which means.
    pub preparation: FirstFactorPreparation,
    /// The token of the vendor's fraud protection. Never stored.
    #[serde(skip)]
    pub proof_token: Option<Secret>,
}

impl PrepareFirstFactor {
    /// Without a token of the vendor's fraud protection.
    pub const fn new(preparation: FirstFactorPreparation) -> Self {
        Self { preparation, proof_token: None }
    }
}

/// By which means a first factor is proved, with what that means needs. The ids are those of the factor that the
/// server listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum FirstFactorPreparation {
    /// A code by email.
    EmailCode {
        /// Which address; without one, the server takes the first.
        email_address_id: Option<ResourceId>,
    },
    /// A link by email.
    EmailLink {
        /// Which address; without one, the server takes the first.
        email_address_id: Option<ResourceId>,
        /// Where the link leads back to.
        redirect_url: RedirectUrl,
    },
    /// A code by text message.
    PhoneCode {
        /// Which number; without one, the server takes the first.
        phone_number_id: Option<ResourceId>,
    },
    /// A challenge for a passkey.
    Passkey,
    /// A round trip to the company's identity provider.
    EnterpriseSso {
        /// Which address.
        email_address_id: Option<ResourceId>,
        /// Which connection.
        enterprise_connection_id: Option<ResourceId>,
        /// Where the provider leads back to.
        redirect_url: RedirectUrl,
    },
}

impl FirstFactorPreparation {
    /// The strategy's name on the wire.
    pub const fn strategy(&self) -> &'static str {
        match self {
            Self::EmailCode { .. } => FactorStrategy::EMAIL_CODE,
            Self::EmailLink { .. } => FactorStrategy::EMAIL_LINK,
            Self::PhoneCode { .. } => FactorStrategy::PHONE_CODE,
            Self::Passkey => FactorStrategy::PASSKEY,
            Self::EnterpriseSso { .. } => FactorStrategy::ENTERPRISE_SSO,
        }
    }
}

impl Operation for PrepareFirstFactor {
    fn draft(&self) -> Result<Draft, BuildError> {
        let draft = Draft::post_of_session("/verify/prepare_first_factor")
            .field("strategy", self.preparation.strategy());
        let draft = match &self.preparation {
            FirstFactorPreparation::EmailCode { email_address_id } => {
                draft.optional_id("email_address_id", email_address_id.as_ref())
            }
            FirstFactorPreparation::EmailLink { email_address_id, redirect_url } => {
                draft.optional_id("email_address_id", email_address_id.as_ref()).redirect_url(redirect_url)
            }
            FirstFactorPreparation::PhoneCode { phone_number_id } => {
                draft.optional_id("phone_number_id", phone_number_id.as_ref())
            }
            FirstFactorPreparation::Passkey => draft,
            FirstFactorPreparation::EnterpriseSso {
                email_address_id,
                enterprise_connection_id,
                redirect_url,
            } => draft
                .optional_id("email_address_id", email_address_id.as_ref())
                .optional_id("enterprise_connection_id", enterprise_connection_id.as_ref())
                .redirect_url(redirect_url),
        };
        Ok(draft.optional_field("proof_token", self.proof_token.as_ref().map(Secret::expose)))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::reverification(response)
    }
}
