//! Parameters that are too many for arguments, as text: they are checked when they are used.

use crate::api::{CreateExternalAccount, ReauthorizeExternalAccount, ResourceId};
use crate::error::ValidationError;
use crate::identifier::{OAuthScope, OAuthStrategy, RedirectUrl};

/// The documented parameters of `createExternalAccount`.
///
/// ```
/// use user_metadata_core::job::ExternalAccountParams;
/// let params = ExternalAccountParams {
///     strategy: "oauth_notion",
///     redirect_url: Some("/"),
///     ..ExternalAccountParams::default()
/// };
/// assert!(params.to_call().is_ok());
/// assert!(ExternalAccountParams { strategy: "notion", ..params }.to_call().is_err());
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct ExternalAccountParams<'a> {
    /// Which provider: `oauth_google`, `oauth_custom_…`. May be empty beside an enterprise connection.
    pub strategy: &'a str,
    /// Where the provider's page leads back to: a full URL, or a path where the session names the app's origin.
    pub redirect_url: Option<&'a str>,
    /// Scopes beyond those that the instance asks for anyway.
    pub additional_scopes: &'a [&'a str],
    /// OpenID Connect `prompt`, such as `consent`.
    pub oidc_prompt: Option<&'a str>,
    /// OpenID Connect `login_hint`.
    pub oidc_login_hint: Option<&'a str>,
    /// The company's connection, where the account is one at its identity provider.
    pub enterprise_connection_id: Option<&'a str>,
}

impl ExternalAccountParams<'_> {
    /// The checked call.
    ///
    /// # Errors
    /// Of the fields `strategy`, `redirect_url` and `additional_scopes`.
    pub fn to_call(&self) -> Result<CreateExternalAccount, ValidationError> {
        Ok(CreateExternalAccount {
            // An empty strategy is refused when the request is made, unless a connection stands in for it.
            strategy: match self.strategy {
                "" => None,
                strategy => Some(OAuthStrategy::parse(strategy)?),
            },
            redirect_url: self.redirect_url.map(RedirectUrl::parse).transpose()?,
            additional_scopes: scopes(self.additional_scopes)?,
            enterprise_connection_id: self.enterprise_connection_id.map(str::to_owned),
            oidc_prompt: self.oidc_prompt.map(str::to_owned),
            oidc_login_hint: self.oidc_login_hint.map(str::to_owned),
            token: None,
            code: None,
        })
    }
}

/// The documented parameters of an external account's `reauthorize`.
///
/// ```
/// use user_metadata_core::job::ReauthorizeParams;
/// let params = ReauthorizeParams {
///     redirect_url: "https://app.example.com/user",
///     additional_scopes: &["repo"],
///     ..ReauthorizeParams::default()
/// };
/// assert!(params.to_call("eac_1").is_ok());
/// assert!(ReauthorizeParams::default().to_call("eac_1").is_err());
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct ReauthorizeParams<'a> {
    /// Where the provider's page leads back to.
    pub redirect_url: &'a str,
    /// Scopes beyond those that were granted.
    pub additional_scopes: &'a [&'a str],
    /// OpenID Connect `prompt`, such as `consent`.
    pub oidc_prompt: Option<&'a str>,
    /// OpenID Connect `login_hint`.
    pub oidc_login_hint: Option<&'a str>,
}

impl ReauthorizeParams<'_> {
    /// The checked call, about the account with this id.
    ///
    /// # Errors
    /// Of the fields `id`, `redirect_url` and `additional_scopes`.
    pub fn to_call(&self, id: &str) -> Result<ReauthorizeExternalAccount, ValidationError> {
        Ok(ReauthorizeExternalAccount {
            id: ResourceId::parse(id)?,
            redirect_url: RedirectUrl::parse(self.redirect_url)?,
            additional_scopes: scopes(self.additional_scopes)?,
            oidc_prompt: self.oidc_prompt.map(str::to_owned),
            oidc_login_hint: self.oidc_login_hint.map(str::to_owned),
        })
    }
}

fn scopes(texts: &[&str]) -> Result<Vec<OAuthScope>, ValidationError> {
    texts.iter().map(|text| OAuthScope::parse(text)).collect()
}
