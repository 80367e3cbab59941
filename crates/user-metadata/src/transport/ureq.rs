//! The blocking transport that comes along: ureq over rustls.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the enums of ureq and std are open: whatever comes new is in doubt"
)]

use std::io;
use std::time::Duration;

use super::{MAX_RESPONSE_BYTES, Transport, TransportError, http_types};
use crate::enrollment::Sent;
use crate::error::TransportFailure;
use crate::http::{HttpRequest, HttpResponse};

/// How long a request may take altogether.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it may take until there is a connection.
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);
/// Kept connections are closed by servers and proxies at their own time; a young one seldom breaks under a request.
const IDLE_PATIENCE: Duration = Duration::from_secs(10);

/// Carries requests with ureq: no redirects, no repeats, 30 seconds, TLS by rustls with Mozilla's roots.
///
/// Cloning it shares the connections.
///
/// ```
/// use user_metadata::{Transport, UreqTransport};
/// use user_metadata::enrollment::Sent;
/// use user_metadata::http::{HttpRequest, Method};
///
/// let transport = UreqTransport::new();
/// // port 9 of this machine: nobody listens there
/// let request = HttpRequest { method: Method::Get, url: "http://127.0.0.1:9/".into(), headers: vec![], body: vec![] };
/// assert_eq!(transport.send(&request).unwrap_err().sent(), Sent::No);
/// ```
#[derive(Debug, Clone)]
pub struct UreqTransport {
    agent: ureq::Agent,
}

impl UreqTransport {
    /// With a timeout of 30 seconds.
    pub fn new() -> Self {
        Self::with_timeout(PATIENCE)
    }

    /// With another timeout for everything from the name's resolution to the last byte of the answer.
    pub fn with_timeout(timeout: Duration) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(timeout))
            .timeout_connect(Some(timeout.min(CONNECT_PATIENCE)))
            .max_idle_age(IDLE_PATIENCE)
            .user_agent(concat!("user-metadata/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.new_agent() }
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for UreqTransport {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let request = http_types::request(request)?;
        // ureq refuses a body, even an empty one, where the method has none by custom.
        let answered = if request.body().is_empty() && !matches!(request.method().as_str(), "POST" | "PATCH")
        {
            self.agent.run(request.map(|_| ()))
        } else {
            self.agent.run(request)
        };
        let (head, mut body) = answered.map_err(without_answer)?.into_parts();
        let body = body.with_config().limit(MAX_RESPONSE_BYTES).read_to_vec().map_err(in_the_answer)?;
        Ok(http_types::response(::http::Response::from_parts(head, body)))
    }
}

/// Where the way ended. `No` only where no byte of the request can have left.
fn without_answer(error: ureq::Error) -> TransportError {
    use TransportFailure as Failure;
    let (failure, sent) = match &error {
        ureq::Error::HostNotFound | ureq::Error::Timeout(ureq::Timeout::Resolve) => {
            (Failure::Offline, Sent::No)
        }
        ureq::Error::ConnectionFailed | ureq::Error::ConnectProxyFailed(_) => (Failure::Connect, Sent::No),
        ureq::Error::Timeout(ureq::Timeout::Connect) => (Failure::Timeout, Sent::No),
        ureq::Error::Timeout(_) => (Failure::Timeout, Sent::Maybe),
        ureq::Error::Io(error) => of_io(error),
        // The handshake goes with the first write, and no error says on which side of it we are.
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => (Failure::Tls, Sent::Maybe),
        ureq::Error::BadUri(_)
        | ureq::Error::Http(_)
        | ureq::Error::InvalidProxyUrl
        | ureq::Error::TlsRequired => (Failure::Other, Sent::No),
        _ => (Failure::Other, Sent::Maybe),
    };
    match error {
        // They quote the URL, and with it the token in its query.
        ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) | ureq::Error::Http(_) => {
            TransportError::new(failure, sent)
        }
        error => TransportError::new(failure, sent).because(error),
    }
}

/// The answer had begun, so the request has arrived.
fn in_the_answer(error: ureq::Error) -> TransportError {
    let failure = match &error {
        ureq::Error::Timeout(_) => TransportFailure::Timeout,
        ureq::Error::Io(_) => TransportFailure::Interrupted,
        _ => TransportFailure::Other,
    };
    TransportError::new(failure, Sent::Maybe).because(error)
}

fn of_io(error: &io::Error) -> (TransportFailure, Sent) {
    match error.kind() {
        // These two come from opening a connection and from nowhere else.
        io::ErrorKind::ConnectionRefused | io::ErrorKind::AddrNotAvailable => {
            (TransportFailure::Connect, Sent::No)
        }
        // These can strike an open connection as well.
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
            (TransportFailure::Offline, Sent::Maybe)
        }
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => (TransportFailure::Timeout, Sent::Maybe),
        // What rustls refuses, such as a certificate, comes wrapped so.
        io::ErrorKind::InvalidData => (TransportFailure::Tls, Sent::Maybe),
        _ => (TransportFailure::Interrupted, Sent::Maybe),
    }
}
