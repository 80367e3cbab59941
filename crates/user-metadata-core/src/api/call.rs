//! One request and the reading of its answer, whatever it is about.

use super::draft::Draft;
use super::{
    Answer, AttemptFirstFactor, AttemptSecondFactor, AttemptVerification, BuildError, CallError,
    CreateEmailAddress, CreateExternalAccount, CreatePhoneNumber, CreateWeb3Wallet, Delete, List,
    PrepareFirstFactor, PrepareSecondFactor, PrepareVerification, ReadResource, ReadReverification, ReadUser,
    ReauthorizeExternalAccount, SetPrimary, StartReverification, refusal,
};
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
    /// Begins to ask for fresh credentials.
    StartReverification(StartReverification),
    /// Looks how far the user has come in giving them.
    ReadReverification(ReadReverification),
    /// Has a first factor prepared.
    PrepareFirstFactor(PrepareFirstFactor),
    /// Proves a first factor.
    AttemptFirstFactor(AttemptFirstFactor),
    /// Has a second factor prepared.
    PrepareSecondFactor(PrepareSecondFactor),
    /// Proves a second factor.
    AttemptSecondFactor(AttemptSecondFactor),
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
    /// `kind_without_primary`, `proof_missing`) or a call about the session has none (`session_id_missing`).
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
            Self::ReadUser(_) | Self::ReadResource(_) | Self::List(_) | Self::ReadReverification(_) => true,
            Self::CreateEmailAddress(_)
            | Self::CreatePhoneNumber(_)
            | Self::CreateWeb3Wallet(_)
            | Self::CreateExternalAccount(_)
            | Self::PrepareVerification(_)
            | Self::AttemptVerification(_)
            | Self::Reauthorize(_)
            | Self::SetPrimary(_)
            | Self::Delete(_)
            | Self::StartReverification(_)
            | Self::PrepareFirstFactor(_)
            | Self::AttemptFirstFactor(_)
            | Self::PrepareSecondFactor(_)
            | Self::AttemptSecondFactor(_) => false,
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
            Self::StartReverification(call) => call,
            Self::ReadReverification(call) => call,
            Self::PrepareFirstFactor(call) => call,
            Self::AttemptFirstFactor(call) => call,
            Self::PrepareSecondFactor(call) => call,
            Self::AttemptSecondFactor(call) => call,
        }
    }
}

/// What each operation says about itself; one file holds one operation.
pub(super) trait Operation {
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
    StartReverification => Self::StartReverification;
    ReadReverification => Self::ReadReverification;
    PrepareFirstFactor => Self::PrepareFirstFactor;
    AttemptFirstFactor => Self::AttemptFirstFactor;
    PrepareSecondFactor => Self::PrepareSecondFactor;
    AttemptSecondFactor => Self::AttemptSecondFactor;
}
