//! What each method of a user does, as a value that takes requests and time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use user_metadata_core::api::{self, Preparation};
use user_metadata_core::enrollment::Sent;
use user_metadata_core::identifier::RedirectUrl;
use user_metadata_core::job::{self, ExternalAccountParams, ReauthorizeParams};
use user_metadata_core::resource;
use user_metadata_core::time::Timestamp;

use crate::convert::{Moment, Shown, Tuple};
use crate::errors::{self, build, failure_of, job_in, validation};
use crate::factors::SessionReverification;
use crate::http::{HttpRequest, HttpResponse};
use crate::resources::{AnyResource, Deleted, Resource, UserResource, kind_of};
use crate::session::Session;

/// Send this once, let the session absorb the answer, then say `responded` or `failed`.
#[pyclass(frozen, get_all, module = "user_metadata")]
pub(crate) struct SendRequest {
    /// The request.
    request: HttpRequest,
}

/// Wait until then, then say `woken`.
#[pyclass(frozen, get_all, module = "user_metadata")]
pub(crate) struct Sleep {
    /// By the device's clock.
    until: Moment,
}

/// Nothing more: this is what it came to.
#[pyclass(frozen, get_all, module = "user_metadata")]
pub(crate) struct Done {
    /// What it came to.
    answer: Answer,
}

/// What a job needs next.
#[derive(IntoPyObject)]
pub(crate) enum Todo {
    Send(SendRequest),
    Sleep(Sleep),
    Done(Done),
}

/// What a call was answered.
#[derive(Debug, Clone, PartialEq, IntoPyObject)]
pub(crate) enum Answer {
    Resource(Resource),
    Resources(Tuple<Resource>),
    User(UserResource),
    Deleted(Deleted),
    Reverification(SessionReverification),
}

impl From<api::Answer> for Answer {
    fn from(answer: api::Answer) -> Self {
        match answer {
            api::Answer::Resource(resource) => Self::Resource(resource.into()),
            api::Answer::Resources(resources) => Self::Resources(resources.into()),
            api::Answer::User(user) => Self::User(UserResource(*user)),
            api::Answer::Deleted(deleted) => Self::Deleted(Deleted(deleted)),
            api::Answer::Reverification(held) => Self::Reverification(SessionReverification(*held)),
        }
    }
}

/// One method of a user on its way to its answer. Times are Unix milliseconds of the device's clock.
#[pyclass(frozen, module = "user_metadata")]
pub(crate) struct Job(Mutex<job::Job>);

impl Job {
    fn new(made: Result<job::Job, job::JobError>) -> PyResult<Self> {
        made.map(Self::of).map_err(errors::job)
    }

    const fn of(job: job::Job) -> Self {
        Self(Mutex::new(job))
    }

    fn lock(&self) -> MutexGuard<'_, job::Job> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Job {
    /// Adds an email address, unverified.
    #[staticmethod]
    fn create_email_address(email: &str) -> PyResult<Self> {
        job::Job::create_email_address(email).map(Self::of).map_err(|error| job_in(error, email))
    }

    /// Adds a phone number, unverified.
    #[staticmethod]
    fn create_phone_number(phone_number: &str) -> PyResult<Self> {
        let made = job::Job::create_phone_number(phone_number);
        made.map(Self::of).map_err(|error| job_in(error, phone_number))
    }

    /// Adds a web3 wallet, unverified.
    #[staticmethod]
    fn create_web3_wallet(web3_wallet: &str) -> PyResult<Self> {
        Self::new(job::Job::create_web3_wallet(web3_wallet))
    }

    /// Connects an account at a provider, unverified.
    #[staticmethod]
    #[pyo3(signature = (
        strategy, *, redirect_url = None, additional_scopes = Vec::new(), oidc_prompt = None,
        oidc_login_hint = None, enterprise_connection_id = None
    ))]
    fn create_external_account(
        strategy: &str,
        redirect_url: Option<&str>,
        #[allow(clippy::needless_pass_by_value, reason = "what pyo3 extracts is owned")]
        additional_scopes: Vec<String>,
        oidc_prompt: Option<&str>,
        oidc_login_hint: Option<&str>,
        enterprise_connection_id: Option<&str>,
    ) -> PyResult<Self> {
        let scopes: Vec<&str> = additional_scopes.iter().map(String::as_str).collect();
        Self::new(job::Job::create_external_account(&ExternalAccountParams {
            strategy,
            redirect_url,
            additional_scopes: &scopes,
            oidc_prompt,
            oidc_login_hint,
            enterprise_connection_id,
        }))
    }

    /// Has a code or a link sent, or a message made for the wallet to sign.
    #[staticmethod]
    #[pyo3(signature = (resource, *, strategy, redirect_url = None))]
    fn prepare_verification(
        resource: AnyResource,
        strategy: &str,
        redirect_url: Option<&str>,
    ) -> PyResult<Self> {
        let resource: resource::Resource = resource.into();
        let redirect_url = redirect_url.map(RedirectUrl::parse).transpose().map_err(validation)?;
        let by = Preparation::from_strategy(resource.kind(), strategy, redirect_url).map_err(build)?;
        Self::new(job::Job::prepare_verification(&resource, by))
    }

    /// Proves it with a code or a signature.
    #[staticmethod]
    fn attempt_verification(resource: AnyResource, proof: &str) -> PyResult<Self> {
        Self::new(job::Job::attempt_verification(&resource.into(), proof))
    }

    /// Reads the user with all identifiers.
    #[staticmethod]
    fn read_user() -> Self {
        Self::of(job::Job::read_user())
    }

    /// Reads one identifier.
    #[staticmethod]
    fn read_resource(kind: &str, id: &str) -> PyResult<Self> {
        Self::new(job::Job::read_resource(kind_of(kind)?, id))
    }

    /// Reads all identifiers of one kind.
    #[staticmethod]
    #[pyo3(name = "list")]
    fn list_of(kind: &str) -> PyResult<Self> {
        Ok(Self::of(job::Job::list(kind_of(kind)?)))
    }

    /// Asks for more scopes, or for a new consent.
    #[staticmethod]
    #[pyo3(signature = (
        id, *, redirect_url, additional_scopes = Vec::new(), oidc_prompt = None, oidc_login_hint = None
    ))]
    fn reauthorize(
        id: &str,
        redirect_url: &str,
        #[allow(clippy::needless_pass_by_value, reason = "what pyo3 extracts is owned")]
        additional_scopes: Vec<String>,
        oidc_prompt: Option<&str>,
        oidc_login_hint: Option<&str>,
    ) -> PyResult<Self> {
        let scopes: Vec<&str> = additional_scopes.iter().map(String::as_str).collect();
        let params =
            ReauthorizeParams { redirect_url, additional_scopes: &scopes, oidc_prompt, oidc_login_hint };
        Self::new(job::Job::reauthorize(id, &params))
    }

    /// Makes it the primary one of its kind.
    #[staticmethod]
    fn set_primary(resource: AnyResource) -> PyResult<Self> {
        Self::new(job::Job::set_primary(&resource.into()))
    }

    /// Removes it from the user.
    #[staticmethod]
    fn delete(kind: &str, id: &str) -> PyResult<Self> {
        Self::new(job::Job::delete(kind_of(kind)?, id))
    }

    /// What is needed next. Raises why it came to nothing.
    fn todo(&self, session: &Bound<'_, Session>) -> PyResult<Todo> {
        let todo = self.lock().todo(&session.get().0);
        Ok(match todo.map_err(errors::job)? {
            job::Todo::Send(request) => Todo::Send(SendRequest { request: HttpRequest(request) }),
            job::Todo::Sleep(until) => Todo::Sleep(Sleep { until: Moment(until) }),
            job::Todo::Done(answer) => Todo::Done(Done { answer: answer.into() }),
        })
    }

    /// Takes in the answer to what was sent, whatever its status.
    fn responded(&self, response: &Bound<'_, HttpResponse>, now: i64) -> PyResult<()> {
        let response = response.get().0.clone();
        self.lock().responded(response, Timestamp::from_unix_millis(now)).map_err(errors::job)
    }

    /// Takes in that there is no answer to what was sent.
    fn failed(&self, failure: &str, maybe_sent: bool, now: i64) -> PyResult<()> {
        let sent = if maybe_sent { Sent::Maybe } else { Sent::No };
        let failure = failure_of(failure)?;
        self.lock().failed(failure, sent, Timestamp::from_unix_millis(now)).map_err(errors::job)
    }

    /// Takes in that the time has come.
    fn woken(&self, now: i64) -> PyResult<()> {
        self.lock().woken(Timestamp::from_unix_millis(now)).map_err(errors::job)
    }

    fn __repr__(&self) -> String {
        "Job()".to_owned()
    }
}

impl Shown for Answer {
    fn shown(&self) -> String {
        match self {
            Self::Resource(resource) => resource.shown(),
            Self::Resources(resources) => resources.shown(),
            Self::User(user) => user.shown(),
            Self::Deleted(deleted) => deleted.shown(),
            Self::Reverification(_) => "SessionReverification()".to_owned(),
        }
    }
}
