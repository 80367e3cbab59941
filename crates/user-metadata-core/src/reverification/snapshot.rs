//! The stored form, without what must not be stored.

use super::Reverification;
use super::factor::{self, Ask, Means};
use super::state::{LookReason, Memory, Plan, State, Step};
use crate::error::SnapshotError;
use crate::machine::snapshot;

const NAME: &str = "reverification";

pub(super) fn write(reverification: &Reverification) -> String {
    snapshot::write(NAME, &reverification.at_rest())
}

pub(super) fn read(text: &str) -> Result<Reverification, SnapshotError> {
    snapshot::read(NAME, text, Reverification::is_sound)
}

impl Reverification {
    /// The same reverification without the password or code that is under way, and with a look in place of every
    /// request that may have arrived: nobody knows what happened while the app was away.
    fn at_rest(&self) -> Self {
        let mut rest = self.clone();
        rest.state = match self.state.clone() {
            State::Calling { step, id } => {
                let looked = step.clone().looked_at_first(&self.memory).stored();
                if looked == step {
                    State::Calling { step, id }
                } else {
                    // A late answer to the request that is not waited for any more must not be taken for this one's.
                    State::Calling { step: looked, id: rest.memory.exchange.fresh_id() }
                }
            }
            // Refused or never sent, so surely not handled: the step itself follows.
            State::Waiting { step, until, reason } => State::Waiting { step: step.stored(), until, reason },
            state @ (State::SigningIn
            | State::Choosing { .. }
            | State::AskingPassword { .. }
            | State::AskingCode { .. }
            | State::AwaitingLink { .. }
            | State::Finished { .. }) => state,
        };
        rest
    }

    /// True when the parts fit together, as those of every reverification that this machine made do.
    fn is_sound(&self) -> bool {
        let means = factor::chosen_means(&self.plan, &self.memory);
        let asks = |ask| means.is_some_and(|means| means.ask() == ask);
        match &self.state {
            State::Calling { step, .. } | State::Waiting { step, .. } => step.fits(&self.plan, &self.memory),
            State::Choosing { .. } => {
                factor::offers(&self.plan, &self.memory).iter().any(|offer| offer.is_supported)
            }
            State::AskingPassword { .. } => asks(Ask::Password),
            State::AskingCode { .. } => asks(Ask::Code),
            State::AwaitingLink { .. } => asks(Ask::Link),
            State::SigningIn | State::Finished { .. } => true,
        }
    }
}

impl Step {
    /// The step without the proof, which is never stored.
    fn stored(self) -> Self {
        match self {
            Self::Attempt { .. } | Self::Look { why: LookReason::LostAttempt { .. } } => {
                Self::Look { why: LookReason::LostAttempt { proof: None } }
            }
            step @ (Self::Begin { .. } | Self::Prepare | Self::Look { .. } | Self::Poll { .. }) => step,
        }
    }

    /// True when the chosen factor is one that this step can be about.
    fn fits(&self, plan: &Plan, memory: &Memory) -> bool {
        let means = factor::chosen_means(plan, memory);
        match self {
            Self::Begin { .. } => true,
            Self::Prepare
            | Self::Look { why: LookReason::LostPrepare { .. } | LookReason::CoolDown { .. } } => {
                means.is_some_and(Means::sends_message)
            }
            Self::Attempt { .. } | Self::Look { why: LookReason::LostAttempt { .. } } => {
                means.is_some_and(|means| means.ask() != Ask::Link)
            }
            Self::Look { why: LookReason::OutOfStep { .. } } => means.is_some(),
            Self::Poll { .. } => means == Some(Means::EmailLink),
        }
    }
}
