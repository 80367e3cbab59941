//! What the two machines share.

use user_metadata_core::enrollment as core;

use crate::convert::{FromCore, choice};
use crate::error::{ApiError, ClerkError, ProtocolError, TransportFailure};

choice! { from
    /// Why the host has to wait.
    #[derive(Copy, Eq)]
    WaitReason = core::WaitReason {
        /// The server asked for fewer requests.
        RateLimited,
        /// The server could not serve the request.
        ServerFault,
        /// The network failed.
        Offline,
    }
}

/// Why the last code, password or signature did not do. The next one is welcome.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Problem {
    /// It cannot be right; it was not sent and does not count as an attempt.
    Malformed {
        /// Why, as a stable code.
        code: String,
    },
    /// The server says that it is wrong.
    Incorrect {
        /// The server's reason, fit to show.
        error: ClerkError,
    },
    /// The verification is over, expired or failed: have another one sent with `ResendRequested`.
    Over {
        /// The server's reason, fit to show.
        error: ClerkError,
    },
}

/// What went wrong last; the machine is trying to get past it.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Trouble {
    /// The server refused, for now.
    Api {
        /// What it said.
        error: ApiError,
    },
    /// The answer could not be read.
    Protocol {
        /// What could not be read.
        error: ProtocolError,
    },
    /// There was no answer.
    Transport {
        /// What the network did.
        failure: TransportFailure,
    },
}

impl FromCore<core::Problem> for Problem {
    fn from_core(core: core::Problem) -> Self {
        match core {
            core::Problem::Malformed { code } => Self::Malformed { code: code.as_str().to_owned() },
            core::Problem::Incorrect { error } => Self::Incorrect { error: ClerkError::from_core(error) },
            core::Problem::Over { error } => Self::Over { error: ClerkError::from_core(error) },
        }
    }
}

impl FromCore<core::Trouble> for Trouble {
    fn from_core(core: core::Trouble) -> Self {
        match core {
            core::Trouble::Api(error) => Self::Api { error: ApiError::from_core(error) },
            core::Trouble::Protocol(error) => Self::Protocol { error: ProtocolError::from_core(error) },
            core::Trouble::Transport(failure) => {
                Self::Transport { failure: TransportFailure::from_core(failure) }
            }
        }
    }
}
