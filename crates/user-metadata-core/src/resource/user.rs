//! The signed-in user.

use serde::Serialize;

use super::{EmailAddress, ExternalAccount, Extra, PhoneNumber, Resource, ResourceKind, Web3Wallet};
use crate::json::object;
use crate::time::Timestamp;

/// The signed-in user with all identifiers (specification: schema `User`).
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct User {
    /// Clerk's id.
    pub id: String,
    /// The user's name.
    pub username: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// The picture.
    pub image_url: Option<String>,
    /// Which email address is the primary one.
    pub primary_email_address_id: Option<String>,
    /// Which phone number is the primary one.
    pub primary_phone_number_id: Option<String>,
    /// Which wallet is the primary one.
    pub primary_web3_wallet_id: Option<String>,
    /// All email addresses, verified or not.
    pub email_addresses: Vec<EmailAddress>,
    /// All phone numbers, verified or not.
    pub phone_numbers: Vec<PhoneNumber>,
    /// All wallets, verified or not.
    pub web3_wallets: Vec<Web3Wallet>,
    /// All external accounts, verified or not.
    pub external_accounts: Vec<ExternalAccount>,
    /// Accounts at the company's identity provider; the same shape, as far as it is documented.
    pub enterprise_accounts: Vec<ExternalAccount>,
    /// True when the user can sign in with a password.
    pub password_enabled: bool,
    /// True when any second factor is set up.
    pub two_factor_enabled: bool,
    /// True when an authenticator app is set up.
    pub totp_enabled: bool,
    /// True when there are backup codes.
    pub backup_code_enabled: bool,
    /// When the user was created.
    pub created_at: Option<Timestamp>,
    /// When the user was last changed.
    pub updated_at: Option<Timestamp>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

object! {
    User {
        field: id, username, first_name, last_name, image_url, primary_email_address_id, primary_phone_number_id,
            primary_web3_wallet_id;
        lenient: email_addresses, phone_numbers, web3_wallets, external_accounts, enterprise_accounts,
            password_enabled, two_factor_enabled, totp_enabled, backup_code_enabled;
        time: created_at, updated_at
    }
    ..extra
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
