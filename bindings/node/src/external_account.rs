//! An account at a provider.

use napi_derive::napi;
use user_metadata_core::identifier::strategy_of_provider;
use user_metadata_core::resource as core;

use crate::errors::json;
use crate::number::millis;
use crate::resources::VerificationData;

/// An account at a provider.
#[napi(object, object_from_js = false)]
pub struct ExternalAccountData {
    /// `eac_…`
    pub id: String,
    /// What the server calls it.
    pub object: String,
    /// The provider as the server spells it, perhaps with `oauth_` in front.
    pub raw_provider: String,
    /// The provider without `oauth_`.
    pub provider: String,
    /// The provider's name as it is shown, where it is known.
    pub provider_title: Option<String>,
    /// The identification that belongs to it.
    pub identification_id: String,
    /// The user's id at the provider.
    pub provider_user_id: String,
    /// What was granted, with blanks between.
    pub approved_scopes: String,
    /// As the provider says it.
    pub email_address: Option<String>,
    /// Whether the provider vouches for it.
    pub email_address_verified: Option<bool>,
    /// As the provider says it.
    pub phone_number: Option<String>,
    /// As the provider says it.
    pub username: Option<String>,
    /// As the provider says it.
    pub first_name: String,
    /// As the provider says it.
    pub last_name: String,
    /// As the provider says it.
    pub image_url: Option<String>,
    /// As the user named it.
    pub label: Option<String>,
    /// The app's own: an object, as JSON.
    pub public_metadata: String,
    /// Its verification.
    pub verification: Option<VerificationData>,
    /// Unix milliseconds.
    pub created_at: Option<f64>,
    /// Unix milliseconds.
    pub updated_at: Option<f64>,
    /// What this release does not know: an object, as JSON.
    pub extra: String,
}

impl From<core::ExternalAccount> for ExternalAccountData {
    fn from(account: core::ExternalAccount) -> Self {
        let provider = account.provider().to_owned();
        let provider_title = strategy_of_provider(&account.raw_provider)
            .ok()
            .and_then(|strategy| strategy.display_name())
            .map(str::to_owned);
        let core::ExternalAccount {
            id,
            object,
            raw_provider,
            identification_id,
            provider_user_id,
            approved_scopes,
            email_address,
            email_address_verified,
            phone_number,
            username,
            first_name,
            last_name,
            image_url,
            label,
            public_metadata,
            verification,
            created_at,
            updated_at,
            extra,
        } = account;
        Self {
            id,
            object,
            raw_provider,
            provider,
            provider_title,
            identification_id,
            provider_user_id,
            approved_scopes,
            email_address,
            email_address_verified,
            phone_number,
            username,
            first_name,
            last_name,
            image_url,
            label,
            public_metadata: json(public_metadata),
            verification: verification.map(Into::into),
            created_at: created_at.map(millis),
            updated_at: updated_at.map(millis),
            extra: json(extra),
        }
    }
}
