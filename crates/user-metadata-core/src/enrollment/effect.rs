//! What the machine asks of its host: one state, one effect.

use super::outcome::Outcome;
use crate::identifier::{WalletAddress, Web3Strategy};
use crate::machine::{Destination, Problem, RequestId, WaitReason};
use crate::resource::ReverificationLevel;
use crate::time::Timestamp;

/// What the host has to do now. Asking again, also after a restart, gives the same effect.
///
/// All times are in the device's clock, so a host may compare them with its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Send [`Enrollment::request`](super::Enrollment::request) for this id, then hand the answer over with
    /// `Responded` or `TransportFailed`. Let the session absorb the answer first.
    Send {
        /// Which request.
        id: RequestId,
    },
    /// Send the user to this URL; when the user comes back, hand the landing URL over with `RedirectReturned`.
    /// The URL was checked: https (or http on loopback), no userinfo, no control characters.
    OpenUrl {
        /// Where to.
        url: String,
        /// Until when it works, where the server says so. A `Tick` after it ends the wait.
        expires_at: Option<Timestamp>,
    },
    /// Ask for the code that was sent; hand it over with `CodeEntered`.
    AskCode {
        /// Where the code went.
        destination: Destination,
        /// By which channel, where the server says so: `sms` or `whatsapp`.
        channel: Option<String>,
        /// Until when a code is accepted, where the server says so.
        expires_at: Option<Timestamp>,
        /// From when on `ResendRequested` is accepted.
        resend_at: Timestamp,
        /// How many wrong codes the server has refused since the last one was sent.
        attempts: u32,
        /// Why the last entry did not do.
        problem: Option<Problem>,
    },
    /// Let the wallet sign exactly this text; hand the signature over with `Signed`. Ethereum: `personal_sign`,
    /// `0x` hex. Solana: `signMessage`, base64.
    AskSignature {
        /// The text, byte for byte.
        message: String,
        /// The address that has to sign.
        wallet: WalletAddress,
        /// Which kind of wallet.
        strategy: Web3Strategy,
        /// Until when a signature is accepted, where the server says so.
        expires_at: Option<Timestamp>,
        /// How many signatures the server has refused for this message.
        attempts: u32,
        /// Why the last signature did not do.
        problem: Option<Problem>,
    },
    /// Say that a link is on its way, and hand a `Tick` over at `poll_at`. If the link leads back to the host, hand
    /// the landing URL over with `RedirectReturned`.
    AwaitLink {
        /// Where the link went.
        destination: Destination,
        /// When to look again.
        poll_at: Timestamp,
        /// When the wait ends.
        expires_at: Timestamp,
        /// From when on `ResendRequested` is accepted.
        resend_at: Timestamp,
    },
    /// Ask the user to sign in; then hand `SignedIn` over.
    SignIn,
    /// Ask the user for fresh credentials: drive a [`Reverification`](crate::reverification::Reverification) of this
    /// level, and hand `Reverified` over when it is complete, or `Cancelled` when it is not.
    Reverify {
        /// What the server said of the level; usually it says nothing.
        level: Option<ReverificationLevel>,
    },
    /// Wait, then hand a `Tick` over.
    Wait {
        /// Until when.
        until: Timestamp,
        /// What for.
        reason: WaitReason,
    },
    /// It is over; store or show the outcome, and forget the snapshot.
    Finish {
        /// How it ended.
        outcome: Outcome,
    },
}
