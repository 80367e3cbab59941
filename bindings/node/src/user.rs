//! The user, and how far fresh credentials have come.

use napi_derive::napi;
use user_metadata_core::resource as core;

use crate::errors::json;
use crate::external_account::ExternalAccountData;
use crate::number::millis;
use crate::resources::{EmailAddressData, PhoneNumberData, VerificationData, Web3WalletData};

/// The user with all identifiers.
#[napi(object, object_from_js = false)]
pub struct UserData {
    /// `user_…`
    pub id: String,
    /// As the user chose it.
    pub username: Option<String>,
    /// As the user gave it.
    pub first_name: Option<String>,
    /// As the user gave it.
    pub last_name: Option<String>,
    /// The picture.
    pub image_url: Option<String>,
    /// Which email address is the primary one.
    pub primary_email_address_id: Option<String>,
    /// Which phone number is the primary one.
    pub primary_phone_number_id: Option<String>,
    /// Which wallet is the primary one.
    pub primary_web3_wallet_id: Option<String>,
    /// All email addresses.
    pub email_addresses: Vec<EmailAddressData>,
    /// All phone numbers.
    pub phone_numbers: Vec<PhoneNumberData>,
    /// All wallets.
    pub web3_wallets: Vec<Web3WalletData>,
    /// All accounts at providers.
    pub external_accounts: Vec<ExternalAccountData>,
    /// All accounts at companies' identity providers.
    pub enterprise_accounts: Vec<ExternalAccountData>,
    /// Whether there is a password.
    pub password_enabled: bool,
    /// Whether there is a second factor.
    pub two_factor_enabled: bool,
    /// Whether there is an authenticator app.
    pub totp_enabled: bool,
    /// Whether there are backup codes.
    pub backup_code_enabled: bool,
    /// Unix milliseconds.
    pub created_at: Option<f64>,
    /// Unix milliseconds.
    pub updated_at: Option<f64>,
    /// What this release does not know: an object, as JSON.
    pub extra: String,
}

/// What was removed.
#[napi(object, object_from_js = false)]
pub struct DeletedData {
    /// Its id.
    pub id: Option<String>,
    /// What it was.
    pub object: String,
    /// Whether it is gone.
    pub deleted: bool,
}

/// How far the user has come in giving fresh credentials.
#[napi(object, object_from_js = false)]
pub struct SessionReverificationData {
    /// `needs_first_factor`, `needs_second_factor` or `complete`.
    pub status: String,
    /// How much is asked for.
    pub level: String,
    /// What would do first.
    pub supported_first_factors: Vec<SignInFactorData>,
    /// What would do next.
    pub supported_second_factors: Vec<SignInFactorData>,
    /// Of the first factor.
    pub first_factor_verification: Option<VerificationData>,
    /// Of the second factor.
    pub second_factor_verification: Option<VerificationData>,
    /// Which session it is about.
    pub session: Option<ReverifiedSessionData>,
    /// What this release does not know: an object, as JSON.
    pub extra: String,
}

/// The session of a reverification.
#[napi(object, object_from_js = false)]
pub struct ReverifiedSessionData {
    /// `sess_…`
    pub id: String,
    /// Its status.
    pub status: String,
}

/// One way to prove oneself.
#[napi(object, object_from_js = false)]
pub struct SignInFactorData {
    /// By which means.
    pub strategy: String,
    /// Where a code would go, masked.
    pub safe_identifier: Option<String>,
    /// Which address.
    pub email_address_id: Option<String>,
    /// Which number.
    pub phone_number_id: Option<String>,
    /// Which wallet.
    pub web3_wallet_id: Option<String>,
    /// Which passkey.
    pub passkey_id: Option<String>,
    /// Which device.
    pub trusted_device_id: Option<String>,
    /// Which connection.
    pub enterprise_connection_id: Option<String>,
    /// Its name.
    pub enterprise_connection_name: Option<String>,
    /// Whether it is the primary one of its kind.
    pub primary: Option<bool>,
    /// Whether it is asked for first.
    pub default: Option<bool>,
    /// Where to send the user.
    pub external_verification_redirect_url: Option<String>,
    /// What this release does not know: an object, as JSON.
    pub extra: String,
}

fn all<T: Into<U>, U>(list: Vec<T>) -> Vec<U> {
    list.into_iter().map(Into::into).collect()
}

impl From<core::User> for UserData {
    fn from(user: core::User) -> Self {
        let core::User {
            id,
            username,
            first_name,
            last_name,
            image_url,
            primary_email_address_id,
            primary_phone_number_id,
            primary_web3_wallet_id,
            email_addresses,
            phone_numbers,
            web3_wallets,
            external_accounts,
            enterprise_accounts,
            password_enabled,
            two_factor_enabled,
            totp_enabled,
            backup_code_enabled,
            created_at,
            updated_at,
            extra,
        } = user;
        Self {
            id,
            username,
            first_name,
            last_name,
            image_url,
            primary_email_address_id,
            primary_phone_number_id,
            primary_web3_wallet_id,
            email_addresses: all(email_addresses),
            phone_numbers: all(phone_numbers),
            web3_wallets: all(web3_wallets),
            external_accounts: all(external_accounts),
            enterprise_accounts: all(enterprise_accounts),
            password_enabled,
            two_factor_enabled,
            totp_enabled,
            backup_code_enabled,
            created_at: created_at.map(millis),
            updated_at: updated_at.map(millis),
            extra: json(extra),
        }
    }
}

impl From<core::Deleted> for DeletedData {
    fn from(core::Deleted { id, object, deleted }: core::Deleted) -> Self {
        Self { id, object, deleted }
    }
}

impl From<core::SessionReverification> for SessionReverificationData {
    fn from(reverification: core::SessionReverification) -> Self {
        let core::SessionReverification {
            status,
            level,
            supported_first_factors,
            supported_second_factors,
            first_factor_verification,
            second_factor_verification,
            session,
            extra,
        } = reverification;
        Self {
            status: status.as_str().to_owned(),
            level: level.as_str().to_owned(),
            supported_first_factors: all(supported_first_factors),
            supported_second_factors: all(supported_second_factors),
            first_factor_verification: first_factor_verification.map(Into::into),
            second_factor_verification: second_factor_verification.map(Into::into),
            session: session
                .map(|core::ReverifiedSession { id, status }| ReverifiedSessionData { id, status }),
            extra: json(extra),
        }
    }
}

impl From<core::SignInFactor> for SignInFactorData {
    fn from(factor: core::SignInFactor) -> Self {
        let core::SignInFactor {
            strategy,
            safe_identifier,
            email_address_id,
            phone_number_id,
            web3_wallet_id,
            passkey_id,
            trusted_device_id,
            enterprise_connection_id,
            enterprise_connection_name,
            primary,
            default,
            external_verification_redirect_url,
            extra,
        } = factor;
        Self {
            strategy: strategy.as_str().to_owned(),
            safe_identifier,
            email_address_id,
            phone_number_id,
            web3_wallet_id,
            passkey_id,
            trusted_device_id,
            enterprise_connection_id,
            enterprise_connection_name,
            primary,
            default,
            external_verification_redirect_url,
            extra: json(extra),
        }
    }
}
