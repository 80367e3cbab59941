//! What a user proves a factor with, and how it is prepared.

use napi_derive::napi;
use user_metadata_core::api;
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::RedirectUrl;
use user_metadata_core::secret::Secret;

/// How a first factor is prepared.
#[napi(discriminant = "strategy", discriminant_case = "snake_case", object_to_js = false)]
pub enum FirstFactorPreparation {
    /// A code by email.
    EmailCode {
        /// Which address.
        email_address_id: Option<String>,
    },
    /// A link by email.
    EmailLink {
        /// Which address.
        email_address_id: Option<String>,
        /// Where it leads back to.
        redirect_url: String,
    },
    /// A code by text message.
    PhoneCode {
        /// Which number.
        phone_number_id: Option<String>,
    },
    /// A challenge for a passkey.
    Passkey,
    /// A round trip to the company's identity provider.
    EnterpriseSso {
        /// Which address.
        email_address_id: Option<String>,
        /// Which connection.
        enterprise_connection_id: Option<String>,
        /// Where it leads back to.
        redirect_url: String,
    },
}

/// What proves a first factor. Secrets.
#[napi(discriminant = "strategy", discriminant_case = "snake_case", object_to_js = false)]
pub enum FirstFactorProof {
    /// The password.
    Password {
        /// As typed.
        password: String,
    },
    /// The code of a mail.
    EmailCode {
        /// As typed.
        code: String,
    },
    /// The code of a text message.
    PhoneCode {
        /// As typed.
        code: String,
    },
    /// What a passkey made of its challenge.
    Passkey {
        /// As JSON.
        public_key_credential: String,
    },
}

/// What proves a second factor. Secrets.
#[napi(discriminant = "strategy", discriminant_case = "snake_case", object_to_js = false)]
pub enum SecondFactorProof {
    /// The code of a text message.
    PhoneCode {
        /// As typed.
        code: String,
    },
    /// The code that an authenticator app shows.
    Totp {
        /// As typed.
        code: String,
    },
    /// One of the backup codes.
    BackupCode {
        /// As typed.
        code: String,
    },
}

/// The id, where there is one.
pub(crate) fn maybe_id(id: Option<String>) -> Result<Option<api::ResourceId>, ValidationError> {
    id.map(|id| api::ResourceId::parse(&id)).transpose()
}

impl FirstFactorPreparation {
    /// As the core takes it.
    pub(crate) fn read(self) -> Result<api::FirstFactorPreparation, ValidationError> {
        use api::FirstFactorPreparation as Core;
        Ok(match self {
            Self::EmailCode { email_address_id } => {
                Core::EmailCode { email_address_id: maybe_id(email_address_id)? }
            }
            Self::EmailLink { email_address_id, redirect_url } => Core::EmailLink {
                email_address_id: maybe_id(email_address_id)?,
                redirect_url: RedirectUrl::parse(&redirect_url)?,
            },
            Self::PhoneCode { phone_number_id } => {
                Core::PhoneCode { phone_number_id: maybe_id(phone_number_id)? }
            }
            Self::Passkey => Core::Passkey,
            Self::EnterpriseSso { email_address_id, enterprise_connection_id, redirect_url } => {
                Core::EnterpriseSso {
                    email_address_id: maybe_id(email_address_id)?,
                    enterprise_connection_id: maybe_id(enterprise_connection_id)?,
                    redirect_url: RedirectUrl::parse(&redirect_url)?,
                }
            }
        })
    }
}

impl From<FirstFactorProof> for api::FirstFactorProof {
    fn from(proof: FirstFactorProof) -> Self {
        match proof {
            FirstFactorProof::Password { password } => Self::Password { password: Secret::new(password) },
            FirstFactorProof::EmailCode { code } => Self::EmailCode { code: Secret::new(code) },
            FirstFactorProof::PhoneCode { code } => Self::PhoneCode { code: Secret::new(code) },
            FirstFactorProof::Passkey { public_key_credential } => {
                Self::Passkey { public_key_credential: Secret::new(public_key_credential) }
            }
        }
    }
}

impl From<SecondFactorProof> for api::SecondFactorProof {
    fn from(proof: SecondFactorProof) -> Self {
        match proof {
            SecondFactorProof::PhoneCode { code } => Self::PhoneCode { code: Secret::new(code) },
            SecondFactorProof::Totp { code } => Self::Totp { code: Secret::new(code) },
            SecondFactorProof::BackupCode { code } => Self::BackupCode { code: Secret::new(code) },
        }
    }
}
