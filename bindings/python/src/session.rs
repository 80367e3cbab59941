//! Where the calls go and as whom.

use pyo3::prelude::*;
use user_metadata_core::session;

use crate::convert::{Shown, repr};
use crate::errors::validation;
use crate::http::HttpResponse;

/// The Frontend API of an instance. Make it with `from_publishable_key` or `parse`.
#[pyclass(frozen, eq, from_py_object, module = "user_metadata")]
#[derive(Clone, PartialEq)]
pub(crate) struct FrontendApi(session::FrontendApi);

#[pymethods]
impl FrontendApi {
    /// From a publishable key, `pk_test_…` or `pk_live_…`, as the dashboard shows it.
    ///
    /// Raises `ValidationError`.
    #[staticmethod]
    #[pyo3(signature = (key, /))]
    fn from_publishable_key(key: &str) -> PyResult<Self> {
        session::FrontendApi::from_publishable_key(key).map(Self).map_err(validation)
    }

    /// From its URL, `https://clerk.example.com`; plain http is for this very machine only.
    ///
    /// Raises `ValidationError`.
    #[staticmethod]
    #[pyo3(signature = (url, /))]
    fn parse(url: &str) -> PyResult<Self> {
        session::FrontendApi::parse(url).map(Self).map_err(validation)
    }

    /// The same behind the app's own proxy.
    ///
    /// Raises `ValidationError`.
    #[pyo3(signature = (url, /))]
    fn with_proxy(&self, url: &str) -> PyResult<Self> {
        self.0.clone().with_proxy(url).map(Self).map_err(validation)
    }

    /// The same for a satellite app on this domain.
    ///
    /// Raises `ValidationError`.
    #[pyo3(signature = (domain, /))]
    fn with_domain(&self, domain: &str) -> PyResult<Self> {
        self.0.clone().with_domain(domain).map(Self).map_err(validation)
    }

    /// What stands before `/v1/…`.
    #[getter]
    fn base_url(&self) -> String {
        self.0.base_url()
    }

    fn __repr__(&self) -> String {
        repr("FrontendApi", &[("base_url", self.0.base_url().shown())])
    }
}

/// As whom the calls are made. It never shows the token; keep tokens in the platform's own secure store.
#[pyclass(frozen, eq, from_py_object, module = "user_metadata")]
#[derive(Clone, PartialEq)]
pub(crate) struct Credentials(session::Credentials);

#[pymethods]
impl Credentials {
    /// A native app's token, with or without `Bearer`; empty where there is none yet. The app never sends an `Origin`.
    ///
    /// Raises `ValidationError` of the field `token`.
    #[staticmethod]
    #[pyo3(signature = (token, /))]
    fn native(token: &str) -> PyResult<Self> {
        session::Credentials::native(token).map(Self).map_err(validation)
    }

    /// The token of a development instance's browser, `dvb_…`.
    ///
    /// Raises `ValidationError` of the field `token`.
    #[staticmethod]
    #[pyo3(signature = (token, /))]
    fn dev_browser(token: &str) -> PyResult<Self> {
        session::Credentials::dev_browser(token).map(Self).map_err(validation)
    }

    /// The value of the cookie `__client` of a production instance; empty where there is none yet.
    ///
    /// Raises `ValidationError` of the field `token`.
    #[staticmethod]
    #[pyo3(signature = (client, /))]
    fn cookie(client: &str) -> PyResult<Self> {
        session::Credentials::cookie(client).map(Self).map_err(validation)
    }

    /// Whatever the HTTP client adds by itself.
    #[staticmethod]
    fn none() -> Self {
        Self(session::Credentials::None)
    }

    /// `native`, `dev_browser`, `cookie` or `none`.
    #[getter]
    fn kind(&self) -> &'static str {
        match &self.0 {
            session::Credentials::Native { .. } => "native",
            session::Credentials::DevBrowser { .. } => "dev_browser",
            session::Credentials::Cookie { .. } => "cookie",
            session::Credentials::None => "none",
        }
    }

    fn __repr__(&self) -> String {
        repr("Credentials", &[("kind", self.kind().to_owned().shown())])
    }
}

/// Where the calls go and as whom: the Frontend API, the credentials, the session of the user, the app's origin.
///
/// Without a `session_id` the server takes the client's last active session; a reverification needs one. `origin` is
/// the app's own, `https://app.example.com`, for a program in a browser's place; native credentials never send it.
#[pyclass(frozen, eq, from_py_object, module = "user_metadata")]
#[derive(Clone, PartialEq)]
pub(crate) struct Session(pub(crate) session::Session);

#[pymethods]
impl Session {
    #[new]
    #[pyo3(signature = (api, credentials, *, session_id = None, origin = None, api_version = None))]
    fn new(
        api: FrontendApi,
        credentials: Credentials,
        session_id: Option<&str>,
        origin: Option<&str>,
        api_version: Option<&str>,
    ) -> PyResult<Self> {
        let mut made =
            session::Session::new(api.0, credentials.0).with_session_id(session_id.unwrap_or_default());
        if let Some(origin) = origin {
            made = made.with_origin(session::Origin::parse(origin).map_err(validation)?);
        }
        if let Some(version) = api_version {
            made = made.with_api_version(version);
        }
        Ok(Self(made))
    }

    /// The same for the session with this id, `sess_…`.
    #[pyo3(signature = (session_id, /))]
    fn with_session_id(&self, session_id: &str) -> Self {
        Self(self.0.clone().with_session_id(session_id))
    }

    /// The session whose user the calls act on, when one was named.
    #[getter]
    fn session_id(&self) -> Option<&str> {
        self.0.session_id()
    }

    /// The Frontend API.
    #[getter]
    fn api(&self) -> FrontendApi {
        FrontendApi(self.0.api().clone())
    }

    /// The credentials, with the newest token.
    #[getter]
    fn credentials(&self) -> Credentials {
        Credentials(self.0.credentials().clone())
    }

    /// The app's own origin, when it was named.
    #[getter]
    fn origin(&self) -> Option<&str> {
        self.0.origin().map(session::Origin::as_str)
    }

    /// The version of the Frontend API.
    #[getter]
    fn api_version(&self) -> &str {
        self.0.api_version()
    }

    /// The session after an answer, and what has to be stored now, if the answer brought a new token. Absorb every
    /// answer, whatever its status, before it is read any further.
    #[pyo3(signature = (response, /))]
    fn absorb(&self, response: &Bound<'_, HttpResponse>) -> (Self, Option<Rotated>) {
        let mut session = self.0.clone();
        let rotated = session.absorb(&response.get().0).map(Rotated);
        (Self(session), rotated)
    }

    fn __repr__(&self) -> String {
        let fields = [
            ("api", self.0.api().base_url().shown()),
            ("credentials", self.credentials().kind().to_owned().shown()),
            ("session_id", self.0.session_id().map(str::to_owned).shown()),
        ];
        repr("Session", &fields)
    }
}

/// A new token, to be stored where the old one was found. `repr` does not show it.
#[pyclass(frozen, eq, module = "user_metadata")]
#[derive(Clone, PartialEq)]
pub(crate) struct Rotated(session::Rotated);

#[pymethods]
impl Rotated {
    /// `native`, `dev_browser`, `cookie`, or `cleared` where the token is no longer good.
    #[getter]
    fn kind(&self) -> &'static str {
        match &self.0 {
            session::Rotated::Native { .. } => "native",
            session::Rotated::DevBrowser { .. } => "dev_browser",
            session::Rotated::Cookie { .. } => "cookie",
            session::Rotated::Cleared => "cleared",
        }
    }

    /// The token, as the credentials take it; empty where it was cleared.
    #[getter]
    fn token(&self) -> &str {
        match &self.0 {
            session::Rotated::Native { token } | session::Rotated::DevBrowser { token } => token.expose(),
            session::Rotated::Cookie { client } => client.expose(),
            session::Rotated::Cleared => "",
        }
    }

    fn __repr__(&self) -> String {
        repr("Rotated", &[("kind", self.kind().to_owned().shown())])
    }
}
