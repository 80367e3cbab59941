//! External accounts and enterprise accounts.

use serde::Serialize;
use serde_json::{Map, Value};

use super::verification::VerificationView;
use crate::model::Context;
use crate::settings::EnterpriseConnection;
use crate::store::external_accounts::ExternalAccount;

/// An account at a provider. An enterprise account has this shape where it is the answer to its creation.
#[derive(Serialize)]
pub(crate) struct ExternalAccountView<'a> {
    object: &'static str,
    id: &'a str,
    provider: &'a str,
    identification_id: &'a str,
    provider_user_id: &'a str,
    approved_scopes: &'a str,
    email_address: &'a str,
    email_address_verified: Option<bool>,
    first_name: &'a str,
    last_name: &'a str,
    avatar_url: &'static str,
    image_url: Option<&'a str>,
    username: Option<&'a str>,
    phone_number: Option<&'a str>,
    public_metadata: Map<String, Value>,
    label: Option<&'a str>,
    created_at: i64,
    updated_at: i64,
    verification: Option<VerificationView<'a>>,
}

impl<'a> ExternalAccountView<'a> {
    pub(crate) fn new(context: &Context<'_>, account: &'a ExternalAccount) -> Self {
        let is_known = !account.provider_user_id.is_empty();
        Self {
            object: "external_account",
            id: &account.id,
            provider: &account.provider,
            identification_id: &account.identification_id,
            provider_user_id: &account.provider_user_id,
            approved_scopes: &account.approved_scopes,
            email_address: &account.email_address,
            email_address_verified: is_known.then_some(true),
            first_name: &account.first_name,
            last_name: &account.last_name,
            avatar_url: "",
            image_url: None,
            username: None,
            phone_number: None,
            public_metadata: Map::new(),
            label: None,
            created_at: account.created_at,
            updated_at: account.updated_at,
            verification: account
                .verification
                .as_ref()
                .map(|found| VerificationView::new(found, context.now)),
        }
    }
}

/// An entry of `user.enterprise_accounts`.
#[derive(Serialize)]
pub(crate) struct EnterpriseAccountView<'a> {
    object: &'static str,
    id: &'a str,
    protocol: &'static str,
    provider: &'static str,
    active: bool,
    email_address: &'a str,
    first_name: &'a str,
    last_name: &'a str,
    provider_user_id: &'a str,
    public_metadata: Map<String, Value>,
    verification: Option<VerificationView<'a>>,
    enterprise_connection: Option<EnterpriseConnection>,
    last_authenticated_at: Option<i64>,
}

impl<'a> EnterpriseAccountView<'a> {
    pub(crate) fn new(context: &Context<'_>, account: &'a ExternalAccount) -> Self {
        let connections = &context.settings.enterprise_connections;
        Self {
            object: "enterprise_account",
            id: &account.id,
            protocol: "saml",
            provider: "saml_custom",
            active: account.is_verified(),
            email_address: &account.email_address,
            first_name: &account.first_name,
            last_name: &account.last_name,
            provider_user_id: &account.provider_user_id,
            public_metadata: Map::new(),
            verification: account
                .verification
                .as_ref()
                .map(|found| VerificationView::new(found, context.now)),
            enterprise_connection: connections.iter().find(|known| known.id == account.provider).cloned(),
            last_authenticated_at: account.is_verified().then_some(account.updated_at),
        }
    }
}
