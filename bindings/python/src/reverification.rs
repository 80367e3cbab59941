//! Fresh credentials: a second machine of the same shape.

use pyo3::prelude::*;
use user_metadata_core::enrollment::{RequestId, Sent};
use user_metadata_core::identifier::RedirectUrl;
use user_metadata_core::reverification::{self, ReverificationInput as Input};
use user_metadata_core::secret::Secret;
use user_metadata_core::time::Timestamp;

use crate::convert::{Shown, Tuple, repr};
use crate::errors::{TroubleError, build, failure_of, misuse, snapshot, validation};
use crate::factors::{SessionReverification, SignInFactor};
use crate::http::{HttpRequest, HttpResponse};
use crate::reverification_effects::ReverificationEffect;
use crate::session::Session;

/// A user on the way to giving fresh credentials: an immutable value, as `Enrollment` is. `User.reverify` drives it.
#[pyclass(frozen, eq, module = "user_metadata")]
#[derive(Clone, PartialEq)]
pub(crate) struct Reverification(reverification::Reverification);

impl Reverification {
    fn handle(&self, input: Input, now: i64) -> PyResult<Self> {
        self.0.handle(input, Timestamp::from_unix_millis(now)).map(Self).map_err(misuse)
    }
}

#[pymethods]
impl Reverification {
    /// Begins, at the level that `Reverify` names; without one, with the strongest factor that the user has.
    ///
    /// `redirect_url` is where an emailed link leads back to; without it, links are not supported. `preference` names
    /// strategies to take without asking the person, the best first.
    ///
    /// Raises `ValidationError`.
    #[staticmethod]
    #[pyo3(signature = (level = None, *, redirect_url = None, preference = Vec::new()))]
    fn start(
        level: Option<&str>,
        redirect_url: Option<&str>,
        #[allow(clippy::needless_pass_by_value, reason = "what pyo3 extracts is owned")] preference: Vec<
            String,
        >,
    ) -> PyResult<Self> {
        let mut begun = reverification::Reverification::start(level.map(Into::into));
        if let Some(url) = redirect_url {
            begun = begun.with_redirect_url(RedirectUrl::parse(url).map_err(validation)?);
        }
        Ok(Self(begun.with_preference(preference.iter().map(|strategy| strategy.as_str().into()))))
    }

    /// Reads a snapshot back.
    ///
    /// Raises `SnapshotError`.
    #[staticmethod]
    #[pyo3(name = "from_snapshot", signature = (text, /))]
    fn read_snapshot(text: &str) -> PyResult<Self> {
        reverification::Reverification::from_snapshot(text).map(Self).map_err(snapshot)
    }

    /// Everything that is needed to go on after a restart. It holds no token, no password and no code.
    fn to_snapshot(&self) -> String {
        self.0.to_snapshot()
    }

    /// What the host has to do now.
    #[getter]
    fn effect(&self) -> ReverificationEffect {
        self.0.effect().into()
    }

    /// The request of a `Send` effect, for this session, which has to name its id.
    ///
    /// Raises `MisuseError` and `ValidationError`.
    fn request(&self, id: u64, session: &Bound<'_, Session>) -> PyResult<HttpRequest> {
        self.0.request(RequestId(id), &session.get().0).map(HttpRequest).map_err(build)
    }

    /// The answer to the request with this id. Let the session absorb it first.
    fn responded(&self, id: u64, response: &Bound<'_, HttpResponse>, now: i64) -> PyResult<Self> {
        self.handle(Input::Responded { id: RequestId(id), response: response.get().0.clone() }, now)
    }

    /// There is no answer to the request with this id.
    fn transport_failed(&self, id: u64, failure: &str, maybe_sent: bool, now: i64) -> PyResult<Self> {
        let sent = if maybe_sent { Sent::Maybe } else { Sent::No };
        let failure = failure_of(failure)?;
        self.handle(Input::TransportFailed { id: RequestId(id), failure, sent }, now)
    }

    /// The person chose a factor, by its place in `factors`.
    fn factor_chosen(&self, index: usize, now: i64) -> PyResult<Self> {
        self.handle(Input::FactorChosen { index }, now)
    }

    /// The person typed the password.
    fn password_entered(&self, password: &str, now: i64) -> PyResult<Self> {
        self.handle(Input::PasswordEntered { password: Secret::new(password) }, now)
    }

    /// The person typed a code.
    fn code_entered(&self, code: &str, now: i64) -> PyResult<Self> {
        self.handle(Input::CodeEntered { code: Secret::new(code) }, now)
    }

    /// The person asks for another code or link.
    fn resend_requested(&self, now: i64) -> PyResult<Self> {
        self.handle(Input::ResendRequested, now)
    }

    /// The user landed on the redirect URL of a link: this is the whole of it.
    fn redirect_returned(&self, url: &str, now: i64) -> PyResult<Self> {
        self.handle(Input::RedirectReturned { url: Secret::new(url) }, now)
    }

    /// The user signed in.
    fn signed_in(&self, now: i64) -> PyResult<Self> {
        self.handle(Input::SignedIn, now)
    }

    /// Time has passed.
    fn tick(&self, now: i64) -> PyResult<Self> {
        self.handle(Input::Tick, now)
    }

    /// The person gave up.
    fn cancelled(&self, now: i64) -> PyResult<Self> {
        self.handle(Input::Cancelled, now)
    }

    /// What the server would take now, in its order.
    #[getter]
    fn factors(&self) -> Tuple<SignInFactor> {
        self.0.factors().into()
    }

    /// The level that is being proved.
    #[getter]
    fn level(&self) -> &str {
        self.0.level().as_str()
    }

    /// The reverification as the server last showed it, once it has begun.
    #[getter]
    fn resource(&self) -> Option<SessionReverification> {
        self.0.resource().cloned().map(SessionReverification)
    }

    /// What went wrong last, while it is being got past.
    #[getter]
    fn trouble(&self) -> Option<TroubleError> {
        self.0.trouble().cloned().map(TroubleError::from)
    }

    /// The state's name, for logs.
    #[getter]
    fn state(&self) -> &'static str {
        self.0.state().as_str()
    }

    fn __repr__(&self) -> String {
        let fields = [("level", self.level().to_owned().shown()), ("state", self.state().to_owned().shown())];
        repr("Reverification", &fields)
    }
}
