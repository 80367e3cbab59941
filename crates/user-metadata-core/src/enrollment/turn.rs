//! One turn of the machine: what it may look at and change while it answers one input.

use super::outcome::{LeftOver, Outcome};
use super::request::{Ask, EnrollmentRequest, Goal};
use super::state::{Memory, Proof, State, Step};
use crate::api::{AttemptVerification, Call, PrepareVerification, ReadResource, ReadUser, ResourceId};
use crate::error::codes::{MisuseCode, ProtocolCode};
use crate::error::{MisuseError, ProtocolError};
use crate::machine::{Returned, policy, return_url};
use crate::resource::{Resource, Verification};
use crate::secret::Secret;
use crate::time::Timestamp;

const REDIRECT_PLACE: &str = "$.response.verification.external_verification_redirect_url";

/// What one input is answered with.
pub(super) struct Turn<'a> {
    pub(super) request: &'a EnrollmentRequest,
    pub(super) goal: Goal,
    pub(super) memory: Memory,
    pub(super) now: Timestamp,
}

impl Turn<'_> {
    /// Sends a request under a fresh id.
    pub(super) fn send(&mut self, step: Step) -> State {
        State::Calling { step, id: self.memory.exchange.fresh_id() }
    }

    pub(super) fn send_reverified(&mut self, step: Step) -> State {
        self.memory.reverified = true;
        self.send(step)
    }

    /// After something was created, adopted or prepared: asks for its proof.
    pub(super) fn ask(&mut self) -> State {
        match self.request.ask() {
            Ask::Code => State::AskingCode { problem: None },
            Ask::Signature => self.ask_signature(),
            Ask::Link => self.await_link(policy::FIRST_POLL_MILLIS),
            Ask::Return => match (self.unsafe_redirect(), self.memory.redirect()) {
                (Some(refused), _) => refused,
                (None, Some(url)) => State::AwaitingReturn { url: url.to_owned() },
                (None, None) => self.unusable(ProtocolCode::RedirectUrlMissing, REDIRECT_PLACE),
            },
        }
    }

    fn ask_signature(&self) -> State {
        let message = self.memory.verification().and_then(|held| held.message.clone());
        match (message, self.request) {
            (Some(message), EnrollmentRequest::Web3Wallet { web3_wallet, strategy })
                if !message.is_empty() =>
            {
                let (wallet, strategy) = (*web3_wallet, strategy.clone());
                State::AskingSignature { message, wallet, strategy, problem: None }
            }
            (Some(_) | None, _) => {
                self.unusable(ProtocolCode::MessageMissing, "$.response.verification.message")
            }
        }
    }

    /// The end, if the server wants the user to be sent where nobody should go.
    pub(super) fn unsafe_redirect(&self) -> Option<State> {
        self.memory.redirect().filter(|url| !return_url::is_safe_to_open(url))?;
        Some(self.unusable(ProtocolCode::RedirectUrlUnsafe, REDIRECT_PLACE))
    }

    /// Waits for the link, but never past the moment at which it dies.
    pub(super) fn await_link(&self, interval_millis: i64) -> State {
        let poll_at = self.now.plus_millis(interval_millis).min(self.memory.link_deadline()).max(self.now);
        State::AwaitingLink { poll_at, interval_millis }
    }

    /// The answer is well-formed and of no use.
    fn unusable(&self, code: ProtocolCode, place: &str) -> State {
        let error = ProtocolError::at(200, code, place);
        State::Finished { outcome: Outcome::Unreadable { error, left_over: self.unverified() } }
    }

    /// What stays behind when an identifier exists and will not be verified.
    pub(super) fn unverified(&self) -> LeftOver {
        self.memory.unverified(self.request)
    }

    /// True when what the server prepared is over by its own time.
    pub(super) fn has_expired(&self) -> bool {
        self.memory.expires_at().is_some_and(|expires_at| self.now >= expires_at)
    }

    pub(super) fn read_return(&self, url: &Secret) -> Result<Returned, MisuseError> {
        return_url::read_return(self.request.redirect_url(), url.expose())
            .ok_or(MisuseError::new(MisuseCode::ForeignReturnUrl))
    }
}

impl Memory {
    pub(super) fn verification(&self) -> Option<&Verification> {
        self.resource.as_ref().and_then(Resource::verification)
    }

    /// Where the user is to be sent.
    pub(super) fn redirect(&self) -> Option<&str> {
        self.verification()?.external_verification_redirect_url.as_deref()
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

    /// What the machine leaves behind in this state.
    pub(super) fn left_over(&self, request: &EnrollmentRequest, state: &State) -> LeftOver {
        let unknown = match state {
            State::Calling { step: Step::Create, .. } => true,
            State::Calling { step, .. }
            | State::Waiting { step, .. }
            | State::SigningIn { step }
            | State::Reverifying { step, .. } => matches!(step, Step::Find { .. }),
            State::AskingCode { .. }
            | State::AskingSignature { .. }
            | State::AwaitingLink { .. }
            | State::AwaitingReturn { .. }
            | State::Finished { .. } => false,
        };
        match self.unverified(request) {
            LeftOver::Nothing if unknown && !request.is_reauthorization() => LeftOver::Unknown,
            known @ (LeftOver::Nothing | LeftOver::Unverified { .. } | LeftOver::Unknown) => known,
        }
    }

    fn unverified(&self, request: &EnrollmentRequest) -> LeftOver {
        match &self.resource {
            // What the user had before stays the user's.
            Some(resource) if !resource.is_verified() && !request.is_reauthorization() => {
                LeftOver::Unverified { resource: resource.clone() }
            }
            Some(_) | None => LeftOver::Nothing,
        }
    }
}

impl Step {
    /// True when the step is about an identifier that exists.
    pub(super) const fn needs_resource(&self) -> bool {
        match self {
            Self::Create | Self::Find { .. } => false,
            Self::Prepare
            | Self::Attempt { .. }
            | Self::Check { .. }
            | Self::Poll { .. }
            | Self::Return { .. } => true,
        }
    }
}

/// The call that a step makes; `None` when it is about an identifier and there is none.
pub(super) fn call(request: &EnrollmentRequest, memory: &Memory, step: &Step) -> Option<Call> {
    let id = || ResourceId::of(memory.resource.as_ref()?).ok();
    Some(match step {
        Step::Create => request.create(),
        Step::Find { .. } => ReadUser::default().into(),
        Step::Prepare => PrepareVerification { id: id()?, preparation: request.preparation()? }.into(),
        Step::Attempt { proof } => {
            AttemptVerification { kind: request.kind(), id: id()?, proof: proof.secret().clone() }.into()
        }
        // An account has no path of its own: it is read with its user.
        Step::Return { nonce, .. } if request.is_external() => {
            ReadUser { rotating_token_nonce: nonce.clone() }.into()
        }
        Step::Check { .. } | Step::Poll { .. } | Step::Return { .. } => {
            ReadResource { kind: request.kind(), id: id()? }.into()
        }
    })
}

impl Proof {
    const fn secret(&self) -> &Secret {
        match self {
            Self::Code(code) => code,
            Self::Signature(signature) => signature,
        }
    }
}
