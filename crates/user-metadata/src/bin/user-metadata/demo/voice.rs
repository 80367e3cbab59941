//! What the audience is told.

use std::sync::{Arc, Mutex, PoisonError};

use user_metadata::http::{HttpRequest, HttpResponse};
use user_metadata::{Transport, TransportError, UreqTransport};

use crate::style::{BAD, GOOD, QUIET};

/// A story as it is told; clones tell the same one.
#[derive(Clone, Default)]
pub(super) struct Voice(Arc<Mutex<String>>);

impl Voice {
    /// Somebody does something.
    pub(super) fn says(&self, text: &str) {
        self.line(&format!("  {text}"));
    }

    /// It has come to this.
    pub(super) fn concludes(&self, text: &str) {
        self.line(&format!("  {GOOD}=> {text}{GOOD:#}"));
    }

    /// Everything so far.
    pub(super) fn told(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn line(&self, line: &str) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.push_str(line);
        told.push('\n');
    }
}

/// Carries requests, and tells of them.
pub(super) struct ToldTransport {
    pub(super) voice: Voice,
    pub(super) inner: UreqTransport,
}

impl Transport for ToldTransport {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let reply = self.inner.send(request);
        let (style, result) = match &reply {
            Ok(response) if response.status < 400 => (QUIET, response.status.to_string()),
            Ok(response) => (BAD, response.status.to_string()),
            Err(error) => (BAD, error.to_string()),
        };
        let path = request.url.split_once("/v1").map_or("", |(_, path)| path);
        let path = path.split('?').next().unwrap_or_default();
        let method = request.method.as_str();
        self.voice.line(&format!("      {QUIET}{method} /v1{path}{QUIET:#}  {style}{result}{style:#}"));
        reply
    }
}
