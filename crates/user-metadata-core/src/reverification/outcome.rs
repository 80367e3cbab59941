//! How a reverification ends.

use serde::Serialize;

use super::factor::FactorOffer;
use crate::error::{ApiError, ClerkError, ProtocolError, TransportFailure};
use crate::json::tagged;
use crate::resource::{ReverificationLevel, ReverificationStatus};

/// How a reverification ended. A refusal by the server is an outcome, not an `Err`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ReverificationOutcome {
    /// The credentials are fresh: hand `Reverified` to the enrollment that asked for them.
    Complete {
        /// The level that was proved.
        level: ReverificationLevel,
        /// The level that was asked for. The server lowers it where the user has no second factor, as documented.
        asked_level: ReverificationLevel,
    },
    /// The link was refused: opened in another browser, or not for this.
    Refused {
        /// Why; [`ClerkError::user_message`] is fit to show.
        error: ClerkError,
    },
    /// The server refused a request for good.
    Rejected {
        /// Why.
        error: ApiError,
    },
    /// Nothing that the user has enrolled can be used here: the documented dead end. The factors are listed, so that
    /// a host may say what would do elsewhere, such as a passkey in a browser.
    NoFactor {
        /// Which factor is wanted.
        status: ReverificationStatus,
        /// What the server would take; nothing of it is supported.
        factors: Vec<FactorOffer>,
    },
    /// The link was not opened in time.
    Expired,
    /// Too many wrong answers, verification after verification.
    Exhausted,
    /// The server's answers could not be read.
    Unreadable {
        /// Which place of which answer.
        error: ProtocolError,
    },
    /// The server could not be reached.
    Unreachable {
        /// What the network did last.
        failure: TransportFailure,
    },
    /// The host cancelled.
    Cancelled,
}

tagged! {
    ReverificationOutcome by "outcome" {
        "complete" => Complete { level, asked_level },
        "refused" => Refused { error },
        "rejected" => Rejected { error },
        "no_factor" => NoFactor { status, factors },
        "expired" => Expired {},
        "exhausted" => Exhausted {},
        "unreadable" => Unreadable { error },
        "unreachable" => Unreachable { failure },
        "cancelled" => Cancelled {},
    }
}

impl ReverificationOutcome {
    /// The stable name, in lower_snake.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Complete { .. } => "complete",
            Self::Refused { .. } => "refused",
            Self::Rejected { .. } => "rejected",
            Self::NoFactor { .. } => "no_factor",
            Self::Expired => "expired",
            Self::Exhausted => "exhausted",
            Self::Unreadable { .. } => "unreadable",
            Self::Unreachable { .. } => "unreachable",
            Self::Cancelled => "cancelled",
        }
    }
}
