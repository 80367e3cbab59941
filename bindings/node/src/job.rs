//! What each method of a user does.

use napi::Result;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use user_metadata_core::api::Preparation;
use user_metadata_core::identifier::RedirectUrl;
use user_metadata_core::job::{Job, JobError, Todo};

use crate::answer::AnswerData;
use crate::errors::{ErrorData, Refused, SentName, TransportFailureName};
use crate::http::{HttpRequest, HttpResponse};
use crate::number::{millis, time};
use crate::requests::{ExternalAccountParams, ReauthorizeParams};
use crate::resources::{ResourceKind, ResourceRef};
use crate::session::SessionHandle;

/// Which method.
#[napi(discriminant = "method", discriminant_case = "camelCase", object_to_js = false)]
pub enum JobParams {
    /// Adds an email address.
    CreateEmailAddress {
        /// As typed.
        email: String,
    },
    /// Adds a phone number.
    CreatePhoneNumber {
        /// As typed.
        phone_number: String,
    },
    /// Adds a web3 wallet.
    CreateWeb3Wallet {
        /// As typed.
        web3_wallet: String,
    },
    /// Connects an account at a provider.
    CreateExternalAccount {
        /// The documented parameters.
        params: ExternalAccountParams,
    },
    /// Has a code or a link sent, or a message made.
    PrepareVerification {
        /// Of which identifier.
        resource: ResourceRef,
        /// By which means.
        strategy: String,
        /// Where it leads back to.
        redirect_url: Option<String>,
    },
    /// Proves it.
    AttemptVerification {
        /// Which identifier.
        resource: ResourceRef,
        /// The code or the signature.
        proof: String,
    },
    /// Reads the user.
    ReadUser,
    /// Reads one identifier.
    ReadResource {
        /// Of which kind.
        kind: ResourceKind,
        /// Which.
        id: String,
    },
    /// Reads all of one kind.
    List {
        /// Of which kind.
        kind: ResourceKind,
    },
    /// Asks for more scopes, or for a new consent.
    Reauthorize {
        /// For which account.
        id: String,
        /// The documented parameters.
        params: ReauthorizeParams,
    },
    /// Makes it the primary one of its kind.
    SetPrimary {
        /// Which identifier.
        resource: ResourceRef,
    },
    /// Removes it.
    Delete {
        /// Of which kind.
        kind: ResourceKind,
        /// Which.
        id: String,
    },
}

/// What a job needs next.
#[napi(discriminant = "todo", discriminant_case = "snake_case", object_from_js = false)]
pub enum TodoData {
    /// Send this once, then say `responded` or `failed`.
    Send {
        /// With any HTTP client.
        request: HttpRequest,
    },
    /// Wait until then, then say `woken`.
    Sleep {
        /// By the device's clock.
        until: f64,
    },
    /// Nothing more.
    Done {
        /// What it came to.
        answer: AnswerData,
    },
}

/// One method on its way to its answer.
#[napi(js_name = "Job")]
pub struct JobHandle(Job);

#[napi]
impl JobHandle {
    /// The job of a method. What is typed is checked here.
    #[napi(catch_unwind)]
    pub fn of(params: JobParams) -> Either<JobHandle, Refused> {
        match params.read() {
            Ok(job) => Either::A(Self(job)),
            Err(JobError::Validation(error)) => Either::B(match params.typed() {
                Some(typed) => Refused { refused: ErrorData::of_input(&error, typed) },
                None => error.into(),
            }),
            Err(error) => Either::B(error.into()),
        }
    }

    /// What is needed next.
    #[napi(catch_unwind)]
    pub fn todo(&self, session: &SessionHandle) -> Either<TodoData, Refused> {
        match self.0.todo(&session.0) {
            Ok(todo) => Either::A(todo.into()),
            Err(error) => Either::B(error.into()),
        }
    }

    /// Takes in the answer to what was sent, whatever its status.
    #[napi(catch_unwind)]
    pub fn responded(&mut self, response: HttpResponse, now: f64) -> Result<Option<Refused>> {
        Ok(self.0.responded(response.read()?, time(now)?).err().map(Into::into))
    }

    /// Takes in that there is no answer to what was sent.
    #[napi(catch_unwind)]
    pub fn failed(
        &mut self,
        failure: TransportFailureName,
        sent: SentName,
        now: f64,
    ) -> Result<Option<Refused>> {
        Ok(self.0.failed(failure.into(), sent.into(), time(now)?).err().map(Into::into))
    }

    /// Takes in that the time has come.
    #[napi(catch_unwind)]
    pub fn woken(&mut self, now: f64) -> Result<Option<Refused>> {
        Ok(self.0.woken(time(now)?).err().map(Into::into))
    }
}

impl JobParams {
    fn read(&self) -> std::result::Result<Job, JobError> {
        Ok(match self {
            Self::CreateEmailAddress { email } => Job::create_email_address(email)?,
            Self::CreatePhoneNumber { phone_number } => Job::create_phone_number(phone_number)?,
            Self::CreateWeb3Wallet { web3_wallet } => Job::create_web3_wallet(web3_wallet)?,
            Self::CreateExternalAccount { params } => params.with(Job::create_external_account)?,
            Self::PrepareVerification { resource, strategy, redirect_url } => {
                let redirect_url = redirect_url.as_deref().map(RedirectUrl::parse).transpose()?;
                let resource = resource.read();
                let preparation = Preparation::from_strategy(resource.kind(), strategy, redirect_url)?;
                Job::prepare_verification(&resource, preparation)?
            }
            Self::AttemptVerification { resource, proof } => {
                Job::attempt_verification(&resource.read(), proof)?
            }
            Self::ReadUser => Job::read_user(),
            Self::ReadResource { kind, id } => Job::read_resource((*kind).into(), id)?,
            Self::List { kind } => Job::list((*kind).into()),
            Self::Reauthorize { id, params } => params.with(|params| Job::reauthorize(id, params))?,
            Self::SetPrimary { resource } => Job::set_primary(&resource.read())?,
            Self::Delete { kind, id } => Job::delete((*kind).into(), id)?,
        })
    }

    /// The text that a refusal is about.
    fn typed(&self) -> Option<&str> {
        match self {
            Self::CreateEmailAddress { email: typed }
            | Self::CreatePhoneNumber { phone_number: typed }
            | Self::CreateWeb3Wallet { web3_wallet: typed }
            | Self::AttemptVerification { proof: typed, .. } => Some(typed),
            Self::CreateExternalAccount { .. }
            | Self::PrepareVerification { .. }
            | Self::ReadUser
            | Self::ReadResource { .. }
            | Self::List { .. }
            | Self::Reauthorize { .. }
            | Self::SetPrimary { .. }
            | Self::Delete { .. } => None,
        }
    }
}

impl From<Todo> for TodoData {
    fn from(todo: Todo) -> Self {
        match todo {
            Todo::Send(request) => Self::Send { request: request.into() },
            Todo::Sleep(until) => Self::Sleep { until: millis(until) },
            Todo::Done(answer) => Self::Done { answer: answer.into() },
        }
    }
}
