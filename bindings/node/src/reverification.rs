//! The machine that gets fresh credentials.

use napi::Result;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use user_metadata_core::enrollment::RequestId;
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::RedirectUrl;
use user_metadata_core::reverification::{
    FactorOffer, Reverification, ReverificationEffect, ReverificationInput, ReverificationOutcome,
};
use user_metadata_core::secret::Secret;

use crate::enrollment::request_id;
use crate::errors::{
    ApiErrorData, ClerkErrorData, ProtocolErrorData, Refused, SentName, TransportFailureName, TroubleData,
};
use crate::http::{HttpRequest, HttpResponse};
use crate::number::{id, index, millis, time};
use crate::outcome::{ProblemData, WaitReasonName};
use crate::session::SessionHandle;
use crate::user::SignInFactorData;

/// How it begins.
#[napi(object, object_to_js = false)]
pub struct ReverificationParams {
    /// How much to ask for.
    pub level: Option<String>,
    /// Where an emailed link leads back to; without it, links are not supported.
    pub redirect_url: Option<String>,
    /// The strategies to take without asking, the best first.
    pub preference: Option<Vec<String>>,
}

/// What the host has to do now. Times are in Unix milliseconds of the device's clock.
#[napi(discriminant = "effect", discriminant_case = "snake_case", object_from_js = false)]
pub enum ReverificationEffectData {
    /// Send the request with this id, then hand its answer over.
    Send {
        /// Which request.
        id: f64,
    },
    /// Let the person choose.
    ChooseFactor {
        /// What the server would take.
        factors: Vec<FactorOfferData>,
        /// Why the last choice came to nothing.
        problem: Option<ClerkErrorData>,
    },
    /// Ask for the password.
    AskPassword {
        /// How many wrong ones there were.
        attempts: u32,
        /// Why the last one did not do.
        problem: Option<ProblemData>,
    },
    /// Ask for a code.
    AskCode {
        /// Which code.
        strategy: String,
        /// Where it went, masked, where one was sent.
        destination: Option<String>,
        /// Until when it is accepted.
        expires_at: Option<f64>,
        /// From when on another one may be asked for; absent where nothing is sent.
        resend_at: Option<f64>,
        /// How many wrong ones there were.
        attempts: u32,
        /// Why the last one did not do.
        problem: Option<ProblemData>,
    },
    /// Say that a link is on its way, and look again.
    AwaitLink {
        /// Where it went, masked.
        destination: Option<String>,
        /// When to look again.
        poll_at: f64,
        /// When the wait ends.
        expires_at: f64,
        /// From when on another one may be asked for.
        resend_at: f64,
    },
    /// Ask the user to sign in.
    SignIn,
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
        outcome: ReverificationOutcomeData,
    },
}

/// One way to prove oneself, and whether it can be used here.
#[napi(object, object_from_js = false)]
pub struct FactorOfferData {
    /// As the server lists it.
    pub factor: SignInFactorData,
    /// False for what this machine cannot drive.
    pub is_supported: bool,
}

/// How a reverification ended.
#[napi(discriminant = "outcome", discriminant_case = "snake_case", object_from_js = false)]
pub enum ReverificationOutcomeData {
    /// The credentials are fresh.
    Complete {
        /// The level that was proved.
        level: String,
        /// The level that was asked for.
        asked_level: String,
    },
    /// The link was refused.
    Refused {
        /// Why.
        error: ClerkErrorData,
    },
    /// The server refused a request for good.
    Rejected {
        /// Why.
        error: ApiErrorData,
    },
    /// Nothing that the user has can be used here.
    NoFactor {
        /// Which factor is wanted.
        status: String,
        /// What the server would take.
        factors: Vec<FactorOfferData>,
    },
    /// The link was not opened in time.
    Expired,
    /// Too many wrong answers.
    Exhausted,
    /// The server's answers could not be read.
    Unreadable {
        /// Which place of which answer.
        error: ProtocolErrorData,
    },
    /// The server could not be reached.
    Unreachable {
        /// What the network did last.
        failure: TransportFailureName,
    },
    /// The host cancelled.
    Cancelled,
}

/// Something that happened.
#[napi(discriminant = "input", discriminant_case = "snake_case", object_to_js = false)]
pub enum ReverificationInputData {
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
    /// The person chose a factor.
    FactorChosen {
        /// Its place in the list.
        index: f64,
    },
    /// The person typed the password. A secret.
    PasswordEntered {
        /// As typed.
        password: String,
    },
    /// The person typed a code. A secret.
    CodeEntered {
        /// As typed.
        code: String,
    },
    /// The person asks for another code or link.
    ResendRequested,
    /// The user landed on the redirect URL of a link. A secret.
    RedirectReturned {
        /// The whole URL.
        url: String,
    },
    /// The user signed in.
    SignedIn,
    /// Time has passed.
    Tick,
    /// The person gave up.
    Cancelled,
}

/// A user on the way to giving fresh credentials. An immutable value.
#[napi(js_name = "Reverification")]
pub struct ReverificationHandle(Reverification);

#[napi]
impl ReverificationHandle {
    /// Begins.
    #[napi(catch_unwind)]
    pub fn start(params: ReverificationParams) -> Either<ReverificationHandle, Refused> {
        match params.begin() {
            Ok(begun) => Either::A(Self(begun)),
            Err(error) => Either::B(error.into()),
        }
    }

    /// Reads a snapshot back.
    #[napi(catch_unwind)]
    pub fn from_snapshot(snapshot: String) -> Either<ReverificationHandle, Refused> {
        match Reverification::from_snapshot(&snapshot) {
            Ok(reverification) => Either::A(Self(reverification)),
            Err(error) => Either::B(error.into()),
        }
    }

    /// What the host has to do now.
    #[napi(catch_unwind)]
    pub fn effect(&self) -> ReverificationEffectData {
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

    /// Takes in what happened, and gives the reverification that follows. This one stays as it is.
    #[napi(catch_unwind)]
    pub fn handle(
        &self,
        input: ReverificationInputData,
        now: f64,
    ) -> Result<Either<ReverificationHandle, Refused>> {
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

    /// The level that is being proved.
    #[napi(catch_unwind)]
    pub fn level(&self) -> String {
        self.0.level().to_string()
    }

    /// The factors that would do now.
    #[napi(catch_unwind)]
    pub fn factors(&self) -> Vec<FactorOfferData> {
        offers(self.0.factors())
    }

    /// What went wrong last, while it is being got past.
    #[napi(catch_unwind)]
    pub fn trouble(&self) -> Option<TroubleData> {
        self.0.trouble().cloned().map(Into::into)
    }
}

impl ReverificationParams {
    fn begin(self) -> std::result::Result<Reverification, ValidationError> {
        let Self { level, redirect_url, preference } = self;
        let mut begun = Reverification::start(level.map(|level| level.as_str().into()));
        if let Some(url) = redirect_url {
            begun = begun.with_redirect_url(RedirectUrl::parse(&url)?);
        }
        let preference = preference.unwrap_or_default();
        Ok(begun.with_preference(preference.iter().map(|strategy| strategy.as_str().into())))
    }
}

fn offers(factors: Vec<FactorOffer>) -> Vec<FactorOfferData> {
    let offer =
        |FactorOffer { factor, is_supported }| FactorOfferData { factor: factor.into(), is_supported };
    factors.into_iter().map(offer).collect()
}

impl From<ReverificationEffect> for ReverificationEffectData {
    fn from(effect: ReverificationEffect) -> Self {
        use ReverificationEffect as Core;
        match effect {
            Core::Send { id } => Self::Send { id: request_id(id) },
            Core::ChooseFactor { factors, problem } => {
                Self::ChooseFactor { factors: offers(factors), problem: problem.map(Into::into) }
            }
            Core::AskPassword { attempts, problem } => {
                Self::AskPassword { attempts, problem: problem.map(Into::into) }
            }
            Core::AskCode { strategy, destination, expires_at, resend_at, attempts, problem } => {
                Self::AskCode {
                    strategy: strategy.to_string(),
                    destination: destination.map(|to| to.as_str().to_owned()),
                    expires_at: expires_at.map(millis),
                    resend_at: resend_at.map(millis),
                    attempts,
                    problem: problem.map(Into::into),
                }
            }
            Core::AwaitLink { destination, poll_at, expires_at, resend_at } => Self::AwaitLink {
                destination: destination.map(|to| to.as_str().to_owned()),
                poll_at: millis(poll_at),
                expires_at: millis(expires_at),
                resend_at: millis(resend_at),
            },
            Core::SignIn => Self::SignIn,
            Core::Wait { until, reason } => Self::Wait { until: millis(until), reason: reason.into() },
            Core::Finish { outcome } => Self::Finish { outcome: outcome.into() },
        }
    }
}

impl From<ReverificationOutcome> for ReverificationOutcomeData {
    fn from(outcome: ReverificationOutcome) -> Self {
        use ReverificationOutcome as Core;
        match outcome {
            Core::Complete { level, asked_level } => {
                Self::Complete { level: level.to_string(), asked_level: asked_level.to_string() }
            }
            Core::Refused { error } => Self::Refused { error: error.into() },
            Core::Rejected { error } => Self::Rejected { error: error.into() },
            Core::NoFactor { status, factors } => {
                Self::NoFactor { status: status.to_string(), factors: offers(factors) }
            }
            Core::Expired => Self::Expired,
            Core::Exhausted => Self::Exhausted,
            Core::Unreadable { error } => Self::Unreadable { error: error.into() },
            Core::Unreachable { failure } => Self::Unreachable { failure: failure.into() },
            Core::Cancelled => Self::Cancelled,
        }
    }
}

impl ReverificationInputData {
    fn read(self) -> Result<ReverificationInput> {
        use ReverificationInput as Core;
        Ok(match self {
            Self::Responded { id: request, response } => {
                Core::Responded { id: RequestId(id(request)?), response: response.read()? }
            }
            Self::TransportFailed { id: request, failure, sent } => Core::TransportFailed {
                id: RequestId(id(request)?),
                failure: failure.into(),
                sent: sent.into(),
            },
            Self::FactorChosen { index: place } => Core::FactorChosen { index: index(place)? },
            Self::PasswordEntered { password } => Core::PasswordEntered { password: Secret::new(password) },
            Self::CodeEntered { code } => Core::CodeEntered { code: Secret::new(code) },
            Self::ResendRequested => Core::ResendRequested,
            Self::RedirectReturned { url } => Core::RedirectReturned { url: Secret::new(url) },
            Self::SignedIn => Core::SignedIn,
            Self::Tick => Core::Tick,
            Self::Cancelled => Core::Cancelled,
        })
    }
}
