//! Parameters that are too many for arguments. They are checked when they are used.

use user_metadata_core::api::{CreateExternalAccount, ReauthorizeExternalAccount};
use user_metadata_core::job as core;

use crate::error::CoreError;

/// The documented parameters of `createExternalAccount`.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ExternalAccountParams {
    /// Which provider: `oauth_google`, `oauth_custom_…`. May be empty beside an enterprise connection.
    pub strategy: String,
    /// Where the provider's page leads back to: a full URL, an app's own scheme, or a path where the session names the
    /// app's origin.
    #[uniffi(default = None)]
    pub redirect_url: Option<String>,
    /// Scopes beyond those that the instance asks for anyway.
    #[uniffi(default = [])]
    pub additional_scopes: Vec<String>,
    /// OpenID Connect `prompt`, such as `consent`.
    #[uniffi(default = None)]
    pub oidc_prompt: Option<String>,
    /// OpenID Connect `login_hint`.
    #[uniffi(default = None)]
    pub oidc_login_hint: Option<String>,
    /// The company's connection, where the account is one at its identity provider.
    #[uniffi(default = None)]
    pub enterprise_connection_id: Option<String>,
}

/// The documented parameters of an external account's `reauthorize`.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReauthorizeParams {
    /// Where the provider's page leads back to.
    pub redirect_url: String,
    /// Scopes beyond those that were granted.
    #[uniffi(default = [])]
    pub additional_scopes: Vec<String>,
    /// OpenID Connect `prompt`, such as `consent`.
    #[uniffi(default = None)]
    pub oidc_prompt: Option<String>,
    /// OpenID Connect `login_hint`.
    #[uniffi(default = None)]
    pub oidc_login_hint: Option<String>,
}

impl ExternalAccountParams {
    /// The checked call.
    pub(crate) fn to_call(&self) -> Result<CreateExternalAccount, CoreError> {
        self.with_core(|params| Ok(params.to_call()?))
    }

    /// Hands the parameters over as the core has them.
    pub(crate) fn with_core<T>(&self, then: impl FnOnce(&core::ExternalAccountParams<'_>) -> T) -> T {
        let Self {
            strategy,
            redirect_url,
            additional_scopes,
            oidc_prompt,
            oidc_login_hint,
            enterprise_connection_id,
        } = self;
        let scopes: Vec<&str> = additional_scopes.iter().map(String::as_str).collect();
        then(&core::ExternalAccountParams {
            strategy,
            redirect_url: redirect_url.as_deref(),
            additional_scopes: &scopes,
            oidc_prompt: oidc_prompt.as_deref(),
            oidc_login_hint: oidc_login_hint.as_deref(),
            enterprise_connection_id: enterprise_connection_id.as_deref(),
        })
    }
}

impl ReauthorizeParams {
    /// The checked call, about the account with this id.
    pub(crate) fn to_call(&self, id: &str) -> Result<ReauthorizeExternalAccount, CoreError> {
        self.with_core(|params| Ok(params.to_call(id)?))
    }

    /// Hands the parameters over as the core has them.
    pub(crate) fn with_core<T>(&self, then: impl FnOnce(&core::ReauthorizeParams<'_>) -> T) -> T {
        let Self { redirect_url, additional_scopes, oidc_prompt, oidc_login_hint } = self;
        let scopes: Vec<&str> = additional_scopes.iter().map(String::as_str).collect();
        then(&core::ReauthorizeParams {
            redirect_url,
            additional_scopes: &scopes,
            oidc_prompt: oidc_prompt.as_deref(),
            oidc_login_hint: oidc_login_hint.as_deref(),
        })
    }
}
