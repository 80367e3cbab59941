//! One turn of the machine: what it may look at and change while it answers one input.

use super::factor::{self, Ask, Means};
use super::outcome::ReverificationOutcome as Outcome;
use super::state::{Memory, Plan, State, Step};
use crate::api::{Call, ReadReverification, StartReverification};
use crate::error::codes::{MisuseCode, ProtocolCode};
use crate::error::{MisuseError, ProtocolError};
use crate::machine::{Problem, Returned, policy, return_url};
use crate::resource::SignInFactor;
use crate::secret::Secret;
use crate::time::Timestamp;

/// What one input is answered with.
pub(super) struct Turn<'a> {
    pub(super) plan: &'a Plan,
    pub(super) memory: Memory,
    pub(super) now: Timestamp,
}

impl Turn<'_> {
    /// Sends a request under a fresh id.
    pub(super) fn send(&mut self, step: Step) -> State {
        State::Calling { step, id: self.memory.exchange.fresh_id() }
    }

    /// Has a code or link sent.
    pub(super) fn prepare(&mut self) -> State {
        self.memory.message_requested = true;
        self.send(Step::Prepare)
    }

    /// Finds the factor to prove: the preferred one, the only one, or the one that the person will choose.
    pub(super) fn choose(&mut self) -> State {
        let supported = self.supported();
        match (factor::preferred(self.plan, &supported), supported.as_slice()) {
            (_, []) => self.no_factor(),
            (Some(only), _) | (None, [only]) => self.choose_unasked(only.clone()),
            (None, _) => State::Choosing { problem: None },
        }
    }

    /// Takes a factor without asking, unless a person might get a second message by it.
    fn choose_unasked(&mut self, factor: SignInFactor) -> State {
        let sends_message = factor::means(self.plan, &self.memory, &factor).is_some_and(Means::sends_message);
        match sends_message && self.memory.message_requested {
            true => State::Choosing { problem: None },
            false => self.take_up(factor),
        }
    }

    /// The person chose the factor at this place of the list.
    pub(super) fn choose_at(&mut self, index: usize) -> Result<State, MisuseError> {
        match factor::offers(self.plan, &self.memory).into_iter().nth(index) {
            Some(offer) if offer.is_supported => Ok(self.take_up(offer.factor)),
            Some(_) | None => Err(MisuseError::new(MisuseCode::FactorNotOffered)),
        }
    }

    /// Proves this factor from now on. One whose message is out is not sent another by it.
    fn take_up(&mut self, factor: SignInFactor) -> State {
        if self.memory.chosen.as_ref() != Some(&factor) {
            self.memory.chosen = Some(factor);
            self.memory.prepared_at = None;
            self.memory.resend_at = None;
            self.memory.attempts = 0;
            self.memory.uncounted = 0;
        }
        if self.can_be_asked() { self.ask(None) } else { self.prepare() }
    }

    /// True when the chosen factor needs no message, or has one out that still works.
    pub(super) fn can_be_asked(&self) -> bool {
        let is_fresh = self.memory.prepared_at.is_some() && !self.has_expired();
        self.is_open() && (is_fresh || !self.means().is_some_and(Means::sends_message))
    }

    /// True when the server holds nothing against an attempt: no message is needed, or it knows of one.
    pub(super) fn is_open(&self) -> bool {
        let has_message = self.memory.live().is_some();
        self.means().is_some_and(|means| has_message || !means.sends_message())
    }

    /// Asks for the chosen factor's proof.
    pub(super) fn ask(&self, problem: Option<Problem>) -> State {
        match self.means().map(Means::ask) {
            Some(Ask::Password) => State::AskingPassword { problem },
            Some(Ask::Code) => State::AskingCode { problem },
            Some(Ask::Link) => self.await_link(policy::FIRST_POLL_MILLIS),
            None => self.misfit(200),
        }
    }

    /// Waits for the link, but never past the moment at which it dies.
    pub(super) fn await_link(&self, interval_millis: i64) -> State {
        let poll_at = self.now.plus_millis(interval_millis).min(self.memory.link_deadline()).max(self.now);
        State::AwaitingLink { poll_at, interval_millis }
    }

    /// The user has another session now: whatever the old one had proved is gone with it.
    pub(super) fn begin_in_new_session(&mut self) -> State {
        self.memory = Memory { exchange: self.memory.exchange.clone(), ..Memory::default() };
        self.send(Step::Begin { problem: None })
    }

    /// Has the message sent again, when its time has come.
    pub(super) fn resend(&mut self) -> Result<State, MisuseError> {
        if !self.means().is_some_and(Means::sends_message) {
            return Err(MisuseError::new(MisuseCode::ResendNotPossible));
        }
        if self.memory.resend_at.is_some_and(|resend_at| self.now < resend_at) {
            return Err(MisuseError::new(MisuseCode::ResendTooEarly));
        }
        Ok(self.prepare())
    }

    /// Reads a landing URL, which only a link can lead to.
    pub(super) fn read_return(&self, url: &Secret) -> Result<Returned, MisuseError> {
        let asked = self.plan.redirect_url.as_ref().ok_or(MisuseError::new(MisuseCode::InputNotExpected))?;
        return_url::read_return(Some(asked), url.expose())
            .ok_or(MisuseError::new(MisuseCode::ForeignReturnUrl))
    }

    pub(super) fn means(&self) -> Option<Means> {
        factor::chosen_means(self.plan, &self.memory)
    }

    /// The factors that can be used here.
    pub(super) fn supported(&self) -> Vec<SignInFactor> {
        let offers = factor::offers(self.plan, &self.memory).into_iter();
        offers.filter(|offer| offer.is_supported).map(|offer| offer.factor).collect()
    }

    /// True when what the server prepared is over by its own time.
    pub(super) fn has_expired(&self) -> bool {
        self.memory.expires_at().is_some_and(|expires_at| self.now >= expires_at)
    }

    /// An answer of a kind that the call cannot have, or a step without a factor: only a forged snapshot leads here.
    pub(super) fn misfit(&self, status: u16) -> State {
        let error = ProtocolError::new(status, ProtocolCode::UnexpectedShape);
        State::Finished { outcome: Outcome::Unreadable { error } }
    }

    fn no_factor(&self) -> State {
        let status = self.memory.reverification.as_ref().map(|held| held.status.clone()).unwrap_or_default();
        let factors = factor::offers(self.plan, &self.memory);
        State::Finished { outcome: Outcome::NoFactor { status, factors } }
    }
}

/// The call that a step makes; `None` when it needs a factor and there is none that it fits.
pub(super) fn call(plan: &Plan, memory: &Memory, step: &Step) -> Option<Call> {
    Some(match step {
        Step::Begin { .. } => StartReverification { level: plan.level.clone() }.into(),
        Step::Prepare => factor::prepare(plan, memory)?,
        Step::Attempt { proof } => factor::attempt(plan, memory, proof)?,
        Step::Look { .. } | Step::Poll { .. } => ReadReverification {}.into(),
    })
}
