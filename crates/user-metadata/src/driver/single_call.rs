//! One request and its answer.

use super::{Account, Job, Reply, Todo, misread};
use crate::api::{Answer, Call};
use crate::failure::Error;
use crate::time::Timestamp;

/// One request, sent once. Whoever repeats it decides so.
pub(crate) struct SingleCall<T> {
    call: Call,
    read: fn(Answer) -> Option<T>,
    answer: Option<Result<Answer, Error>>,
}

impl<T> SingleCall<T> {
    /// `read` takes out what this call is answered with.
    pub(crate) fn new(call: impl Into<Call>, read: fn(Answer) -> Option<T>) -> Self {
        Self { call: call.into(), read, answer: None }
    }
}

impl<T> Job for SingleCall<T> {
    type Output = T;

    fn todo(&mut self, account: &Account, _now: Timestamp) -> Result<Todo<T>, Error> {
        match self.answer.take() {
            None => Ok(Todo::Send(self.call.request(&account.session())?)),
            Some(answer) => (self.read)(answer?).map(Todo::Done).ok_or_else(misread),
        }
    }

    fn replied(&mut self, reply: Reply, now: Timestamp) -> Result<(), Error> {
        self.answer = Some(match reply {
            Ok(response) => self.call.parse(&response, now).map_err(Error::from),
            Err(error) => Err(error.into()),
        });
        Ok(())
    }

    fn woken(&mut self, _now: Timestamp) -> Result<(), Error> {
        Ok(())
    }
}
