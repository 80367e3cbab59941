//! Fresh credentials: from "the server wants to know again who this is" to "it knows".
//!
//! Instances with reverification on refuse what is sensitive with `session_reverification_required` some minutes
//! after a sign-in. An [`Enrollment`](crate::enrollment::Enrollment) that meets this gives
//! [`Effect::Reverify`](crate::enrollment::Effect::Reverify) and pauses. The host then drives a [`Reverification`],
//! which works in the same way: an immutable value with one effect, and inputs that make the next value. When it is
//! complete, the enrollment is told [`Input::Reverified`](crate::enrollment::Input::Reverified) and goes on.
//!
//! The calls act on one session, so the [`Session`] that makes the requests has to name it
//! ([`Session::with_session_id`]).
//!
//! ```
//! use user_metadata_core::http::HttpResponse;
//! use user_metadata_core::reverification::{
//!     Reverification, ReverificationEffect, ReverificationInput, ReverificationOutcome,
//! };
//! use user_metadata_core::secret::Secret;
//! use user_metadata_core::session::{Credentials, FrontendApi, Session};
//! use user_metadata_core::time::Timestamp;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let session = Session::new(FrontendApi::parse("https://clerk.example.com")?, Credentials::native("token")?)
//!     .with_session_id("sess_1");
//! let now = Timestamp::from_unix_millis(1_767_225_600_000);
//! // The host's part, played by canned answers: a password would do, the password is right.
//! let answer = |status: &str| HttpResponse {
//!     status: 200,
//!     body: format!(
//!         r#"{{"response":{{"status":"{status}","level":"first_factor","supported_first_factors":[{{"strategy":"password"}}]}},"client":null}}"#
//!     )
//!     .into_bytes(),
//!     ..HttpResponse::default()
//! };
//! let mut answers = [answer("needs_first_factor"), answer("complete")].into_iter();
//!
//! let mut reverification = Reverification::start(None);
//! let outcome = loop {
//!     let input = match reverification.effect() {
//!         ReverificationEffect::Send { id } => {
//!             let _request = reverification.request(id, &session)?; // ... is sent with any HTTP client
//!             ReverificationInput::Responded { id, response: answers.next().unwrap() }
//!         }
//!         ReverificationEffect::AskPassword { .. } => {
//!             ReverificationInput::PasswordEntered { password: Secret::new("correct horse") }
//!         }
//!         ReverificationEffect::Finish { outcome } => break outcome,
//!         effect => unreachable!("{effect:?}"),
//!     };
//!     reverification = reverification.handle(input, now)?;
//! };
//! assert!(matches!(outcome, ReverificationOutcome::Complete { .. }));
//! # Ok(()) }
//! ```

mod answers;
mod effect;
mod factor;
mod input;
mod outcome;
mod recovery;
mod snapshot;
mod state;
pub mod table;
mod transition;
mod turn;

pub use crate::machine::{Destination, Problem, RequestId, Sent, Trouble, WaitReason};
pub use effect::ReverificationEffect;
pub use factor::FactorOffer;
pub use input::ReverificationInput;
pub use outcome::ReverificationOutcome;

use serde::Serialize;

use crate::api::{BuildError, Call};
use crate::error::codes::MisuseCode;
use crate::error::{MisuseError, SnapshotError};
use crate::http::HttpRequest;
use crate::identifier::RedirectUrl;
use crate::json::object;
use crate::resource::{FactorStrategy, ReverificationLevel, SessionReverification};
use crate::session::Session;
use crate::time::Timestamp;
use factor::Means;
use state::{Memory, Plan, State, Step};
use turn::Turn;

/// A user on the way to giving fresh credentials. See the [module](self) for how to drive it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reverification {
    plan: Plan,
    memory: Memory,
    state: State,
}

object! { Reverification { field: plan, memory, state } }

impl Reverification {
    /// Begins, at the level that [`Effect::Reverify`](crate::enrollment::Effect::Reverify) names. The first effect is
    /// `Send`.
    ///
    /// Without a level it is `second_factor`, as in the vendor's own interface: the strongest factor that the user
    /// has, since the server lowers it to `first_factor` for a user who has no second one.
    ///
    /// ```
    /// use user_metadata_core::reverification::{Reverification, ReverificationEffect};
    /// assert!(matches!(Reverification::start(None).effect(), ReverificationEffect::Send { .. }));
    /// assert_eq!(Reverification::start(None).level().as_str(), "second_factor");
    /// ```
    #[must_use]
    pub fn start(level: Option<ReverificationLevel>) -> Self {
        let level = level.unwrap_or_else(|| ReverificationLevel::SECOND_FACTOR.into());
        let mut memory = Memory::default();
        let id = memory.exchange.fresh_id();
        Self {
            plan: Plan { level, redirect_url: None, preference: Vec::new() },
            memory,
            state: State::Calling { step: Step::Begin { problem: None }, id },
        }
    }

    /// Names where an emailed link leads back to. Without it, links are not supported. Call it right after
    /// [`Reverification::start`].
    ///
    /// ```
    /// use user_metadata_core::identifier::RedirectUrl;
    /// use user_metadata_core::reverification::Reverification;
    /// let back = RedirectUrl::parse("https://app.example.com/verified")?;
    /// let reverification = Reverification::start(None).with_redirect_url(back);
    /// # let _ = reverification;
    /// # Ok::<(), user_metadata_core::error::ValidationError>(())
    /// ```
    #[must_use]
    pub fn with_redirect_url(mut self, redirect_url: RedirectUrl) -> Self {
        self.plan.redirect_url = Some(redirect_url);
        self
    }

    /// Names the strategies to take without asking the person, the best first; the person may still change to another
    /// factor. Call it right after [`Reverification::start`].
    ///
    /// ```
    /// use user_metadata_core::resource::FactorStrategy;
    /// use user_metadata_core::reverification::Reverification;
    /// let by_app_or_password = Reverification::start(None)
    ///     .with_preference([FactorStrategy::TOTP.into(), FactorStrategy::PASSWORD.into()]);
    /// # let _ = by_app_or_password;
    /// ```
    #[must_use]
    pub fn with_preference(mut self, strategies: impl IntoIterator<Item = FactorStrategy>) -> Self {
        self.plan.preference = strategies.into_iter().collect();
        self
    }

    /// What the host has to do now. Pure: ask as often as you like, also after a restart.
    pub fn effect(&self) -> ReverificationEffect {
        use ReverificationEffect as Effect;
        let memory = &self.memory;
        match &self.state {
            State::Calling { id, .. } => Effect::Send { id: *id },
            State::Waiting { until, reason, .. } => Effect::Wait { until: *until, reason: *reason },
            State::SigningIn => Effect::SignIn,
            State::Choosing { problem } => {
                Effect::ChooseFactor { factors: self.factors(), problem: problem.clone() }
            }
            State::AskingPassword { problem } => {
                Effect::AskPassword { attempts: memory.attempts, problem: problem.clone() }
            }
            State::AskingCode { problem } => Effect::AskCode {
                strategy: memory.chosen.as_ref().map(|chosen| chosen.strategy.clone()).unwrap_or_default(),
                destination: self.destination(),
                expires_at: memory.expires_at(),
                resend_at: factor::chosen_means(&self.plan, memory)
                    .filter(|means| Means::sends_message(*means))
                    .map(|_| self.resend_at()),
                attempts: memory.attempts,
                problem: problem.clone(),
            },
            State::AwaitingLink { poll_at, .. } => Effect::AwaitLink {
                destination: self.destination(),
                poll_at: *poll_at,
                expires_at: memory.link_deadline(),
                resend_at: self.resend_at(),
            },
            State::Finished { outcome } => Effect::Finish { outcome: outcome.clone() },
        }
    }

    /// The request of a `Send` effect, for this session. It may be asked for again as long as the effect stands.
    ///
    /// # Errors
    /// `nothing_to_send` when no request with this id is waited for; `session_id_missing` when the session names none;
    /// `redirect_origin_missing` when the redirect URL is a path and the session has no origin.
    pub fn request(&self, id: RequestId, session: &Session) -> Result<HttpRequest, BuildError> {
        self.call(id)?.request(session)
    }

    /// The call of a `Send` effect: what will be asked, without where and as whom.
    ///
    /// # Errors
    /// `nothing_to_send` when no request with this id is waited for.
    pub fn call(&self, id: RequestId) -> Result<Call, MisuseError> {
        let nothing = MisuseError::new(MisuseCode::NothingToSend);
        match &self.state {
            State::Calling { step, id: waited } if *waited == id => {
                turn::call(&self.plan, &self.memory, step).ok_or(nothing)
            }
            State::Calling { .. }
            | State::Waiting { .. }
            | State::SigningIn
            | State::Choosing { .. }
            | State::AskingPassword { .. }
            | State::AskingCode { .. }
            | State::AwaitingLink { .. }
            | State::Finished { .. } => Err(nothing),
        }
    }

    /// Takes in what happened, at this time of the device's clock, and gives the reverification that follows.
    ///
    /// # Errors
    /// Only the host's own mistakes: an input that has no meaning now, or the answer to another request. The old
    /// value still stands.
    pub fn handle(&self, input: ReverificationInput, now: Timestamp) -> Result<Self, MisuseError> {
        let mut turn = Turn { plan: &self.plan, memory: self.memory.clone(), now };
        let state = transition::next(self.state.clone(), input, &mut turn)?;
        Ok(Self { plan: self.plan.clone(), memory: turn.memory, state })
    }

    /// The factors that would do now, in the server's order: those of the first stage, then those of the second.
    /// `FactorChosen` names one of them by its place, also while another one is asked for ("try another way").
    pub fn factors(&self) -> Vec<FactorOffer> {
        factor::offers(&self.plan, &self.memory)
    }

    /// The level that is being proved: what was asked for, until the server says that it is a lower one.
    pub fn level(&self) -> &ReverificationLevel {
        let held = self.memory.reverification.as_ref().map(|held| &held.level);
        held.filter(|level| !level.as_str().is_empty()).unwrap_or(&self.plan.level)
    }

    /// The reverification as the server last showed it, once it has begun.
    pub fn resource(&self) -> Option<&SessionReverification> {
        self.memory.reverification.as_ref()
    }

    /// What went wrong last, while the machine waits to get past it: fit for a log or a status line.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.memory.exchange.trouble.as_ref()
    }

    /// Everything that is needed to go on after a restart, as JSON. It holds no token, no password and no code.
    pub fn to_snapshot(&self) -> String {
        snapshot::write(self)
    }

    /// Reads a snapshot back. A request that was under way is not repeated: the machine looks first.
    ///
    /// ```
    /// use user_metadata_core::reverification::Reverification;
    /// let begun = Reverification::start(None);
    /// assert_eq!(Reverification::from_snapshot(&begun.to_snapshot()), Ok(begun));
    /// assert_eq!(Reverification::from_snapshot("{").unwrap_err().code.as_str(), "snapshot_not_json");
    /// ```
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

    fn destination(&self) -> Option<Destination> {
        let shown = self.memory.chosen.as_ref()?.safe_identifier.as_deref()?;
        Some(Destination::new(shown))
    }

    fn resend_at(&self) -> Timestamp {
        self.memory.resend_at.unwrap_or(Timestamp::from_unix_millis(0))
    }
}
