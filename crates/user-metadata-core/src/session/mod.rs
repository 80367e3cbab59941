//! Where the calls go and as whom. A stored enrollment knows neither: a [`Session`] joins in only when a request is
//! made.

mod base64;
mod credentials;
mod frontend_api;
mod origin;
mod rotation;

pub use credentials::{Credentials, Token};
pub use frontend_api::{FrontendApi, InstanceType};
pub use origin::Origin;
pub use rotation::Rotated;

/// The newest published version of the Frontend API, which this release was written against.
pub const DEFAULT_API_VERSION: &str = "2026-05-12";

/// Where the calls go and as whom: the Frontend API, the credentials, the session of the user, the app's origin.
///
/// ```
/// use user_metadata_core::session::{Credentials, FrontendApi, Origin, Session};
///
/// let api = FrontendApi::from_publishable_key("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k").unwrap();
/// let session = Session::new(api, Credentials::cookie("eyJh.eyJi.c2ln").unwrap())
///     .with_session_id("sess_1")
///     .with_origin(Origin::parse("https://app.example.com").unwrap());
/// assert_eq!(session.session_id(), Some("sess_1"));
/// assert!(!format!("{session:?}").contains("eyJh"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    api: FrontendApi,
    credentials: Credentials,
    session_id: Option<String>,
    origin: Option<Origin>,
    api_version: String,
}

impl Session {
    /// A session of the client's last active session id, without an origin, with the default API version.
    pub fn new(api: FrontendApi, credentials: Credentials) -> Self {
        Self { api, credentials, session_id: None, origin: None, api_version: DEFAULT_API_VERSION.to_owned() }
    }

    /// Names the session (`sess_…`) whose user the calls act on. Without one, or with an empty one, the server takes
    /// the client's last active session.
    #[must_use]
    pub fn with_session_id(self, session_id: impl Into<String>) -> Self {
        let session_id = session_id.into();
        Self { session_id: (!session_id.is_empty()).then_some(session_id), ..self }
    }

    /// Names the app's own origin, for a host that is no browser. Native credentials never send it.
    #[must_use]
    pub fn with_origin(self, origin: Origin) -> Self {
        Self { origin: Some(origin), ..self }
    }

    /// Asks for another version of the Frontend API than [`DEFAULT_API_VERSION`].
    #[must_use]
    pub fn with_api_version(self, api_version: impl Into<String>) -> Self {
        Self { api_version: api_version.into(), ..self }
    }

    /// Where the calls go.
    pub const fn api(&self) -> &FrontendApi {
        &self.api
    }

    /// As whom.
    pub const fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// The session whose user the calls act on, when one was named.
    pub fn session_id(&self) -> Option<&str> {
        self.session_id.as_deref()
    }

    /// The app's own origin, when it was named.
    pub const fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The version of the Frontend API.
    pub fn api_version(&self) -> &str {
        &self.api_version
    }
}
