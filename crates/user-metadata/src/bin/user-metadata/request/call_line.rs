//! One line: what to call, where, and as whom; everything but a token.

use serde::Deserialize;
use serde_json::{Map, Value};
use user_metadata::Error;
use user_metadata::api::Call;
use user_metadata::session::{Credentials, FrontendApi, Origin, Session};

use super::Unmade;
use super::answer_line::AnswerLine;
use super::operation::Operation;

/// Stands where a token would; it is redacted before anybody sees it.
const PLACEHOLDER: &str = "token";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CallLine {
    operation: String,
    #[serde(default)]
    params: Map<String, Value>,
    #[serde(default)]
    credentials: Kind,
    frontend_api: Option<String>,
    publishable_key: Option<String>,
    proxy_url: Option<String>,
    domain: Option<String>,
    session_id: Option<String>,
    origin: Option<String>,
    api_version: Option<String>,
    pub(super) answer: Option<AnswerLine>,
}

#[derive(Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    Native,
    DevBrowser,
    Cookie,
    None,
}

impl CallLine {
    /// The call, checked.
    pub(super) fn call(&self) -> Result<Call, Unmade> {
        let named = [(self.operation.clone(), self.params.clone().into())];
        let operation: Operation = serde_json::from_value(Value::Object(Map::from_iter(named)))?;
        Ok(operation.call()?)
    }

    /// The session, with a placeholder for its token.
    pub(super) fn session(&self) -> Result<Session, Error> {
        let mut api = match (&self.frontend_api, &self.publishable_key) {
            (Some(url), _) => FrontendApi::parse(url)?,
            (None, Some(key)) => FrontendApi::from_publishable_key(key)?,
            (None, None) => FrontendApi::parse("https://clerk.example.com")?,
        };
        if let Some(url) = &self.proxy_url {
            api = api.with_proxy(url)?;
        }
        if let Some(domain) = &self.domain {
            api = api.with_domain(domain)?;
        }
        let credentials = match self.credentials {
            Kind::Native => Credentials::native(PLACEHOLDER)?,
            Kind::DevBrowser => Credentials::dev_browser(PLACEHOLDER)?,
            Kind::Cookie => Credentials::cookie(PLACEHOLDER)?,
            Kind::None => Credentials::None,
        };
        let mut session = Session::new(api, credentials);
        if let Some(id) = &self.session_id {
            session = session.with_session_id(id);
        }
        if let Some(origin) = &self.origin {
            session = session.with_origin(Origin::parse(origin)?);
        }
        if let Some(version) = &self.api_version {
            session = session.with_api_version(version);
        }
        Ok(session)
    }
}
