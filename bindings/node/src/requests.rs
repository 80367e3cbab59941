//! What is to be enrolled, and the parameters that are too many for arguments.

use napi_derive::napi;
use user_metadata_core::api::{BuildError, CreateExternalAccount};
use user_metadata_core::enrollment::{EmailProof, EnrollmentRequest};
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::{EmailAddress, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy};
use user_metadata_core::job;

/// The documented parameters of `createExternalAccount`.
#[napi(object, object_to_js = false)]
pub struct ExternalAccountParams {
    /// Which provider.
    pub strategy: Option<String>,
    /// Where its page leads back to.
    pub redirect_url: Option<String>,
    /// Scopes beyond the usual ones.
    pub additional_scopes: Option<Vec<String>>,
    /// OpenID Connect `prompt`.
    pub oidc_prompt: Option<String>,
    /// OpenID Connect `login_hint`.
    pub oidc_login_hint: Option<String>,
    /// The company's connection.
    pub enterprise_connection_id: Option<String>,
}

/// The documented parameters of `reauthorize`.
#[napi(object, object_to_js = false)]
pub struct ReauthorizeParams {
    /// Where the provider's page leads back to.
    pub redirect_url: Option<String>,
    /// Scopes beyond those that were granted.
    pub additional_scopes: Option<Vec<String>>,
    /// OpenID Connect `prompt`.
    pub oidc_prompt: Option<String>,
    /// OpenID Connect `login_hint`.
    pub oidc_login_hint: Option<String>,
}

/// What is to be added, and how it is proved.
#[napi(discriminant = "add", object_to_js = false)]
#[expect(
    non_camel_case_types,
    reason = "the names as JavaScript sees them: the case that napi makes would be `web_3_wallet`"
)]
pub enum EnrollmentParams {
    /// An email address.
    email_address {
        /// As typed.
        email: String,
        /// `email_code`, `email_link` or `enterprise_sso`.
        strategy: String,
        /// Where a link or a provider leads back to.
        redirect_url: Option<String>,
    },
    /// A phone number.
    phone_number {
        /// As typed.
        phone_number: String,
    },
    /// A web3 wallet.
    web3_wallet {
        /// As typed.
        web3_wallet: String,
        /// Which kind of wallet signs; the usual one of its chain where it is absent.
        strategy: Option<String>,
    },
    /// An account at a provider.
    external_account {
        /// The documented parameters.
        params: ExternalAccountParams,
    },
    /// More scopes, or a new consent, for an account.
    reauthorize {
        /// Which.
        id: String,
        /// The documented parameters.
        params: ReauthorizeParams,
    },
}

impl ExternalAccountParams {
    /// Hands them over as the core takes them.
    pub(crate) fn with<T>(&self, then: impl FnOnce(&job::ExternalAccountParams<'_>) -> T) -> T {
        let scopes = borrowed(self.additional_scopes.as_deref());
        then(&job::ExternalAccountParams {
            strategy: self.strategy.as_deref().unwrap_or_default(),
            redirect_url: self.redirect_url.as_deref(),
            additional_scopes: &scopes,
            oidc_prompt: self.oidc_prompt.as_deref(),
            oidc_login_hint: self.oidc_login_hint.as_deref(),
            enterprise_connection_id: self.enterprise_connection_id.as_deref(),
        })
    }

    /// The checked call.
    pub(crate) fn to_call(&self) -> Result<CreateExternalAccount, ValidationError> {
        #[expect(clippy::redundant_closure_for_method_calls, reason = "the method is not general enough")]
        self.with(|params| params.to_call())
    }
}

impl ReauthorizeParams {
    /// Hands them over as the core takes them.
    pub(crate) fn with<T>(&self, then: impl FnOnce(&job::ReauthorizeParams<'_>) -> T) -> T {
        let scopes = borrowed(self.additional_scopes.as_deref());
        then(&job::ReauthorizeParams {
            redirect_url: self.redirect_url.as_deref().unwrap_or_default(),
            additional_scopes: &scopes,
            oidc_prompt: self.oidc_prompt.as_deref(),
            oidc_login_hint: self.oidc_login_hint.as_deref(),
        })
    }
}

fn borrowed(scopes: Option<&[String]>) -> Vec<&str> {
    scopes.unwrap_or_default().iter().map(String::as_str).collect()
}

impl EnrollmentParams {
    /// As the core takes it.
    pub(crate) fn read(&self) -> Result<EnrollmentRequest, BuildError> {
        Ok(match self {
            Self::email_address { email, strategy, redirect_url } => {
                let redirect_url = redirect_url.as_deref().map(RedirectUrl::parse).transpose()?;
                let email = EmailAddress::parse(email)?;
                EnrollmentRequest::EmailAddress {
                    email,
                    proof: EmailProof::from_strategy(strategy, redirect_url)?,
                }
            }
            Self::phone_number { phone_number } => {
                EnrollmentRequest::PhoneNumber { phone_number: PhoneNumber::parse(phone_number)? }
            }
            Self::web3_wallet { web3_wallet, strategy } => wallet(web3_wallet, strategy.as_deref())?,
            Self::external_account { params } => EnrollmentRequest::ExternalAccount(params.to_call()?),
            Self::reauthorize { id, params } => {
                EnrollmentRequest::Reauthorize(params.with(|params| params.to_call(id))?)
            }
        })
    }

    /// The text that a refusal of the identifier is about.
    pub(crate) fn typed(&self) -> Option<&str> {
        match self {
            Self::email_address { email, .. } => Some(email),
            Self::phone_number { phone_number } => Some(phone_number),
            Self::web3_wallet { web3_wallet, .. } => Some(web3_wallet),
            Self::external_account { .. } | Self::reauthorize { .. } => None,
        }
    }
}

fn wallet(web3_wallet: &str, strategy: Option<&str>) -> Result<EnrollmentRequest, ValidationError> {
    let web3_wallet = WalletAddress::parse(web3_wallet)?;
    let strategy = match strategy {
        Some(strategy) => Web3Strategy::parse(strategy)?,
        None => Web3Strategy::usual(web3_wallet.chain()),
    };
    Ok(EnrollmentRequest::Web3Wallet { web3_wallet, strategy })
}
