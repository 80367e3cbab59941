//! What happens when the server refuses or nothing comes back. No request that changes something is repeated
//! blindly: the machine looks first.

use super::outcome::{LeftOver, Outcome};
use super::request::Ask;
use super::state::{CheckReason, FindReason, State, Step};
use super::turn::Turn;
use crate::error::codes::ApiErrorClass as Class;
use crate::error::{ApiError, ClerkError};
use crate::machine::{CLOSED_CODE, COOL_DOWN_CODE, Pause, Problem, Trouble, is_not_handled, policy};
use crate::resource::ReverificationLevel;
use crate::time::Timestamp;

impl Turn<'_> {
    /// The server said no.
    pub(super) fn refused(&mut self, step: Step, error: ApiError) -> State {
        let first = error.errors.first().cloned().unwrap_or_default();
        match (error.class(), step) {
            (Class::SignIn, step) => self.sign_in(step, error),
            (Class::Reverify, step) => self.reverify(step, error),
            (Class::Wait, Step::Prepare) if error.has_code(COOL_DOWN_CODE) => {
                let until =
                    self.now.plus_millis(error.retry_after_millis.unwrap_or(policy::CODE_COOL_DOWN_MILLIS));
                self.send(Step::Check { why: CheckReason::CoolDown { error, until } })
            }
            (Class::Wait, step) => self.not_now(step, error),
            (Class::Exists, Step::Create) => self.send(Step::Find { why: FindReason::Exists { error } }),
            (Class::AlreadyVerified, Step::Prepare | Step::Attempt { .. }) => {
                self.send(Step::Check { why: CheckReason::AlreadyVerified { error } })
            }
            (Class::Proof, Step::Attempt { .. }) => {
                self.progressed();
                self.memory.attempts = self.memory.attempts.saturating_add(1);
                self.memory.uncounted = self.memory.uncounted.saturating_add(1);
                self.ask_again(Problem::Incorrect { error: first })
            }
            // The shape was right here and is not there: ask again, the person can type another.
            (Class::Input, Step::Attempt { .. }) => self.ask_again(Problem::Incorrect { error: first }),
            (Class::Restart, Step::Attempt { .. }) => {
                self.progressed();
                match first.code.as_str() {
                    CLOSED_CODE => self.closed(first),
                    _ => self.over(first),
                }
            }
            (
                Class::Exists
                | Class::AlreadyVerified
                | Class::Proof
                | Class::Input
                | Class::Restart
                | Class::Captcha
                | Class::Missing
                | Class::Settings
                | Class::Fatal,
                step,
            ) => self.give_up(&step, Trouble::Api(error)),
        }
    }

    /// The verification was closed because of wrong proofs.
    pub(super) fn closed(&mut self, error: ClerkError) -> State {
        self.memory.closed_verifications = self.memory.closed_verifications.saturating_add(1);
        match self.memory.resource.clone() {
            Some(resource) if self.memory.closed_verifications >= policy::CLOSED_VERIFICATIONS => {
                State::Finished { outcome: Outcome::Exhausted { resource } }
            }
            Some(_) | None => self.over(error),
        }
    }

    /// The verification is over without success. A code is sent again only when the person asks for it; a message
    /// to sign is made again at once, since nobody is bothered by it.
    pub(super) fn over(&mut self, error: ClerkError) -> State {
        match self.request.ask() {
            Ask::Code | Ask::Link => self.ask_again(Problem::Over { error }),
            Ask::Signature | Ask::Return => self.send(Step::Prepare),
        }
    }

    fn sign_in(&mut self, step: Step, error: ApiError) -> State {
        if !self.memory.exchange.may_ask_for_sign_in() {
            return self.give_up(&step, Trouble::Api(error));
        }
        self.memory.exchange.trouble = Some(Trouble::Api(error));
        State::SigningIn { step }
    }

    fn reverify(&mut self, step: Step, error: ApiError) -> State {
        let level = match (self.memory.reverified, level_of(&error)) {
            (false, level) => level,
            // What was given is not enough, and the server does not say what is: everything would be.
            (true, None) if !self.memory.asked_for_both_factors => {
                self.memory.asked_for_both_factors = true;
                Some(ReverificationLevel::MULTI_FACTOR.into())
            }
            (true, _) => return self.give_up(&step, Trouble::Api(error)),
        };
        self.memory.exchange.trouble = Some(Trouble::Api(error));
        State::Reverifying { level, step }
    }

    /// Too many requests, maintenance, a fault.
    fn not_now(&mut self, step: Step, error: ApiError) -> State {
        if !is_not_handled(&error) {
            return self.lost(step, Trouble::Api(error));
        }
        let trouble = Trouble::Api(error);
        let pause = self.memory.exchange.failed(&trouble);
        let until = self.now.plus_millis(pause.millis);
        if let Step::Poll { interval_millis, .. } = step
            && self.now < self.memory.link_deadline()
        {
            let poll_at = until.min(self.memory.link_deadline());
            return State::AwaitingLink { poll_at, interval_millis };
        }
        self.wait(step, until, pause, trouble)
    }

    /// Waits for the server's permission.
    pub(super) fn wait_out(&mut self, step: Step, until: Timestamp, error: ApiError) -> State {
        let trouble = Trouble::Api(error);
        let pause = self.memory.exchange.failed(&trouble);
        self.wait(step, until, pause, trouble)
    }

    /// Nobody knows whether the request was handled: look before it is repeated.
    pub(super) fn lost(&mut self, step: Step, trouble: Trouble) -> State {
        let look = step.looked_at_first(&self.memory);
        self.later(look, trouble)
    }

    /// The request never left: the same one follows.
    pub(super) fn not_sent(&mut self, step: Step, trouble: Trouble) -> State {
        self.later(step, trouble)
    }

    fn later(&mut self, step: Step, trouble: Trouble) -> State {
        let pause = self.memory.exchange.failed(&trouble);
        // A lost connection only delays the wait for a link, until the link is dead.
        if let Step::Poll { interval_millis, landing: None } = step
            && self.now < self.memory.link_deadline()
        {
            return self.await_link(pause.millis.max(interval_millis));
        }
        self.wait(step, self.now.plus_millis(pause.millis), pause, trouble)
    }

    fn wait(&mut self, step: Step, until: Timestamp, pause: Pause, trouble: Trouble) -> State {
        if pause.is_the_end {
            return self.give_up(&step, trouble);
        }
        self.memory.exchange.trouble = Some(trouble);
        State::Waiting { step, until, reason: pause.reason }
    }

    fn give_up(&mut self, step: &Step, trouble: Trouble) -> State {
        let is_gone = matches!(&trouble, Trouble::Api(error) if error.class() == Class::Missing);
        let left_over = match (self.unverified(), step) {
            (_, step) if is_gone && step.needs_resource() => LeftOver::Nothing,
            (LeftOver::Nothing, Step::Find { .. }) if !self.request.is_reauthorization() => LeftOver::Unknown,
            (known, _) => known,
        };
        let outcome = match trouble {
            Trouble::Api(error) => Outcome::Rejected { error, left_over },
            Trouble::Protocol(error) => Outcome::Unreadable { error, left_over },
            Trouble::Transport(failure) => Outcome::Unreachable { failure, left_over },
        };
        State::Finished { outcome }
    }
}

/// What the server said of the level of fresh credentials that it wants; the repositories show no such field, so
/// the likely names are tried.
fn level_of(error: &ApiError) -> Option<ReverificationLevel> {
    error.errors.iter().find_map(|error| {
        let reverification = error.meta.get("reverification").unwrap_or(&serde_json::Value::Null);
        let level = error.meta.get("level").or_else(|| reverification.get("level"))?;
        level.as_str().map(ReverificationLevel::from)
    })
}
