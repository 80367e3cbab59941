//! The signed-in user.

use serde::{Deserialize, Serialize};

use super::{EmailAddress, ExternalAccount, Extra, PhoneNumber, Resource, ResourceKind, Web3Wallet};
use crate::time::Timestamp;
use crate::wire;

/// The signed-in user with all identifiers (specification: schema `User`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// Clerk's id.
    pub id: String,
    /// The user's name.
    #[serde(default)]
    pub username: Option<String>,
    /// The first name.
    #[serde(default)]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(default)]
    pub last_name: Option<String>,
    /// The picture.
    #[serde(default)]
    pub image_url: Option<String>,
    /// Which email address is the primary one.
    #[serde(default)]
    pub primary_email_address_id: Option<String>,
    /// Which phone number is the primary one.
    #[serde(default)]
    pub primary_phone_number_id: Option<String>,
    /// Which wallet is the primary one.
    #[serde(default)]
    pub primary_web3_wallet_id: Option<String>,
    /// All email addresses, verified or not.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub email_addresses: Vec<EmailAddress>,
    /// All phone numbers, verified or not.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub phone_numbers: Vec<PhoneNumber>,
    /// All wallets, verified or not.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub web3_wallets: Vec<Web3Wallet>,
    /// All external accounts, verified or not.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub external_accounts: Vec<ExternalAccount>,
    /// Accounts at the company's identity provider; the same shape, as far as it is documented.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub enterprise_accounts: Vec<ExternalAccount>,
    /// True when the user can sign in with a password.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub password_enabled: bool,
    /// True when any second factor is set up.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub two_factor_enabled: bool,
    /// True when an authenticator app is set up.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub totp_enabled: bool,
    /// True when there are backup codes.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub backup_code_enabled: bool,
    /// When the user was created.
    #[serde(default, deserialize_with = "wire::time_or_none")]
    pub created_at: Option<Timestamp>,
    /// When the user was last changed.
    #[serde(default, deserialize_with = "wire::time_or_none")]
    pub updated_at: Option<Timestamp>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl User {
    /// The identifier with this id, of any kind.
    pub fn find(&self, kind: ResourceKind, id: &str) -> Option<Resource> {
        self.resources(kind).find(|resource| resource.id() == id)
    }

    /// Every identifier of one kind; enterprise accounts count as external ones.
    pub fn resources(&self, kind: ResourceKind) -> Box<dyn Iterator<Item = Resource> + '_> {
        match kind {
            ResourceKind::EmailAddress => Box::new(self.email_addresses.iter().cloned().map(Resource::from)),
            ResourceKind::PhoneNumber => Box::new(self.phone_numbers.iter().cloned().map(Resource::from)),
            ResourceKind::Web3Wallet => Box::new(self.web3_wallets.iter().cloned().map(Resource::from)),
            ResourceKind::ExternalAccount => {
                let accounts = self.external_accounts.iter().chain(&self.enterprise_accounts);
                Box::new(accounts.cloned().map(Resource::from))
            }
        }
    }
}
