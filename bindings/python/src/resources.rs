//! What the server holds, as it says it. Unknown fields are in `extra`, unknown statuses and strategies are kept as text.

use pyo3::prelude::*;
use user_metadata_core::resource::{self, ResourceKind};

use crate::convert::{Json, Moment, Shown, Tuple, Url, hash, record, repr, to_dict, union};
use crate::errors::ClerkError;

/// A frozen class over a value of the core. `shows` names the fields of its `repr`.
macro_rules! resource {
    (
        $(#[$doc:meta])* $name:ident of $core:ty {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = |$held:ident| $value:expr;)*
        } shows { $($shown:ident),* }
    ) => {
        $(#[$doc])*
        #[pyclass(frozen, subclass, eq, from_py_object, module = "user_metadata")]
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct $name(pub(crate) $core);

        #[pymethods]
        impl $name {
            /// A copy; how a subclass is made from what was read.
            #[new]
            #[pyo3(signature = (of, /))]
            fn new(of: &Bound<'_, Self>) -> Self {
                of.get().clone()
            }

            $($(#[$field_doc])*
            #[getter]
            fn $field(&self) -> $type {
                let $held = &self.0;
                $value
            })*

            /// All fields by their names on the wire, times in Unix milliseconds; without secrets.
            fn to_dict(&self) -> Json {
                to_dict(&self.0)
            }

            fn __repr__(&self) -> String {
                repr(stringify!($name), &[$((stringify!($shown), self.$shown().shown())),*])
            }

            fn __hash__(&self) -> u64 {
                hash(self)
            }
        }

        impl Shown for $name {
            fn shown(&self) -> String {
                self.__repr__()
            }
        }

        impl From<$core> for $name {
            fn from(held: $core) -> Self {
                Self(held)
            }
        }
    };
}

fn is_verified(verification: Option<&resource::Verification>) -> bool {
    verification.is_some_and(|held| held.status.is(resource::VerificationStatus::VERIFIED))
}

fn moment(time: Option<user_metadata_core::time::Timestamp>) -> Option<Moment> {
    time.map(Moment)
}

resource! {
    /// How the proof of an identifier stands.
    Verification of resource::Verification {
        /// Such as `unverified` or `verified`, see `VerificationStatus`.
        status: String = |held| held.status.as_str().to_owned();
        /// How it is proved, see `VerificationStrategy`; for an external account the strategy of its provider.
        strategy: String = |held| held.strategy.as_str().to_owned();
        /// How many answers were tried.
        attempts: Option<u32> = |held| held.attempts;
        /// Until when an answer is accepted.
        expire_at: Option<Moment> = |held| moment(held.expire_at);
        /// Where to send the user, for an external account.
        external_verification_redirect_url: Option<Url> =
            |held| held.external_verification_redirect_url.clone().map(Url);
        /// Why it failed; its `user_message` is fit to show.
        error: Option<ClerkError> = |held| held.error.clone().map(ClerkError::from);
        /// What a wallet's message is bound to.
        nonce: Option<String> = |held| held.nonce.clone();
        /// What a wallet has to sign, byte for byte.
        message: Option<String> = |held| held.message.clone();
        /// Which client opened the link.
        verified_at_client: Option<String> = |held| held.verified_at_client.clone();
        /// By which channel a code was sent: `sms` or `whatsapp`.
        channel: Option<String> = |held| held.channel.clone();
        /// The kind of verification, as the server names it.
        object: Option<String> = |held| held.object.clone();
        /// Fields that this release does not know.
        extra: Json = |held| Json(held.extra.clone());
    } shows { status, strategy, expire_at, error }
}

record! {
    /// What else an identifier is linked to.
    IdentificationLink {
        /// Such as `oauth_google`.
        kind: String,
        /// Its id.
        id: String,
    }
}

impl From<resource::IdentificationLink> for IdentificationLink {
    fn from(link: resource::IdentificationLink) -> Self {
        Self { kind: link.kind, id: link.id }
    }
}

resource! {
    /// An email address of a user.
    EmailAddress of resource::EmailAddress {
        /// The name of its kind: `email_address`.
        kind: String = |_held| ResourceKind::EmailAddress.as_str().to_owned();
        /// What a person recognises it by: the address, the number, or the provider.
        identifier: String = |held| held.email_address.clone();
        /// True when the server holds it as verified.
        is_verified: bool = |held| is_verified(held.verification.as_ref());
        /// `idn_…`
        id: String = |held| held.id.clone();
        /// The address.
        email_address: String = |held| held.email_address.clone();
        /// Absent until something was sent.
        verification: Option<Verification> = |held| held.verification.clone().map(Verification);
        /// True while nobody else may take it.
        reserved: bool = |held| held.reserved;
        /// What else it is linked to.
        linked_to: Tuple<IdentificationLink> = |held| held.linked_to.clone().into();
        /// True where an enterprise connection is in charge of it.
        matches_sso_connection: Option<bool> = |held| held.matches_sso_connection;
        /// When it was added.
        created_at: Option<Moment> = |held| moment(held.created_at);
        /// When it was changed last.
        updated_at: Option<Moment> = |held| moment(held.updated_at);
        /// Fields that this release does not know.
        extra: Json = |held| Json(held.extra.clone());
    } shows { id, email_address, verification }
}

resource! {
    /// A phone number of a user.
    PhoneNumber of resource::PhoneNumber {
        /// The name of its kind: `phone_number`.
        kind: String = |_held| ResourceKind::PhoneNumber.as_str().to_owned();
        /// What a person recognises it by: the address, the number, or the provider.
        identifier: String = |held| held.phone_number.clone();
        /// True when the server holds it as verified.
        is_verified: bool = |held| is_verified(held.verification.as_ref());
        /// `idn_…`
        id: String = |held| held.id.clone();
        /// The number, in E.164.
        phone_number: String = |held| held.phone_number.clone();
        /// Absent until something was sent.
        verification: Option<Verification> = |held| held.verification.clone().map(Verification);
        /// True while nobody else may take it.
        reserved: bool = |held| held.reserved;
        /// True where it serves as a second factor.
        reserved_for_second_factor: bool = |held| held.reserved_for_second_factor;
        /// True where it is the usual second factor.
        default_second_factor: bool = |held| held.default_second_factor;
        /// Given once, when it becomes a second factor. Secret: `repr` and `to_dict` leave them out.
        backup_codes: Option<Tuple<String>> = |held| {
            let codes = held.backup_codes.as_ref()?;
            Some(Tuple(codes.iter().map(|code| code.expose().to_owned()).collect()))
        };
        /// What else it is linked to.
        linked_to: Tuple<IdentificationLink> = |held| held.linked_to.clone().into();
        /// When it was added.
        created_at: Option<Moment> = |held| moment(held.created_at);
        /// When it was changed last.
        updated_at: Option<Moment> = |held| moment(held.updated_at);
        /// Fields that this release does not know.
        extra: Json = |held| Json(held.extra.clone());
    } shows { id, phone_number, verification }
}

resource! {
    /// A web3 wallet of a user.
    Web3Wallet of resource::Web3Wallet {
        /// The name of its kind: `web3_wallet`.
        kind: String = |_held| ResourceKind::Web3Wallet.as_str().to_owned();
        /// What a person recognises it by: the address, the number, or the provider.
        identifier: String = |held| held.web3_wallet.clone();
        /// True when the server holds it as verified.
        is_verified: bool = |held| is_verified(held.verification.as_ref());
        /// `idn_…`
        id: String = |held| held.id.clone();
        /// The address.
        web3_wallet: String = |held| held.web3_wallet.clone();
        /// Absent until a message was made.
        verification: Option<Verification> = |held| held.verification.clone().map(Verification);
        /// When it was added.
        created_at: Option<Moment> = |held| moment(held.created_at);
        /// When it was changed last.
        updated_at: Option<Moment> = |held| moment(held.updated_at);
        /// Fields that this release does not know.
        extra: Json = |held| Json(held.extra.clone());
    } shows { id, web3_wallet, verification }
}

resource! {
    /// A user's account at a provider.
    ExternalAccount of resource::ExternalAccount {
        /// The name of its kind: `external_account`.
        kind: String = |_held| ResourceKind::ExternalAccount.as_str().to_owned();
        /// What a person recognises it by: the address, the number, or the provider.
        identifier: String = |held| held.provider().to_owned();
        /// True when the server holds it as verified.
        is_verified: bool = |held| is_verified(held.verification.as_ref());
        /// `eac_…`
        id: String = |held| held.id.clone();
        /// The provider without `oauth_`, as `google`.
        provider: String = |held| held.provider().to_owned();
        /// The provider as the server wrote it.
        raw_provider: String = |held| held.raw_provider.clone();
        /// The id of the identification behind it.
        identification_id: String = |held| held.identification_id.clone();
        /// The user's id at the provider.
        provider_user_id: String = |held| held.provider_user_id.clone();
        /// What the user consented to, as the server wrote it.
        approved_scopes: String = |held| held.approved_scopes.clone();
        /// The same one by one.
        scopes: Tuple<String> = |held| Tuple(held.scopes().map(str::to_owned).collect());
        /// The email address at the provider.
        email_address: Option<String> = |held| held.email_address.clone();
        /// Whether the provider vouches for it.
        email_address_verified: Option<bool> = |held| held.email_address_verified;
        /// The phone number at the provider.
        phone_number: Option<String> = |held| held.phone_number.clone();
        /// The user's name at the provider.
        username: Option<String> = |held| held.username.clone();
        /// May be empty.
        first_name: String = |held| held.first_name.clone();
        /// May be empty.
        last_name: String = |held| held.last_name.clone();
        /// A picture.
        image_url: Option<String> = |held| held.image_url.clone();
        /// Which of several accounts it is.
        label: Option<String> = |held| held.label.clone();
        /// What the provider says beside that.
        public_metadata: Json = |held| Json(held.public_metadata.clone());
        /// How its proof stands.
        verification: Option<Verification> = |held| held.verification.clone().map(Verification);
        /// The kind of account, as the server names it.
        object: String = |held| held.object.clone();
        /// When it was added.
        created_at: Option<Moment> = |held| moment(held.created_at);
        /// When it was changed last.
        updated_at: Option<Moment> = |held| moment(held.updated_at);
        /// Fields that this release does not know.
        extra: Json = |held| Json(held.extra.clone());
    } shows { id, provider, verification }
}

resource! {
    /// The user as the server holds it, with all identifiers.
    UserResource of resource::User {
        /// `user_…`
        id: String = |held| held.id.clone();
        /// The user's name in the app.
        username: Option<String> = |held| held.username.clone();
        /// The first name.
        first_name: Option<String> = |held| held.first_name.clone();
        /// The last name.
        last_name: Option<String> = |held| held.last_name.clone();
        /// A picture.
        image_url: Option<String> = |held| held.image_url.clone();
        /// Which email address is the primary one.
        primary_email_address_id: Option<String> = |held| held.primary_email_address_id.clone();
        /// Which phone number is the primary one.
        primary_phone_number_id: Option<String> = |held| held.primary_phone_number_id.clone();
        /// Which wallet is the primary one.
        primary_web3_wallet_id: Option<String> = |held| held.primary_web3_wallet_id.clone();
        /// All email addresses.
        email_addresses: Tuple<EmailAddress> = |held| held.email_addresses.clone().into();
        /// All phone numbers.
        phone_numbers: Tuple<PhoneNumber> = |held| held.phone_numbers.clone().into();
        /// All wallets.
        web3_wallets: Tuple<Web3Wallet> = |held| held.web3_wallets.clone().into();
        /// All accounts at OAuth providers.
        external_accounts: Tuple<ExternalAccount> = |held| held.external_accounts.clone().into();
        /// All accounts at a company's identity provider.
        enterprise_accounts: Tuple<ExternalAccount> = |held| held.enterprise_accounts.clone().into();
        /// Whether there is a password.
        password_enabled: bool = |held| held.password_enabled;
        /// Whether a second factor is asked for.
        two_factor_enabled: bool = |held| held.two_factor_enabled;
        /// Whether an authenticator app is one.
        totp_enabled: bool = |held| held.totp_enabled;
        /// Whether backup codes are one.
        backup_code_enabled: bool = |held| held.backup_code_enabled;
        /// When the user signed up.
        created_at: Option<Moment> = |held| moment(held.created_at);
        /// When the user was changed last.
        updated_at: Option<Moment> = |held| moment(held.updated_at);
        /// Fields that this release does not know.
        extra: Json = |held| Json(held.extra.clone());
    } shows { id, username }
}

resource! {
    /// What was removed.
    Deleted of resource::Deleted {
        /// Of what.
        id: Option<String> = |held| held.id.clone();
        /// The kind of resource, as the server names it.
        object: String = |held| held.object.clone();
        /// True.
        deleted: bool = |held| held.deleted;
    } shows { id, object, deleted }
}

union! {
    /// One identifier of a user.
    Resource {
        EmailAddress(EmailAddress),
        PhoneNumber(PhoneNumber),
        Web3Wallet(Web3Wallet),
        ExternalAccount(ExternalAccount),
    }
}

impl From<resource::Resource> for Resource {
    fn from(held: resource::Resource) -> Self {
        match held {
            resource::Resource::EmailAddress(email) => Self::EmailAddress(EmailAddress(*email)),
            resource::Resource::PhoneNumber(phone) => Self::PhoneNumber(PhoneNumber(*phone)),
            resource::Resource::Web3Wallet(wallet) => Self::Web3Wallet(Web3Wallet(*wallet)),
            resource::Resource::ExternalAccount(account) => Self::ExternalAccount(ExternalAccount(*account)),
        }
    }
}

/// An identifier as an argument.
#[derive(FromPyObject)]
pub(crate) enum AnyResource {
    EmailAddress(EmailAddress),
    PhoneNumber(PhoneNumber),
    Web3Wallet(Web3Wallet),
    ExternalAccount(ExternalAccount),
}

impl From<AnyResource> for resource::Resource {
    fn from(given: AnyResource) -> Self {
        match given {
            AnyResource::EmailAddress(email) => email.0.into(),
            AnyResource::PhoneNumber(phone) => phone.0.into(),
            AnyResource::Web3Wallet(wallet) => wallet.0.into(),
            AnyResource::ExternalAccount(account) => account.0.into(),
        }
    }
}

/// The kind of that name: `email_address`, `phone_number`, `web3_wallet` or `external_account`.
pub(crate) fn kind_of(name: &str) -> PyResult<ResourceKind> {
    ResourceKind::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or_else(|| {
        let known = ResourceKind::ALL.map(ResourceKind::as_str).join(", ");
        pyo3::exceptions::PyValueError::new_err(format!("there is no such kind; there are {known}"))
    })
}
