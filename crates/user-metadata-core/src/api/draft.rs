//! From *what* to send to a request: where and as whom join in here, and nowhere else.

use super::form::Form;
use super::{BuildError, ResourceId};
use crate::error::{Field, MisuseCode, MisuseError, ValidationCode, ValidationError};
use crate::http::{HttpRequest, Method};
use crate::identifier::{OAuthScope, RedirectKind, RedirectUrl};
use crate::secret::Secret;
use crate::session::{Credentials, Session};

/// What one operation sends: its method, its path, its form.
#[derive(Debug)]
pub(super) struct Draft {
    method: Method,
    path: Path,
    form: Form,
    rotating_token_nonce: Option<Secret>,
    needs_origin: bool,
}

/// Where an operation stands.
#[derive(Debug)]
enum Path {
    /// Under the user of the session, or of no session at all.
    Fixed(String),
    /// Under the session itself: `/v1/client/sessions/{id}` and this.
    OfSession(&'static str),
}

impl Draft {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::Get, Path::Fixed(path.into()))
    }

    pub(super) fn get_of_session(path: &'static str) -> Self {
        Self::new(Method::Get, Path::OfSession(path))
    }

    pub(super) fn post(path: impl Into<String>) -> Self {
        Self::new(Method::Post, Path::Fixed(path.into()))
    }

    pub(super) fn post_of_session(path: &'static str) -> Self {
        Self::new(Method::Post, Path::OfSession(path))
    }

    pub(super) fn patch(path: impl Into<String>) -> Self {
        Self::new(Method::Patch, Path::Fixed(path.into()))
    }

    pub(super) fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::Delete, Path::Fixed(path.into()))
    }

    pub(super) fn field(mut self, name: &str, value: &str) -> Self {
        self.form.push(name, value);
        self
    }

    pub(super) fn optional_field(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    pub(super) fn optional_id(self, name: &str, id: Option<&ResourceId>) -> Self {
        self.optional_field(name, id.map(ResourceId::as_str))
    }

    /// One `additional_scope` for each.
    pub(super) fn scopes(self, scopes: &[OAuthScope]) -> Self {
        scopes.iter().fold(self, |draft, scope| draft.field("additional_scope", scope.as_str()))
    }

    pub(super) fn redirect_url(mut self, url: &RedirectUrl) -> Self {
        self.needs_origin |= url.kind() == RedirectKind::RootRelative;
        self.field("redirect_url", url.as_str())
    }

    pub(super) fn rotating_token_nonce(self, nonce: Option<&Secret>) -> Self {
        Self { rotating_token_nonce: nonce.cloned(), ..self }
    }

    /// Makes the request for one session.
    pub(super) fn address(self, session: &Session) -> Result<HttpRequest, BuildError> {
        if self.needs_origin && session.origin().is_none() {
            return Err(
                ValidationError::new(Field::RedirectUrl, ValidationCode::RedirectOriginMissing).into()
            );
        }
        let (method, tunnelled) = carrier(self.method, session.credentials());
        let path = self.path.resolve(session)?;
        let query = self.query(session, tunnelled);
        Ok(HttpRequest {
            method,
            url: format!("{}{}?{}", session.api().base_url(), path, query.as_str()),
            headers: headers(method, session),
            body: self.form.into_bytes(),
        })
    }

    fn new(method: Method, path: Path) -> Self {
        Self { method, path, form: Form::default(), rotating_token_nonce: None, needs_origin: false }
    }

    /// In the order in which the vendor's own client sends it.
    fn query(&self, session: &Session, tunnelled: Option<Method>) -> Form {
        let mut query = Form::default();
        query.push("__clerk_api_version", session.api_version());
        if let Some(nonce) = &self.rotating_token_nonce {
            query.push("rotating_token_nonce", nonce.expose());
        }
        if let Some(domain) = session.api().domain_parameter() {
            query.push("__domain", &domain);
        }
        if let Some(method) = tunnelled {
            query.push("_method", method.as_str());
        }
        if let (Path::Fixed(_), Some(session_id)) = (&self.path, session.session_id()) {
            query.push("_clerk_session_id", session_id);
        }
        match session.credentials() {
            Credentials::DevBrowser { token } => query.push("__clerk_db_jwt", token.expose()),
            Credentials::Native { .. } => query.push("_is_native", "1"),
            Credentials::Cookie { .. } | Credentials::None => {}
        }
        query
    }
}

impl Path {
    /// The path with the session in it, where it stands under one.
    fn resolve(&self, session: &Session) -> Result<String, BuildError> {
        match self {
            Self::Fixed(path) => Ok(path.clone()),
            Self::OfSession(rest) => {
                let id = session.session_id().ok_or(MisuseError::new(MisuseCode::SessionIdMissing))?;
                Ok(format!("/v1/client/sessions/{}{rest}", ResourceId::parse(id)?.path_segment()))
            }
        }
    }
}

/// The method on the wire and the one that it stands for. Browsers ask before they send PATCH or DELETE to another
/// origin, so all but native apps send a POST that says what it means.
const fn carrier(method: Method, credentials: &Credentials) -> (Method, Option<Method>) {
    match method {
        Method::Get | Method::Post => (method, None),
        Method::Patch | Method::Delete if credentials.is_native() => (method, None),
        Method::Patch | Method::Delete => (Method::Post, Some(method)),
    }
}

fn headers(method: Method, session: &Session) -> Vec<(String, String)> {
    let mut headers = vec![("accept".to_owned(), "application/json".to_owned())];
    match method {
        Method::Get => {}
        // Also with an empty body: the server refuses any other type.
        Method::Post | Method::Patch | Method::Delete => {
            headers.push(("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()));
        }
    }
    match session.credentials() {
        Credentials::Native { token: Some(token) } => {
            headers.push(("authorization".to_owned(), format!("Bearer {}", token.expose())));
        }
        Credentials::Cookie { client: Some(client) } => {
            headers.push(("cookie".to_owned(), format!("__client={}", client.expose())));
        }
        Credentials::Native { token: None }
        | Credentials::Cookie { client: None }
        | Credentials::DevBrowser { .. }
        | Credentials::None => {}
    }
    // The server refuses both together (`origin_authorization_headers_conflict`).
    if let Some(origin) = session.origin().filter(|_| !session.credentials().is_native()) {
        headers.push(("origin".to_owned(), origin.as_str().to_owned()));
    }
    headers
}
