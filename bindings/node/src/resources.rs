//! What the server holds, and how the host names one of them.

use napi_derive::napi;
use user_metadata_core::resource as core;
use user_metadata_core::resource::ResourceKind as CoreKind;
use user_metadata_core::secret::Secret;

use crate::errors::{ClerkErrorData, json, mirrored};
use crate::external_account::ExternalAccountData;
use crate::number::millis;

/// The four kinds of identifier.
#[napi(string_enum = "snake_case")]
#[derive(Clone, Copy)]
pub enum ResourceKind {
    /// An email address.
    EmailAddress,
    /// A phone number.
    PhoneNumber,
    /// A web3 wallet.
    #[napi(value = "web3_wallet")]
    Web3Wallet,
    /// An account at a provider.
    ExternalAccount,
}

/// One identifier.
#[napi(discriminant = "kind", object_from_js = false)]
#[expect(
    non_camel_case_types,
    reason = "the names as JavaScript sees them: the case that napi makes would be `web_3_wallet`"
)]
pub enum ResourceData {
    /// An email address.
    email_address {
        /// As the server holds it.
        resource: EmailAddressData,
    },
    /// A phone number.
    phone_number {
        /// As the server holds it.
        resource: PhoneNumberData,
    },
    /// A web3 wallet.
    web3_wallet {
        /// As the server holds it.
        resource: Web3WalletData,
    },
    /// An account at a provider.
    external_account {
        /// As the server holds it.
        resource: ExternalAccountData,
    },
}

/// Which identifier a call is about, as far as calls need to know.
#[napi(object, object_to_js = false)]
pub struct ResourceRef {
    /// Its kind.
    pub kind: ResourceKind,
    /// Its id.
    pub id: String,
    /// The address or number.
    pub identifier: String,
    /// The status of its verification, as the server last showed it.
    pub verification_status: Option<String>,
}

/// An email address.
#[napi(object, object_from_js = false)]
pub struct EmailAddressData {
    /// `idn_…`
    pub id: String,
    /// The address.
    pub email_address: String,
    /// Absent until the first prepare.
    pub verification: Option<VerificationData>,
    /// Locked for this user though unverified.
    pub reserved: bool,
    /// What it is linked to.
    pub linked_to: Vec<IdentificationLinkData>,
    /// Whether its domain belongs to an enterprise connection.
    pub matches_sso_connection: Option<bool>,
    /// Unix milliseconds.
    pub created_at: Option<f64>,
    /// Unix milliseconds.
    pub updated_at: Option<f64>,
    /// What this release does not know: an object, as JSON.
    pub extra: String,
}

/// A phone number.
#[napi(object, object_from_js = false)]
pub struct PhoneNumberData {
    /// `idn_…`
    pub id: String,
    /// The number.
    pub phone_number: String,
    /// Absent until the first prepare.
    pub verification: Option<VerificationData>,
    /// Locked for this user though unverified.
    pub reserved: bool,
    /// Whether it is a second factor.
    pub reserved_for_second_factor: bool,
    /// Whether it is the second factor that is asked for first.
    pub default_second_factor: bool,
    /// Shown once, when a second factor is set up. Secrets.
    pub backup_codes: Option<Vec<String>>,
    /// What it is linked to.
    pub linked_to: Vec<IdentificationLinkData>,
    /// Unix milliseconds.
    pub created_at: Option<f64>,
    /// Unix milliseconds.
    pub updated_at: Option<f64>,
    /// What this release does not know: an object, as JSON.
    pub extra: String,
}

/// A web3 wallet.
#[napi(object, object_from_js = false)]
pub struct Web3WalletData {
    /// `idn_…`
    pub id: String,
    /// The address.
    pub web3_wallet: String,
    /// Absent until the first prepare.
    pub verification: Option<VerificationData>,
    /// Unix milliseconds.
    pub created_at: Option<f64>,
    /// Unix milliseconds.
    pub updated_at: Option<f64>,
    /// What this release does not know: an object, as JSON.
    pub extra: String,
}

/// A verification.
#[napi(object, object_from_js = false)]
pub struct VerificationData {
    /// What the server calls it.
    pub object: Option<String>,
    /// `unverified`, `verified`, `failed`, `expired`, `transferable`, or what a newer server says.
    pub status: String,
    /// By which means.
    pub strategy: String,
    /// How many wrong answers there were.
    pub attempts: Option<u32>,
    /// Unix milliseconds.
    pub expire_at: Option<f64>,
    /// Where to send the user.
    pub external_verification_redirect_url: Option<String>,
    /// Why it failed.
    pub error: Option<ClerkErrorData>,
    /// What the message holds.
    pub nonce: Option<String>,
    /// What the wallet signs.
    pub message: Option<String>,
    /// The client at which it was verified.
    pub verified_at_client: Option<String>,
    /// `sms` or `whatsapp`.
    pub channel: Option<String>,
    /// What this release does not know: an object, as JSON.
    pub extra: String,
}

/// What an identifier is linked to.
#[napi(object, object_from_js = false)]
pub struct IdentificationLinkData {
    /// Of which type.
    #[napi(js_name = "type")]
    pub kind: String,
    /// Which.
    pub id: String,
}

mirrored!(CoreKind, ResourceKind { EmailAddress, PhoneNumber, Web3Wallet, ExternalAccount });

impl ResourceRef {
    /// As the core takes it.
    pub(crate) fn read(&self) -> core::Resource {
        let Self { kind, id, identifier, verification_status } = self;
        let (id, identifier) = (id.clone(), identifier.clone());
        let verification = verification_status
            .as_deref()
            .map(|status| core::Verification { status: status.into(), ..core::Verification::default() });
        match kind {
            ResourceKind::EmailAddress => core::EmailAddress {
                id,
                email_address: identifier,
                verification,
                ..core::EmailAddress::default()
            }
            .into(),
            ResourceKind::PhoneNumber => core::PhoneNumber {
                id,
                phone_number: identifier,
                verification,
                ..core::PhoneNumber::default()
            }
            .into(),
            ResourceKind::Web3Wallet => {
                core::Web3Wallet { id, web3_wallet: identifier, verification, ..core::Web3Wallet::default() }
                    .into()
            }
            ResourceKind::ExternalAccount => core::ExternalAccount {
                id,
                raw_provider: identifier,
                verification,
                ..core::ExternalAccount::default()
            }
            .into(),
        }
    }
}

impl From<core::Resource> for ResourceData {
    fn from(resource: core::Resource) -> Self {
        match resource {
            core::Resource::EmailAddress(email) => Self::email_address { resource: (*email).into() },
            core::Resource::PhoneNumber(phone) => Self::phone_number { resource: (*phone).into() },
            core::Resource::Web3Wallet(wallet) => Self::web3_wallet { resource: (*wallet).into() },
            core::Resource::ExternalAccount(account) => {
                Self::external_account { resource: (*account).into() }
            }
        }
    }
}

impl From<core::EmailAddress> for EmailAddressData {
    fn from(email: core::EmailAddress) -> Self {
        let core::EmailAddress {
            id,
            email_address,
            verification,
            reserved,
            linked_to,
            matches_sso_connection,
            created_at,
            updated_at,
            extra,
        } = email;
        Self {
            id,
            email_address,
            verification: verification.map(Into::into),
            reserved,
            linked_to: links(linked_to),
            matches_sso_connection,
            created_at: created_at.map(millis),
            updated_at: updated_at.map(millis),
            extra: json(extra),
        }
    }
}

impl From<core::PhoneNumber> for PhoneNumberData {
    fn from(phone: core::PhoneNumber) -> Self {
        let core::PhoneNumber {
            id,
            phone_number,
            verification,
            reserved,
            reserved_for_second_factor,
            default_second_factor,
            backup_codes,
            linked_to,
            created_at,
            updated_at,
            extra,
        } = phone;
        let exposed = |codes: Vec<Secret>| codes.iter().map(|code| code.expose().to_owned()).collect();
        Self {
            id,
            phone_number,
            verification: verification.map(Into::into),
            reserved,
            reserved_for_second_factor,
            default_second_factor,
            backup_codes: backup_codes.map(exposed),
            linked_to: links(linked_to),
            created_at: created_at.map(millis),
            updated_at: updated_at.map(millis),
            extra: json(extra),
        }
    }
}

impl From<core::Web3Wallet> for Web3WalletData {
    fn from(wallet: core::Web3Wallet) -> Self {
        let core::Web3Wallet { id, web3_wallet, verification, created_at, updated_at, extra } = wallet;
        Self {
            id,
            web3_wallet,
            verification: verification.map(Into::into),
            created_at: created_at.map(millis),
            updated_at: updated_at.map(millis),
            extra: json(extra),
        }
    }
}

impl From<core::Verification> for VerificationData {
    fn from(verification: core::Verification) -> Self {
        let core::Verification {
            object,
            status,
            strategy,
            attempts,
            expire_at,
            external_verification_redirect_url,
            error,
            nonce,
            message,
            verified_at_client,
            channel,
            extra,
        } = verification;
        Self {
            object,
            status: status.as_str().to_owned(),
            strategy: strategy.as_str().to_owned(),
            attempts,
            expire_at: expire_at.map(millis),
            external_verification_redirect_url,
            error: error.map(Into::into),
            nonce,
            message,
            verified_at_client,
            channel,
            extra: json(extra),
        }
    }
}

fn links(links: Vec<core::IdentificationLink>) -> Vec<IdentificationLinkData> {
    links
        .into_iter()
        .map(|core::IdentificationLink { kind, id }| IdentificationLinkData { kind, id })
        .collect()
}
