//! The stored form. Old snapshots stay readable: `tests/vectors/snapshots/` keeps one of each kind for ever.

use super::Enrollment;
use super::request::Ask;
use super::state::{CheckReason, FindReason, Memory, State, Step};
use crate::error::SnapshotError;
use crate::machine::{return_url, snapshot};

const NAME: &str = "enrollment";

pub(super) fn write(enrollment: &Enrollment) -> String {
    snapshot::write(NAME, &enrollment.at_rest())
}

pub(super) fn read(text: &str) -> Result<Enrollment, SnapshotError> {
    snapshot::read(NAME, text, Enrollment::is_sound)
}

impl Enrollment {
    /// The same enrollment without what must not be stored, and with a look in place of every request that may have
    /// arrived: nobody knows what happened while the app was away.
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
            State::SigningIn { step } => State::SigningIn { step: step.stored() },
            State::Reverifying { step, level } => State::Reverifying { step: step.stored(), level },
            state @ (State::AskingCode { .. }
            | State::AskingSignature { .. }
            | State::AwaitingLink { .. }
            | State::AwaitingReturn { .. }
            | State::Finished { .. }) => state,
        };
        rest
    }

    /// True when the parts fit together, as those of every enrollment that this machine made do.
    fn is_sound(&self) -> bool {
        let (asks, needs_resource) = match &self.state {
            State::Calling { step, .. }
            | State::Waiting { step, .. }
            | State::SigningIn { step }
            | State::Reverifying { step, .. } => (None, step.needs_resource()),
            State::AskingCode { .. } => (Some(Ask::Code), true),
            State::AskingSignature { .. } => (Some(Ask::Signature), true),
            State::AwaitingLink { .. } => (Some(Ask::Link), true),
            State::AwaitingReturn { url } if !return_url::is_safe_to_open(url) => return false,
            State::AwaitingReturn { .. } => (Some(Ask::Return), true),
            State::Finished { .. } => (None, false),
        };
        let resource_fits = match &self.memory.resource {
            Some(resource) => resource.kind() == self.request.kind(),
            None => !needs_resource,
        };
        resource_fits && asks.is_none_or(|ask| ask == self.request.ask())
    }
}

impl Step {
    /// The look that comes before this step where it may have been carried out already.
    pub(super) fn looked_at_first(self, memory: &Memory) -> Self {
        match self {
            Self::Create => Self::Find { why: FindReason::LostCreate },
            Self::Prepare => {
                let before = memory.verification().and_then(|held| held.expire_at);
                Self::Check { why: CheckReason::LostPrepare { before } }
            }
            Self::Attempt { proof } => Self::Check { why: CheckReason::LostAttempt { proof: Some(proof) } },
            read @ (Self::Find { .. } | Self::Check { .. } | Self::Poll { .. } | Self::Return { .. }) => read,
        }
    }

    /// The step without the proof and the nonce, which are never stored.
    fn stored(self) -> Self {
        match self {
            Self::Attempt { .. } | Self::Check { why: CheckReason::LostAttempt { .. } } => {
                Self::Check { why: CheckReason::LostAttempt { proof: None } }
            }
            Self::Return { landing, .. } => Self::Return { landing, nonce: None },
            step @ (Self::Create
            | Self::Prepare
            | Self::Find { .. }
            | Self::Check { .. }
            | Self::Poll { .. }) => step,
        }
    }
}
