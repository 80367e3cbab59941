//! How machines end, and what both of them ask about.

use napi_derive::napi;
use user_metadata_core::enrollment::{LeftOver, Outcome, Problem, WaitReason};

use crate::errors::{ApiErrorData, ClerkErrorData, ProtocolErrorData, TransportFailureName, mirrored};
use crate::resources::ResourceData;

/// How an enrollment ended.
#[napi(discriminant = "outcome", discriminant_case = "snake_case", object_from_js = false)]
pub enum OutcomeData {
    /// The server holds it as verified.
    Verified {
        /// The identifier.
        resource: ResourceData,
    },
    /// It was created, and no verification was asked for.
    Created {
        /// The identifier.
        resource: ResourceData,
    },
    /// Ended without success, by the user's or the provider's doing.
    Refused {
        /// The identifier, still unverified.
        resource: ResourceData,
        /// Why.
        error: ClerkErrorData,
    },
    /// The server refused a request for good.
    Rejected {
        /// Why.
        error: ApiErrorData,
        /// What it leaves behind.
        left_over: LeftOverData,
    },
    /// Not proved in time.
    Expired {
        /// The identifier, still unverified.
        resource: ResourceData,
    },
    /// Too many wrong answers.
    Exhausted {
        /// The identifier, still unverified.
        resource: ResourceData,
    },
    /// The server's answers could not be read.
    Unreadable {
        /// Which place of which answer.
        error: ProtocolErrorData,
        /// What it leaves behind.
        left_over: LeftOverData,
    },
    /// The server could not be reached.
    Unreachable {
        /// What the network did last.
        failure: TransportFailureName,
        /// What it leaves behind.
        left_over: LeftOverData,
    },
    /// The host cancelled.
    Cancelled {
        /// What it leaves behind.
        left_over: LeftOverData,
    },
}

/// What stays on the server.
#[napi(discriminant = "leftOver", discriminant_case = "snake_case", object_from_js = false)]
pub enum LeftOverData {
    /// Nothing.
    Nothing,
    /// This identifier, unverified.
    Unverified {
        /// The identifier.
        resource: ResourceData,
    },
    /// Nobody knows whether the create arrived.
    Unknown,
}

/// Why the last answer of the person did not do.
#[napi(discriminant = "problem", discriminant_case = "snake_case", object_from_js = false)]
pub enum ProblemData {
    /// It cannot be right, so it was not sent.
    Malformed {
        /// Why.
        code: String,
        /// The same as a sentence.
        message: String,
    },
    /// The server says that it is wrong.
    Incorrect {
        /// Its reason, fit to show.
        error: ClerkErrorData,
    },
    /// The verification is over: another one can be asked for.
    Over {
        /// The server's reason, fit to show.
        error: ClerkErrorData,
    },
}

/// Why it has to be waited.
#[napi(string_enum = "snake_case")]
pub enum WaitReasonName {
    /// The server asked for fewer requests.
    RateLimited,
    /// The server could not serve the request.
    ServerFault,
    /// The network failed.
    Offline,
}

mirrored!(WaitReason, WaitReasonName { RateLimited, ServerFault, Offline });

impl From<Outcome> for OutcomeData {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Verified { resource } => Self::Verified { resource: resource.into() },
            Outcome::Created { resource } => Self::Created { resource: resource.into() },
            Outcome::Refused { resource, error } => {
                Self::Refused { resource: resource.into(), error: error.into() }
            }
            Outcome::Rejected { error, left_over } => {
                Self::Rejected { error: error.into(), left_over: left_over.into() }
            }
            Outcome::Expired { resource } => Self::Expired { resource: resource.into() },
            Outcome::Exhausted { resource } => Self::Exhausted { resource: resource.into() },
            Outcome::Unreadable { error, left_over } => {
                Self::Unreadable { error: error.into(), left_over: left_over.into() }
            }
            Outcome::Unreachable { failure, left_over } => {
                Self::Unreachable { failure: failure.into(), left_over: left_over.into() }
            }
            Outcome::Cancelled { left_over } => Self::Cancelled { left_over: left_over.into() },
        }
    }
}

impl From<LeftOver> for LeftOverData {
    fn from(left_over: LeftOver) -> Self {
        match left_over {
            LeftOver::Nothing => Self::Nothing,
            LeftOver::Unverified { resource } => Self::Unverified { resource: resource.into() },
            LeftOver::Unknown => Self::Unknown,
        }
    }
}

impl From<Problem> for ProblemData {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Malformed { code } => {
                Self::Malformed { code: code.as_str().to_owned(), message: code.meaning().to_owned() }
            }
            Problem::Incorrect { error } => Self::Incorrect { error: error.into() },
            Problem::Over { error } => Self::Over { error: error.into() },
        }
    }
}
