//! Why a job came to nothing.

use std::fmt;

use crate::api::{BuildError, CallError};
use crate::enrollment::Sent;
use crate::error::{ApiError, MisuseCode, MisuseError, ProtocolError, TransportFailure, ValidationError};

/// Why a job came to nothing, sorted by who must act.
#[derive(Debug, Clone, PartialEq)]
pub enum JobError {
    /// The person typing: it was refused before anything was sent.
    Validation(ValidationError),
    /// The person, or support: the server said no.
    Api(ApiError),
    /// Us: the server's answer could not be read.
    Protocol(ProtocolError),
    /// The network. The host knows the cause.
    Transport {
        /// What it did last.
        failure: TransportFailure,
        /// Whether the server may have seen the request.
        sent: Sent,
    },
    /// The host's programmer.
    Misuse(MisuseError),
}

/// What was said has no meaning now.
pub(super) const fn out_of_place() -> JobError {
    JobError::Misuse(MisuseError::new(MisuseCode::InputNotExpected))
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Validation(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Protocol(error) => error.fmt(f),
            Self::Transport { failure, sent } => write!(f, "{}; {}", failure.meaning(), sent.meaning()),
            Self::Misuse(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for JobError {}

impl From<ValidationError> for JobError {
    fn from(error: ValidationError) -> Self {
        Self::Validation(error)
    }
}

impl From<ApiError> for JobError {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<ProtocolError> for JobError {
    fn from(error: ProtocolError) -> Self {
        Self::Protocol(error)
    }
}

impl From<MisuseError> for JobError {
    fn from(error: MisuseError) -> Self {
        Self::Misuse(error)
    }
}

impl From<BuildError> for JobError {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Validation(error) => Self::Validation(error),
            BuildError::Misuse(error) => Self::Misuse(error),
        }
    }
}

impl From<CallError> for JobError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Api(error) => Self::Api(error),
            CallError::Protocol(error) => Self::Protocol(error),
        }
    }
}
