//! Connect an external account.

use serde::Serialize;

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::{Field, MisuseCode, MisuseError, ProtocolError, ValidationCode, ValidationError};
use crate::http::HttpResponse;
use crate::identifier::{OAuthKind, OAuthScope, OAuthStrategy, RedirectUrl};
use crate::json::object;
use crate::resource::ResourceKind;
use crate::secret::Secret;

/// Connects an account at an OAuth provider, or at the company's identity provider.
///
/// Specification: `POST /v1/me/external_accounts` (`postOAuthAccounts`).
///
/// | form field | value |
/// |---|---|
/// | `strategy` | `oauth_google`, `oauth_custom_…`; may be left out beside an enterprise connection |
/// | `redirect_url` | where the provider's page leads back to |
/// | `additional_scope` | one for each scope |
/// | `enterprise_connection_id` | the connection |
/// | `oidc_prompt`, `oidc_login_hint` | handed on to the provider |
/// | `token`, `code` | what the provider gave, with `oauth_token_…` |
///
/// Answers the [resource](crate::resource::ExternalAccount), unverified, with the URL to send the user to in its
/// verification. On return, a [`ReadUser`](super::ReadUser) shows whether it is verified and, if not, why. Refusals to
/// expect: `oauth_provider_not_enabled`, `resource_missmatch` and `invalid_redirect_url` about the redirect URL,
/// `oauth_account_already_connected`, `session_reverification_required`.
///
/// A snapshot of it never holds `token` and `code`: a call that needs one and was read back refuses to make a request.
///
/// ```
/// use user_metadata_core::api::CreateExternalAccount;
/// use user_metadata_core::identifier::{OAuthStrategy, RedirectUrl};
/// let call = CreateExternalAccount {
///     redirect_url: Some(RedirectUrl::parse("https://app.example.com/user").unwrap()),
///     ..CreateExternalAccount::new(OAuthStrategy::parse("oauth_notion").unwrap())
/// };
/// assert!(call.additional_scopes.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreateExternalAccount {
    /// Which provider, and how.
    pub strategy: Option<OAuthStrategy>,
    /// Where the provider's page leads back to.
    pub redirect_url: Option<RedirectUrl>,
    /// Scopes beyond those that the instance asks for anyway.
    pub additional_scopes: Vec<OAuthScope>,
    /// The company's connection.
    pub enterprise_connection_id: Option<String>,
    /// OpenID Connect `prompt`, such as `consent` or `select_account`.
    pub oidc_prompt: Option<String>,
    /// OpenID Connect `login_hint`.
    pub oidc_login_hint: Option<String>,
    /// The id token of an `oauth_token_…` strategy.
    #[serde(skip)]
    pub token: Option<Secret>,
    /// The authorization code of an `oauth_token_…` strategy.
    #[serde(skip)]
    pub code: Option<Secret>,
}

object! {
    CreateExternalAccount {
        field: strategy, redirect_url, enterprise_connection_id, oidc_prompt, oidc_login_hint;
        lenient: additional_scopes
    }
    never token, code
}

impl CreateExternalAccount {
    /// An account at an OAuth provider.
    pub fn new(strategy: OAuthStrategy) -> Self {
        Self { strategy: Some(strategy), ..Self::EMPTY }
    }

    /// An account at the company's identity provider.
    pub fn for_enterprise_connection(id: impl Into<String>) -> Self {
        Self { enterprise_connection_id: Some(id.into()), ..Self::EMPTY }
    }

    const EMPTY: Self = Self {
        strategy: None,
        redirect_url: None,
        additional_scopes: Vec::new(),
        enterprise_connection_id: None,
        oidc_prompt: None,
        oidc_login_hint: None,
        token: None,
        code: None,
    };

    fn lacks_its_proof(&self) -> bool {
        let needs_proof = self.strategy.as_ref().is_some_and(|strategy| strategy.kind() == OAuthKind::Token);
        needs_proof && self.token.is_none() && self.code.is_none()
    }
}

impl Operation for CreateExternalAccount {
    fn draft(&self) -> Result<Draft, BuildError> {
        if self.strategy.is_none() && self.enterprise_connection_id.is_none() {
            return Err(ValidationError::new(Field::Strategy, ValidationCode::Empty).into());
        }
        if self.lacks_its_proof() {
            return Err(MisuseError::new(MisuseCode::ProofMissing).into());
        }
        let mut draft = Draft::post("/v1/me/external_accounts")
            .optional_field("strategy", self.strategy.as_ref().map(OAuthStrategy::as_str));
        if let Some(url) = &self.redirect_url {
            draft = draft.redirect_url(url);
        }
        Ok(draft
            .scopes(&self.additional_scopes)
            .optional_field("enterprise_connection_id", self.enterprise_connection_id.as_deref())
            .optional_field("oidc_prompt", self.oidc_prompt.as_deref())
            .optional_field("oidc_login_hint", self.oidc_login_hint.as_deref())
            .optional_field("token", self.token.as_ref().map(Secret::expose))
            .optional_field("code", self.code.as_ref().map(Secret::expose)))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        // Providers are an open set with several spellings, so there is no value to compare.
        answer::resource(ResourceKind::ExternalAccount, response).map(|body| Answer::Resource(body.value))
    }
}
