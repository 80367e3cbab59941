//! Where the calls go and as whom.

use napi::Result;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use user_metadata_core::error::ValidationError;
use user_metadata_core::session::{Credentials, FrontendApi, InstanceType, Origin, Rotated};

use crate::errors::Refused;
use crate::http::HttpResponse;

/// What a session is made of.
#[napi(object, object_to_js = false)]
pub struct SessionOptions {
    /// Where: a publishable key or the URL of a Frontend API.
    pub at: FrontendApiOptions,
    /// As whom.
    pub credentials: CredentialsOptions,
    /// The session whose user the calls act on.
    pub session_id: Option<String>,
    /// The app's own origin.
    pub origin: Option<String>,
    /// Another version of the Frontend API than the default.
    pub api_version: Option<String>,
}

/// Where the calls go.
#[napi(discriminant = "by", discriminant_case = "snake_case", object_to_js = false)]
pub enum FrontendApiOptions {
    /// What the publishable key says.
    PublishableKey {
        /// `pk_test_…` or `pk_live_…`.
        key: String,
        /// A proxy in between.
        proxy_url: Option<String>,
        /// The domain of a satellite app.
        domain: Option<String>,
    },
    /// This URL.
    Url {
        /// Of the Frontend API.
        url: String,
        /// A proxy in between.
        proxy_url: Option<String>,
        /// The domain of a satellite app.
        domain: Option<String>,
    },
}

/// As whom the calls are made.
#[napi(discriminant = "kind", discriminant_case = "snake_case", object_to_js = false)]
pub enum CredentialsOptions {
    /// An app without a browser.
    Native {
        /// With or without its scheme; may be empty.
        token: String,
    },
    /// A dev browser, on a development instance.
    DevBrowser {
        /// `dvb_…`
        token: String,
    },
    /// A server in a browser's place, on a production instance.
    Cookie {
        /// The value of the cookie `__client`; may be empty.
        client: String,
    },
    /// Whatever the HTTP client adds by itself.
    None,
}

/// What has to be stored now, in the place where the old token was found.
#[napi(discriminant = "kind", discriminant_case = "snake_case", object_from_js = false)]
pub enum RotatedData {
    /// The new token of a native app.
    Native {
        /// Without a scheme.
        token: String,
    },
    /// The new token of a dev browser.
    DevBrowser {
        /// As it came.
        token: String,
    },
    /// The new value of the cookie.
    Cookie {
        /// As it came.
        client: String,
    },
    /// The token is no longer good: remove it.
    Cleared,
}

/// Where the calls go and as whom. Its token is nowhere to be seen.
#[napi(js_name = "Session")]
pub struct SessionHandle(pub(crate) user_metadata_core::session::Session);

#[napi]
impl SessionHandle {
    /// The session of these options.
    #[napi(catch_unwind)]
    pub fn of(options: SessionOptions) -> Either<SessionHandle, Refused> {
        match options.read() {
            Ok(session) => Either::A(Self(session)),
            Err(error) => Either::B(error.into()),
        }
    }

    /// Takes over a new token from an answer, whatever its status. Call it before the answer is read any further; the
    /// body may be missing.
    #[napi(catch_unwind)]
    pub fn absorb(&mut self, response: HttpResponse) -> Result<Option<RotatedData>> {
        Ok(self.0.absorb(&response.read()?).map(Into::into))
    }

    /// The URL of the Frontend API.
    #[napi(catch_unwind, getter)]
    pub fn base_url(&self) -> String {
        self.0.api().base_url()
    }

    /// True for a development instance.
    #[napi(catch_unwind, getter)]
    pub fn is_development(&self) -> bool {
        self.0.api().instance() == InstanceType::Development
    }

    /// The session whose user the calls act on, when one was named.
    #[napi(catch_unwind, getter)]
    pub fn session_id(&self) -> Option<String> {
        self.0.session_id().map(str::to_owned)
    }
}

impl SessionOptions {
    fn read(self) -> std::result::Result<user_metadata_core::session::Session, ValidationError> {
        let Self { at, credentials, session_id, origin, api_version } = self;
        let mut session = user_metadata_core::session::Session::new(at.read()?, credentials.read()?);
        if let Some(session_id) = session_id {
            session = session.with_session_id(session_id);
        }
        if let Some(origin) = origin {
            session = session.with_origin(Origin::parse(&origin)?);
        }
        if let Some(api_version) = api_version {
            session = session.with_api_version(api_version);
        }
        Ok(session)
    }
}

impl FrontendApiOptions {
    fn read(self) -> std::result::Result<FrontendApi, ValidationError> {
        let (mut api, proxy_url, domain) = match self {
            Self::PublishableKey { key, proxy_url, domain } => {
                (FrontendApi::from_publishable_key(&key)?, proxy_url, domain)
            }
            Self::Url { url, proxy_url, domain } => (FrontendApi::parse(&url)?, proxy_url, domain),
        };
        if let Some(url) = proxy_url {
            api = api.with_proxy(&url)?;
        }
        if let Some(domain) = domain {
            api = api.with_domain(&domain)?;
        }
        Ok(api)
    }
}

impl CredentialsOptions {
    fn read(self) -> std::result::Result<Credentials, ValidationError> {
        match self {
            Self::Native { token } => Credentials::native(&token),
            Self::DevBrowser { token } => Credentials::dev_browser(&token),
            Self::Cookie { client } => Credentials::cookie(&client),
            Self::None => Ok(Credentials::None),
        }
    }
}

impl From<Rotated> for RotatedData {
    fn from(rotated: Rotated) -> Self {
        match rotated {
            Rotated::Native { token } => Self::Native { token: token.expose().to_owned() },
            Rotated::DevBrowser { token } => Self::DevBrowser { token: token.expose().to_owned() },
            Rotated::Cookie { client } => Self::Cookie { client: client.expose().to_owned() },
            Rotated::Cleared => Self::Cleared,
        }
    }
}
