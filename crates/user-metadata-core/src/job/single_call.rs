//! One request and its answer.

use super::error::out_of_place;
use super::{JobError, Todo};
use crate::api::{Answer, Call};
use crate::enrollment::Sent;
use crate::error::TransportFailure;
use crate::http::HttpResponse;
use crate::session::Session;
use crate::time::Timestamp;

/// One request, sent once. Whoever repeats it decides so.
#[derive(Debug, Clone)]
pub(super) struct SingleCall {
    call: Call,
    answer: Option<Result<Answer, JobError>>,
}

impl SingleCall {
    pub(super) const fn new(call: Call) -> Self {
        Self { call, answer: None }
    }

    pub(super) fn todo(&self, session: &Session) -> Result<Todo, JobError> {
        match &self.answer {
            None => Ok(Todo::Send(self.call.request(session)?)),
            Some(answer) => answer.clone().map(Todo::Done),
        }
    }

    pub(super) fn responded(&mut self, response: &HttpResponse, now: Timestamp) -> Result<(), JobError> {
        self.end(self.call.parse(response, now).map_err(JobError::from))
    }

    pub(super) fn failed(&mut self, failure: TransportFailure, sent: Sent) -> Result<(), JobError> {
        self.end(Err(JobError::Transport { failure, sent }))
    }

    fn end(&mut self, answer: Result<Answer, JobError>) -> Result<(), JobError> {
        match &mut self.answer {
            Some(_) => Err(out_of_place()),
            open => {
                *open = Some(answer);
                Ok(())
            }
        }
    }
}
