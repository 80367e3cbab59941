//! Single calls of the Frontend API: a value says what to send, and reads the answer.
//!
//! | call | method and path | answers |
//! |---|---|---|
//! | [`CreateEmailAddress`] | POST `/v1/me/email_addresses` | the resource |
//! | [`CreatePhoneNumber`] | POST `/v1/me/phone_numbers` | the resource |
//! | [`CreateWeb3Wallet`] | POST `/v1/me/web3_wallets` | the resource |
//! | [`CreateExternalAccount`] | POST `/v1/me/external_accounts` | the resource, with a URL to send the user to |
//! | [`PrepareVerification`] | POST `/v1/me/{kind}/{id}/prepare_verification` | the resource |
//! | [`AttemptVerification`] | POST `/v1/me/{kind}/{id}/attempt_verification` | the resource |
//! | [`ReadUser`] | GET `/v1/me` | the user |
//! | [`ReadResource`] | GET `/v1/me/{kind}/{id}` | the resource |
//! | [`List`] | GET `/v1/me/{kind}` | the resources of one kind |
//! | [`ReauthorizeExternalAccount`] | PATCH `/v1/me/external_accounts/{id}/reauthorize` | the resource, with a URL to send the user to |
//! | [`SetPrimary`] | PATCH `/v1/me` | the user |
//! | [`Delete`] | DELETE `/v1/me/{kind}/{id}` | what was deleted |
//!
//! The paths, fields and shapes are those of Clerk's published Frontend API specification, version
//! [`DEFAULT_API_VERSION`](crate::session::DEFAULT_API_VERSION). Whoever wants an identifier verified, whatever the
//! network does meanwhile, takes an [`Enrollment`](crate::enrollment::Enrollment) instead.
//!
//! ```
//! use user_metadata_core::api::{Answer, Call, CreateEmailAddress};
//! use user_metadata_core::http::HttpResponse;
//! use user_metadata_core::identifier::EmailAddress;
//! use user_metadata_core::session::{Credentials, FrontendApi, Session};
//! use user_metadata_core::time::Timestamp;
//!
//! let call = Call::from(CreateEmailAddress { email_address: EmailAddress::parse("test@test.com")? });
//!
//! let api = FrontendApi::parse("https://clerk.example.com")?;
//! let mut session = Session::new(api, Credentials::native("tok_1")?);
//! let request = call.request(&session)?;
//! assert_eq!(request.body, b"email_address=test%40test.com");
//!
//! // The host sends it, and hands the answer over:
//! let response = HttpResponse {
//!     status: 200,
//!     headers: vec![("Authorization".into(), "tok_2".into())],
//!     body: br#"{"response":{"id":"idn_1","email_address":"test@test.com","verification":null},"client":null}"#.to_vec(),
//! };
//! assert!(session.absorb(&response).is_some(), "a new token: store it first");
//! let now = Timestamp::from_unix_millis(1_767_225_600_000);
//! let Answer::Resource(resource) = call.parse(&response, now)? else { panic!() };
//! assert_eq!(resource.id(), "idn_1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod attempt_verification;
mod create_email_address;
mod create_external_account;
mod create_phone_number;
mod create_web3_wallet;
mod delete;
mod draft;
mod envelope;
mod error;
mod form;
mod json_path;
mod list;
mod prepare_verification;
mod read_resource;
mod read_user;
mod reauthorize_external_account;
mod refusal;
mod resource_id;
mod retry_after;
mod set_primary;

pub use answer::Answer;
pub use attempt_verification::AttemptVerification;
pub use create_email_address::CreateEmailAddress;
pub use create_external_account::CreateExternalAccount;
pub use create_phone_number::CreatePhoneNumber;
pub use create_web3_wallet::CreateWeb3Wallet;
pub use delete::Delete;
pub use error::{BuildError, CallError};
pub use list::List;
pub use prepare_verification::{Preparation, PrepareVerification};
pub use read_resource::ReadResource;
pub use read_user::ReadUser;
pub use reauthorize_external_account::ReauthorizeExternalAccount;
pub use resource_id::ResourceId;
pub use set_primary::SetPrimary;

use self::draft::Draft;
use crate::error::{ProtocolCode, ProtocolError};
use crate::http::{HttpRequest, HttpResponse};
use crate::session::Session;
use crate::time::Timestamp;

/// One request, and the reading of its answer.
///
/// It says *what* to send; the [`Session`] that says where and as whom joins in with [`Call::request`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// Adds an email address.
    CreateEmailAddress(CreateEmailAddress),
    /// Adds a phone number.
    CreatePhoneNumber(CreatePhoneNumber),
    /// Adds a web3 wallet.
    CreateWeb3Wallet(CreateWeb3Wallet),
    /// Adds an external account.
    CreateExternalAccount(Box<CreateExternalAccount>),
    /// Has a code or link sent, a message made, a redirect prepared.
    PrepareVerification(PrepareVerification),
    /// Proves it with a code or a signature.
    AttemptVerification(AttemptVerification),
    /// Reads the user with all identifiers.
    ReadUser(ReadUser),
    /// Reads one identifier.
    ReadResource(ReadResource),
    /// Reads all identifiers of one kind.
    List(List),
    /// Asks for more scopes, or for a new consent, for an external account.
    Reauthorize(Box<ReauthorizeExternalAccount>),
    /// Makes a verified identifier the primary one of its kind.
    SetPrimary(SetPrimary),
    /// Removes an identifier.
    Delete(Delete),
}

impl Call {
    /// Makes the HTTP request, for one session.
    ///
    /// Call it again for every try: the session's token may have changed meanwhile. Sending a call that is not a
    /// [read](Self::is_read) twice may do it twice.
    ///
    /// # Errors
    ///
    /// [`BuildError::Validation`] when the call needs something that the session or the call does not have
    /// (`redirect_origin_missing`), [`BuildError::Misuse`] when there is no such call (`not_of_this_kind`,
    /// `kind_without_primary`, `proof_missing`).
    pub fn request(&self, session: &Session) -> Result<HttpRequest, BuildError> {
        self.operation().draft()?.address(session)
    }

    /// Reads the answer to the request.
    ///
    /// Hand the answer to [`Session::absorb`] first. `now` only serves to turn a date in `Retry-After` into a
    /// duration, and only where the answer has no `Date` of its own.
    ///
    /// # Errors
    ///
    /// [`CallError::Api`] for every status of 400 and above, whatever the body; [`CallError::Protocol`] for an answer
    /// that cannot be read or is about something else.
    pub fn parse(&self, response: &HttpResponse, now: Timestamp) -> Result<Answer, CallError> {
        match response.status {
            200..=299 => Ok(self.operation().answer(response)?),
            400..=599 => Err(refusal::read(response, now).into()),
            status => Err(ProtocolError::new(status, ProtocolCode::UnexpectedStatus).into()),
        }
    }

    /// True for a call that changes nothing, so that it may be repeated freely.
    pub const fn is_read(&self) -> bool {
        match self {
            Self::ReadUser(_) | Self::ReadResource(_) | Self::List(_) => true,
            Self::CreateEmailAddress(_)
            | Self::CreatePhoneNumber(_)
            | Self::CreateWeb3Wallet(_)
            | Self::CreateExternalAccount(_)
            | Self::PrepareVerification(_)
            | Self::AttemptVerification(_)
            | Self::Reauthorize(_)
            | Self::SetPrimary(_)
            | Self::Delete(_) => false,
        }
    }

    fn operation(&self) -> &dyn Operation {
        match self {
            Self::CreateEmailAddress(call) => call,
            Self::CreatePhoneNumber(call) => call,
            Self::CreateWeb3Wallet(call) => call,
            Self::CreateExternalAccount(call) => call.as_ref(),
            Self::PrepareVerification(call) => call,
            Self::AttemptVerification(call) => call,
            Self::ReadUser(call) => call,
            Self::ReadResource(call) => call,
            Self::List(call) => call,
            Self::Reauthorize(call) => call.as_ref(),
            Self::SetPrimary(call) => call,
            Self::Delete(call) => call,
        }
    }
}

/// What each operation says about itself; one file holds one operation.
trait Operation {
    /// Method, path and form.
    fn draft(&self) -> Result<Draft, BuildError>;

    /// Reads an answer with a status of 200 to 299.
    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError>;
}

/// `Call::from(operation)`.
macro_rules! call_from {
    ($($operation:ident => $make:expr;)+) => {
        $(impl From<$operation> for Call {
            fn from(operation: $operation) -> Self {
                $make(operation)
            }
        })+
    };
}

call_from! {
    CreateEmailAddress => Self::CreateEmailAddress;
    CreatePhoneNumber => Self::CreatePhoneNumber;
    CreateWeb3Wallet => Self::CreateWeb3Wallet;
    CreateExternalAccount => |operation| Self::CreateExternalAccount(Box::new(operation));
    PrepareVerification => Self::PrepareVerification;
    AttemptVerification => Self::AttemptVerification;
    ReadUser => Self::ReadUser;
    ReadResource => Self::ReadResource;
    List => Self::List;
    ReauthorizeExternalAccount => |operation| Self::Reauthorize(Box::new(operation));
    SetPrimary => Self::SetPrimary;
    Delete => Self::Delete;
}
