//! How an enrollment ends, and what it leaves behind.

use user_metadata_core::enrollment;

use crate::convert::{record, union};
use crate::errors::{ApiError, ClerkError, ProtocolError};
use crate::resources::Resource;

record! {
    /// Nothing stays behind on the server.
    NothingLeft {}
}

record! {
    /// This identifier stays behind, unverified: delete it, or take it up again with an enrollment for the same value.
    UnverifiedLeft {
        /// The identifier.
        resource: Resource,
    }
}

record! {
    /// A create was under way, and nobody knows whether it arrived: read the user to find out.
    UnknownLeft {}
}

union! {
    /// What an enrollment that did not reach its end leaves on the server.
    LeftOver {
        Nothing(NothingLeft),
        Unverified(UnverifiedLeft),
        Unknown(UnknownLeft),
    }
}

impl From<enrollment::LeftOver> for LeftOver {
    fn from(left: enrollment::LeftOver) -> Self {
        match left {
            enrollment::LeftOver::Nothing => Self::Nothing(NothingLeft {}),
            enrollment::LeftOver::Unverified { resource } => {
                Self::Unverified(UnverifiedLeft { resource: resource.into() })
            }
            enrollment::LeftOver::Unknown => Self::Unknown(UnknownLeft {}),
        }
    }
}

record! {
    /// The server holds it as verified.
    Verified {
        /// The identifier.
        resource: Resource,
    }
}

record! {
    /// It was created, and no verification was asked for.
    Created {
        /// The identifier, usually unverified.
        resource: Resource,
    }
}

record! {
    /// The verification ended without success, by the user's or the provider's doing.
    Refused {
        /// The identifier, still unverified.
        resource: Resource,
        /// Why; its `user_message` is fit to show.
        error: ClerkError,
    }
}

record! {
    /// The server refused a request for good.
    Rejected {
        /// Why.
        error: ApiError,
        /// What it leaves behind.
        left_over: LeftOver,
    }
}

record! {
    /// It was not proved in time.
    Expired {
        /// The identifier, still unverified.
        resource: Resource,
    }
}

record! {
    /// Too many wrong answers, verification after verification.
    Exhausted {
        /// The identifier, still unverified.
        resource: Resource,
    }
}

record! {
    /// The server's answers could not be read.
    Unreadable {
        /// Which place of which answer.
        error: ProtocolError,
        /// What it leaves behind.
        left_over: LeftOver,
    }
}

record! {
    /// The server could not be reached.
    Unreachable {
        /// What the network did last, see `TransportError`.
        failure: String,
        /// What it leaves behind.
        left_over: LeftOver,
    }
}

record! {
    /// The host gave up.
    Cancelled {
        /// What it leaves behind.
        left_over: LeftOver,
    }
}

union! {
    /// How an enrollment ended.
    Outcome {
        Verified(Verified),
        Created(Created),
        Refused(Refused),
        Rejected(Rejected),
        Expired(Expired),
        Exhausted(Exhausted),
        Unreadable(Unreadable),
        Unreachable(Unreachable),
        Cancelled(Cancelled),
    }
}

impl From<enrollment::Outcome> for Outcome {
    fn from(outcome: enrollment::Outcome) -> Self {
        match outcome {
            enrollment::Outcome::Verified { resource } => {
                Self::Verified(Verified { resource: resource.into() })
            }
            enrollment::Outcome::Created { resource } => Self::Created(Created { resource: resource.into() }),
            enrollment::Outcome::Refused { resource, error } => {
                Self::Refused(Refused { resource: resource.into(), error: error.into() })
            }
            enrollment::Outcome::Rejected { error, left_over } => {
                Self::Rejected(Rejected { error: ApiError(error), left_over: left_over.into() })
            }
            enrollment::Outcome::Expired { resource } => Self::Expired(Expired { resource: resource.into() }),
            enrollment::Outcome::Exhausted { resource } => {
                Self::Exhausted(Exhausted { resource: resource.into() })
            }
            enrollment::Outcome::Unreadable { error, left_over } => {
                Self::Unreadable(Unreadable { error: ProtocolError(error), left_over: left_over.into() })
            }
            enrollment::Outcome::Unreachable { failure, left_over } => Self::Unreachable(Unreachable {
                failure: failure.as_str().to_owned(),
                left_over: left_over.into(),
            }),
            enrollment::Outcome::Cancelled { left_over } => {
                Self::Cancelled(Cancelled { left_over: left_over.into() })
            }
        }
    }
}
