//! An external account of a user.

use serde::Serialize;

use super::{Extra, Verification};
use crate::json::object;
use crate::time::Timestamp;

/// An external account of a user (specification: schema `ExternalAccountWithVerification`).
///
/// The specification demands more than real servers send (an account at X has no email address), so all but
/// the id may be missing here.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ExternalAccount {
    /// Clerk's id.
    pub id: String,
    /// `external_account`, or the older `google_account` and `facebook_account`.
    pub object: String,
    /// The provider as it came; read it through [`ExternalAccount::provider`].
    #[serde(rename = "provider")]
    pub raw_provider: String,
    /// The identification behind the account.
    pub identification_id: String,
    /// The user's id at the provider.
    pub provider_user_id: String,
    /// The granted scopes, separated by spaces; empty when none were ever granted.
    pub approved_scopes: String,
    /// The email address at the provider.
    pub email_address: Option<String>,
    /// Whether the provider calls that address verified; `None` where it does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address_verified: Option<bool>,
    /// The phone number at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// The user's name at the provider.
    pub username: Option<String>,
    /// The first name at the provider.
    pub first_name: String,
    /// The last name at the provider.
    pub last_name: String,
    /// The picture at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// A label that tells two accounts of one provider apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Metadata that a backend attached.
    pub public_metadata: Extra,
    /// How far its verification has come.
    pub verification: Option<Verification>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

object! {
    ExternalAccount {
        field: id, email_address, email_address_verified, phone_number, username, image_url, label, verification;
        lenient: object, raw_provider as "provider", identification_id, provider_user_id, approved_scopes, first_name,
            last_name, public_metadata;
        time: created_at, updated_at
    }
    ..extra
}

impl ExternalAccount {
    /// The provider's own name, `google`, whether the server says `google` or `oauth_google`. Only a leading
    /// `oauth_` is dropped: `oauth_custom_foo` is `custom_foo`.
    ///
    /// ```
    /// use user_metadata_core::resource::ExternalAccount;
    /// let account = ExternalAccount { raw_provider: "oauth_linkedin_oidc".into(), ..Default::default() };
    /// assert_eq!(account.provider(), "linkedin_oidc");
    /// ```
    pub fn provider(&self) -> &str {
        self.raw_provider.strip_prefix("oauth_").unwrap_or(&self.raw_provider)
    }

    /// The granted scopes, one by one.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.approved_scopes.split_ascii_whitespace()
    }
}
