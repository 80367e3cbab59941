//! What is to be enrolled.

use serde::Serialize;

use crate::api::{
    BuildError, Call, CreateEmailAddress, CreateExternalAccount, CreatePhoneNumber, CreateWeb3Wallet,
    Preparation, ReauthorizeExternalAccount,
};
use crate::error::{MisuseCode, MisuseError};
use crate::identifier::{EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy};
use crate::json::{named, tagged};
use crate::resource::{Resource, ResourceKind};

/// What is to be added and how it is to be proved. Everything in it was validated when it was parsed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "add", rename_all = "snake_case")]
pub enum EnrollmentRequest {
    /// An email address.
    EmailAddress {
        /// The address.
        email: EmailAddress,
        /// How it is proved.
        proof: EmailProof,
    },
    /// A phone number, proved by a code.
    PhoneNumber {
        /// The number.
        phone_number: PhoneNumber,
    },
    /// A web3 wallet, proved by a signature.
    Web3Wallet {
        /// The address.
        web3_wallet: WalletAddress,
        /// Which kind of wallet signs.
        strategy: Web3Strategy,
    },
    /// An external account, proved by a round trip to its provider.
    ExternalAccount(CreateExternalAccount),
    /// More scopes, or a new consent, for an external account that the user has.
    Reauthorize(ReauthorizeExternalAccount),
}

tagged! {
    EnrollmentRequest by "add" {
        "email_address" => EmailAddress { email, proof },
        "phone_number" => PhoneNumber { phone_number },
        "web3_wallet" => Web3Wallet { web3_wallet, strategy },
        "external_account" => ExternalAccount(..),
        "reauthorize" => Reauthorize(..),
    }
}

/// How an email address is proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum EmailProof {
    /// By a code in a mail.
    Code,
    /// By a link in a mail, which leads back to the redirect URL.
    Link {
        /// Where the link leads back to.
        redirect_url: RedirectUrl,
    },
    /// By a round trip to the company's identity provider.
    EnterpriseSso {
        /// Where the provider leads back to.
        redirect_url: RedirectUrl,
    },
}

tagged! {
    EmailProof by "by" {
        "code" => Code {},
        "link" => Link { redirect_url },
        "enterprise_sso" => EnterpriseSso { redirect_url },
    }
}

impl EmailProof {
    /// Reads the strategy's name: `email_code`, `email_link` or `enterprise_sso`.
    ///
    /// # Errors
    /// As [`Preparation::from_strategy`].
    ///
    /// ```
    /// use user_metadata_core::enrollment::EmailProof;
    /// assert_eq!(EmailProof::from_strategy("email_code", None), Ok(EmailProof::Code));
    /// assert!(EmailProof::from_strategy("email_link", None).is_err(), "a link leads back to somewhere");
    /// ```
    pub fn from_strategy(strategy: &str, redirect_url: Option<RedirectUrl>) -> Result<Self, BuildError> {
        match Preparation::from_strategy(ResourceKind::EmailAddress, strategy, redirect_url)? {
            Preparation::EmailCode => Ok(Self::Code),
            Preparation::EmailLink { redirect_url } => Ok(Self::Link { redirect_url }),
            Preparation::EnterpriseSso { redirect_url } => Ok(Self::EnterpriseSso { redirect_url }),
            Preparation::PhoneCode | Preparation::Web3Signature { .. } => {
                Err(MisuseError::new(MisuseCode::StrategyNotOfThisKind).into())
            }
        }
    }
}

/// What has to happen after an identifier exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Goal {
    /// Nothing.
    Create,
    /// It has to be verified.
    Verify,
}

named! {
    Goal {
        "create" => Create,
        "verify" => Verify,
    }
}

/// What the machine asks for after a prepare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Code,
    Link,
    Signature,
    Return,
}

impl EnrollmentRequest {
    /// Which kind of identifier it is about.
    pub const fn kind(&self) -> ResourceKind {
        match self {
            Self::EmailAddress { .. } => ResourceKind::EmailAddress,
            Self::PhoneNumber { .. } => ResourceKind::PhoneNumber,
            Self::Web3Wallet { .. } => ResourceKind::Web3Wallet,
            Self::ExternalAccount(_) | Self::Reauthorize(_) => ResourceKind::ExternalAccount,
        }
    }

    /// What a person recognises it by: the address, the number, or the provider.
    pub fn identifier(&self) -> &str {
        match self {
            Self::EmailAddress { email, .. } => email.as_str(),
            Self::PhoneNumber { phone_number } => phone_number.as_str(),
            Self::Web3Wallet { web3_wallet, .. } => web3_wallet.as_str(),
            Self::ExternalAccount(create) => create.strategy.as_ref().map_or("", OAuthStrategy::provider),
            Self::Reauthorize(reauthorize) => reauthorize.id.as_str(),
        }
    }

    pub(super) const fn ask(&self) -> Ask {
        match self {
            Self::EmailAddress { proof: EmailProof::Code, .. } | Self::PhoneNumber { .. } => Ask::Code,
            Self::EmailAddress { proof: EmailProof::Link { .. }, .. } => Ask::Link,
            Self::Web3Wallet { .. } => Ask::Signature,
            Self::EmailAddress { proof: EmailProof::EnterpriseSso { .. }, .. }
            | Self::ExternalAccount(_)
            | Self::Reauthorize(_) => Ask::Return,
        }
    }

    /// Where the user comes back to, where there is such a place: what a host has to listen on.
    pub fn redirect_url(&self) -> Option<&RedirectUrl> {
        match self {
            Self::EmailAddress { proof: EmailProof::Code, .. }
            | Self::PhoneNumber { .. }
            | Self::Web3Wallet { .. } => None,
            Self::EmailAddress { proof: EmailProof::Link { redirect_url }, .. }
            | Self::EmailAddress { proof: EmailProof::EnterpriseSso { redirect_url }, .. } => {
                Some(redirect_url)
            }
            Self::ExternalAccount(create) => create.redirect_url.as_ref(),
            Self::Reauthorize(reauthorize) => Some(&reauthorize.redirect_url),
        }
    }

    /// How it is prepared; `None` where the create prepares by itself.
    pub(super) fn preparation(&self) -> Option<Preparation> {
        match self {
            Self::EmailAddress { proof, .. } => Some(match proof {
                EmailProof::Code => Preparation::EmailCode,
                EmailProof::Link { redirect_url } => {
                    Preparation::EmailLink { redirect_url: redirect_url.clone() }
                }
                EmailProof::EnterpriseSso { redirect_url } => {
                    Preparation::EnterpriseSso { redirect_url: redirect_url.clone() }
                }
            }),
            Self::PhoneNumber { .. } => Some(Preparation::PhoneCode),
            Self::Web3Wallet { strategy, .. } => {
                Some(Preparation::Web3Signature { strategy: strategy.clone() })
            }
            Self::ExternalAccount(_) | Self::Reauthorize(_) => None,
        }
    }

    /// The call that makes it, or that sends the user of an existing account on the way again.
    pub(super) fn create(&self) -> Call {
        match self {
            Self::EmailAddress { email, .. } => CreateEmailAddress { email_address: email.clone() }.into(),
            Self::PhoneNumber { phone_number } => CreatePhoneNumber { phone_number: *phone_number }.into(),
            Self::Web3Wallet { web3_wallet, .. } => CreateWeb3Wallet { web3_wallet: *web3_wallet }.into(),
            Self::ExternalAccount(create) => create.clone().into(),
            Self::Reauthorize(reauthorize) => reauthorize.clone().into(),
        }
    }

    pub(super) const fn is_external(&self) -> bool {
        matches!(self, Self::ExternalAccount(_) | Self::Reauthorize(_))
    }

    pub(super) const fn is_reauthorization(&self) -> bool {
        matches!(self, Self::Reauthorize(_))
    }

    /// True when the resource is the one that this request is about.
    pub(super) fn is_about(&self, resource: &Resource) -> bool {
        match (self, resource) {
            (Self::EmailAddress { email, .. }, Resource::EmailAddress(held)) => {
                email.same_mailbox(&held.email_address)
            }
            (Self::PhoneNumber { phone_number }, Resource::PhoneNumber(held)) => {
                phone_number.as_str() == held.phone_number
            }
            (Self::Web3Wallet { web3_wallet, .. }, Resource::Web3Wallet(held)) => {
                web3_wallet.same_address(&held.web3_wallet)
            }
            (Self::ExternalAccount(create), Resource::ExternalAccount(held)) => match &create.strategy {
                Some(strategy) => strategy.provider() == held.provider(),
                // An enterprise connection has no strategy; the newest unverified account is the one.
                None => true,
            },
            (Self::Reauthorize(reauthorize), Resource::ExternalAccount(held)) => {
                reauthorize.id.as_str() == held.id
            }
            (
                Self::EmailAddress { .. }
                | Self::PhoneNumber { .. }
                | Self::Web3Wallet { .. }
                | Self::ExternalAccount(_)
                | Self::Reauthorize(_),
                Resource::EmailAddress(_)
                | Resource::PhoneNumber(_)
                | Resource::Web3Wallet(_)
                | Resource::ExternalAccount(_),
            ) => false,
        }
    }
}
