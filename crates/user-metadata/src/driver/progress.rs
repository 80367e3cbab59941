//! An enrollment, up to the moment at which somebody is needed.

use super::{Account, Job, Reply, Todo, out_of_place};
use crate::enrollment::{Effect, Enrollment, Input, RequestId, Sent};
use crate::error::TransportFailure;
use crate::failure::Error;
use crate::time::Timestamp;

/// An enrollment with the request that is under way.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    pub(crate) enrollment: Enrollment,
    under_way: Option<RequestId>,
}

impl Progress {
    pub(crate) const fn new(enrollment: Enrollment) -> Self {
        Self { enrollment, under_way: None }
    }

    pub(crate) fn take_in(&mut self, input: Input, now: Timestamp) -> Result<(), Error> {
        self.enrollment = self.enrollment.handle(input, now)?;
        Ok(())
    }

    /// A future that was dropped has left its request on the way: it must not be sent again unseen.
    fn give_up_what_was_left(&mut self, now: Timestamp) -> Result<(), Error> {
        match (self.under_way.take(), self.enrollment.effect()) {
            (Some(left), Effect::Send { id }) if left == id => {
                let failure = TransportFailure::Interrupted;
                self.take_in(Input::TransportFailed { id, failure, sent: Sent::Maybe }, now)
            }
            (Some(_) | None, _) => Ok(()),
        }
    }
}

/// Sends whatever the machine wants sent; done at the first effect that is about anything else.
impl Job for Progress {
    type Output = Effect;

    fn todo(&mut self, account: &Account, now: Timestamp) -> Result<Todo<Effect>, Error> {
        self.give_up_what_was_left(now)?;
        match self.enrollment.effect() {
            Effect::Send { id } => {
                let request = self.enrollment.request(id, &account.session())?;
                self.under_way = Some(id);
                Ok(Todo::Send(request))
            }
            effect @ (Effect::OpenUrl { .. }
            | Effect::AskCode { .. }
            | Effect::AskSignature { .. }
            | Effect::AwaitLink { .. }
            | Effect::SignIn
            | Effect::Reverify { .. }
            | Effect::Wait { .. }
            | Effect::Finish { .. }) => Ok(Todo::Done(effect)),
        }
    }

    fn replied(&mut self, reply: Reply, now: Timestamp) -> Result<(), Error> {
        let id = self.under_way.take().ok_or_else(out_of_place)?;
        let input = match reply {
            Ok(response) => Input::Responded { id, response },
            Err(error) => Input::TransportFailed { id, failure: error.failure(), sent: error.sent() },
        };
        self.take_in(input, now)
    }

    fn woken(&mut self, _now: Timestamp) -> Result<(), Error> {
        Ok(())
    }
}
