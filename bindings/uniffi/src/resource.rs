//! What the server holds, as it says it. Names are Clerk's.

use user_metadata_core::resource as core;

use crate::convert::{FromCore, ToCore, choice, record};
use crate::error::ClerkError;
use crate::text::{Json, Secret, Timestamp};

choice! { both
    /// The four kinds of identifier that a user can add.
    #[derive(Copy, Eq)]
    ResourceKind = core::ResourceKind {
        /// An email address.
        EmailAddress,
        /// A phone number.
        PhoneNumber,
        /// A web3 wallet.
        Web3Wallet,
        /// An external (OAuth or enterprise) account.
        ExternalAccount,
    }
}

/// One identifier of a user, of any kind.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Resource {
    /// An email address.
    EmailAddress {
        /// The email address.
        email: EmailAddress,
    },
    /// A phone number.
    PhoneNumber {
        /// The phone number.
        phone: PhoneNumber,
    },
    /// A web3 wallet.
    Web3Wallet {
        /// The wallet.
        wallet: Web3Wallet,
    },
    /// An external account.
    ExternalAccount {
        /// The account.
        account: ExternalAccount,
    },
}

record! { both
    /// An email address of a user.
    EmailAddress = core::EmailAddress {
        /// Clerk's id. Opaque.
        id: String,
        /// The address.
        email_address: String,
        /// Nothing right after it was created.
        verification: Option<Verification>,
        /// True when it is locked for this user although it is not verified.
        reserved: bool,
        /// External accounts that brought the same address.
        linked_to: Vec<IdentificationLink>,
        /// True when its domain belongs to an enterprise connection: verify it by `enterprise_sso`.
        matches_sso_connection: Option<bool>,
        /// When it was created.
        created_at: Option<Timestamp>,
        /// When it was last changed.
        updated_at: Option<Timestamp>,
        /// Fields that this release does not know.
        extra: Json,
    }
}

record! { both
    /// A phone number of a user.
    PhoneNumber = core::PhoneNumber {
        /// Clerk's id. Opaque.
        id: String,
        /// The number in E.164.
        phone_number: String,
        /// Nothing right after it was created.
        verification: Option<Verification>,
        /// True when it is locked for this user although it is not verified.
        reserved: bool,
        /// True when it serves as a second factor.
        reserved_for_second_factor: bool,
        /// True when it is the second factor that is asked for first.
        default_second_factor: bool,
        /// Shown once, when the number becomes a second factor.
        backup_codes: Option<Vec<Secret>>,
        /// External accounts that brought the same number.
        linked_to: Vec<IdentificationLink>,
        /// When it was created.
        created_at: Option<Timestamp>,
        /// When it was last changed.
        updated_at: Option<Timestamp>,
        /// Fields that this release does not know.
        extra: Json,
    }
}

record! { both
    /// A web3 wallet of a user.
    Web3Wallet = core::Web3Wallet {
        /// Clerk's id. Opaque.
        id: String,
        /// The address: `0x` and 40 hexadecimal characters, or a base58 ed25519 public key.
        web3_wallet: String,
        /// Nothing right after it was created.
        verification: Option<Verification>,
        /// When it was created.
        created_at: Option<Timestamp>,
        /// When it was last changed.
        updated_at: Option<Timestamp>,
        /// Fields that this release does not know.
        extra: Json,
    }
}

record! { both
    /// An external account of a user. Servers may leave out all but the id.
    ExternalAccount = core::ExternalAccount {
        /// Clerk's id. Opaque.
        id: String,
        /// `external_account`, or the older `google_account` and `facebook_account`.
        object: String,
        /// The provider as it came, `google` or `oauth_google`.
        raw_provider: String,
        /// The identification behind the account.
        identification_id: String,
        /// The user's id at the provider.
        provider_user_id: String,
        /// The granted scopes, separated by spaces; empty when none were ever granted.
        approved_scopes: String,
        /// The email address at the provider.
        email_address: Option<String>,
        /// Whether the provider calls that address verified, where it says so.
        email_address_verified: Option<bool>,
        /// The phone number at the provider.
        phone_number: Option<String>,
        /// The user's name at the provider.
        username: Option<String>,
        /// The first name at the provider.
        first_name: String,
        /// The last name at the provider.
        last_name: String,
        /// The picture at the provider.
        image_url: Option<String>,
        /// A label that tells two accounts of one provider apart.
        label: Option<String>,
        /// Metadata that a backend attached.
        public_metadata: Json,
        /// How far its verification has come.
        verification: Option<Verification>,
        /// When it was created.
        created_at: Option<Timestamp>,
        /// When it was last changed.
        updated_at: Option<Timestamp>,
        /// Fields that this release does not know.
        extra: Json,
        = account;
        /// The provider's own name: `google`, or `custom_acme`.
        provider: String = account.provider().to_owned(),
    }
}

record! { both
    /// A link from an identifier to the external account that brought it.
    #[derive(Eq)]
    IdentificationLink = core::IdentificationLink {
        /// `oauth_google`, `saml`, …
        kind: String,
        /// The identification of the linked account.
        id: String,
    }
}

record! { both
    /// The verification of one identifier.
    Verification = core::Verification {
        /// The variant, as `verification_otp`; servers may leave it out.
        object: Option<String>,
        /// How far it has come: `unverified`, `verified`, `failed`, `expired`, `transferable`, or what a newer server says.
        status: String,
        /// By which means, as `email_code`.
        strategy: String,
        /// How many answers the server has counted, where it says so.
        attempts: Option<i32>,
        /// Until when it can be proved, by the server's clock, where it says so.
        expire_at: Option<Timestamp>,
        /// Where the user is to be sent. Not checked here: the effect `OpenUrl` has the checked one.
        external_verification_redirect_url: Option<String>,
        /// Why it failed; its user message is fit to show.
        error: Option<ClerkError>,
        /// The nonce inside `message` (wallets).
        nonce: Option<String>,
        /// The text that the wallet has to sign.
        message: Option<String>,
        /// The id of the client that opened the link or came back from the provider.
        verified_at_client: Option<String>,
        /// By which channel a code went out, `sms` or `whatsapp`, where the server says so.
        channel: Option<String>,
        /// Fields that this release does not know.
        extra: Json,
        = verification;
        /// True when the server says that it is done.
        is_verified: bool = verification.status.is(core::VerificationStatus::VERIFIED),
    }
}

record! { from
    /// The signed-in user with all identifiers.
    UserResource = core::User {
        /// Clerk's id.
        id: String,
        /// The user's name.
        username: Option<String>,
        /// The first name.
        first_name: Option<String>,
        /// The last name.
        last_name: Option<String>,
        /// The picture.
        image_url: Option<String>,
        /// Which email address is the primary one.
        primary_email_address_id: Option<String>,
        /// Which phone number is the primary one.
        primary_phone_number_id: Option<String>,
        /// Which wallet is the primary one.
        primary_web3_wallet_id: Option<String>,
        /// All email addresses, verified or not.
        email_addresses: Vec<EmailAddress>,
        /// All phone numbers, verified or not.
        phone_numbers: Vec<PhoneNumber>,
        /// All wallets, verified or not.
        web3_wallets: Vec<Web3Wallet>,
        /// All external accounts, verified or not.
        external_accounts: Vec<ExternalAccount>,
        /// Accounts at the company's identity provider.
        enterprise_accounts: Vec<ExternalAccount>,
        /// True when the user can sign in with a password.
        password_enabled: bool,
        /// True when any second factor is set up.
        two_factor_enabled: bool,
        /// True when an authenticator app is set up.
        totp_enabled: bool,
        /// True when there are backup codes.
        backup_code_enabled: bool,
        /// When the user was created.
        created_at: Option<Timestamp>,
        /// When the user was last changed.
        updated_at: Option<Timestamp>,
        /// Fields that this release does not know.
        extra: Json,
    }
}

record! { from
    /// The answer to a delete.
    #[derive(Eq)]
    Deleted = core::Deleted {
        /// The id of what is gone, when the server repeats it.
        id: Option<String>,
        /// The kind of what is gone, as the server names it.
        object: String,
        /// True when it is gone.
        deleted: bool,
    }
}

impl FromCore<core::Resource> for Resource {
    fn from_core(core: core::Resource) -> Self {
        match core {
            core::Resource::EmailAddress(email) => {
                Self::EmailAddress { email: EmailAddress::from_core(*email) }
            }
            core::Resource::PhoneNumber(phone) => Self::PhoneNumber { phone: PhoneNumber::from_core(*phone) },
            core::Resource::Web3Wallet(wallet) => Self::Web3Wallet { wallet: Web3Wallet::from_core(*wallet) },
            core::Resource::ExternalAccount(account) => {
                Self::ExternalAccount { account: ExternalAccount::from_core(*account) }
            }
        }
    }
}

impl ToCore<core::Resource> for Resource {
    fn to_core(self) -> core::Resource {
        match self {
            Self::EmailAddress { email } => core::EmailAddress::into(email.to_core()),
            Self::PhoneNumber { phone } => core::PhoneNumber::into(phone.to_core()),
            Self::Web3Wallet { wallet } => core::Web3Wallet::into(wallet.to_core()),
            Self::ExternalAccount { account } => core::ExternalAccount::into(account.to_core()),
        }
    }
}
