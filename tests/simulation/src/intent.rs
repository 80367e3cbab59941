//! What a person wants to add, and where it is found on the server.

use serde_json::Value;
use user_metadata_core::api::{CreateExternalAccount, ReauthorizeExternalAccount, ResourceId};
use user_metadata_core::enrollment::{EmailProof, EnrollmentRequest};
use user_metadata_core::identifier::{
    Chain, EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};

use crate::reference::About;
use crate::wallets::Wallet;

/// How it is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    Code,
    Link,
    Signature,
    Return,
}

/// One identifier that a person wants to add.
#[derive(Debug, Clone)]
pub(crate) struct Intent {
    pub(crate) request: EnrollmentRequest,
    /// Where it stands in the user and in the state of the server.
    pub(crate) collection: &'static str,
    /// The address, the number, or the provider.
    pub(crate) value: String,
    pub(crate) wallet: Option<Wallet>,
    /// Nothing is to follow the create.
    pub(crate) only_create: bool,
}

impl Intent {
    pub(crate) fn email(address: &str, proof: EmailProof) -> Self {
        let email = EmailAddress::parse(address).unwrap();
        Self::new(EnrollmentRequest::EmailAddress { email, proof }, "email_addresses", address)
    }

    pub(crate) fn phone(number: &str) -> Self {
        let phone_number = PhoneNumber::parse(number).unwrap();
        Self::new(EnrollmentRequest::PhoneNumber { phone_number }, "phone_numbers", number)
    }

    pub(crate) fn wallet(wallet: Wallet) -> Self {
        let address = wallet.address();
        let strategy = match wallet.chain {
            Chain::Ethereum => "web3_metamask_signature",
            Chain::Solana => "web3_solana_signature",
        };
        let request = EnrollmentRequest::Web3Wallet {
            web3_wallet: WalletAddress::parse(&address).unwrap(),
            strategy: Web3Strategy::parse(strategy).unwrap(),
        };
        Self { wallet: Some(wallet), ..Self::new(request, "web3_wallets", &address) }
    }

    pub(crate) fn account(provider: &str, back: &str) -> Self {
        let create = CreateExternalAccount {
            redirect_url: Some(RedirectUrl::parse(back).unwrap()),
            ..CreateExternalAccount::new(OAuthStrategy::parse(provider).unwrap())
        };
        Self::new(EnrollmentRequest::ExternalAccount(create), "external_accounts", provider)
    }

    pub(crate) fn reauthorization(id: &str, provider: &str, back: &str) -> Self {
        let back = RedirectUrl::parse(back).unwrap();
        let request = ReauthorizeExternalAccount::new(ResourceId::parse(id).unwrap(), back);
        Self::new(EnrollmentRequest::Reauthorize(request), "external_accounts", provider)
    }

    fn new(request: EnrollmentRequest, collection: &'static str, value: &str) -> Self {
        Self { request, collection, value: value.to_owned(), wallet: None, only_create: false }
    }

    pub(crate) const fn ask(&self) -> Ask {
        match &self.request {
            EnrollmentRequest::EmailAddress { proof: EmailProof::Code, .. }
            | EnrollmentRequest::PhoneNumber { .. } => Ask::Code,
            EnrollmentRequest::EmailAddress { proof: EmailProof::Link { .. }, .. } => Ask::Link,
            EnrollmentRequest::Web3Wallet { .. } => Ask::Signature,
            EnrollmentRequest::EmailAddress { proof: EmailProof::EnterpriseSso { .. }, .. }
            | EnrollmentRequest::ExternalAccount(_)
            | EnrollmentRequest::Reauthorize(_) => Ask::Return,
        }
    }

    /// The create prepares by itself.
    pub(crate) const fn has_no_prepare(&self) -> bool {
        matches!(self.request, EnrollmentRequest::ExternalAccount(_) | EnrollmentRequest::Reauthorize(_))
    }

    pub(crate) const fn is_reauthorization(&self) -> bool {
        matches!(self.request, EnrollmentRequest::Reauthorize(_))
    }

    /// The identifier among those of a user, as far as a look for it counts it.
    pub(crate) fn find_in<'a>(&self, user: &'a Value, about: About) -> Option<&'a Value> {
        let is_ours = |held: &&Value| {
            let value = match self.collection {
                "email_addresses" => &held["email_address"],
                "phone_numbers" => &held["phone_number"],
                "web3_wallets" => &held["web3_wallet"],
                _ => &held["provider"],
            };
            self.is_value(value)
        };
        let mut all =
            user[self.collection].as_array().map(Vec::as_slice).unwrap_or_default().iter().filter(is_ours);
        // An account is only taken up while the user can still be sent to its provider.
        if self.has_no_prepare() && matches!(about, About::LostCreate | About::Taken) {
            return all.find(|held| {
                let verification = &held["verification"];
                verification["status"] == "unverified"
                    && verification["external_verification_redirect_url"].is_string()
            });
        }
        all.next()
    }

    pub(crate) fn is_value(&self, value: &Value) -> bool {
        value.as_str().is_some_and(|value| value.eq_ignore_ascii_case(&self.value))
    }
}
