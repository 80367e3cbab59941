//! What the host tells the machine.

use crate::error::TransportFailure;
use crate::http::HttpResponse;
use crate::machine::{RequestId, Sent};
use crate::secret::Secret;

/// Something that happened. Hand it over with [`Enrollment::handle`](super::Enrollment::handle).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
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
    /// The person typed a code.
    CodeEntered {
        /// As typed.
        code: Secret,
    },
    /// The wallet signed.
    Signed {
        /// As the wallet returned it.
        signature: Secret,
    },
    /// The person asks for another code or link.
    ResendRequested,
    /// The user landed on the redirect URL.
    RedirectReturned {
        /// The whole URL, with query and fragment. It may hold a nonce, so it is kept like a secret.
        url: Secret,
    },
    /// The user signed in; the session that builds requests is a fresh one.
    SignedIn,
    /// The user gave fresh credentials.
    Reverified,
    /// Time has passed.
    Tick,
    /// The person gave up. Always accepted; the effect is `Finish` at once.
    Cancelled,
}

impl Input {
    /// The stable name, in lower_snake.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Responded { .. } => "responded",
            Self::TransportFailed { .. } => "transport_failed",
            Self::CodeEntered { .. } => "code_entered",
            Self::Signed { .. } => "signed",
            Self::ResendRequested => "resend_requested",
            Self::RedirectReturned { .. } => "redirect_returned",
            Self::SignedIn => "signed_in",
            Self::Reverified => "reverified",
            Self::Tick => "tick",
            Self::Cancelled => "cancelled",
        }
    }
}
