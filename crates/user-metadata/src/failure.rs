//! The one error of this crate.

use std::fmt;

use crate::api::{BuildError, CallError};
use crate::error::{ApiError, ApiErrorClass, MisuseError, ProtocolError, SnapshotError, ValidationError};
use crate::job::JobError;
use crate::transport::TransportError;

/// Why something could not be done, sorted by who must act.
///
/// ```
/// use user_metadata::{Error, ErrorKind};
/// use user_metadata::identifier::EmailAddress;
///
/// let error = Error::from(EmailAddress::parse("jane@@example.com").unwrap_err());
/// assert_eq!((error.kind(), error.code()), (ErrorKind::Validation, "multiple_at"));
/// ```
///
/// No text of an error holds what was typed, a token, a URL with its query or a body.
#[derive(Debug)]
pub enum Error {
    /// The person typing: it was refused before anything was sent.
    Validation(ValidationError),
    /// The person, or support: the server said no.
    Api(ApiError),
    /// Us: the server's answer could not be read.
    Protocol(ProtocolError),
    /// The network.
    Transport(TransportError),
    /// The programmer: a call that does not exist, or an input that has no meaning now.
    Misuse(MisuseError),
    /// The programmer: the text is no snapshot of an enrollment.
    Snapshot(SnapshotError),
}

/// The cases of [`Error`] by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// See [`Error::Validation`].
    Validation,
    /// See [`Error::Api`].
    Api,
    /// See [`Error::Protocol`].
    Protocol,
    /// See [`Error::Transport`].
    Transport,
    /// See [`Error::Misuse`].
    Misuse,
    /// See [`Error::Snapshot`].
    Snapshot,
}

impl ErrorKind {
    /// The stable name, in lower_snake.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Validation => "validation",
            Self::Api => "api",
            Self::Protocol => "protocol",
            Self::Transport => "transport",
            Self::Misuse => "misuse",
            Self::Snapshot => "snapshot",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Error {
    /// Who must act.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Validation(_) => ErrorKind::Validation,
            Self::Api(_) => ErrorKind::Api,
            Self::Protocol(_) => ErrorKind::Protocol,
            Self::Transport(_) => ErrorKind::Transport,
            Self::Misuse(_) => ErrorKind::Misuse,
            Self::Snapshot(_) => ErrorKind::Snapshot,
        }
    }

    /// The stable code, to be translated or matched on. Of a refusal it is the first one that the server gave,
    /// which may be empty.
    pub fn code(&self) -> &str {
        match self {
            Self::Validation(error) => error.code().as_str(),
            Self::Api(error) => error.code(),
            Self::Protocol(error) => error.code.as_str(),
            Self::Transport(error) => error.failure().as_str(),
            Self::Misuse(error) => error.code.as_str(),
            Self::Snapshot(error) => error.code.as_str(),
        }
    }

    /// What to do next, where the server's refusal does not speak for itself.
    fn advice(&self) -> Option<&'static str> {
        let Self::Api(error) = self else { return None };
        match error.class() {
            ApiErrorClass::SignIn => Some("ask the user to sign in"),
            ApiErrorClass::Reverify => Some("ask the user for fresh credentials"),
            ApiErrorClass::Wait => Some("try again later"),
            ApiErrorClass::Input
            | ApiErrorClass::Proof
            | ApiErrorClass::Restart
            | ApiErrorClass::Exists
            | ApiErrorClass::AlreadyVerified
            | ApiErrorClass::Captcha
            | ApiErrorClass::Missing
            | ApiErrorClass::Settings
            | ApiErrorClass::Fatal => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Validation(error) => error.fmt(f)?,
            Self::Api(error) => error.fmt(f)?,
            Self::Protocol(error) => error.fmt(f)?,
            Self::Transport(error) => error.fmt(f)?,
            Self::Misuse(error) => error.fmt(f)?,
            Self::Snapshot(error) => error.fmt(f)?,
        }
        match self.advice() {
            Some(advice) => write!(f, "; {advice}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // The text of the others is already the whole of `Display`.
            Self::Transport(error) => std::error::Error::source(error),
            Self::Validation(_) | Self::Api(_) | Self::Protocol(_) | Self::Misuse(_) | Self::Snapshot(_) => {
                None
            }
        }
    }
}

impl From<ValidationError> for Error {
    fn from(error: ValidationError) -> Self {
        Self::Validation(error)
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<ProtocolError> for Error {
    fn from(error: ProtocolError) -> Self {
        Self::Protocol(error)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<MisuseError> for Error {
    fn from(error: MisuseError) -> Self {
        Self::Misuse(error)
    }
}

impl From<SnapshotError> for Error {
    fn from(error: SnapshotError) -> Self {
        Self::Snapshot(error)
    }
}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Validation(error) => Self::Validation(error),
            BuildError::Misuse(error) => Self::Misuse(error),
        }
    }
}

impl From<CallError> for Error {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Api(error) => Self::Api(error),
            CallError::Protocol(error) => Self::Protocol(error),
        }
    }
}

impl From<JobError> for Error {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Validation(error) => Self::Validation(error),
            JobError::Api(error) => Self::Api(error),
            JobError::Protocol(error) => Self::Protocol(error),
            JobError::Transport { failure, sent } => Self::Transport(TransportError::new(failure, sent)),
            JobError::Misuse(error) => Self::Misuse(error),
        }
    }
}
