//! Creating an identifier: exactly once, whatever the network does.

use super::{Account, Job, Reply, Todo, misread, out_of_place};
use crate::any_resource::AnyResource;
use crate::enrollment::{Effect, Enrollment, EnrollmentRequest, Input, Outcome, Sent, Trouble, WaitReason};
use crate::error::TransportFailure;
use crate::failure::Error;
use crate::resource::Resource;
use crate::time::Timestamp;
use crate::transport::TransportError;

/// The machine, up to the moment at which the identifier exists.
///
/// A lost connection is waited out; the machine says how often. Where the server asks for patience or for the user,
/// the caller decides, so that is an error: calling again is safe, and gives the identifier that exists by then.
pub(crate) struct Creation<R> {
    enrollment: Enrollment,
    /// What the network did last, with its cause.
    lost: Option<TransportError>,
    read: fn(Resource) -> Option<R>,
}

impl<R: AnyResource> Creation<R> {
    pub(crate) fn new(request: EnrollmentRequest) -> Self {
        Self { enrollment: Enrollment::create_only(request), lost: None, read: R::from_resource }
    }

    /// Why it does not go on by itself.
    fn refused(&mut self) -> Error {
        match self.enrollment.trouble() {
            Some(Trouble::Api(error)) => error.clone().into(),
            Some(Trouble::Protocol(error)) => error.clone().into(),
            Some(Trouble::Transport(failure)) => self.unreachable(*failure),
            None => out_of_place(),
        }
    }

    fn unreachable(&mut self, failure: TransportFailure) -> Error {
        self.lost.take().unwrap_or_else(|| TransportError::new(failure, Sent::Maybe)).into()
    }

    fn end(&mut self, outcome: Outcome) -> Result<Todo<R>, Error> {
        match outcome {
            Outcome::Created { resource } | Outcome::Verified { resource } => {
                (self.read)(resource).map(Todo::Done).ok_or_else(misread)
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

impl<R: AnyResource> Job for Creation<R> {
    type Output = R;

    fn todo(&mut self, account: &Account, _now: Timestamp) -> Result<Todo<R>, Error> {
        match self.enrollment.effect() {
            Effect::Send { id } => Ok(Todo::Send(self.enrollment.request(id, &account.session())?)),
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

    fn replied(&mut self, reply: Reply, now: Timestamp) -> Result<(), Error> {
        let Effect::Send { id } = self.enrollment.effect() else { return Err(out_of_place()) };
        let input = match reply {
            Ok(response) => Input::Responded { id, response },
            Err(error) => {
                let (failure, sent) = (error.failure(), error.sent());
                self.lost = Some(error);
                Input::TransportFailed { id, failure, sent }
            }
        };
        self.enrollment = self.enrollment.handle(input, now)?;
        Ok(())
    }

    fn woken(&mut self, now: Timestamp) -> Result<(), Error> {
        self.enrollment = self.enrollment.handle(Input::Tick, now)?;
        Ok(())
    }
}
