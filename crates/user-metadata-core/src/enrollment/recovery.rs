//! What happens when the server refuses or nothing comes back. No request that changes something is repeated
//! blindly: the machine looks first.

use super::effect::{Problem, WaitReason};
use super::outcome::{LeftOver, Outcome};
use super::policy;
use super::request::Ask;
use super::state::{CheckReason, FindReason, State, Step, Trouble};
use super::turn::Turn;
use crate::error::codes::ApiErrorClass as Class;
use crate::error::{ApiError, ClerkError};
use crate::time::Timestamp;

/// A prepare came too soon after another one: a message is out already.
const COOL_DOWN_CODE: &str = "verification_code_too_many_requests";

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
                self.ask_again(Problem::Incorrect { error: first })
            }
            // The shape was right here and is not there: ask again, the person can type another.
            (Class::Input, Step::Attempt { .. }) => self.ask_again(Problem::Incorrect { error: first }),
            (Class::Restart, Step::Attempt { .. }) => {
                self.progressed();
                match first.code.as_str() {
                    "verification_failed" => self.closed(first),
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
        if self.memory.sign_ins >= policy::SIGN_IN_TRIES {
            return self.give_up(&step, Trouble::Api(error));
        }
        self.memory.sign_ins = self.memory.sign_ins.saturating_add(1);
        State::SigningIn { step }
    }

    fn reverify(&mut self, step: Step, error: ApiError) -> State {
        if self.memory.reverified {
            return self.give_up(&step, Trouble::Api(error));
        }
        State::Reverifying { level: level_of(&error), step }
    }

    /// Too many requests, maintenance, a fault. A 429 was surely not handled; anything else may have been.
    fn not_now(&mut self, step: Step, error: ApiError) -> State {
        if error.status != 429 && error.status != 409 {
            return self.lost(step, Trouble::Api(error));
        }
        let until = self.now.plus_millis(self.pause_millis(Some(&error)));
        match step {
            Step::Poll { interval_millis, .. } if self.now < self.memory.link_deadline() => {
                State::AwaitingLink { poll_at: until, interval_millis }
            }
            step => self.wait_out(step, until, error),
        }
    }

    /// Waits for the server's permission, unless it asks for more patience than anybody has.
    pub(super) fn wait_out(&mut self, step: Step, until: Timestamp, error: ApiError) -> State {
        self.memory.failures = self.memory.failures.saturating_add(1);
        let too_long = until.millis_since(self.now) > policy::LONGEST_WAIT_MILLIS;
        if too_long || self.memory.failures > policy::SERVER_TRIES {
            return self.give_up(&step, Trouble::Api(error));
        }
        self.memory.trouble = Some(Trouble::Api(error));
        State::Waiting { step, until, reason: WaitReason::RateLimited }
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
        self.memory.failures = self.memory.failures.saturating_add(1);
        let (tries, reason) = match &trouble {
            Trouble::Transport(_) => (policy::TRANSPORT_TRIES, WaitReason::Offline),
            Trouble::Api(_) => (policy::SERVER_TRIES, WaitReason::ServerFault),
            Trouble::Protocol(_) => (policy::UNREADABLE_TRIES, WaitReason::ServerFault),
        };
        let pause = match &trouble {
            Trouble::Api(error) => self.pause_millis(Some(error)),
            Trouble::Protocol(_) | Trouble::Transport(_) => self.pause_millis(None),
        };
        match step {
            // A lost connection only delays the wait for a link, until the link is dead.
            Step::Poll { interval_millis, landing: None } if self.now < self.memory.link_deadline() => {
                self.await_link(pause.max(interval_millis))
            }
            step if self.memory.failures > tries || pause > policy::LONGEST_WAIT_MILLIS => {
                self.give_up(&step, trouble)
            }
            step => {
                self.memory.trouble = Some(trouble);
                State::Waiting { step, until: self.now.plus_millis(pause), reason }
            }
        }
    }

    /// The server's own word, or ours where it gives none.
    fn pause_millis(&self, error: Option<&ApiError>) -> i64 {
        let ours = policy::backoff_millis(self.memory.failures);
        error.and_then(|error| error.retry_after_millis).map_or(ours, |theirs| theirs.max(0))
    }

    fn give_up(&mut self, step: &Step, trouble: Trouble) -> State {
        let is_gone = matches!(&trouble, Trouble::Api(error) if error.class() == Class::Missing);
        let left_over = match (self.unverified(), step) {
            (_, step) if is_gone && step.needs_resource() => LeftOver::Nothing,
            (LeftOver::Nothing, Step::Find { why: FindReason::LostCreate })
                if !self.request.is_reauthorization() =>
            {
                LeftOver::Unknown
            }
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
fn level_of(error: &ApiError) -> Option<String> {
    error.errors.iter().find_map(|error| {
        let reverification = error.meta.get("reverification").unwrap_or(&serde_json::Value::Null);
        let level = error.meta.get("level").or_else(|| reverification.get("level"))?;
        level.as_str().map(str::to_owned)
    })
}
