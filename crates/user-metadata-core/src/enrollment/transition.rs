//! All transitions, in one match, ruled off by state. [`table`](super::table) says the same as data, and a test
//! compares the two over every state and every input.

use super::input::Input as I;
use super::outcome::Outcome;
use super::state::{Proof, State as S, Step};
use super::turn::Turn;
use crate::error::MisuseError;
use crate::error::codes::MisuseCode;
use crate::identifier::{OneTimeCode, WalletSignature};
use crate::machine::{Problem, Sent, Trouble};
use crate::secret::Secret;

/// The state that follows, or why the input is the host's mistake.
pub(super) fn next(state: S, input: I, turn: &mut Turn<'_>) -> Result<S, MisuseError> {
    let misuse = |code| Err(MisuseError::new(code));
    match (state, input) {
        // ── Calling: a request is under way ────────────────────────────────────────────────────────────────────
        (S::Calling { step, id }, I::Responded { id: answered, response }) if id == answered => {
            Ok(turn.answered(step, &response))
        }
        (S::Calling { step, id }, I::TransportFailed { id: failed, failure, sent }) if id == failed => {
            let trouble = Trouble::Transport(failure);
            Ok(match sent {
                Sent::Maybe => turn.lost(step, trouble),
                Sent::No => turn.not_sent(step, trouble),
            })
        }
        (S::Calling { .. }, I::Responded { .. } | I::TransportFailed { .. }) => {
            misuse(MisuseCode::StaleAnswer)
        }
        (state @ S::Calling { .. }, I::Cancelled) => Ok(turn.cancelled(&state)),
        // A second tap, a second tick: nothing new.
        (state @ S::Calling { .. }, I::Tick | I::SignedIn | I::Reverified) => Ok(state),
        (state @ S::Calling { .. }, I::RedirectReturned { url }) => turn.returned_again(state, &url),
        (S::Calling { .. }, I::CodeEntered { .. } | I::Signed { .. } | I::ResendRequested) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── Waiting: the step follows later ────────────────────────────────────────────────────────────────────
        (S::Waiting { step, until, .. }, I::Tick) if turn.now >= until => Ok(turn.send(step)),
        (state @ S::Waiting { .. }, I::Cancelled) => Ok(turn.cancelled(&state)),
        (state @ S::Waiting { .. }, I::Tick | I::SignedIn | I::Reverified) => Ok(state),
        (state @ S::Waiting { .. }, I::RedirectReturned { url }) => turn.returned_again(state, &url),
        (S::Waiting { .. }, I::CodeEntered { .. } | I::Signed { .. } | I::ResendRequested) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── SigningIn: the step follows when somebody is signed in ─────────────────────────────────────────────
        (S::SigningIn { step }, I::SignedIn) => Ok(turn.send(step)),
        (state @ S::SigningIn { .. }, I::Cancelled) => Ok(turn.cancelled(&state)),
        (state @ S::SigningIn { .. }, I::Tick | I::Reverified) => Ok(state),
        (state @ S::SigningIn { .. }, I::RedirectReturned { url }) => turn.returned_again(state, &url),
        (S::SigningIn { .. }, I::CodeEntered { .. } | I::Signed { .. } | I::ResendRequested) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── Reverifying: the step follows after fresh credentials ──────────────────────────────────────────────
        (S::Reverifying { step, .. }, I::Reverified) => Ok(turn.send_reverified(step)),
        (state @ S::Reverifying { .. }, I::Cancelled) => Ok(turn.cancelled(&state)),
        (state @ S::Reverifying { .. }, I::Tick | I::SignedIn) => Ok(state),
        (state @ S::Reverifying { .. }, I::RedirectReturned { url }) => turn.returned_again(state, &url),
        (S::Reverifying { .. }, I::CodeEntered { .. } | I::Signed { .. } | I::ResendRequested) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── AskingCode: a code is out ──────────────────────────────────────────────────────────────────────────
        (S::AskingCode { .. }, I::CodeEntered { code }) => Ok(match OneTimeCode::parse(code.expose()) {
            Ok(code) => turn.send(Step::Attempt { proof: Proof::Code(Secret::new(code.expose())) }),
            Err(error) => S::AskingCode { problem: Some(Problem::Malformed { code: error.code() }) },
        }),
        (S::AskingCode { .. }, I::ResendRequested) => turn.resend(),
        (state @ S::AskingCode { .. }, I::Cancelled) => Ok(turn.cancelled(&state)),
        (state @ S::AskingCode { .. }, I::Tick | I::SignedIn | I::Reverified) => Ok(state),
        (S::AskingCode { .. }, I::Signed { .. } | I::RedirectReturned { .. }) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── AskingSignature: a message waits for its signature ─────────────────────────────────────────────────
        (S::AskingSignature { message, wallet, strategy, .. }, I::Signed { signature }) => {
            Ok(match WalletSignature::parse(wallet.chain(), signature.expose()) {
                Ok(signature) => {
                    turn.send(Step::Attempt { proof: Proof::Signature(Secret::new(signature.expose())) })
                }
                Err(error) => {
                    let problem = Some(Problem::Malformed { code: error.code() });
                    S::AskingSignature { message, wallet, strategy, problem }
                }
            })
        }
        (state @ S::AskingSignature { .. }, I::Cancelled) => Ok(turn.cancelled(&state)),
        (state @ S::AskingSignature { .. }, I::Tick | I::SignedIn | I::Reverified) => Ok(state),
        (S::AskingSignature { .. }, I::ResendRequested) => misuse(MisuseCode::ResendNotPossible),
        (S::AskingSignature { .. }, I::CodeEntered { .. } | I::RedirectReturned { .. }) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── AwaitingLink: a link is out ────────────────────────────────────────────────────────────────────────
        (S::AwaitingLink { poll_at, interval_millis }, I::Tick) if turn.now >= poll_at => {
            Ok(turn.send(Step::Poll { interval_millis, landing: None }))
        }
        (S::AwaitingLink { interval_millis, .. }, I::RedirectReturned { url }) => {
            let landing = turn.read_return(&url)?.landing;
            Ok(turn.send(Step::Poll { interval_millis, landing: Some(landing) }))
        }
        (S::AwaitingLink { .. }, I::ResendRequested) => turn.resend(),
        (state @ S::AwaitingLink { .. }, I::Cancelled) => Ok(turn.cancelled(&state)),
        (state @ S::AwaitingLink { .. }, I::Tick | I::SignedIn | I::Reverified) => Ok(state),
        (S::AwaitingLink { .. }, I::CodeEntered { .. } | I::Signed { .. }) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── AwaitingReturn: the user is at the provider ────────────────────────────────────────────────────────
        (S::AwaitingReturn { .. }, I::RedirectReturned { url }) => {
            let returned = turn.read_return(&url)?;
            Ok(turn.send(Step::Return { landing: Some(returned.landing), nonce: returned.nonce }))
        }
        (S::AwaitingReturn { .. }, I::Tick) if turn.has_expired() => {
            Ok(turn.send(Step::Return { landing: None, nonce: None }))
        }
        (state @ S::AwaitingReturn { .. }, I::Cancelled) => Ok(turn.cancelled(&state)),
        (state @ S::AwaitingReturn { .. }, I::Tick | I::SignedIn | I::Reverified) => Ok(state),
        (S::AwaitingReturn { .. }, I::ResendRequested) => misuse(MisuseCode::ResendNotPossible),
        (S::AwaitingReturn { .. }, I::CodeEntered { .. } | I::Signed { .. }) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── Finished: what comes late changes nothing ──────────────────────────────────────────────────────────
        (state @ S::Finished { .. }, I::Tick | I::SignedIn | I::Reverified | I::Cancelled) => Ok(state),
        (state @ S::Finished { .. }, I::RedirectReturned { url }) => turn.returned_again(state, &url),
        (S::Finished { .. }, I::CodeEntered { .. } | I::Signed { .. } | I::ResendRequested) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── No request is under way ────────────────────────────────────────────────────────────────────────────
        (
            S::Waiting { .. }
            | S::SigningIn { .. }
            | S::Reverifying { .. }
            | S::AskingCode { .. }
            | S::AskingSignature { .. }
            | S::AwaitingLink { .. }
            | S::AwaitingReturn { .. }
            | S::Finished { .. },
            I::Responded { .. } | I::TransportFailed { .. },
        ) => misuse(MisuseCode::StaleAnswer),
    }
}

impl Turn<'_> {
    fn cancelled(&self, state: &S) -> S {
        S::Finished { outcome: Outcome::Cancelled { left_over: self.memory.left_over(self.request, state) } }
    }

    /// The user came back a second time, or while something else is asked for: harmless if it is our URL.
    fn returned_again(&self, state: S, url: &Secret) -> Result<S, MisuseError> {
        if self.request.redirect_url().is_none() && !self.request.is_external() {
            return Err(MisuseError::new(MisuseCode::InputNotExpected));
        }
        self.read_return(url).map(|_| state)
    }

    fn resend(&mut self) -> Result<S, MisuseError> {
        if self.memory.resend_at.is_some_and(|resend_at| self.now < resend_at) {
            return Err(MisuseError::new(MisuseCode::ResendTooEarly));
        }
        Ok(self.send(Step::Prepare))
    }
}
