//! The verification-state machine: an immutable value that is asked for its one effect and told what happened.

use pyo3::prelude::*;
use user_metadata_core::enrollment::{self, EmailProof, Input, RequestId, Sent};
use user_metadata_core::identifier;
use user_metadata_core::job::{ExternalAccountParams, ReauthorizeParams};
use user_metadata_core::secret::Secret;
use user_metadata_core::time::Timestamp;

use crate::convert::{Shown, repr};
use crate::effects::Effect;
use crate::errors::{TroubleError, build, failure_of, misuse, snapshot, validation, validation_in};
use crate::http::{HttpRequest, HttpResponse};
use crate::outcomes::LeftOver;
use crate::resources::Resource;
use crate::session::Session;

/// What is to be added and how it is to be proved. Everything in it is checked when it is made.
#[pyclass(frozen, eq, from_py_object, module = "user_metadata")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EnrollmentRequest(enrollment::EnrollmentRequest);

#[pymethods]
impl EnrollmentRequest {
    /// An email address, proved by a code (`email_code`), a link (`email_link`) or a round trip to the company's identity
    /// provider (`enterprise_sso`); the last two lead back to the redirect URL.
    ///
    /// Raises `ValidationError`, and `MisuseError` for another strategy.
    #[staticmethod]
    #[pyo3(signature = (email, *, strategy = "email_code", redirect_url = None))]
    fn email_address(email: &str, strategy: &str, redirect_url: Option<&str>) -> PyResult<Self> {
        let parsed = identifier::EmailAddress::parse(email).map_err(|error| validation_in(error, email))?;
        let redirect_url =
            redirect_url.map(identifier::RedirectUrl::parse).transpose().map_err(validation)?;
        let proof = EmailProof::from_strategy(strategy, redirect_url).map_err(build)?;
        Ok(Self(enrollment::EnrollmentRequest::EmailAddress { email: parsed, proof }))
    }

    /// A phone number, proved by a code.
    ///
    /// Raises `ValidationError`.
    #[staticmethod]
    fn phone_number(phone_number: &str) -> PyResult<Self> {
        let parsed = identifier::PhoneNumber::parse(phone_number);
        let phone_number = parsed.map_err(|error| validation_in(error, phone_number))?;
        Ok(Self(enrollment::EnrollmentRequest::PhoneNumber { phone_number }))
    }

    /// A web3 wallet, proved by a signature; without a strategy, that of the chain's most common wallet.
    ///
    /// Raises `ValidationError`.
    #[staticmethod]
    #[pyo3(signature = (web3_wallet, *, strategy = None))]
    fn web3_wallet(web3_wallet: &str, strategy: Option<&str>) -> PyResult<Self> {
        let web3_wallet = identifier::WalletAddress::parse(web3_wallet).map_err(validation)?;
        let strategy = match strategy {
            Some(strategy) => identifier::Web3Strategy::parse(strategy).map_err(validation)?,
            None => identifier::Web3Strategy::usual(web3_wallet.chain()),
        };
        Ok(Self(enrollment::EnrollmentRequest::Web3Wallet { web3_wallet, strategy }))
    }

    /// An external account, proved by a round trip to its provider.
    ///
    /// Raises `ValidationError`.
    #[staticmethod]
    #[pyo3(signature = (
        strategy, *, redirect_url = None, additional_scopes = Vec::new(), oidc_prompt = None,
        oidc_login_hint = None, enterprise_connection_id = None
    ))]
    fn external_account(
        strategy: &str,
        redirect_url: Option<&str>,
        #[allow(clippy::needless_pass_by_value, reason = "what pyo3 extracts is owned")]
        additional_scopes: Vec<String>,
        oidc_prompt: Option<&str>,
        oidc_login_hint: Option<&str>,
        enterprise_connection_id: Option<&str>,
    ) -> PyResult<Self> {
        let scopes: Vec<&str> = additional_scopes.iter().map(String::as_str).collect();
        let params = ExternalAccountParams {
            strategy,
            redirect_url,
            additional_scopes: &scopes,
            oidc_prompt,
            oidc_login_hint,
            enterprise_connection_id,
        };
        let call = params.to_call().map_err(validation)?;
        Ok(Self(enrollment::EnrollmentRequest::ExternalAccount(call)))
    }

    /// More scopes, or a new consent, for the external account with this id.
    ///
    /// Raises `ValidationError`.
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
        Ok(Self(enrollment::EnrollmentRequest::Reauthorize(params.to_call(id).map_err(validation)?)))
    }

    /// `email_address`, `phone_number`, `web3_wallet` or `external_account`.
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind().as_str()
    }

    /// What a person recognises it by: the address, the number, or the provider.
    #[getter]
    fn identifier(&self) -> &str {
        self.0.identifier()
    }

    /// Where the user comes back to, where there is such a place.
    #[getter]
    fn redirect_url(&self) -> Option<&str> {
        self.0.redirect_url().map(identifier::RedirectUrl::as_str)
    }

    fn __repr__(&self) -> String {
        let fields =
            [("kind", self.kind().to_owned().shown()), ("identifier", self.identifier().to_owned().shown())];
        repr("EnrollmentRequest", &fields)
    }

    fn __hash__(&self) -> u64 {
        crate::convert::hash(&self.__repr__())
    }
}

/// One identifier on its way to being verified: an immutable value. Every verb gives the next one, and on an error this
/// one still stands. Times are Unix milliseconds of the device's clock. `User.enroll` drives it.
#[pyclass(frozen, eq, module = "user_metadata")]
#[derive(Clone, PartialEq)]
pub(crate) struct Enrollment(enrollment::Enrollment);

impl Enrollment {
    fn handle(&self, input: Input, now: i64) -> PyResult<Self> {
        self.0.handle(input, Timestamp::from_unix_millis(now)).map(Self).map_err(misuse)
    }
}

#[pymethods]
impl Enrollment {
    /// Begins: the identifier is to be created and verified.
    #[staticmethod]
    #[pyo3(signature = (request, /))]
    fn start(request: EnrollmentRequest) -> Self {
        Self(enrollment::Enrollment::start(request.0))
    }

    /// Begins: the identifier is to be created, and nothing more.
    #[staticmethod]
    #[pyo3(signature = (request, /))]
    fn create_only(request: EnrollmentRequest) -> Self {
        Self(enrollment::Enrollment::create_only(request.0))
    }

    /// Reads a snapshot back. A request that was under way is not repeated: it is looked at first.
    ///
    /// Raises `SnapshotError`.
    #[staticmethod]
    #[pyo3(name = "from_snapshot", signature = (text, /))]
    fn read_snapshot(text: &str) -> PyResult<Self> {
        enrollment::Enrollment::from_snapshot(text).map(Self).map_err(snapshot)
    }

    /// Everything that is needed to go on after a restart. It holds no token, no code and no signature.
    fn to_snapshot(&self) -> String {
        self.0.to_snapshot()
    }

    /// What the host has to do now.
    #[getter]
    fn effect(&self) -> Effect {
        self.0.effect().into()
    }

    /// The request of a `Send` effect, for this session.
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

    /// The person typed a code.
    fn code_entered(&self, code: &str, now: i64) -> PyResult<Self> {
        self.handle(Input::CodeEntered { code: Secret::new(code) }, now)
    }

    /// The wallet signed.
    fn signed(&self, signature: &str, now: i64) -> PyResult<Self> {
        self.handle(Input::Signed { signature: Secret::new(signature) }, now)
    }

    /// The person asks for another code or link.
    fn resend_requested(&self, now: i64) -> PyResult<Self> {
        self.handle(Input::ResendRequested, now)
    }

    /// The user landed on the redirect URL: this is the whole of it.
    fn redirect_returned(&self, url: &str, now: i64) -> PyResult<Self> {
        self.handle(Input::RedirectReturned { url: Secret::new(url) }, now)
    }

    /// The user signed in.
    fn signed_in(&self, now: i64) -> PyResult<Self> {
        self.handle(Input::SignedIn, now)
    }

    /// The user gave fresh credentials.
    fn reverified(&self, now: i64) -> PyResult<Self> {
        self.handle(Input::Reverified, now)
    }

    /// Time has passed.
    fn tick(&self, now: i64) -> PyResult<Self> {
        self.handle(Input::Tick, now)
    }

    /// The person gave up.
    fn cancelled(&self, now: i64) -> PyResult<Self> {
        self.handle(Input::Cancelled, now)
    }

    /// What is being enrolled.
    #[getter]
    fn enrolling(&self) -> EnrollmentRequest {
        EnrollmentRequest(self.0.enrolling().clone())
    }

    /// The identifier as the server last showed it, once it exists.
    #[getter]
    fn resource(&self) -> Option<Resource> {
        self.0.resource().cloned().map(Resource::from)
    }

    /// What went wrong last, while it is being got past.
    #[getter]
    fn trouble(&self) -> Option<TroubleError> {
        self.0.trouble().cloned().map(TroubleError::from)
    }

    /// What would stay behind on the server if it ended now.
    #[getter]
    fn left_over(&self) -> LeftOver {
        self.0.left_over().into()
    }

    /// The state's name, for logs.
    #[getter]
    fn state(&self) -> &'static str {
        self.0.state().as_str()
    }

    fn __repr__(&self) -> String {
        let request = EnrollmentRequest(self.0.enrolling().clone());
        repr("Enrollment", &[("enrolling", request.__repr__()), ("state", self.state().to_owned().shown())])
    }
}
