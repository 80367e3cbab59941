//! The asynchronous transport that comes along: reqwest.

use std::time::Duration;

use super::{AsyncTransport, MAX_RESPONSE_BYTES, Sending, TransportError, http_types};
use crate::enrollment::Sent;
use crate::error::TransportFailure;
use crate::http::HttpRequest;

/// How long a request may take altogether.
const PATIENCE: Duration = Duration::from_secs(30);

/// Carries requests with reqwest: no redirects, no repeats, 30 seconds. TLS is what the program has chosen with
/// reqwest's own features; without any, https URLs are refused.
///
/// Cloning it shares the connections.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// With reqwest's defaults for everything else.
    ///
    /// # Errors
    /// TLS could not be set up.
    pub fn new() -> Result<Self, TransportError> {
        Self::with_timeout(PATIENCE)
    }

    /// With another timeout for everything from the name's resolution to the last byte of the answer.
    ///
    /// # Errors
    /// TLS could not be set up.
    pub fn with_timeout(timeout: Duration) -> Result<Self, TransportError> {
        Self::from_builder(reqwest::Client::builder().timeout(timeout))
    }

    /// With a client of your own making. Set a timeout; redirects and retries are switched off here, since the
    /// exactly-once rule rests on that.
    ///
    /// # Errors
    /// The builder's own.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        let client = builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .build()
            .map_err(|error| TransportError::new(TransportFailure::Other, Sent::No).because(error))?;
        Ok(Self { client })
    }
}

impl AsyncTransport for ReqwestTransport {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(async move {
            let request = http_types::request(request)?;
            let request = reqwest::Request::try_from(request).map_err(explain)?;
            let mut response = self.client.execute(request).await.map_err(explain)?;
            let mut body = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(explain)? {
                body.extend_from_slice(&chunk);
                if body.len() as u64 > MAX_RESPONSE_BYTES {
                    return Err(TransportError::new(TransportFailure::Other, Sent::Maybe));
                }
            }
            let mut answer = ::http::Response::new(body);
            *answer.status_mut() = response.status();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            Ok(http_types::response(answer))
        })
    }
}

/// Where the way ended. `No` only where no byte of the request can have left.
fn explain(error: reqwest::Error) -> TransportError {
    let (failure, sent) = if error.is_builder() {
        (TransportFailure::Other, Sent::No)
    } else if error.is_connect() {
        // Resolving, connecting and the TLS handshake, all before the request.
        (TransportFailure::Connect, Sent::No)
    } else if error.is_timeout() {
        (TransportFailure::Timeout, Sent::Maybe)
    } else {
        (TransportFailure::Interrupted, Sent::Maybe)
    };
    // The URL may hold a token in its query.
    TransportError::new(failure, sent).because(error.without_url())
}
