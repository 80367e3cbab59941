//! What the host tells the machine.

use crate::error::TransportFailure;
use crate::http::HttpResponse;
use crate::machine::{RequestId, Sent};
use crate::secret::Secret;

/// Something that happened. Hand it over with [`Reverification::handle`](super::Reverification::handle).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReverificationInput {
    /// The answer to the request with this id.
    Responded {
        /// Which request.
        id: RequestId,
        /// Its answer, whatever the status.
        response: HttpResponse,
    },
    /// There is no answer to the request with this id.
    TransportFailed {
        /// Which request.
        id: RequestId,
        /// What the network did.
        failure: TransportFailure,
        /// Whether the server may have seen it.
        sent: Sent,
    },
    /// The person chose a factor, at first or in place of the one that is asked for.
    FactorChosen {
        /// Its place in [`Reverification::factors`](super::Reverification::factors), from zero.
        index: usize,
    },
    /// The person typed the password.
    PasswordEntered {
        /// As typed.
        password: Secret,
    },
    /// The person typed a code.
    CodeEntered {
        /// As typed.
        code: Secret,
    },
    /// The person asks for another code or link.
    ResendRequested,
    /// The user landed on the redirect URL of a link.
    RedirectReturned {
        /// The whole URL, with query and fragment.
        url: Secret,
    },
    /// The user signed in; the session that builds requests is a fresh one.
    SignedIn,
    /// Time has passed.
    Tick,
    /// The person gave up. Always accepted; the effect is `Finish` at once.
    Cancelled,
}

impl ReverificationInput {
    /// The stable name, in lower_snake.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Responded { .. } => "responded",
            Self::TransportFailed { .. } => "transport_failed",
            Self::FactorChosen { .. } => "factor_chosen",
            Self::PasswordEntered { .. } => "password_entered",
            Self::CodeEntered { .. } => "code_entered",
            Self::ResendRequested => "resend_requested",
            Self::RedirectReturned { .. } => "redirect_returned",
            Self::SignedIn => "signed_in",
            Self::Tick => "tick",
            Self::Cancelled => "cancelled",
        }
    }
}
