//! What the machine asks of its host: one state, one effect.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use crate::error::{ClerkError, ValidationCode};
use crate::identifier::{WalletAddress, Web3Strategy};
use crate::time::Timestamp;

/// Names a request of one enrollment; an answer is handed back under the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub u64);

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
    /// Ask the user for fresh credentials; then hand `Reverified` over.
    Reverify {
        /// What the server said of the level, as it came; usually it says nothing.
        level: Option<String>,
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

/// Why the host has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitReason {
    /// The server asked for fewer requests.
    RateLimited,
    /// The server could not serve the request.
    ServerFault,
    /// The network failed.
    Offline,
}

/// Where a code or link was sent. `Debug` masks it, since screens may show it and logs may not.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Destination(String);

impl Destination {
    pub(super) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The whole address, for the person's own screen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.0.chars().next().unwrap_or('•');
        match self.0.rsplit_once('@') {
            Some((_, domain)) => write!(f, "{first}•••@{domain}"),
            None => {
                let last: String =
                    self.0.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
                write!(f, "{first}•••{last}")
            }
        }
    }
}

/// Why the last code or signature did not do. The next one is welcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// It cannot be right; it was not sent and does not count as an attempt.
    Malformed {
        /// Why.
        code: ValidationCode,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_masks_a_destination() {
        assert_eq!(format!("{:?}", Destination::new("jane@example.com")), "j•••@example.com");
        assert_eq!(format!("{:?}", Destination::new("+15551234567")), "+•••67");
        assert_eq!(format!("{:?}", Destination::new("")), "••••");
    }
}
