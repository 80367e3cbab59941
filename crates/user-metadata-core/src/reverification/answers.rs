//! What an answer means for the step that asked.

use super::outcome::ReverificationOutcome as Outcome;
use super::state::{LookReason, Stage, State, Step};
use super::turn::{self, Turn};
use crate::api::{Answer, CallError};
use crate::error::ProtocolError;
use crate::error::codes::{ProtocolCode, VerdictCode};
use crate::http::HttpResponse;
use crate::machine::{Landing, Problem, Trouble, Verdict, policy, verdict};
use crate::resource::{ReverificationLevel, ReverificationStatus, SessionReverification, VerificationStatus};

impl Turn<'_> {
    /// Takes in the answer to a step.
    pub(super) fn answered(&mut self, step: Step, response: &HttpResponse) -> State {
        self.memory.exchange.note_date(response, self.now);
        let Some(call) = turn::call(self.plan, &self.memory, &step) else {
            return self.misfit(response.status);
        };
        match call.parse(response, self.now) {
            Ok(Answer::Reverification(held)) => self.came(step, *held),
            Ok(Answer::Resource(_) | Answer::Resources(_) | Answer::User(_) | Answer::Deleted(_)) => {
                self.misfit(response.status)
            }
            Err(CallError::Api(error)) => self.refused(step, error),
            Err(CallError::Protocol(error)) => self.lost(step, Trouble::Protocol(error)),
        }
    }

    fn came(&mut self, step: Step, held: SessionReverification) -> State {
        let shown_before = self.memory.verification().and_then(|held| held.attempts).unwrap_or_default();
        let counted_before = shown_before.saturating_add(std::mem::take(&mut self.memory.uncounted));
        if let Some(next) = self.moved_on(held) {
            return next;
        }
        match step {
            Step::Begin { problem } => self.begun_again(problem),
            Step::Prepare => self.prepared(),
            Step::Attempt { .. } => self.proof_failed(),
            Step::Look { why } => self.looked(why, counted_before),
            Step::Poll { interval_millis, landing } => self.polled(interval_millis, landing.as_ref()),
        }
    }

    /// Remembers what the server shows. Where that asks for something else than before, the next question follows.
    fn moved_on(&mut self, held: SessionReverification) -> Option<State> {
        let before = self.memory.stage();
        let is_complete = held.status.is(ReverificationStatus::COMPLETE);
        let level = held.level.clone();
        self.memory.reverification = Some(held);
        if is_complete {
            return Some(self.complete(level));
        }
        let Some(stage) = self.memory.stage() else { return Some(unknown_status()) };
        if before == Some(stage) {
            return None;
        }
        self.memory.exchange.progressed();
        self.memory.chosen = None;
        self.memory.prepared_at = None;
        self.memory.resend_at = None;
        self.memory.attempts = 0;
        self.memory.closed_verifications = 0;
        // Back from the second to the first: the first one's message was sent already.
        self.memory.message_requested = before == Some(Stage::Second);
        Some(self.choose())
    }

    fn complete(&self, level: ReverificationLevel) -> State {
        let asked_level = self.plan.level.clone();
        let level = if level.as_str().is_empty() { asked_level.clone() } else { level };
        State::Finished { outcome: Outcome::Complete { level, asked_level } }
    }

    /// It began again within the same stage. The person goes on where that is possible without a new message.
    fn begun_again(&mut self, problem: Option<Problem>) -> State {
        self.memory.exchange.progressed();
        if self.can_be_asked() { self.ask(problem) } else { self.choose() }
    }

    /// A code or link is out, just now.
    fn prepared(&mut self) -> State {
        let cool_down = match self.means().is_some_and(|means| means.ask() == super::factor::Ask::Link) {
            true => policy::LINK_COOL_DOWN_MILLIS,
            false => policy::CODE_COOL_DOWN_MILLIS,
        };
        self.memory.prepared_at = Some(self.now);
        self.memory.resend_at = Some(self.now.plus_millis(cool_down));
        self.memory.attempts = 0;
        self.memory.exchange.progressed();
        self.ask(None)
    }

    /// Looked at because the answer to a prepare or an attempt is unknown; it is where it was.
    fn looked(&mut self, why: LookReason, counted_before: u32) -> State {
        match why {
            LookReason::LostPrepare { before } => {
                // A newer end means that the prepare arrived.
                let arrived = self.memory.verification();
                match arrived.is_some_and(|held| before.is_none() || held.expire_at > before) {
                    true if self.memory.live().is_some() => self.prepared(),
                    // What was sent is dead by now, and only the person asks for another.
                    true => {
                        self.memory.attempts = 0;
                        self.proof_failed()
                    }
                    false => self.prepare(),
                }
            }
            LookReason::CoolDown { until, .. } if self.memory.live().is_some() && !self.has_expired() => {
                self.memory.exchange.progressed();
                self.memory.prepared_at = self.memory.prepared_at.or(Some(self.now));
                self.memory.resend_at = Some(until);
                self.ask(None)
            }
            LookReason::CoolDown { error, until } => self.wait_out(Step::Prepare, until, error),
            LookReason::LostAttempt { proof } => {
                let counted = self.memory.verification().and_then(|held| held.attempts).unwrap_or_default();
                match proof {
                    Some(proof) if self.is_open() && counted <= counted_before => {
                        self.send(Step::Attempt { proof })
                    }
                    None if self.is_open() && counted <= counted_before => {
                        self.memory.exchange.progressed();
                        self.ask(None)
                    }
                    // The server counted it, so it was handled, and it was wrong.
                    Some(_) | None => self.proof_failed(),
                }
            }
            LookReason::OutOfStep { error } => State::Finished { outcome: Outcome::Rejected { error } },
        }
    }

    fn polled(&mut self, interval_millis: i64, landing: Option<&Landing>) -> State {
        self.memory.exchange.progressed();
        match verdict(self.memory.verification(), landing) {
            Some(Verdict::Expired) => State::Finished { outcome: Outcome::Expired },
            Some(Verdict::Refused(error)) => State::Finished { outcome: Outcome::Refused { error } },
            None if self.now >= self.memory.link_deadline() => State::Finished { outcome: Outcome::Expired },
            None => self.await_link(policy::next_poll_millis(interval_millis)),
        }
    }

    /// The proof did not do, by the verification as it now stands.
    fn proof_failed(&mut self) -> State {
        self.memory.exchange.progressed();
        let verification = self.memory.verification();
        let status = verification.map_or("", |held| held.status.as_str());
        let error = verification
            .and_then(|held| held.error.clone())
            .unwrap_or_else(|| VerdictCode::ProofRefused.as_error());
        match status {
            VerificationStatus::FAILED => self.closed(error),
            VerificationStatus::EXPIRED => self.over(error),
            _ => self.wrong(error),
        }
    }
}

fn unknown_status() -> State {
    let error = ProtocolError::at(200, ProtocolCode::StatusUnknown, "$.response.status");
    State::Finished { outcome: Outcome::Unreadable { error } }
}
