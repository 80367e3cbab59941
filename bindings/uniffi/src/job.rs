//! What each method of a user does, as a value that takes requests and time.

use user_metadata_core::job as core;

use crate::call::{Answer, preparation};
use crate::convert::{FromCore, ToCore};
use crate::error::{CoreError, Sent, TransportFailure};
use crate::http::{HttpRequest, HttpResponse};
use crate::params::{ExternalAccountParams, ReauthorizeParams};
use crate::resource::{Resource, ResourceKind};
use crate::session::Session;
use crate::text::{Secret, Timestamp};

/// What a job needs next.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Todo {
    /// Send this once, let the session absorb the answer, then say `responded` or `failed`.
    Send {
        /// What to send.
        request: HttpRequest,
    },
    /// Wait until then, by the device's clock, then say `woken`.
    Sleep {
        /// When.
        until: Timestamp,
    },
    /// Nothing more: this is what it came to.
    Done {
        /// The answer.
        answer: Answer,
    },
}

/// One method of a user on its way to its answer. What was said to it makes another job; the old one stands.
#[derive(Debug, Clone, uniffi::Object)]
pub struct Job(core::Job);

#[uniffi::export]
impl Job {
    /// Adds an email address, unverified; one that the user has already, unverified, is given back.
    #[uniffi::constructor]
    pub fn create_email_address(email: String) -> Result<Self, CoreError> {
        Ok(Self(core::Job::create_email_address(&email)?))
    }

    /// Adds a phone number.
    #[uniffi::constructor]
    pub fn create_phone_number(phone_number: String) -> Result<Self, CoreError> {
        Ok(Self(core::Job::create_phone_number(&phone_number)?))
    }

    /// Adds a web3 wallet.
    #[uniffi::constructor]
    pub fn create_web3_wallet(web3_wallet: String) -> Result<Self, CoreError> {
        Ok(Self(core::Job::create_web3_wallet(&web3_wallet)?))
    }

    /// Connects an account at a provider.
    #[uniffi::constructor]
    pub fn create_external_account(params: ExternalAccountParams) -> Result<Self, CoreError> {
        Ok(Self(params.with_core(core::Job::create_external_account)?))
    }

    /// Has a code or a link sent, or a message made for the wallet to sign: `email_code`, `email_link`,
    /// `enterprise_sso`, `phone_code`, `web3_…_signature`.
    #[uniffi::constructor(default(redirect_url = None))]
    pub fn prepare_verification(
        resource: Resource,
        strategy: String,
        redirect_url: Option<String>,
    ) -> Result<Self, CoreError> {
        let resource = resource.to_core();
        let preparation =
            preparation(FromCore::from_core(resource.kind()), &strategy, redirect_url.as_deref())?;
        Ok(Self(core::Job::prepare_verification(&resource, preparation)?))
    }

    /// Proves it with the code that was sent, or with the wallet's signature.
    #[uniffi::constructor]
    pub fn attempt_verification(resource: Resource, proof: Secret) -> Result<Self, CoreError> {
        Ok(Self(core::Job::attempt_verification(&resource.to_core(), proof.expose())?))
    }

    /// Reads the user with all identifiers.
    #[uniffi::constructor]
    pub fn read_user() -> Self {
        Self(core::Job::read_user())
    }

    /// Reads one identifier.
    #[uniffi::constructor]
    pub fn read_resource(kind: ResourceKind, id: String) -> Result<Self, CoreError> {
        Ok(Self(core::Job::read_resource(kind.to_core(), &id)?))
    }

    /// Reads all identifiers of one kind.
    #[uniffi::constructor]
    pub fn list(kind: ResourceKind) -> Self {
        Self(core::Job::list(kind.to_core()))
    }

    /// Asks for more scopes, or for a new consent, for the external account with this id.
    #[uniffi::constructor]
    pub fn reauthorize(id: String, params: ReauthorizeParams) -> Result<Self, CoreError> {
        Ok(Self(params.with_core(|params| core::Job::reauthorize(&id, params))?))
    }

    /// Makes it the primary one of its kind.
    #[uniffi::constructor]
    pub fn set_primary(resource: Resource) -> Result<Self, CoreError> {
        Ok(Self(core::Job::set_primary(&resource.to_core())?))
    }

    /// Removes it from the user.
    #[uniffi::constructor]
    pub fn delete(kind: ResourceKind, id: String) -> Result<Self, CoreError> {
        Ok(Self(core::Job::delete(kind.to_core(), &id)?))
    }

    /// What is needed next. Asking again gives the same. An error is the job's end.
    pub fn todo(&self, session: &Session) -> Result<Todo, CoreError> {
        Ok(match self.0.todo(&session.0)? {
            core::Todo::Send(request) => Todo::Send { request: HttpRequest::from_core(request) },
            core::Todo::Sleep(until) => Todo::Sleep { until },
            core::Todo::Done(answer) => Todo::Done { answer: Answer::from_core(answer) },
        })
    }

    /// Takes in the answer to what was sent, whatever its status, at this time.
    pub fn responded(&self, response: HttpResponse, now: Timestamp) -> Result<Self, CoreError> {
        self.next(|job| job.responded(response.to_core(), now.to_core()))
    }

    /// Takes in that there is no answer to what was sent.
    pub fn failed(&self, failure: TransportFailure, sent: Sent, now: Timestamp) -> Result<Self, CoreError> {
        self.next(|job| job.failed(failure.to_core(), sent.to_core(), now.to_core()))
    }

    /// Takes in that the time has come.
    pub fn woken(&self, now: Timestamp) -> Result<Self, CoreError> {
        self.next(|job| job.woken(now.to_core()))
    }
}

impl Job {
    fn next(
        &self,
        change: impl FnOnce(&mut core::Job) -> Result<(), core::JobError>,
    ) -> Result<Self, CoreError> {
        let mut job = self.0.clone();
        change(&mut job)?;
        Ok(Self(job))
    }
}
