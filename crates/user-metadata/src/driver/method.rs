//! A job of the core, with the kind of answer that its method promises.

use super::{Account, Job, Reply, Todo, misread};
use crate::any_resource::AnyResource;
use crate::api::Answer;
use crate::failure::Error;
use crate::job::{self, JobError};
use crate::resource::{Deleted, Resource, User};
use crate::time::Timestamp;
use crate::transport::TransportError;

/// One method of a user.
pub(crate) struct Method<T> {
    job: job::Job,
    read: fn(Answer) -> Option<T>,
    /// What the network did last, with its cause, which the core does not know.
    lost: Option<TransportError>,
}

impl<T> Method<T> {
    const fn new(job: job::Job, read: fn(Answer) -> Option<T>) -> Self {
        Self { job, read, lost: None }
    }

    /// The same with the cause, where it was the network.
    fn error(&mut self, error: JobError) -> Error {
        match (error, self.lost.take()) {
            (JobError::Transport { .. }, Some(lost)) => lost.into(),
            (error, _) => error.into(),
        }
    }
}

impl<R: AnyResource> Method<R> {
    /// A method that answers a resource.
    pub(crate) const fn resource(job: job::Job) -> Self {
        Self::new(job, |answer| match answer {
            Answer::Resource(resource) => R::from_resource(resource),
            Answer::Resources(_) | Answer::User(_) | Answer::Deleted(_) | Answer::Reverification(_) => None,
        })
    }
}

impl Method<Vec<Resource>> {
    /// A method that answers a list.
    pub(crate) const fn resources(job: job::Job) -> Self {
        Self::new(job, |answer| match answer {
            Answer::Resources(resources) => Some(resources),
            Answer::Resource(_) | Answer::User(_) | Answer::Deleted(_) | Answer::Reverification(_) => None,
        })
    }
}

impl Method<User> {
    /// A method that answers the user.
    pub(crate) const fn user(job: job::Job) -> Self {
        Self::new(job, |answer| match answer {
            Answer::User(user) => Some(*user),
            Answer::Resource(_) | Answer::Resources(_) | Answer::Deleted(_) | Answer::Reverification(_) => {
                None
            }
        })
    }
}

impl Method<Deleted> {
    /// A method that answers what was deleted.
    pub(crate) const fn deleted(job: job::Job) -> Self {
        Self::new(job, |answer| match answer {
            Answer::Deleted(deleted) => Some(deleted),
            Answer::Resource(_) | Answer::Resources(_) | Answer::User(_) | Answer::Reverification(_) => None,
        })
    }
}

impl<T> Job for Method<T> {
    type Output = T;

    fn todo(&mut self, account: &Account, _now: Timestamp) -> Result<Todo<T>, Error> {
        match self.job.todo(&account.session()) {
            Ok(job::Todo::Send(request)) => Ok(Todo::Send(request)),
            Ok(job::Todo::Sleep(until)) => Ok(Todo::Sleep(until)),
            Ok(job::Todo::Done(answer)) => (self.read)(answer).map(Todo::Done).ok_or_else(misread),
            Err(error) => Err(self.error(error)),
        }
    }

    fn replied(&mut self, reply: Reply, now: Timestamp) -> Result<(), Error> {
        let taken = match reply {
            Ok(response) => self.job.responded(response, now),
            Err(lost) => {
                let (failure, sent) = (lost.failure(), lost.sent());
                self.lost = Some(lost);
                self.job.failed(failure, sent, now)
            }
        };
        taken.map_err(|error| self.error(error))
    }

    fn woken(&mut self, now: Timestamp) -> Result<(), Error> {
        self.job.woken(now).map_err(|error| self.error(error))
    }
}
