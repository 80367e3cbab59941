//! What the machine asks of its host: one state, one effect.

use super::factor::FactorOffer;
use super::outcome::ReverificationOutcome;
use crate::error::ClerkError;
use crate::machine::{Destination, Problem, RequestId, WaitReason};
use crate::resource::FactorStrategy;
use crate::time::Timestamp;

/// What the host has to do now. Asking again, also after a restart, gives the same effect.
///
/// All times are in the device's clock, so a host may compare them with its own.
#[derive(Debug, Clone, PartialEq)]
pub enum ReverificationEffect {
    /// Send [`Reverification::request`](super::Reverification::request) for this id, then hand the answer over with
    /// `Responded` or `TransportFailed`. Let the session absorb the answer first.
    Send {
        /// Which request.
        id: RequestId,
    },
    /// Let the person choose among the supported factors; hand the place of the choice over with `FactorChosen`.
    ChooseFactor {
        /// What the server would take, in its order.
        factors: Vec<FactorOffer>,
        /// Why the last choice came to nothing, fit to show.
        problem: Option<ClerkError>,
    },
    /// Ask for the password; hand it over with `PasswordEntered`.
    AskPassword {
        /// How many wrong passwords the server has refused.
        attempts: u32,
        /// Why the last entry did not do.
        problem: Option<Problem>,
    },
    /// Ask for a code; hand it over with `CodeEntered`.
    AskCode {
        /// Which code: `email_code`, `phone_code`, `totp` or `backup_code`.
        strategy: FactorStrategy,
        /// Where the code went, as the server shows it, where one was sent.
        destination: Option<Destination>,
        /// Until when a code is accepted, where the server says so.
        expires_at: Option<Timestamp>,
        /// From when on `ResendRequested` is accepted; `None` where nothing is sent.
        resend_at: Option<Timestamp>,
        /// How many wrong codes the server has refused since the last one was sent.
        attempts: u32,
        /// Why the last entry did not do.
        problem: Option<Problem>,
    },
    /// Say that a link is on its way, and hand a `Tick` over at `poll_at`. If the link leads back to the host, hand
    /// the landing URL over with `RedirectReturned`.
    AwaitLink {
        /// Where the link went, as the server shows it.
        destination: Option<Destination>,
        /// When to look again.
        poll_at: Timestamp,
        /// When the wait ends.
        expires_at: Timestamp,
        /// From when on `ResendRequested` is accepted.
        resend_at: Timestamp,
    },
    /// Ask the user to sign in; then hand `SignedIn` over. The reverification begins anew in the new session.
    SignIn,
    /// Wait, then hand a `Tick` over.
    Wait {
        /// Until when.
        until: Timestamp,
        /// What for.
        reason: WaitReason,
    },
    /// It is over; hand `Reverified` to the enrollment if it is complete, and forget the snapshot.
    Finish {
        /// How it ended.
        outcome: ReverificationOutcome,
    },
}
