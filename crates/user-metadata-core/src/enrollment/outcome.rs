//! How an enrollment ends.

use serde::Serialize;

use crate::error::{ApiError, ClerkError, ProtocolError, TransportFailure};
use crate::json::tagged;
use crate::resource::Resource;

/// How an enrollment ended. A refusal by the server is an outcome, not an `Err`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// The server holds it as verified.
    Verified {
        /// The identifier.
        resource: Resource,
    },
    /// It was created, and no verification was asked for.
    Created {
        /// The identifier, usually unverified.
        resource: Resource,
    },
    /// The verification ended without success, by the user's or the provider's doing.
    Refused {
        /// The identifier, still unverified.
        resource: Resource,
        /// Why; [`ClerkError::user_message`] is fit to show.
        error: ClerkError,
    },
    /// The server refused a request for good.
    Rejected {
        /// Why.
        error: ApiError,
        /// What it leaves behind.
        left_over: LeftOver,
    },
    /// Not proved in time.
    Expired {
        /// The identifier, still unverified.
        resource: Resource,
    },
    /// Too many wrong answers, verification after verification.
    Exhausted {
        /// The identifier, still unverified.
        resource: Resource,
    },
    /// The server's answers could not be read.
    Unreadable {
        /// Which place of which answer.
        error: ProtocolError,
        /// What it leaves behind.
        left_over: LeftOver,
    },
    /// The server could not be reached.
    Unreachable {
        /// What the network did last.
        failure: TransportFailure,
        /// What it leaves behind.
        left_over: LeftOver,
    },
    /// The host cancelled.
    Cancelled {
        /// What it leaves behind.
        left_over: LeftOver,
    },
}

tagged! {
    Outcome by "outcome" {
        "verified" => Verified { resource },
        "created" => Created { resource },
        "refused" => Refused { resource, error },
        "rejected" => Rejected { error, left_over },
        "expired" => Expired { resource },
        "exhausted" => Exhausted { resource },
        "unreadable" => Unreadable { error, left_over },
        "unreachable" => Unreachable { failure, left_over },
        "cancelled" => Cancelled { left_over },
    }
}

/// What an enrollment that did not reach its end leaves on the server.
///
/// An unverified identifier can be removed with a [`Delete`](crate::api::Delete), or taken up again by an
/// enrollment for the same value: the machine adopts it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "left_over", rename_all = "snake_case")]
pub enum LeftOver {
    /// Nothing.
    Nothing,
    /// This identifier, unverified.
    Unverified {
        /// The identifier.
        resource: Resource,
    },
    /// A create was under way, or was refused because the identifier exists, and nobody knows whether it arrived. Read
    /// the user to find out.
    Unknown,
}

tagged! {
    LeftOver by "left_over" {
        "nothing" => Nothing {},
        "unverified" => Unverified { resource },
        "unknown" => Unknown {},
    }
}

impl Outcome {
    /// The stable name, in lower_snake.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Verified { .. } => "verified",
            Self::Created { .. } => "created",
            Self::Refused { .. } => "refused",
            Self::Rejected { .. } => "rejected",
            Self::Expired { .. } => "expired",
            Self::Exhausted { .. } => "exhausted",
            Self::Unreadable { .. } => "unreadable",
            Self::Unreachable { .. } => "unreachable",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}
