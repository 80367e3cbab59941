//! Why a call could not be made, or came to nothing.

use std::fmt;

use crate::error::{ApiError, MisuseError, ProtocolError, ValidationError};

/// There is no request to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildError {
    /// Something that was given, or was not, stands against it.
    Validation(ValidationError),
    /// The host's programmer asked for a call that does not exist.
    Misuse(MisuseError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Validation(error) => error.fmt(f),
            Self::Misuse(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<ValidationError> for BuildError {
    fn from(error: ValidationError) -> Self {
        Self::Validation(error)
    }
}

impl From<MisuseError> for BuildError {
    fn from(error: MisuseError) -> Self {
        Self::Misuse(error)
    }
}

/// The answer is not the one hoped for.
#[derive(Debug, Clone, PartialEq)]
pub enum CallError {
    /// The server said no.
    Api(ApiError),
    /// The answer could not be read.
    Protocol(ProtocolError),
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Protocol(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CallError {}

impl From<ApiError> for CallError {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<ProtocolError> for CallError {
    fn from(error: ProtocolError) -> Self {
        Self::Protocol(error)
    }
}
