//! Creating an identifier: exactly once, whatever the network does.

use super::error::out_of_place;
use super::{JobError, Todo};
use crate::api::Answer;
use crate::enrollment::{
    Effect, Enrollment, EnrollmentRequest, Input, Outcome, RequestId, Sent, Trouble, WaitReason,
};
use crate::error::TransportFailure;
use crate::http::HttpResponse;
use crate::session::Session;
use crate::time::Timestamp;

/// The machine, up to the moment at which the identifier exists.
///
/// A lost connection is waited out; the machine says how often. Where the server asks for patience or for the user,
/// the caller decides, so that is an error: calling again is safe, and gives the identifier that exists by then.
#[derive(Debug, Clone)]
pub(super) struct Creation {
    enrollment: Enrollment,
    /// Whether the last request that was lost may have arrived.
    sent: Sent,
}

impl Creation {
    pub(super) fn new(request: EnrollmentRequest) -> Self {
        Self { enrollment: Enrollment::create_only(request), sent: Sent::Maybe }
    }

    pub(super) fn todo(&self, session: &Session) -> Result<Todo, JobError> {
        match self.enrollment.effect() {
            Effect::Send { id } => Ok(Todo::Send(self.enrollment.request(id, session)?)),
            Effect::Wait { until, reason: WaitReason::Offline } => Ok(Todo::Sleep(until)),
            Effect::Wait { until, reason: WaitReason::RateLimited | WaitReason::ServerFault } => {
                match self.enrollment.trouble() {
                    // An answer that cannot be read is as good as a lost one.
                    Some(Trouble::Protocol(_)) => Ok(Todo::Sleep(until)),
                    Some(Trouble::Api(_) | Trouble::Transport(_)) | None => Err(self.refused()),
                }
            }
            Effect::SignIn | Effect::Reverify { .. } => Err(self.refused()),
            Effect::Finish { outcome } => self.end(outcome),
            Effect::OpenUrl { .. }
            | Effect::AskCode { .. }
            | Effect::AskSignature { .. }
            | Effect::AwaitLink { .. } => Err(out_of_place()),
        }
    }

    pub(super) fn responded(&mut self, response: HttpResponse, now: Timestamp) -> Result<(), JobError> {
        let id = self.under_way()?;
        self.handle(Input::Responded { id, response }, now)
    }

    pub(super) fn failed(
        &mut self,
        failure: TransportFailure,
        sent: Sent,
        now: Timestamp,
    ) -> Result<(), JobError> {
        let id = self.under_way()?;
        self.sent = sent;
        self.handle(Input::TransportFailed { id, failure, sent }, now)
    }

    pub(super) fn woken(&mut self, now: Timestamp) -> Result<(), JobError> {
        self.handle(Input::Tick, now)
    }

    fn handle(&mut self, input: Input, now: Timestamp) -> Result<(), JobError> {
        self.enrollment = self.enrollment.handle(input, now)?;
        Ok(())
    }

    fn under_way(&self) -> Result<RequestId, JobError> {
        match self.enrollment.effect() {
            Effect::Send { id } => Ok(id),
            Effect::OpenUrl { .. }
            | Effect::AskCode { .. }
            | Effect::AskSignature { .. }
            | Effect::AwaitLink { .. }
            | Effect::SignIn
            | Effect::Reverify { .. }
            | Effect::Wait { .. }
            | Effect::Finish { .. } => Err(out_of_place()),
        }
    }

    /// Why it does not go on by itself.
    fn refused(&self) -> JobError {
        match self.enrollment.trouble() {
            Some(Trouble::Api(error)) => error.clone().into(),
            Some(Trouble::Protocol(error)) => error.clone().into(),
            Some(Trouble::Transport(failure)) => self.unreachable(*failure),
            None => out_of_place(),
        }
    }

    const fn unreachable(&self, failure: TransportFailure) -> JobError {
        JobError::Transport { failure, sent: self.sent }
    }

    fn end(&self, outcome: Outcome) -> Result<Todo, JobError> {
        match outcome {
            Outcome::Created { resource } | Outcome::Verified { resource } => {
                Ok(Todo::Done(Answer::Resource(resource)))
            }
            Outcome::Rejected { error, .. } => Err(error.into()),
            Outcome::Unreadable { error, .. } => Err(error.into()),
            Outcome::Unreachable { failure, .. } => Err(self.unreachable(failure)),
            Outcome::Refused { .. }
            | Outcome::Expired { .. }
            | Outcome::Exhausted { .. }
            | Outcome::Cancelled { .. } => Err(out_of_place()),
        }
    }
}
