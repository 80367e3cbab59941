//! The verification-state machine: from "the person typed an address" to "the server holds it as verified".
//!
//! An [`Enrollment`] is an immutable value. A host asks it for its one [`Effect`], carries that out, and hands
//! back what happened as an [`Input`]; the answer is the next value. Store [`Enrollment::to_snapshot`] whenever
//! the effect changes, and a killed app goes on where it was.
//!
//! ```
//! use user_metadata_core::enrollment::{Effect, EmailProof, Enrollment, EnrollmentRequest, Input, Outcome};
//! use user_metadata_core::http::HttpResponse;
//! use user_metadata_core::identifier::EmailAddress;
//! use user_metadata_core::secret::Secret;
//! use user_metadata_core::session::{Credentials, FrontendApi, Session};
//! use user_metadata_core::time::Timestamp;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let session = Session::new(FrontendApi::parse("https://clerk.example.com")?, Credentials::native("token")?);
//! let now = Timestamp::from_unix_millis(1_767_225_600_000);
//! // The host's part, played by canned answers: created, code sent, code accepted.
//! let answer = |verification: &str| HttpResponse {
//!     status: 200,
//!     body: format!(
//!         r#"{{"response":{{"id":"idn_1","email_address":"test@test.com","verification":{verification}}},"client":null}}"#
//!     )
//!     .into_bytes(),
//!     ..HttpResponse::default()
//! };
//! let mut answers = [
//!     answer("null"),
//!     answer(r#"{"status":"unverified","strategy":"email_code"}"#),
//!     answer(r#"{"status":"verified","strategy":"email_code"}"#),
//! ]
//! .into_iter();
//!
//! let email = EmailAddress::parse("test@test.com")?;
//! let mut enrollment = Enrollment::start(EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code });
//! let outcome = loop {
//!     let input = match enrollment.effect() {
//!         Effect::Send { id } => {
//!             let _request = enrollment.request(id, &session)?; // ... is sent with any HTTP client
//!             Input::Responded { id, response: answers.next().unwrap() }
//!         }
//!         Effect::AskCode { .. } => Input::CodeEntered { code: Secret::new("424242") },
//!         Effect::Finish { outcome } => break outcome,
//!         effect => unreachable!("{effect:?}"),
//!     };
//!     enrollment = enrollment.handle(input, now)?;
//! };
//! assert!(matches!(outcome, Outcome::Verified { .. }));
//! # Ok(()) }
//! ```

mod answers;
mod effect;
mod input;
mod outcome;
mod recovery;
mod request;
mod snapshot;
mod state;
pub mod table;
mod transition;
mod turn;

pub use crate::machine::{Destination, Problem, RequestId, Sent, Trouble, WaitReason};
pub use effect::Effect;
pub use input::Input;
pub use outcome::{LeftOver, Outcome};
pub use request::{EmailProof, EnrollmentRequest};

use serde::Serialize;

use crate::api::{BuildError, Call};
use crate::error::codes::MisuseCode;
use crate::error::{MisuseError, SnapshotError};
use crate::http::HttpRequest;
use crate::json::object;
use crate::resource::Resource;
use crate::session::Session;
use crate::time::Timestamp;
use request::Goal;
use state::{Memory, State, Step};
use turn::Turn;

/// One identifier on its way to being verified. See the [module](self) for how to drive it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enrollment {
    request: EnrollmentRequest,
    goal: Goal,
    memory: Memory,
    state: State,
}

object! { Enrollment { field: request, goal, memory, state } }

impl Enrollment {
    /// Begins: the identifier is to be created and verified. The first effect is `Send`.
    ///
    /// An identifier that the user already has, unverified, is taken up again.
    #[must_use]
    pub fn start(request: EnrollmentRequest) -> Self {
        Self::begin(request, Goal::Verify)
    }

    /// Begins: the identifier is to be created, and nothing more. It ends with `Created` (or `Verified`, where
    /// that is how the server answers), and like [`Enrollment::start`] it creates exactly once.
    #[must_use]
    pub fn create_only(request: EnrollmentRequest) -> Self {
        Self::begin(request, Goal::Create)
    }

    fn begin(request: EnrollmentRequest, goal: Goal) -> Self {
        let mut memory = Memory::default();
        let id = memory.exchange.fresh_id();
        Self { request, goal, memory, state: State::Calling { step: Step::Create, id } }
    }

    /// What the host has to do now. Pure: ask as often as you like, also after a restart.
    pub fn effect(&self) -> Effect {
        let memory = &self.memory;
        match &self.state {
            State::Calling { id, .. } => Effect::Send { id: *id },
            State::Waiting { until, reason, .. } => Effect::Wait { until: *until, reason: *reason },
            State::SigningIn { .. } => Effect::SignIn,
            State::Reverifying { level, .. } => Effect::Reverify { level: level.clone() },
            State::AskingCode { problem } => Effect::AskCode {
                destination: self.destination(),
                channel: memory.verification().and_then(|verification| verification.channel.clone()),
                expires_at: memory.expires_at(),
                resend_at: memory.resend_at.unwrap_or(Timestamp::from_unix_millis(0)),
                attempts: memory.attempts,
                problem: problem.clone(),
            },
            State::AskingSignature { message, wallet, strategy, problem } => Effect::AskSignature {
                message: message.clone(),
                wallet: *wallet,
                strategy: strategy.clone(),
                expires_at: memory.expires_at(),
                attempts: memory.attempts,
                problem: problem.clone(),
            },
            State::AwaitingLink { poll_at, .. } => Effect::AwaitLink {
                destination: self.destination(),
                poll_at: *poll_at,
                expires_at: memory.link_deadline(),
                resend_at: memory.resend_at.unwrap_or(Timestamp::from_unix_millis(0)),
            },
            State::AwaitingReturn { url } => {
                Effect::OpenUrl { url: url.clone(), expires_at: memory.expires_at() }
            }
            State::Finished { outcome } => Effect::Finish { outcome: outcome.clone() },
        }
    }

    /// The request of a `Send` effect, for this session. It may be asked for again as long as the effect stands.
    ///
    /// # Errors
    /// `nothing_to_send` when no request with this id is waited for; `redirect_origin_missing` when the redirect
    /// URL is a path and the session has no origin.
    pub fn request(&self, id: RequestId, session: &Session) -> Result<HttpRequest, BuildError> {
        self.call(id)?.request(session)
    }

    /// The call of a `Send` effect: what will be asked, without where and as whom.
    ///
    /// # Errors
    /// `nothing_to_send` when no request with this id is waited for.
    pub fn call(&self, id: RequestId) -> Result<Call, MisuseError> {
        match &self.state {
            State::Calling { step, id: waited } if *waited == id => {
                turn::call(&self.request, &self.memory, step)
                    .ok_or(MisuseError::new(MisuseCode::NothingToSend))
            }
            State::Calling { .. }
            | State::Waiting { .. }
            | State::SigningIn { .. }
            | State::Reverifying { .. }
            | State::AskingCode { .. }
            | State::AskingSignature { .. }
            | State::AwaitingLink { .. }
            | State::AwaitingReturn { .. }
            | State::Finished { .. } => Err(MisuseError::new(MisuseCode::NothingToSend)),
        }
    }

    /// Takes in what happened, at this time of the device's clock, and gives the enrollment that follows.
    ///
    /// # Errors
    /// Only the host's own mistakes: an input that has no meaning now, or the answer to another request. The old
    /// value still stands.
    pub fn handle(&self, input: Input, now: Timestamp) -> Result<Self, MisuseError> {
        let mut turn = Turn { request: &self.request, goal: self.goal, memory: self.memory.clone(), now };
        let state = transition::next(self.state.clone(), input, &mut turn)?;
        Ok(Self { request: self.request.clone(), goal: self.goal, memory: turn.memory, state })
    }

    /// What is being enrolled.
    pub fn enrolling(&self) -> &EnrollmentRequest {
        &self.request
    }

    /// The identifier as the server last showed it, once it exists.
    pub fn resource(&self) -> Option<&Resource> {
        self.memory.resource.as_ref()
    }

    /// What went wrong last, while the machine waits to get past it, also at `SignIn` and `Reverify`: fit for a log or
    /// a status line.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.memory.exchange.trouble.as_ref()
    }

    /// What would stay behind on the server if the enrollment ended now.
    pub fn left_over(&self) -> LeftOver {
        self.memory.left_over(&self.request, &self.state)
    }

    /// Everything that is needed to go on after a restart, as JSON. It holds no token, no code and no signature.
    pub fn to_snapshot(&self) -> String {
        snapshot::write(self)
    }

    /// Reads a snapshot back. A request that was under way is not repeated: the machine looks first.
    ///
    /// # Errors
    /// `snapshot_not_json`, `snapshot_version_unknown` or `snapshot_invalid`.
    pub fn from_snapshot(snapshot: &str) -> Result<Self, SnapshotError> {
        snapshot::read(snapshot)
    }

    /// The state's name, for logs and for [`table`].
    pub fn state(&self) -> table::StateName {
        self.state.name()
    }

    fn destination(&self) -> Destination {
        Destination::new(self.request.identifier())
    }
}
