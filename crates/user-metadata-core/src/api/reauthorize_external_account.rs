//! Ask for more scopes, or for a new consent, for an external account.

use serde::Serialize;

use super::{Answer, BuildError, Draft, Operation, ResourceId, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::identifier::{OAuthScope, RedirectUrl};
use crate::json::object;
use crate::resource::ResourceKind;

/// Sends the user to the provider of an existing account once more.
///
/// Specification: `PATCH /v1/me/external_accounts/{id}/reauthorize` (`reauthorizeExternalAccount`).
///
/// | form field | value |
/// |---|---|
/// | `additional_scope` | one for each scope |
/// | `redirect_url` | where the provider's page leads back to |
/// | `oidc_prompt`, `oidc_login_hint` | handed on to the provider |
///
/// Answers the [resource](crate::resource::ExternalAccount) with a fresh URL to send the user to. Its id may be another:
/// some providers' accounts have two.
///
/// ```
/// use user_metadata_core::api::{Call, ReauthorizeExternalAccount, ResourceId};
/// use user_metadata_core::identifier::RedirectUrl;
/// let call = Call::from(ReauthorizeExternalAccount::new(
///     ResourceId::parse("eac_1").unwrap(),
///     RedirectUrl::parse("https://app.example.com/user").unwrap(),
/// ));
/// assert!(!call.is_read());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReauthorizeExternalAccount {
    /// Which account.
    pub id: ResourceId,
    /// Where the provider's page leads back to.
    pub redirect_url: RedirectUrl,
    /// Scopes beyond those that were granted.
    pub additional_scopes: Vec<OAuthScope>,
    /// OpenID Connect `prompt`, such as `consent`.
    pub oidc_prompt: Option<String>,
    /// OpenID Connect `login_hint`.
    pub oidc_login_hint: Option<String>,
}

object! {
    ReauthorizeExternalAccount {
        field: id, redirect_url, oidc_prompt, oidc_login_hint;
        lenient: additional_scopes
    }
}

impl ReauthorizeExternalAccount {
    /// A new consent, without further scopes.
    pub const fn new(id: ResourceId, redirect_url: RedirectUrl) -> Self {
        Self { id, redirect_url, additional_scopes: Vec::new(), oidc_prompt: None, oidc_login_hint: None }
    }
}

impl Operation for ReauthorizeExternalAccount {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::patch(format!("/v1/me/external_accounts/{}/reauthorize", self.id.path_segment()))
            .scopes(&self.additional_scopes)
            .redirect_url(&self.redirect_url)
            .optional_field("oidc_prompt", self.oidc_prompt.as_deref())
            .optional_field("oidc_login_hint", self.oidc_login_hint.as_deref()))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::resource(ResourceKind::ExternalAccount, response).map(|body| Answer::Resource(body.value))
    }
}
