//! The verification-state machine.

use napi::Result;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use user_metadata_core::api::BuildError;
use user_metadata_core::enrollment::{Effect, Enrollment, EnrollmentRequest, Input, RequestId};
use user_metadata_core::secret::Secret;

use crate::errors::{ErrorData, Refused, SentName, TransportFailureName, TroubleData};
use crate::http::{HttpRequest, HttpResponse};
use crate::number::{id, millis, time};
use crate::outcome::{LeftOverData, OutcomeData, ProblemData, WaitReasonName};
use crate::requests::EnrollmentParams;
use crate::resources::{ResourceData, ResourceKind};
use crate::session::SessionHandle;

/// What the host has to do now. Times are in Unix milliseconds of the device's clock.
#[napi(discriminant = "effect", discriminant_case = "snake_case", object_from_js = false)]
pub enum EffectData {
    /// Send the request with this id, then hand its answer over.
    Send {
        /// Which request.
        id: f64,
    },
    /// Send the user to this URL.
    OpenUrl {
        /// Where to.
        url: String,
        /// Until when it works.
        expires_at: Option<f64>,
    },
    /// Ask for the code that was sent.
    AskCode {
        /// Where it went.
        destination: String,
        /// By which channel.
        channel: Option<String>,
        /// Until when it is accepted.
        expires_at: Option<f64>,
        /// From when on another one may be asked for.
        resend_at: f64,
        /// How many wrong ones there were.
        attempts: u32,
        /// Why the last one did not do.
        problem: Option<ProblemData>,
    },
    /// Let the wallet sign exactly this text.
    AskSignature {
        /// The text.
        message: String,
        /// The address that has to sign.
        wallet: String,
        /// `ethereum` or `solana`.
        chain: String,
        /// Which kind of wallet.
        strategy: String,
        /// Until when it is accepted.
        expires_at: Option<f64>,
        /// How many were refused.
        attempts: u32,
        /// Why the last one did not do.
        problem: Option<ProblemData>,
    },
    /// Say that a link is on its way, and look again.
    AwaitLink {
        /// Where it went.
        destination: String,
        /// When to look again.
        poll_at: f64,
        /// When the wait ends.
        expires_at: f64,
        /// From when on another one may be asked for.
        resend_at: f64,
    },
    /// Ask the user to sign in.
    SignIn,
    /// Ask the user for fresh credentials.
    Reverify {
        /// How much, where the server says so.
        level: Option<String>,
    },
    /// Wait.
    Wait {
        /// Until when.
        until: f64,
        /// What for.
        reason: WaitReasonName,
    },
    /// It is over.
    Finish {
        /// How it ended.
        outcome: OutcomeData,
    },
}

/// Something that happened.
#[napi(discriminant = "input", discriminant_case = "snake_case", object_to_js = false)]
pub enum InputData {
    /// The answer to the request with this id.
    Responded {
        /// Which request.
        id: f64,
        /// Its answer, whatever the status.
        response: HttpResponse,
    },
    /// There is no answer to the request with this id.
    TransportFailed {
        /// Which request.
        id: f64,
        /// What the network did.
        failure: TransportFailureName,
        /// Whether the server may have seen it.
        sent: SentName,
    },
    /// The person typed a code. A secret.
    CodeEntered {
        /// As typed.
        code: String,
    },
    /// The wallet signed. A secret.
    Signed {
        /// As the wallet returned it.
        signature: String,
    },
    /// The person asks for another code or link.
    ResendRequested,
    /// The user landed on the redirect URL. A secret.
    RedirectReturned {
        /// The whole URL.
        url: String,
    },
    /// The user signed in.
    SignedIn,
    /// The user gave fresh credentials.
    Reverified,
    /// Time has passed.
    Tick,
    /// The person gave up.
    Cancelled,
}

/// One identifier on its way to being verified. An immutable value.
#[napi(js_name = "Enrollment")]
pub struct EnrollmentHandle(Enrollment);

#[napi]
impl EnrollmentHandle {
    /// Begins: it is to be created and verified.
    #[napi(catch_unwind)]
    pub fn start(params: EnrollmentParams) -> Either<EnrollmentHandle, Refused> {
        Self::begin(&params, Enrollment::start)
    }

    /// Begins: it is to be created, and nothing more.
    #[napi(catch_unwind)]
    pub fn create_only(params: EnrollmentParams) -> Either<EnrollmentHandle, Refused> {
        Self::begin(&params, Enrollment::create_only)
    }

    /// Reads a snapshot back.
    #[napi(catch_unwind)]
    pub fn from_snapshot(snapshot: String) -> Either<EnrollmentHandle, Refused> {
        match Enrollment::from_snapshot(&snapshot) {
            Ok(enrollment) => Either::A(Self(enrollment)),
            Err(error) => Either::B(error.into()),
        }
    }

    /// What the host has to do now.
    #[napi(catch_unwind)]
    pub fn effect(&self) -> EffectData {
        self.0.effect().into()
    }

    /// The request of a `send` effect, for this session.
    #[napi(catch_unwind)]
    pub fn request(&self, request: f64, session: &SessionHandle) -> Result<Either<HttpRequest, Refused>> {
        Ok(match self.0.request(RequestId(id(request)?), &session.0) {
            Ok(request) => Either::A(request.into()),
            Err(error) => Either::B(error.into()),
        })
    }

    /// Takes in what happened, and gives the enrollment that follows. This one stays as it is.
    #[napi(catch_unwind)]
    pub fn handle(&self, input: InputData, now: f64) -> Result<Either<EnrollmentHandle, Refused>> {
        Ok(match self.0.handle(input.read()?, time(now)?) {
            Ok(next) => Either::A(Self(next)),
            Err(error) => Either::B(error.into()),
        })
    }

    /// Everything that is needed to go on after a restart.
    #[napi(catch_unwind)]
    pub fn to_snapshot(&self) -> String {
        self.0.to_snapshot()
    }

    /// The state's name.
    #[napi(catch_unwind)]
    pub fn state(&self) -> &'static str {
        self.0.state().as_str()
    }

    /// What kind of identifier it is about.
    #[napi(catch_unwind)]
    pub fn kind(&self) -> ResourceKind {
        self.0.enrolling().kind().into()
    }

    /// What a person recognises it by.
    #[napi(catch_unwind)]
    pub fn identifier(&self) -> String {
        self.0.enrolling().identifier().to_owned()
    }

    /// The identifier as the server last showed it, once it exists.
    #[napi(catch_unwind)]
    pub fn resource(&self) -> Option<ResourceData> {
        self.0.resource().cloned().map(Into::into)
    }

    /// What went wrong last, while it is being got past.
    #[napi(catch_unwind)]
    pub fn trouble(&self) -> Option<TroubleData> {
        self.0.trouble().cloned().map(Into::into)
    }

    /// What would stay behind on the server if it ended now.
    #[napi(catch_unwind)]
    pub fn left_over(&self) -> LeftOverData {
        self.0.left_over().into()
    }

    fn begin(params: &EnrollmentParams, begin: fn(EnrollmentRequest) -> Enrollment) -> Either<Self, Refused> {
        match (params.read(), params.typed()) {
            (Ok(request), _) => Either::A(Self(begin(request))),
            (Err(BuildError::Validation(error)), Some(typed)) => {
                Either::B(Refused { refused: ErrorData::of_input(&error, typed) })
            }
            (Err(error), _) => Either::B(error.into()),
        }
    }
}

impl From<Effect> for EffectData {
    fn from(effect: Effect) -> Self {
        match effect {
            Effect::Send { id } => Self::Send { id: request_id(id) },
            Effect::OpenUrl { url, expires_at } => Self::OpenUrl { url, expires_at: expires_at.map(millis) },
            Effect::AskCode { destination, channel, expires_at, resend_at, attempts, problem } => {
                Self::AskCode {
                    destination: destination.as_str().to_owned(),
                    channel,
                    expires_at: expires_at.map(millis),
                    resend_at: millis(resend_at),
                    attempts,
                    problem: problem.map(Into::into),
                }
            }
            Effect::AskSignature { message, wallet, strategy, expires_at, attempts, problem } => {
                Self::AskSignature {
                    message,
                    wallet: wallet.as_str().to_owned(),
                    chain: wallet.chain().as_str().to_owned(),
                    strategy: strategy.as_str().to_owned(),
                    expires_at: expires_at.map(millis),
                    attempts,
                    problem: problem.map(Into::into),
                }
            }
            Effect::AwaitLink { destination, poll_at, expires_at, resend_at } => Self::AwaitLink {
                destination: destination.as_str().to_owned(),
                poll_at: millis(poll_at),
                expires_at: millis(expires_at),
                resend_at: millis(resend_at),
            },
            Effect::SignIn => Self::SignIn,
            Effect::Reverify { level } => Self::Reverify { level: level.map(|level| level.to_string()) },
            Effect::Wait { until, reason } => Self::Wait { until: millis(until), reason: reason.into() },
            Effect::Finish { outcome } => Self::Finish { outcome: outcome.into() },
        }
    }
}

/// The number of a request. There are never so many that a `number` could not hold it.
#[expect(clippy::cast_precision_loss, reason = "no machine makes that many requests")]
pub(crate) const fn request_id(id: RequestId) -> f64 {
    id.0 as f64
}

impl InputData {
    fn read(self) -> Result<Input> {
        Ok(match self {
            Self::Responded { id: request, response } => {
                Input::Responded { id: RequestId(id(request)?), response: response.read()? }
            }
            Self::TransportFailed { id: request, failure, sent } => Input::TransportFailed {
                id: RequestId(id(request)?),
                failure: failure.into(),
                sent: sent.into(),
            },
            Self::CodeEntered { code } => Input::CodeEntered { code: Secret::new(code) },
            Self::Signed { signature } => Input::Signed { signature: Secret::new(signature) },
            Self::ResendRequested => Input::ResendRequested,
            Self::RedirectReturned { url } => Input::RedirectReturned { url: Secret::new(url) },
            Self::SignedIn => Input::SignedIn,
            Self::Reverified => Input::Reverified,
            Self::Tick => Input::Tick,
            Self::Cancelled => Input::Cancelled,
        })
    }
}
