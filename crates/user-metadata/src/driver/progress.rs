//! A machine of the core, up to the moment at which somebody is needed.

use super::{Account, Job, Reply, Todo, out_of_place};
use crate::api::BuildError;
use crate::enrollment::{Effect, Enrollment, Input, RequestId, Sent};
use crate::error::{MisuseError, TransportFailure};
use crate::failure::Error;
use crate::http::{HttpRequest, HttpResponse};
use crate::reverification::{Reverification, ReverificationEffect, ReverificationInput};
use crate::session::Session;
use crate::time::Timestamp;

/// What the machines of the core have in common for whoever carries their requests.
pub(crate) trait Machine: Sized {
    type Effect;
    type Input;

    /// What is to be sent now, or the effect that is about anything else.
    fn to_send(&self) -> Result<RequestId, Self::Effect>;
    fn request(&self, id: RequestId, session: &Session) -> Result<HttpRequest, BuildError>;
    fn handle(&self, input: Self::Input, now: Timestamp) -> Result<Self, MisuseError>;
    fn responded(id: RequestId, response: HttpResponse) -> Self::Input;
    fn failed(id: RequestId, failure: TransportFailure, sent: Sent) -> Self::Input;
}

/// A machine with the request that is under way.
#[derive(Debug, Clone)]
pub(crate) struct Progress<M> {
    pub(crate) machine: M,
    under_way: Option<RequestId>,
}

impl<M: Machine> Progress<M> {
    pub(crate) const fn new(machine: M) -> Self {
        Self { machine, under_way: None }
    }

    pub(crate) fn take_in(&mut self, input: M::Input, now: Timestamp) -> Result<(), Error> {
        self.machine = self.machine.handle(input, now)?;
        Ok(())
    }

    /// A future that was dropped has left its request on the way: it must not be sent again unseen.
    fn give_up_what_was_left(&mut self, now: Timestamp) -> Result<(), Error> {
        match (self.under_way.take(), self.machine.to_send()) {
            (Some(left), Ok(id)) if left == id => {
                self.take_in(M::failed(id, TransportFailure::Interrupted, Sent::Maybe), now)
            }
            (Some(_) | None, _) => Ok(()),
        }
    }
}

/// Sends whatever the machine wants sent; done at the first effect that is about anything else.
impl<M: Machine> Job for Progress<M> {
    type Output = M::Effect;

    fn todo(&mut self, account: &Account, now: Timestamp) -> Result<Todo<M::Effect>, Error> {
        self.give_up_what_was_left(now)?;
        match self.machine.to_send() {
            Ok(id) => {
                let request = self.machine.request(id, &account.session())?;
                self.under_way = Some(id);
                Ok(Todo::Send(request))
            }
            Err(effect) => Ok(Todo::Done(effect)),
        }
    }

    fn replied(&mut self, reply: Reply, now: Timestamp) -> Result<(), Error> {
        let id = self.under_way.take().ok_or_else(out_of_place)?;
        let input = match reply {
            Ok(response) => M::responded(id, response),
            Err(error) => M::failed(id, error.failure(), error.sent()),
        };
        self.take_in(input, now)
    }

    fn woken(&mut self, _now: Timestamp) -> Result<(), Error> {
        Ok(())
    }
}

/// The two machines have types of their own for what they ask and what they are told; their verbs are the same.
macro_rules! machine {
    ($machine:ty, $effect:ident, $input:ident) => {
        impl Machine for $machine {
            type Effect = $effect;
            type Input = $input;

            fn to_send(&self) -> Result<RequestId, $effect> {
                match self.effect() {
                    $effect::Send { id } => Ok(id),
                    other => Err(other),
                }
            }

            fn request(&self, id: RequestId, session: &Session) -> Result<HttpRequest, BuildError> {
                self.request(id, session)
            }

            fn handle(&self, input: $input, now: Timestamp) -> Result<Self, MisuseError> {
                self.handle(input, now)
            }

            fn responded(id: RequestId, response: HttpResponse) -> $input {
                $input::Responded { id, response }
            }

            fn failed(id: RequestId, failure: TransportFailure, sent: Sent) -> $input {
                $input::TransportFailed { id, failure, sent }
            }
        }
    };
}

machine!(Enrollment, Effect, Input);
machine!(Reverification, ReverificationEffect, ReverificationInput);
