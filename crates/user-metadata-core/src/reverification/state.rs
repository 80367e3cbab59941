//! Where a reverification stands: nothing here holds a token, and what is stored holds no password and no code.

use serde::Serialize;

use super::outcome::ReverificationOutcome;
use crate::error::{ApiError, ClerkError};
use crate::identifier::RedirectUrl;
use crate::json::{object, tagged};
use crate::machine::{Exchange, Landing, Problem, RequestId, WaitReason, policy};
use crate::resource::{
    FactorStrategy, ReverificationLevel, ReverificationStatus, SessionReverification, SignInFactor,
    Verification, VerificationStatus,
};
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
    /// It begins anew when a user is signed in: what was under way belonged to the session that is gone.
    SigningIn,
    /// Several factors would do.
    Choosing { problem: Option<ClerkError> },
    /// The password is wanted.
    AskingPassword { problem: Option<Problem> },
    /// A code is wanted, one that was sent or one that the user has.
    AskingCode { problem: Option<Problem> },
    /// A link is out.
    AwaitingLink { poll_at: Timestamp, interval_millis: i64 },
    /// Over.
    Finished { outcome: ReverificationOutcome },
}

tagged! {
    State by "state" {
        "calling" => Calling { step, id },
        "waiting" => Waiting { step, until, reason },
        "signing_in" => SigningIn {},
        "choosing" => Choosing { problem },
        "asking_password" => AskingPassword { problem },
        "asking_code" => AskingCode { problem },
        "awaiting_link" => AwaitingLink { poll_at, interval_millis },
        "finished" => Finished { outcome },
    }
}

/// The requests, by what they are for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub(super) enum Step {
    /// Begin, or begin again; the problem is what led back to the beginning.
    Begin { problem: Option<Problem> },
    /// Have the chosen factor's code or link sent.
    Prepare,
    /// Send the password or the code. Never stored.
    #[serde(skip)]
    Attempt { proof: Secret },
    /// Look how far it has come.
    Look { why: LookReason },
    /// Look whether the link was opened.
    Poll { interval_millis: i64, landing: Option<Landing> },
}

tagged! {
    Step by "step" {
        "begin" => Begin { problem },
        "prepare" => Prepare {},
        "look" => Look { why },
        "poll" => Poll { interval_millis, landing },
        never Attempt
    }
}

/// Why it is looked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub(super) enum LookReason {
    /// The prepare had no answer; `before` is the `expire_at` that was known when it was sent.
    LostPrepare { before: Option<Timestamp> },
    /// The prepare was refused because another one had just been served.
    CoolDown { error: ApiError, until: Timestamp },
    /// The attempt had no answer; after a restart there is no proof to send again.
    LostAttempt {
        #[serde(skip)]
        proof: Option<Secret>,
    },
    /// The server says that this was proved already, or is not wanted now.
    OutOfStep { error: ApiError },
}

tagged! {
    LookReason by "why" {
        "lost_prepare" => LostPrepare { before },
        "cool_down" => CoolDown { error, until },
        "lost_attempt" => LostAttempt { ; proof },
        "out_of_step" => OutOfStep { error },
    }
}

/// What the host asked for. It never changes on the way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Plan {
    /// How much is asked for.
    pub(super) level: ReverificationLevel,
    /// Where an emailed link leads back to; without it no link is asked for.
    pub(super) redirect_url: Option<RedirectUrl>,
    /// Which strategies to take without asking, the best first.
    pub(super) preference: Vec<FactorStrategy>,
}

object! {
    Plan {
        field: level, redirect_url;
        lenient: preference
    }
}

/// Which of the two proofs is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    First,
    Second,
}

/// What the machine remembers besides its state.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Memory {
    #[serde(flatten)]
    pub(super) exchange: Exchange,
    /// The reverification as the server last showed it.
    pub(super) reverification: Option<SessionReverification>,
    /// The factor that is being proved.
    pub(super) chosen: Option<SignInFactor>,
    /// True when a message was asked for in this stage: the machine sends no second one by itself.
    pub(super) message_requested: bool,
    /// When the last code or link was sent, in the device's clock.
    pub(super) prepared_at: Option<Timestamp>,
    /// When the next one may be, in the device's clock.
    pub(super) resend_at: Option<Timestamp>,
    /// Wrong answers since the factor was chosen or its code was sent.
    pub(super) attempts: u32,
    /// Wrong answers that the server has refused since it last showed the verification with its count.
    pub(super) uncounted: u32,
    /// Verifications that the server closed because of wrong answers.
    pub(super) closed_verifications: u32,
}

object! {
    Memory {
        flat: exchange;
        field: reverification, chosen, message_requested, prepared_at, resend_at, attempts, closed_verifications;
        // What older releases did not store.
        lenient: uncounted
    }
}

impl Memory {
    /// Which proof is wanted; `None` when none is, or before the server said so.
    pub(super) fn stage(&self) -> Option<Stage> {
        match self.reverification.as_ref()?.status.as_str() {
            ReverificationStatus::NEEDS_FIRST_FACTOR => Some(Stage::First),
            ReverificationStatus::NEEDS_SECOND_FACTOR => Some(Stage::Second),
            _ => None,
        }
    }

    /// The verification of the chosen factor, if the server holds one. It does not say which address or number it is
    /// about, only by which strategy.
    pub(super) fn verification(&self) -> Option<&Verification> {
        let held = self.reverification.as_ref()?;
        let verification = match self.stage()? {
            Stage::First => held.first_factor_verification.as_ref(),
            Stage::Second => held.second_factor_verification.as_ref(),
        };
        let chosen = self.chosen.as_ref()?;
        verification.filter(|held| held.strategy.is(chosen.strategy.as_str()))
    }

    /// The same while it can still be proved.
    pub(super) fn live(&self) -> Option<&Verification> {
        self.verification().filter(|held| held.status.is(VerificationStatus::UNVERIFIED))
    }

    /// When the verification ends, in the device's clock.
    pub(super) fn expires_at(&self) -> Option<Timestamp> {
        self.verification()?.expire_at.map(|expire_at| self.exchange.in_device_clock(expire_at))
    }

    /// When the wait for a link ends, in the device's clock.
    pub(super) fn link_deadline(&self) -> Timestamp {
        let sent_at = self.prepared_at.unwrap_or(Timestamp::from_unix_millis(0));
        self.expires_at().unwrap_or(sent_at.plus_millis(policy::LINK_LIFETIME_MILLIS))
    }
}
