//! Who carries a request to the server and its answer back: any HTTP client.

pub mod http_types;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "ureq")]
mod ureq;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "ureq")]
pub use self::ureq::UreqTransport;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use crate::enrollment::Sent;
use crate::error::TransportFailure;
use crate::http::{HttpRequest, HttpResponse};

/// The answers of the Frontend API are far smaller; whatever is larger is not one of them.
pub const MAX_RESPONSE_BYTES: u64 = 4 * 1024 * 1024;

/// Carries requests, blocking.
///
/// It sends each request once and never again by itself, follows no redirects, takes every status for an answer,
/// and gives up after some time. A closure will do:
///
/// ```
/// use user_metadata::Transport;
/// use user_metadata::http::{HttpRequest, HttpResponse, Method};
///
/// let canned = |_: &HttpRequest| Ok(HttpResponse { status: 204, ..HttpResponse::default() });
/// let request = HttpRequest { method: Method::Get, url: "https://clerk.example.com/v1/me".into(), headers: vec![], body: vec![] };
/// assert_eq!(canned.send(&request).unwrap().status, 204);
/// ```
pub trait Transport: Send + Sync {
    /// Sends it, and waits for the answer.
    ///
    /// # Errors
    /// There is no answer. [`TransportError::sent`] decides whether the server is asked first what it has done:
    /// in doubt it is [`Sent::Maybe`].
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError>;
}

impl<F> Transport for F
where
    F: Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync,
{
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        self(request)
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        (**self).send(request)
    }
}

/// The answer to come, from an [`AsyncTransport`].
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'a>>;

/// Carries requests, asynchronously; otherwise as [`Transport`]. Dropping the future gives up, and whether the
/// request was sent is then unknown.
pub trait AsyncTransport: Send + Sync {
    /// Sends it.
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a>;
}

impl<T: AsyncTransport + ?Sized> AsyncTransport for Arc<T> {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        (**self).send(request)
    }
}

/// A request without an answer.
///
/// ```
/// use user_metadata::enrollment::Sent;
/// use user_metadata::error::TransportFailure;
/// use user_metadata::TransportError;
///
/// let error = TransportError::new(TransportFailure::Connect, Sent::No);
/// assert_eq!(error.to_string(), "no connection to the server could be made; nothing was sent");
/// ```
#[derive(Debug)]
pub struct TransportError {
    failure: TransportFailure,
    sent: Sent,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// A failure without a cause of its own.
    pub const fn new(failure: TransportFailure, sent: Sent) -> Self {
        Self { failure, sent, source: None }
    }

    /// The same with its cause. The cause's text must hold no URL: a query may hold a token.
    #[must_use]
    pub fn because(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// What the network did.
    pub const fn failure(&self) -> TransportFailure {
        self.failure
    }

    /// Whether the server may have seen the request.
    pub const fn sent(&self) -> Sent {
        self.sent
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.failure.meaning(), self.sent.meaning())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
