//! All transitions, in one match, ruled off by state. [`table`](super::table) says the same as data, and a test
//! compares the two over every state and every input.

use super::factor::Means;
use super::input::ReverificationInput as I;
use super::outcome::ReverificationOutcome as Outcome;
use super::state::{State as S, Step};
use super::turn::Turn;
use crate::error::MisuseError;
use crate::error::codes::{MisuseCode, ValidationCode};
use crate::identifier::OneTimeCode;
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
        // A second tap, a second tick: nothing new.
        (state @ S::Calling { .. }, I::Tick | I::SignedIn) => Ok(state),
        (
            S::Calling { .. },
            I::FactorChosen { .. } | I::PasswordEntered { .. } | I::CodeEntered { .. } | I::ResendRequested,
        ) => misuse(MisuseCode::InputNotExpected),

        // ── Waiting: the step follows later ────────────────────────────────────────────────────────────────────
        (S::Waiting { step, until, .. }, I::Tick) if turn.now >= until => Ok(turn.send(step)),
        (state @ S::Waiting { .. }, I::Tick | I::SignedIn) => Ok(state),
        (
            S::Waiting { .. },
            I::FactorChosen { .. } | I::PasswordEntered { .. } | I::CodeEntered { .. } | I::ResendRequested,
        ) => misuse(MisuseCode::InputNotExpected),

        // ── SigningIn: it begins anew when somebody is signed in ───────────────────────────────────────────────
        (S::SigningIn, I::SignedIn) => Ok(turn.begin_in_new_session()),
        (state @ S::SigningIn, I::Tick) => Ok(state),
        (
            S::SigningIn,
            I::FactorChosen { .. } | I::PasswordEntered { .. } | I::CodeEntered { .. } | I::ResendRequested,
        ) => misuse(MisuseCode::InputNotExpected),

        // ── Choosing: several factors would do ─────────────────────────────────────────────────────────────────
        (S::Choosing { .. }, I::FactorChosen { index }) => turn.choose_at(index),
        (S::Choosing { .. }, I::ResendRequested) => misuse(MisuseCode::ResendNotPossible),
        (state @ S::Choosing { .. }, I::Tick | I::SignedIn) => Ok(state),
        (S::Choosing { .. }, I::PasswordEntered { .. } | I::CodeEntered { .. }) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── AskingPassword: the password is wanted ─────────────────────────────────────────────────────────────
        (S::AskingPassword { .. }, I::PasswordEntered { password }) => Ok(match password.is_empty() {
            false => turn.send(Step::Attempt { proof: password }),
            true => S::AskingPassword { problem: Some(Problem::Malformed { code: ValidationCode::Empty }) },
        }),
        (S::AskingPassword { .. }, I::FactorChosen { index }) => turn.choose_at(index),
        (S::AskingPassword { .. }, I::ResendRequested) => misuse(MisuseCode::ResendNotPossible),
        (state @ S::AskingPassword { .. }, I::Tick | I::SignedIn) => Ok(state),
        (S::AskingPassword { .. }, I::CodeEntered { .. }) => misuse(MisuseCode::InputNotExpected),

        // ── AskingCode: a code is wanted ───────────────────────────────────────────────────────────────────────
        (S::AskingCode { .. }, I::CodeEntered { code }) => Ok(match turn.checked_code(&code) {
            Ok(proof) => turn.send(Step::Attempt { proof }),
            Err(code) => S::AskingCode { problem: Some(Problem::Malformed { code }) },
        }),
        (S::AskingCode { .. }, I::ResendRequested) => turn.resend(),
        (S::AskingCode { .. }, I::FactorChosen { index }) => turn.choose_at(index),
        (state @ S::AskingCode { .. }, I::Tick | I::SignedIn) => Ok(state),
        (S::AskingCode { .. }, I::PasswordEntered { .. }) => misuse(MisuseCode::InputNotExpected),

        // ── AwaitingLink: a link is out ────────────────────────────────────────────────────────────────────────
        (S::AwaitingLink { poll_at, interval_millis }, I::Tick) if turn.now >= poll_at => {
            Ok(turn.send(Step::Poll { interval_millis, landing: None }))
        }
        (S::AwaitingLink { interval_millis, .. }, I::RedirectReturned { url }) => {
            let landing = turn.read_return(&url)?.landing;
            Ok(turn.send(Step::Poll { interval_millis, landing: Some(landing) }))
        }
        (S::AwaitingLink { .. }, I::ResendRequested) => turn.resend(),
        (S::AwaitingLink { .. }, I::FactorChosen { index }) => turn.choose_at(index),
        (state @ S::AwaitingLink { .. }, I::Tick | I::SignedIn) => Ok(state),
        (S::AwaitingLink { .. }, I::PasswordEntered { .. } | I::CodeEntered { .. }) => {
            misuse(MisuseCode::InputNotExpected)
        }

        // ── Finished: what comes late changes nothing ──────────────────────────────────────────────────────────
        (state @ S::Finished { .. }, I::Tick | I::SignedIn | I::Cancelled) => Ok(state),
        (
            S::Finished { .. },
            I::FactorChosen { .. } | I::PasswordEntered { .. } | I::CodeEntered { .. } | I::ResendRequested,
        ) => misuse(MisuseCode::InputNotExpected),

        // ── The person gives up ────────────────────────────────────────────────────────────────────────────────
        (
            S::Calling { .. }
            | S::Waiting { .. }
            | S::SigningIn
            | S::Choosing { .. }
            | S::AskingPassword { .. }
            | S::AskingCode { .. }
            | S::AwaitingLink { .. },
            I::Cancelled,
        ) => Ok(S::Finished { outcome: Outcome::Cancelled }),

        // ── The user came back a second time, or while something else is asked for: harmless if it is our URL ──
        (
            state @ (S::Calling { .. }
            | S::Waiting { .. }
            | S::SigningIn
            | S::Choosing { .. }
            | S::AskingPassword { .. }
            | S::AskingCode { .. }
            | S::Finished { .. }),
            I::RedirectReturned { url },
        ) => turn.read_return(&url).map(|_| state),

        // ── No request is under way ────────────────────────────────────────────────────────────────────────────
        (
            S::Waiting { .. }
            | S::SigningIn
            | S::Choosing { .. }
            | S::AskingPassword { .. }
            | S::AskingCode { .. }
            | S::AwaitingLink { .. }
            | S::Finished { .. },
            I::Responded { .. } | I::TransportFailed { .. },
        ) => misuse(MisuseCode::StaleAnswer),
    }
}

impl Turn<'_> {
    /// What was typed, if it can be a code of the chosen factor: six digits, and anything at all for a backup code,
    /// whose form is not documented.
    fn checked_code(&self, typed: &Secret) -> Result<Secret, ValidationCode> {
        if self.means() != Some(Means::BackupCode) {
            let code = OneTimeCode::parse(typed.expose()).map_err(|error| error.code())?;
            return Ok(Secret::new(code.expose()));
        }
        match typed.expose().trim_ascii() {
            "" => Err(ValidationCode::Empty),
            code => Ok(Secret::new(code)),
        }
    }
}
