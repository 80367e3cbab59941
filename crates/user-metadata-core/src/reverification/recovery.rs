//! What happens when the server refuses or nothing comes back. No request that changes something is repeated
//! blindly: the machine looks first, and where a server cannot be looked at, it begins again.

use super::factor::Means;
use super::outcome::ReverificationOutcome as Outcome;
use super::state::{LookReason, Memory, State, Step};
use super::turn::Turn;
use crate::error::codes::ApiErrorClass as Class;
use crate::error::{ApiError, ClerkError};
use crate::machine::{CLOSED_CODE, COOL_DOWN_CODE, Pause, Problem, Trouble, is_not_handled, policy};
use crate::time::Timestamp;

/// No reverification is under way: it lapsed, or a fresh sign-in put an end to it.
const NOT_UNDER_WAY_CODE: &str = "session_reverification_missing";
/// The reverification wants another factor now: somebody went on with it elsewhere.
const OUT_OF_STEP_CODE: &str = "invalid_action_for_session_reverification";

/// What a refusal means here.
enum Refusal {
    /// Nobody is signed in.
    SignedOut,
    /// Not now.
    NotNow,
    /// A message is out already.
    CoolDown,
    /// There is no reverification to go on with.
    NotUnderWay,
    /// The reverification is elsewhere than this machine thinks.
    OutOfStep,
    /// The proof was wrong, and counts.
    Wrong,
    /// The server does not take such a text for a proof.
    Malformed,
    /// The verification was closed because of wrong proofs.
    Closed,
    /// The verification is over.
    Over,
    /// Anything else.
    Final,
}

impl Refusal {
    fn of(error: &ApiError) -> Self {
        match error.class() {
            Class::SignIn => Self::SignedOut,
            Class::Wait if error.has_code(COOL_DOWN_CODE) => Self::CoolDown,
            Class::Wait => Self::NotNow,
            Class::AlreadyVerified => Self::OutOfStep,
            Class::Proof => Self::Wrong,
            Class::Input => Self::Malformed,
            Class::Restart if error.has_code(NOT_UNDER_WAY_CODE) => Self::NotUnderWay,
            Class::Restart if error.has_code(OUT_OF_STEP_CODE) => Self::OutOfStep,
            Class::Restart if error.has_code(CLOSED_CODE) => Self::Closed,
            Class::Restart => Self::Over,
            Class::Exists
            | Class::Reverify
            | Class::Captcha
            | Class::Missing
            | Class::Settings
            | Class::Fatal => Self::Final,
        }
    }
}

impl Turn<'_> {
    /// The server said no.
    pub(super) fn refused(&mut self, step: Step, error: ApiError) -> State {
        use Refusal as R;
        let first = error.errors.first().cloned().unwrap_or_default();
        match (R::of(&error), step) {
            (R::SignedOut, _) => match self.memory.exchange.may_ask_for_sign_in() {
                true => State::SigningIn,
                false => give_up(Trouble::Api(error)),
            },
            (R::CoolDown, Step::Prepare) => {
                let pause = error.retry_after_millis.unwrap_or(policy::CODE_COOL_DOWN_MILLIS);
                let until = self.now.plus_millis(pause);
                self.send(Step::Look { why: LookReason::CoolDown { error, until } })
            }
            (R::NotNow | R::CoolDown, step) => self.not_now(step, error),
            (R::Wrong, Step::Attempt { .. }) => {
                self.memory.exchange.progressed();
                self.memory.uncounted = self.memory.uncounted.saturating_add(1);
                self.wrong(first)
            }
            // The shape was right here and is not there: ask again, the person can type another.
            (R::Malformed, Step::Attempt { .. }) => self.ask(Some(Problem::Incorrect { error: first })),
            (R::Closed, Step::Attempt { .. }) => self.closed(first),
            (R::Over, Step::Attempt { .. }) => self.over(first),
            (R::OutOfStep, Step::Prepare | Step::Attempt { .. }) => {
                self.send(Step::Look { why: LookReason::OutOfStep { error } })
            }
            (R::NotUnderWay, Step::Prepare | Step::Attempt { .. } | Step::Poll { .. }) => {
                self.send(Step::Begin { problem: None })
            }
            // A server without this read, or with nothing to read: to begin again is what the specification offers.
            (
                R::NotUnderWay | R::OutOfStep | R::Wrong | R::Malformed | R::Closed | R::Over | R::Final,
                Step::Look { .. },
            ) => self.send(Step::Begin { problem: None }),
            (R::Wrong | R::Malformed | R::Closed | R::Over | R::Final, Step::Prepare)
            | (R::OutOfStep | R::Wrong | R::Malformed | R::Closed | R::Over | R::Final, Step::Poll { .. }) => {
                self.another_factor(error)
            }
            (
                R::NotUnderWay | R::OutOfStep | R::Wrong | R::Malformed | R::Closed | R::Over | R::Final,
                Step::Begin { .. },
            )
            | (R::Final, Step::Attempt { .. }) => give_up(Trouble::Api(error)),
        }
    }

    /// The proof was wrong: the same question again.
    pub(super) fn wrong(&mut self, error: ClerkError) -> State {
        self.memory.attempts = self.memory.attempts.saturating_add(1);
        self.ask(Some(Problem::Incorrect { error }))
    }

    /// The verification was closed because of wrong proofs.
    pub(super) fn closed(&mut self, error: ClerkError) -> State {
        self.memory.closed_verifications = self.memory.closed_verifications.saturating_add(1);
        match self.memory.closed_verifications >= policy::CLOSED_VERIFICATIONS {
            true => State::Finished { outcome: Outcome::Exhausted },
            false => self.over(error),
        }
    }

    /// The verification is over without success. A code is sent again only when the person asks for it; what needs no
    /// message begins again at once, since nobody is bothered by it.
    pub(super) fn over(&mut self, error: ClerkError) -> State {
        self.memory.exchange.progressed();
        match self.means().is_some_and(Means::sends_message) {
            true => self.ask(Some(Problem::Over { error })),
            false => self.send(Step::Begin { problem: Some(Problem::Incorrect { error }) }),
        }
    }

    /// This factor cannot be had. The person may have another one.
    fn another_factor(&mut self, error: ApiError) -> State {
        let problem = error.errors.first().cloned();
        match self.supported().len() {
            0 | 1 => give_up(Trouble::Api(error)),
            _ => State::Choosing { problem },
        }
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
            return give_up(trouble);
        }
        self.memory.exchange.trouble = Some(trouble);
        State::Waiting { step, until, reason: pause.reason }
    }
}

impl Step {
    /// The look that comes before this step where it may have been carried out already. To begin again sends nothing
    /// to anybody, so nothing has to be looked for.
    pub(super) fn looked_at_first(self, memory: &Memory) -> Self {
        match self {
            Self::Prepare => {
                let before = memory.verification().and_then(|held| held.expire_at);
                Self::Look { why: LookReason::LostPrepare { before } }
            }
            Self::Attempt { proof } => Self::Look { why: LookReason::LostAttempt { proof: Some(proof) } },
            step @ (Self::Begin { .. } | Self::Look { .. } | Self::Poll { .. }) => step,
        }
    }
}

fn give_up(trouble: Trouble) -> State {
    let outcome = match trouble {
        Trouble::Api(error) => Outcome::Rejected { error },
        Trouble::Protocol(error) => Outcome::Unreadable { error },
        Trouble::Transport(failure) => Outcome::Unreachable { failure },
    };
    State::Finished { outcome }
}
