//! Where an enrollment stands: nothing here holds a token, and what is stored holds no code and no signature.

use serde::Serialize;

use super::outcome::Outcome;
use crate::error::ApiError;
use crate::identifier::{WalletAddress, Web3Strategy};
use crate::json::{object, tagged};
use crate::machine::{Exchange, Landing, Problem, RequestId, WaitReason};
use crate::resource::{Resource, ReverificationLevel};
use crate::secret::Secret;
use crate::time::Timestamp;

/// The states. Each has one effect.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(super) enum State {
    /// A request is to be sent, or under way.
    Calling { step: Step, id: RequestId },
    /// The step follows when the time has come.
    Waiting { step: Step, until: Timestamp, reason: WaitReason },
    /// The step follows when a user is signed in.
    SigningIn { step: Step },
    /// The step follows when the user gave fresh credentials.
    Reverifying { step: Step, level: Option<ReverificationLevel> },
    /// A code is out.
    AskingCode { problem: Option<Problem> },
    /// A message waits for its signature.
    AskingSignature {
        message: String,
        wallet: WalletAddress,
        strategy: Web3Strategy,
        problem: Option<Problem>,
    },
    /// A link is out.
    AwaitingLink { poll_at: Timestamp, interval_millis: i64 },
    /// The user is to go to the provider, or is there.
    AwaitingReturn { url: String },
    /// Over.
    Finished { outcome: Outcome },
}

tagged! {
    State by "state" {
        "calling" => Calling { step, id },
        "waiting" => Waiting { step, until, reason },
        "signing_in" => SigningIn { step },
        "reverifying" => Reverifying { step, level },
        "asking_code" => AskingCode { problem },
        "asking_signature" => AskingSignature { message, wallet, strategy, problem },
        "awaiting_link" => AwaitingLink { poll_at, interval_millis },
        "awaiting_return" => AwaitingReturn { url },
        "finished" => Finished { outcome },
    }
}

/// The requests, by what they are for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub(super) enum Step {
    /// Create the identifier; for a reauthorization, ask for its new redirect.
    Create,
    /// Look whether it exists already.
    Find { why: FindReason },
    /// Have the code or link sent, the message made, the redirect prepared.
    Prepare,
    /// Send the proof. Never stored.
    #[serde(skip)]
    Attempt { proof: Proof },
    /// Look how the verification stands.
    Check { why: CheckReason },
    /// Look whether the link was opened.
    Poll { interval_millis: i64, landing: Option<Landing> },
    /// Look what the provider's round trip came to.
    Return {
        landing: Option<Landing>,
        /// Redeems the rotated token; never stored, a plain read serves as well.
        #[serde(skip)]
        nonce: Option<Secret>,
    },
}

tagged! {
    Step by "step" {
        "create" => Create {},
        "find" => Find { why },
        "prepare" => Prepare {},
        "check" => Check { why },
        "poll" => Poll { interval_millis, landing },
        "return" => Return { landing; nonce },
        never Attempt
    }
}

/// Why it is looked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub(super) enum FindReason {
    /// The create had no answer.
    LostCreate,
    /// The create was refused with this error: somebody has it.
    Exists { error: ApiError },
}

tagged! {
    FindReason by "why" {
        "lost_create" => LostCreate {},
        "exists" => Exists { error },
    }
}

/// Why the verification is looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub(super) enum CheckReason {
    /// The prepare had no answer; `before` is the `expire_at` that was known when it was sent.
    LostPrepare { before: Option<Timestamp> },
    /// The prepare was refused because another one had just been served.
    CoolDown { error: ApiError, until: Timestamp },
    /// The attempt had no answer; after a restart there is no proof to send again.
    LostAttempt {
        #[serde(skip)]
        proof: Option<Proof>,
    },
    /// The server says that it is verified already.
    AlreadyVerified { error: ApiError },
}

tagged! {
    CheckReason by "why" {
        "lost_prepare" => LostPrepare { before },
        "cool_down" => CoolDown { error, until },
        "lost_attempt" => LostAttempt { ; proof },
        "already_verified" => AlreadyVerified { error },
    }
}

/// A code or a signature whose shape was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    Code(Secret),
    Signature(Secret),
}

/// What the machine remembers besides its state.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Memory {
    #[serde(flatten)]
    pub(super) exchange: Exchange,
    /// The identifier as the server last showed it.
    pub(super) resource: Option<Resource>,
    /// When the last code, link or message was asked for, in the device's clock.
    pub(super) prepared_at: Option<Timestamp>,
    /// When the next one may be, in the device's clock.
    pub(super) resend_at: Option<Timestamp>,
    /// Wrong proofs since the last prepare.
    pub(super) attempts: u32,
    /// Wrong proofs that the server has refused since it last showed the verification with its count.
    pub(super) uncounted: u32,
    /// Verifications that the server closed because of wrong proofs.
    pub(super) closed_verifications: u32,
    /// True when the user gave fresh credentials for the step at hand.
    pub(super) reverified: bool,
    /// True when that was not enough, and both factors were asked for.
    pub(super) asked_for_both_factors: bool,
}

object! {
    Memory {
        flat: exchange;
        field: resource, prepared_at, resend_at, attempts, closed_verifications, reverified;
        // What older releases did not store.
        lenient: uncounted, asked_for_both_factors
    }
}
