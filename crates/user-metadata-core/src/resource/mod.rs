//! What the server holds, as it says it: the four kinds of identifier, their verification, the user, and how far the
//! user has come in giving fresh credentials.
//!
//! Names are Clerk's. Whatever a server adds tomorrow is kept: unknown fields in `extra`, unknown statuses,
//! strategies and providers as the text that came.

mod email_address;
mod external_account;
mod open_string;
mod phone_number;
mod session_reverification;
mod user;
mod verification;
mod web3_wallet;

pub use email_address::{EmailAddress, IdentificationLink};
pub use external_account::ExternalAccount;
pub use phone_number::PhoneNumber;
pub use session_reverification::{
    FactorStrategy, ReverificationLevel, ReverificationStatus, ReverifiedSession, SessionReverification,
    SignInFactor,
};
pub use user::User;
pub use verification::{Verification, VerificationStatus, VerificationStrategy};
pub use web3_wallet::Web3Wallet;

use crate::json::{Node, object, tagged};
use serde::{Deserialize, Serialize};

/// Fields that this release does not know, as they came.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Reads such fields from JSON text, for bindings that carry them as text. What is no object has no fields.
///
/// ```
/// use user_metadata_core::resource::extra_from_json;
/// assert_eq!(extra_from_json(r#"{"reserved":true}"#)["reserved"], true);
/// assert!(extra_from_json("[]").is_empty());
/// ```
pub fn extra_from_json(text: &str) -> Extra {
    Node::parse(text.as_bytes()).map(|node| node.rest(&[])).unwrap_or_default()
}

/// The four kinds of identifier that a user can add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// An email address.
    EmailAddress,
    /// A phone number.
    PhoneNumber,
    /// A web3 wallet.
    Web3Wallet,
    /// An external (OAuth or enterprise) account.
    ExternalAccount,
}

impl ResourceKind {
    /// Every kind.
    pub const ALL: [Self; 4] =
        [Self::EmailAddress, Self::PhoneNumber, Self::Web3Wallet, Self::ExternalAccount];

    /// The name in the singular, as the wire's `object` has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmailAddress => "email_address",
            Self::PhoneNumber => "phone_number",
            Self::Web3Wallet => "web3_wallet",
            Self::ExternalAccount => "external_account",
        }
    }

    /// The name in the plural, as it stands in paths.
    pub const fn collection(self) -> &'static str {
        match self {
            Self::EmailAddress => "email_addresses",
            Self::PhoneNumber => "phone_numbers",
            Self::Web3Wallet => "web3_wallets",
            Self::ExternalAccount => "external_accounts",
        }
    }
}

/// One identifier of a user, of any kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "resource", rename_all = "snake_case")]
pub enum Resource {
    /// An email address.
    EmailAddress(Box<EmailAddress>),
    /// A phone number.
    PhoneNumber(Box<PhoneNumber>),
    /// A web3 wallet.
    Web3Wallet(Box<Web3Wallet>),
    /// An external account.
    ExternalAccount(Box<ExternalAccount>),
}

tagged! {
    Resource by "kind" {
        "email_address" => EmailAddress(resource),
        "phone_number" => PhoneNumber(resource),
        "web3_wallet" => Web3Wallet(resource),
        "external_account" => ExternalAccount(resource),
    }
}

impl Resource {
    /// Which of the four it is.
    pub const fn kind(&self) -> ResourceKind {
        match self {
            Self::EmailAddress(_) => ResourceKind::EmailAddress,
            Self::PhoneNumber(_) => ResourceKind::PhoneNumber,
            Self::Web3Wallet(_) => ResourceKind::Web3Wallet,
            Self::ExternalAccount(_) => ResourceKind::ExternalAccount,
        }
    }

    /// Clerk's id. Opaque: never read anything into its prefix.
    pub fn id(&self) -> &str {
        match self {
            Self::EmailAddress(email) => &email.id,
            Self::PhoneNumber(phone) => &phone.id,
            Self::Web3Wallet(wallet) => &wallet.id,
            Self::ExternalAccount(account) => &account.id,
        }
    }

    /// What a person recognises it by: the address, the number, or the provider.
    pub fn identifier(&self) -> &str {
        match self {
            Self::EmailAddress(email) => &email.email_address,
            Self::PhoneNumber(phone) => &phone.phone_number,
            Self::Web3Wallet(wallet) => &wallet.web3_wallet,
            Self::ExternalAccount(account) => account.provider(),
        }
    }

    /// Its verification; `None` is the normal state right after an address, number or wallet was created.
    pub fn verification(&self) -> Option<&Verification> {
        match self {
            Self::EmailAddress(email) => email.verification.as_ref(),
            Self::PhoneNumber(phone) => phone.verification.as_ref(),
            Self::Web3Wallet(wallet) => wallet.verification.as_ref(),
            Self::ExternalAccount(account) => account.verification.as_ref(),
        }
    }

    /// True when the server says that it is verified.
    pub fn is_verified(&self) -> bool {
        self.verification().is_some_and(|verification| verification.status.is(VerificationStatus::VERIFIED))
    }
}

impl From<EmailAddress> for Resource {
    fn from(email: EmailAddress) -> Self {
        Self::EmailAddress(Box::new(email))
    }
}

impl From<PhoneNumber> for Resource {
    fn from(phone: PhoneNumber) -> Self {
        Self::PhoneNumber(Box::new(phone))
    }
}

impl From<Web3Wallet> for Resource {
    fn from(wallet: Web3Wallet) -> Self {
        Self::Web3Wallet(Box::new(wallet))
    }
}

impl From<ExternalAccount> for Resource {
    fn from(account: ExternalAccount) -> Self {
        Self::ExternalAccount(Box::new(account))
    }
}

/// The answer to a delete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deleted {
    /// The id of what is gone, when the server repeats it.
    pub id: Option<String>,
    /// The kind of what is gone, as the server names it.
    pub object: String,
    /// True when it is gone.
    pub deleted: bool,
}

object! {
    Deleted {
        field: id;
        lenient: object, deleted
    }
}
