//! Where the calls go and as whom.

use std::sync::Arc;

use user_metadata_core::http::HttpResponse;
use user_metadata_core::session as core;

use crate::convert::{FromCore, choice};
use crate::error::CoreError;
use crate::http::{HttpHeader, pairs};
use crate::text::Secret;

/// As whom the calls are made.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Credentials {
    /// A native app: `Authorization: Bearer …` and `_is_native=1`, never an `Origin`.
    Native {
        /// With or without `Bearer`. Empty before the first answer and after a sign-out.
        token: Secret,
    },
    /// A dev browser, or a server in its place, on a development instance.
    DevBrowser {
        /// The dev browser's own token.
        token: Secret,
    },
    /// The client cookie of a production instance, for a server in a browser's place.
    Cookie {
        /// The value of `__client`. Empty before the first answer and after a sign-out.
        client: Secret,
    },
    /// Whatever the HTTP client adds by itself.
    Anonymous,
}

/// What a session is made of.
///
/// The Frontend API is named by the publishable key, or by its URL, or by both: then the URL wins, and the key is
/// checked all the same.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct SessionConfig {
    /// As whom.
    pub credentials: Credentials,
    /// `pk_test_…` or `pk_live_…`.
    #[uniffi(default = None)]
    pub publishable_key: Option<String>,
    /// The URL of the Frontend API: https, or http on loopback such as the sandbox.
    #[uniffi(default = None)]
    pub frontend_api: Option<String>,
    /// Sends every call through a proxy, `https://app.example.com/__clerk`.
    #[uniffi(default = None)]
    pub proxy_url: Option<String>,
    /// The domain of a satellite app, `example.com`.
    #[uniffi(default = None)]
    pub domain: Option<String>,
    /// The session (`sess_…`) whose user the calls act on; without it the server takes the client's last active one.
    /// A reverification needs it.
    #[uniffi(default = None)]
    pub session_id: Option<String>,
    /// The app's own origin, for a host that is no browser. Native credentials never send it.
    #[uniffi(default = None)]
    pub origin: Option<String>,
    /// Another version of the Frontend API than the one that this release was written against.
    #[uniffi(default = None)]
    pub api_version: Option<String>,
}

choice! { from
    /// Which of an app's instances a Frontend API belongs to.
    #[derive(Copy, Eq)]
    InstanceType = core::InstanceType {
        /// `pk_test_…`: a dev browser, test mode, a small monthly quota of messages.
        Development,
        /// `pk_live_…`: real people.
        Production,
    }
}

/// What the host has to store now, in the place where it found the old token.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Rotated {
    /// The new token of a native app.
    Native {
        /// Without a scheme.
        token: Secret,
    },
    /// The new token of a dev browser.
    DevBrowser {
        /// As it came.
        token: Secret,
    },
    /// The new value of the cookie `__client`.
    Cookie {
        /// As it came.
        client: Secret,
    },
    /// The token is no longer good: remove it.
    Cleared,
}

/// A session after it took over a new token.
#[derive(uniffi::Record)]
pub struct Absorbed {
    /// The session to go on with.
    pub session: Arc<Session>,
    /// What has to be stored, before the answer is read any further.
    pub rotated: Rotated,
}

/// Where the calls go and as whom: the Frontend API, the credentials, the session of the user, the app's origin.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Object)]
#[uniffi::export(Debug, Eq)]
pub struct Session(pub(crate) core::Session);

#[uniffi::export]
impl Session {
    /// Checks all parts, and puts them together.
    #[uniffi::constructor]
    pub fn new(config: SessionConfig) -> Result<Self, CoreError> {
        let mut session = core::Session::new(frontend_api(&config)?, credentials(&config.credentials)?);
        if let Some(id) = config.session_id {
            session = session.with_session_id(id);
        }
        if let Some(origin) = &config.origin {
            session = session.with_origin(core::Origin::parse(origin)?);
        }
        if let Some(version) = config.api_version {
            session = session.with_api_version(version);
        }
        Ok(Self(session))
    }

    /// Takes over a new token from the headers of an answer, whatever its status. Nothing when nothing has changed.
    ///
    /// Call it for every answer, and store what it reports before the answer is read any further: a token that is lost
    /// now signs the user out.
    pub fn absorb(&self, headers: Vec<HttpHeader>) -> Option<Absorbed> {
        let mut session = self.0.clone();
        // Only the headers of an answer are looked at.
        let response = HttpResponse { headers: pairs(headers), ..HttpResponse::default() };
        let rotated = session.absorb(&response)?;
        Some(Absorbed { session: Arc::new(Self(session)), rotated: Rotated::from_core(rotated) })
    }

    /// The same session with its id (`sess_…`) named; an empty one names none.
    pub fn with_session_id(&self, session_id: String) -> Self {
        Self(self.0.clone().with_session_id(session_id))
    }

    /// The session whose user the calls act on, when one was named.
    pub fn session_id(&self) -> Option<String> {
        self.0.session_id().map(str::to_owned)
    }

    /// What stands before `/v1/…`, without a slash at the end.
    pub fn base_url(&self) -> String {
        self.0.api().base_url()
    }

    /// Which instance it is.
    pub fn instance(&self) -> InstanceType {
        InstanceType::from_core(self.0.api().instance())
    }
}

impl FromCore<core::Rotated> for Rotated {
    fn from_core(core: core::Rotated) -> Self {
        let secret = |token: core::Token| Secret::new(token.expose());
        match core {
            core::Rotated::Native { token } => Self::Native { token: secret(token) },
            core::Rotated::DevBrowser { token } => Self::DevBrowser { token: secret(token) },
            core::Rotated::Cookie { client } => Self::Cookie { client: secret(client) },
            core::Rotated::Cleared => Self::Cleared,
        }
    }
}

fn frontend_api(config: &SessionConfig) -> Result<core::FrontendApi, CoreError> {
    let by_key =
        config.publishable_key.as_deref().map(core::FrontendApi::from_publishable_key).transpose()?;
    let by_url = config.frontend_api.as_deref().map(core::FrontendApi::parse).transpose()?;
    let mut api = match by_url.or(by_key) {
        Some(api) => api,
        // Refused as the empty key that it amounts to.
        None => core::FrontendApi::from_publishable_key("")?,
    };
    if let Some(url) = &config.proxy_url {
        api = api.with_proxy(url)?;
    }
    if let Some(domain) = &config.domain {
        api = api.with_domain(domain)?;
    }
    Ok(api)
}

fn credentials(credentials: &Credentials) -> Result<core::Credentials, CoreError> {
    Ok(match credentials {
        Credentials::Native { token } => core::Credentials::native(token.expose())?,
        Credentials::DevBrowser { token } => core::Credentials::dev_browser(token.expose())?,
        Credentials::Cookie { client } => core::Credentials::cookie(client.expose())?,
        Credentials::Anonymous => core::Credentials::None,
    })
}
