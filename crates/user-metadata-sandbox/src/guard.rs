//! Who may call what from a browser. The Frontend API under `/v1/` asks for tokens and serves pages of any
//! origin. Everything else (control endpoints, pages for people) asks for none, so that it must not be
//! reachable for a page that somebody happens to visit:
//!
//! - the `Host` must be `localhost`, an IP address or a name that was allowed: a name that an attacker
//!   points at this machine (DNS rebinding) is none of them;
//! - a request that changes something and says which page sent it (`Origin`) must come from the sandbox's
//!   own pages or from an origin on loopback, such as a developer's app;
//! - answers are readable for the same origins only.
//!
//! Programs send no `Origin` and are let in.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::{Host, Url};

use crate::control::Refusal;
use crate::http::Shared;

/// What the checks need.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    pub(crate) shared: Shared,
    /// Names that the sandbox is called by, beside `localhost` and addresses.
    pub(crate) allowed_hosts: Arc<[String]>,
}

/// Refuses what no page may ask for, and tells pages what they may read.
pub(crate) async fn check(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let is_frontend_api = request.uri().path().starts_with("/v1/");
    let origin = request.headers().get(header::ORIGIN).cloned();
    let may_read = is_frontend_api || origin.as_ref().is_none_or(|origin| is_near(origin, request.headers()));
    let asks_first = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let asked_headers = request.headers().get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned();
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);

    let mut response = if !is_frontend_api && !guard.host_is_known(request.headers()) {
        refused("This Host is not the sandbox's. Use localhost or an address, or start with --allowed-host.")
    } else if !may_read && changes {
        refused("Pages of this Origin may not change the sandbox.")
    } else if asks_first {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    if let Some(origin) = origin.filter(|_| may_read) {
        allow(headers, origin);
        if asks_first {
            let methods = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE");
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
            if let Some(asked) = asked_headers {
                headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked);
            }
        }
    }
    date(headers, &guard.shared).await;
    response
}

impl Guard {
    fn host_is_known(&self, headers: &HeaderMap) -> bool {
        headers.get_all(header::HOST).iter().all(|host| {
            let name = host.to_str().ok().and_then(name_of_host);
            name.is_some_and(|name| {
                is_loopback_name(&name) || is_address(&name) || self.allowed_hosts.contains(&name)
            })
        })
    }
}

/// Whether an origin is the server's own, or on loopback.
fn is_near(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let Some(text) = origin.to_str().ok() else { return false };
    let Ok(url) = Url::parse(text) else { return false };
    let own = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_own = own.is_some_and(|own| text == format!("http://{own}"));
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => is_loopback_name(name),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    is_own || is_loopback
}

/// The name in a `Host` header, without its port, in lower case.
fn name_of_host(host: &str) -> Option<String> {
    let url = Url::parse(&format!("http://{host}/")).ok()?;
    let is_plain = url.username().is_empty() && url.path() == "/" && url.query().is_none();
    url.host_str().filter(|_| is_plain).map(str::to_owned)
}

fn is_loopback_name(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

fn is_address(name: &str) -> bool {
    name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}

fn refused(message: &str) -> Response {
    Refusal::forbidden(message).into_response()
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    let exposed = HeaderValue::from_static("Authorization, Clerk-Db-Jwt, Retry-After");
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
}

/// Everybody is told the server's own time.
async fn date(headers: &mut HeaderMap, shared: &Shared) {
    if !headers.contains_key(header::DATE)
        && let Ok(now) = shared.run(|instance| instance.clock.now_ms()).await
        && let Ok(date) = HeaderValue::try_from(crate::model::http_date(now))
    {
        headers.insert(header::DATE, date);
    }
}
