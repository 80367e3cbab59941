//! What is enrolled.

use serde_json::{Value, json};
use user_metadata_core::api::{CreateExternalAccount, ReauthorizeExternalAccount, ResourceId};
use user_metadata_core::enrollment::{EmailProof, EnrollmentRequest};
use user_metadata_core::identifier::{
    EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};

pub(crate) const RETURN_URL: &str = "https://app.example.com/back";
const WALLET: &str = "0x52908400098527886E0F7030069857D2E4169EE7";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    EmailCode,
    EmailLink,
    Phone,
    Wallet,
    Account,
    Reauthorization,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] =
        [Self::EmailCode, Self::EmailLink, Self::Phone, Self::Wallet, Self::Account, Self::Reauthorization];

    pub(crate) fn request(self) -> EnrollmentRequest {
        let redirect_url = RedirectUrl::parse(RETURN_URL).unwrap();
        let email = EmailAddress::parse("jane@example.com").unwrap();
        match self {
            Self::EmailCode => EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code },
            Self::EmailLink => {
                EnrollmentRequest::EmailAddress { email, proof: EmailProof::Link { redirect_url } }
            }
            Self::Phone => {
                EnrollmentRequest::PhoneNumber { phone_number: PhoneNumber::parse("+15551234567").unwrap() }
            }
            Self::Wallet => EnrollmentRequest::Web3Wallet {
                web3_wallet: WalletAddress::parse(WALLET).unwrap(),
                strategy: Web3Strategy::parse("web3_metamask_signature").unwrap(),
            },
            Self::Account => {
                let create = CreateExternalAccount::new(OAuthStrategy::parse("oauth_notion").unwrap());
                EnrollmentRequest::ExternalAccount(CreateExternalAccount {
                    redirect_url: Some(redirect_url),
                    ..create
                })
            }
            Self::Reauthorization => {
                let id = ResourceId::parse("eac_1").unwrap();
                EnrollmentRequest::Reauthorize(ReauthorizeExternalAccount::new(id, redirect_url))
            }
        }
    }

    /// As the server shows it, without its verification.
    pub(crate) fn identifier(self) -> Value {
        match self {
            Self::EmailCode | Self::EmailLink => {
                json!({"object": "email_address", "email_address": "jane@example.com", "linked_to": []})
            }
            Self::Phone => json!({"object": "phone_number", "phone_number": "+15551234567", "linked_to": []}),
            Self::Wallet => json!({"object": "web3_wallet", "web3_wallet": WALLET}),
            Self::Account | Self::Reauthorization => {
                json!({"object": "external_account", "provider": "oauth_notion", "approved_scopes": ""})
            }
        }
    }

    pub(crate) const fn list(self) -> &'static str {
        match self {
            Self::EmailCode | Self::EmailLink => "email_addresses",
            Self::Phone => "phone_numbers",
            Self::Wallet => "web3_wallets",
            Self::Account | Self::Reauthorization => "external_accounts",
        }
    }

    pub(crate) const fn prefix(self) -> &'static str {
        if self.goes_to_a_provider() { "eac" } else { "idn" }
    }

    pub(crate) const fn strategy(self) -> &'static str {
        match self {
            Self::EmailCode => "email_code",
            Self::EmailLink => "email_link",
            Self::Phone => "phone_code",
            Self::Wallet => "web3_metamask_signature",
            Self::Account | Self::Reauthorization => "oauth_notion",
        }
    }

    pub(crate) const fn sends_a_message(self) -> bool {
        matches!(self, Self::EmailCode | Self::EmailLink | Self::Phone)
    }

    pub(crate) const fn goes_to_a_provider(self) -> bool {
        matches!(self, Self::Account | Self::Reauthorization)
    }
}
