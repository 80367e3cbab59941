//! What each method of a `User` does, as a value that takes requests and time.
//!
//! A [`Job`] is one method, driven to its end. Every host, in every language, carries jobs out with the same few lines,
//! so what a method does is decided here and nowhere else.
//!
//! ```
//! use user_metadata_core::api::Answer;
//! use user_metadata_core::http::HttpResponse;
//! use user_metadata_core::job::{Job, Todo};
//! use user_metadata_core::session::{Credentials, FrontendApi, Session};
//! use user_metadata_core::time::Timestamp;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let session = Session::new(FrontendApi::parse("https://clerk.example.com")?, Credentials::native("token")?);
//! let now = Timestamp::from_unix_millis(1_767_225_600_000);
//!
//! let mut job = Job::create_email_address("test@test.com")?;
//! let answer = loop {
//!     match job.todo(&session)? {
//!         Todo::Send(_request) => {
//!             // ... is sent with any HTTP client; the session absorbs the answer; then:
//!             let body = br#"{"response":{"id":"idn_1","email_address":"test@test.com"},"client":null}"#.to_vec();
//!             job.responded(HttpResponse { status: 200, body, ..HttpResponse::default() }, now)?;
//!         }
//!         Todo::Sleep(_until) => job.woken(now)?,
//!         Todo::Done(answer) => break answer,
//!     }
//! };
//! assert!(matches!(answer, Answer::Resource(resource) if resource.id() == "idn_1"));
//! # Ok(()) }
//! ```

mod creation;
mod error;
mod methods;
mod params;
mod single_call;

pub use error::JobError;
pub use params::{ExternalAccountParams, ReauthorizeParams};

use crate::api::Answer;
use crate::enrollment::Sent;
use crate::error::TransportFailure;
use crate::http::{HttpRequest, HttpResponse};
use crate::session::Session;
use crate::time::Timestamp;
use creation::Creation;
use single_call::SingleCall;

/// One method of a user on its way to its answer. See the [module](self) for how to drive it.
#[derive(Debug, Clone)]
pub struct Job(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Creation(Box<Creation>),
    SingleCall(Box<SingleCall>),
}

/// What a job needs next.
#[derive(Debug, Clone, PartialEq)]
pub enum Todo {
    /// Send this once, let the session absorb the answer, then say [`responded`](Job::responded) or
    /// [`failed`](Job::failed).
    Send(HttpRequest),
    /// Wait until then, by the device's clock, then say [`woken`](Job::woken).
    Sleep(Timestamp),
    /// Nothing more: this is what it came to.
    Done(Answer),
}

impl Job {
    /// What is needed next. Pure: asking again gives the same.
    ///
    /// # Errors
    /// The job came to nothing, and will not go on.
    pub fn todo(&self, session: &Session) -> Result<Todo, JobError> {
        match &self.0 {
            Kind::Creation(creation) => creation.todo(session),
            Kind::SingleCall(call) => call.todo(session),
        }
    }

    /// Takes in the answer to what was sent, whatever its status.
    ///
    /// # Errors
    /// Misuse, when nothing was to be sent.
    pub fn responded(&mut self, response: HttpResponse, now: Timestamp) -> Result<(), JobError> {
        match &mut self.0 {
            Kind::Creation(creation) => creation.responded(response, now),
            Kind::SingleCall(call) => call.responded(&response, now),
        }
    }

    /// Takes in that there is no answer to what was sent.
    ///
    /// # Errors
    /// Misuse, when nothing was to be sent.
    pub fn failed(&mut self, failure: TransportFailure, sent: Sent, now: Timestamp) -> Result<(), JobError> {
        match &mut self.0 {
            Kind::Creation(creation) => creation.failed(failure, sent, now),
            Kind::SingleCall(call) => call.failed(failure, sent),
        }
    }

    /// Takes in that the time has come.
    ///
    /// # Errors
    /// Misuse, when nothing was waited for.
    pub fn woken(&mut self, now: Timestamp) -> Result<(), JobError> {
        match &mut self.0 {
            Kind::Creation(creation) => creation.woken(now),
            Kind::SingleCall(_) => Err(error::out_of_place()),
        }
    }
}
