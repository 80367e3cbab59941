//! Single calls: one value for each operation of the Frontend API.

use user_metadata_core::api as core;
use user_metadata_core::identifier::{EmailAddress, PhoneNumber, RedirectUrl, WalletAddress};

use crate::convert::{FromCore, ToCore};
use crate::error::CoreError;
use crate::http::{HttpRequest, HttpResponse};
use crate::params::{ExternalAccountParams, ReauthorizeParams};
use crate::resource::{Deleted, Resource, ResourceKind, UserResource};
use crate::session::Session;
use crate::session_reverification::SessionReverification;
use crate::text::{Secret, Timestamp};

/// What a call was answered.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Answer {
    /// One identifier.
    Resource {
        /// The identifier.
        resource: Resource,
    },
    /// All identifiers of one kind.
    Resources {
        /// The identifiers.
        resources: Vec<Resource>,
    },
    /// The user.
    User {
        /// The user.
        user: UserResource,
    },
    /// What was removed.
    Deleted {
        /// What was removed.
        deleted: Deleted,
    },
    /// How far the user has come in giving fresh credentials.
    Reverification {
        /// The reverification.
        reverification: SessionReverification,
    },
}

/// By which means a first factor is prepared. The ids are those of the factor that the server listed; without one, the
/// server takes the first.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
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
        /// Where the link leads back to.
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
        /// Where the provider leads back to.
        redirect_url: String,
    },
}

crate::convert::choice! { to
    /// What proves a first factor.
    FirstFactorProof = core::FirstFactorProof {
        /// The password.
        Password {
            /// As typed.
            password: Secret,
        },
        /// The code that came by email.
        EmailCode {
            /// As typed.
            code: Secret,
        },
        /// The code that came by text message.
        PhoneCode {
            /// As typed.
            code: Secret,
        },
        /// What the passkey signed.
        Passkey {
            /// The credential, as JSON.
            public_key_credential: Secret,
        },
    }
}

crate::convert::choice! { to
    /// What proves a second factor.
    SecondFactorProof = core::SecondFactorProof {
        /// The code that came by text message.
        PhoneCode {
            /// As typed.
            code: Secret,
        },
        /// The code of the authenticator app.
        Totp {
            /// As typed.
            code: Secret,
        },
        /// A backup code.
        BackupCode {
            /// As typed.
            code: Secret,
        },
    }
}

/// One request, and the reading of its answer. It says what to send; the session says where and as whom.
#[derive(Debug, uniffi::Object)]
pub struct Call(core::Call);

#[uniffi::export]
impl Call {
    /// Adds an email address.
    #[uniffi::constructor]
    pub fn create_email_address(email: String) -> Result<Self, CoreError> {
        of(core::CreateEmailAddress { email_address: EmailAddress::parse(&email)? })
    }

    /// Adds a phone number.
    #[uniffi::constructor]
    pub fn create_phone_number(phone_number: String) -> Result<Self, CoreError> {
        of(core::CreatePhoneNumber { phone_number: PhoneNumber::parse(&phone_number)? })
    }

    /// Adds a web3 wallet.
    #[uniffi::constructor]
    pub fn create_web3_wallet(web3_wallet: String) -> Result<Self, CoreError> {
        of(core::CreateWeb3Wallet { web3_wallet: WalletAddress::parse(&web3_wallet)? })
    }

    /// Connects an external account. The token or the code of the provider belongs to a strategy `oauth_token_…`.
    #[uniffi::constructor(default(token = None, code = None))]
    pub fn create_external_account(
        params: ExternalAccountParams,
        token: Option<Secret>,
        code: Option<Secret>,
    ) -> Result<Self, CoreError> {
        of(core::CreateExternalAccount { token, code, ..params.to_call()? })
    }

    /// Has a code or a link sent, a message made for the wallet, or a redirect prepared.
    #[uniffi::constructor(default(redirect_url = None))]
    pub fn prepare_verification(
        kind: ResourceKind,
        id: String,
        strategy: String,
        redirect_url: Option<String>,
    ) -> Result<Self, CoreError> {
        let preparation = preparation(kind, &strategy, redirect_url.as_deref())?;
        of(core::PrepareVerification { id: core::ResourceId::parse(&id)?, preparation })
    }

    /// Proves it with a code or a signature, as it is: nothing is checked.
    #[uniffi::constructor]
    pub fn attempt_verification(kind: ResourceKind, id: String, proof: Secret) -> Result<Self, CoreError> {
        of(core::AttemptVerification { kind: kind.to_core(), id: core::ResourceId::parse(&id)?, proof })
    }

    /// Reads the user with all identifiers; with the nonce of a landing URL, the rotated token comes along.
    #[uniffi::constructor(default(rotating_token_nonce = None))]
    pub fn read_user(rotating_token_nonce: Option<Secret>) -> Self {
        Self(core::ReadUser { rotating_token_nonce }.into())
    }

    /// Reads one identifier.
    #[uniffi::constructor]
    pub fn read_resource(kind: ResourceKind, id: String) -> Result<Self, CoreError> {
        of(core::ReadResource { kind: kind.to_core(), id: core::ResourceId::parse(&id)? })
    }

    /// Reads all identifiers of one kind.
    #[uniffi::constructor]
    pub fn list(kind: ResourceKind) -> Self {
        Self(core::List { kind: kind.to_core() }.into())
    }

    /// Asks for more scopes, or for a new consent, for an external account.
    #[uniffi::constructor]
    pub fn reauthorize_external_account(id: String, params: ReauthorizeParams) -> Result<Self, CoreError> {
        of(params.to_call(&id)?)
    }

    /// Makes a verified identifier the primary one of its kind.
    #[uniffi::constructor]
    pub fn set_primary(resource: Resource) -> Result<Self, CoreError> {
        of(core::SetPrimary::new(&resource.to_core())?)
    }

    /// Removes an identifier.
    #[uniffi::constructor]
    pub fn delete(kind: ResourceKind, id: String) -> Result<Self, CoreError> {
        of(core::Delete { kind: kind.to_core(), id: core::ResourceId::parse(&id)? })
    }

    /// Begins to ask for fresh credentials.
    #[uniffi::constructor]
    pub fn start_reverification(level: String) -> Self {
        Self(core::StartReverification { level: level.to_core() }.into())
    }

    /// Looks how far the user has come in giving them.
    #[uniffi::constructor]
    pub fn read_reverification() -> Self {
        Self(core::ReadReverification {}.into())
    }

    /// Has a first factor prepared.
    #[uniffi::constructor(default(proof_token = None))]
    pub fn prepare_first_factor(
        preparation: FirstFactorPreparation,
        proof_token: Option<Secret>,
    ) -> Result<Self, CoreError> {
        of(core::PrepareFirstFactor { preparation: first_factor(preparation)?, proof_token })
    }

    /// Proves a first factor.
    #[uniffi::constructor]
    pub fn attempt_first_factor(proof: FirstFactorProof) -> Self {
        Self(core::AttemptFirstFactor { proof: proof.to_core() }.into())
    }

    /// Has a second factor prepared: a code by text message.
    #[uniffi::constructor(default(phone_number_id = None, proof_token = None))]
    pub fn prepare_second_factor(
        phone_number_id: Option<String>,
        proof_token: Option<Secret>,
    ) -> Result<Self, CoreError> {
        of(core::PrepareSecondFactor { phone_number_id: id(phone_number_id)?, proof_token })
    }

    /// Proves a second factor.
    #[uniffi::constructor]
    pub fn attempt_second_factor(proof: SecondFactorProof) -> Self {
        Self(core::AttemptSecondFactor { proof: proof.to_core() }.into())
    }

    /// The HTTP request, for one session. Ask again for every try: the session's token may have changed.
    pub fn request(&self, session: &Session) -> Result<HttpRequest, CoreError> {
        Ok(HttpRequest::from_core(self.0.request(&session.0)?))
    }

    /// Reads the answer to the request, at this time. Let the session absorb it first.
    pub fn parse(&self, response: HttpResponse, now: Timestamp) -> Result<Answer, CoreError> {
        Ok(Answer::from_core(self.0.parse(&response.to_core(), now.to_core())?))
    }

    /// True for a call that changes nothing, so that it may be repeated freely.
    pub fn is_read(&self) -> bool {
        self.0.is_read()
    }
}

/// The checked means of a verification.
pub(crate) fn preparation(
    kind: ResourceKind,
    strategy: &str,
    redirect_url: Option<&str>,
) -> Result<core::Preparation, CoreError> {
    let redirect_url = redirect_url.map(RedirectUrl::parse).transpose()?;
    Ok(core::Preparation::from_strategy(kind.to_core(), strategy, redirect_url)?)
}

fn of(operation: impl Into<core::Call>) -> Result<Call, CoreError> {
    Ok(Call(operation.into()))
}

fn id(text: Option<String>) -> Result<Option<core::ResourceId>, CoreError> {
    Ok(text.as_deref().map(core::ResourceId::parse).transpose()?)
}

fn first_factor(preparation: FirstFactorPreparation) -> Result<core::FirstFactorPreparation, CoreError> {
    use FirstFactorPreparation as Ours;
    use core::FirstFactorPreparation as Core;
    Ok(match preparation {
        Ours::EmailCode { email_address_id } => Core::EmailCode { email_address_id: id(email_address_id)? },
        Ours::EmailLink { email_address_id, redirect_url } => Core::EmailLink {
            email_address_id: id(email_address_id)?,
            redirect_url: RedirectUrl::parse(&redirect_url)?,
        },
        Ours::PhoneCode { phone_number_id } => Core::PhoneCode { phone_number_id: id(phone_number_id)? },
        Ours::Passkey => Core::Passkey,
        Ours::EnterpriseSso { email_address_id, enterprise_connection_id, redirect_url } => {
            Core::EnterpriseSso {
                email_address_id: id(email_address_id)?,
                enterprise_connection_id: id(enterprise_connection_id)?,
                redirect_url: RedirectUrl::parse(&redirect_url)?,
            }
        }
    })
}

impl FromCore<core::Answer> for Answer {
    fn from_core(core: core::Answer) -> Self {
        match core {
            core::Answer::Resource(resource) => Self::Resource { resource: Resource::from_core(resource) },
            core::Answer::Resources(resources) => {
                Self::Resources { resources: FromCore::from_core(resources) }
            }
            core::Answer::User(user) => Self::User { user: UserResource::from_core(*user) },
            core::Answer::Deleted(deleted) => Self::Deleted { deleted: Deleted::from_core(deleted) },
            core::Answer::Reverification(reverification) => {
                Self::Reverification { reverification: SessionReverification::from_core(*reverification) }
            }
        }
    }
}
