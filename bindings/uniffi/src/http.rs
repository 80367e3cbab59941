//! Requests and answers, as data.

use std::fmt;

use user_metadata_core::http as core;

use crate::convert::{FromCore, ToCore};

/// One header.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HttpHeader {
    /// The name: in lower case in a request, in any case in an answer.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A request, ready for any HTTP client.
///
/// Send it once, do not follow redirects, and set a timeout (30 s unless you know better). It holds the credentials; its
/// description shows neither them nor the query nor the body.
#[uniffi::export(Debug)]
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct HttpRequest {
    /// As it stands on the request line: `GET`, `POST`, `PATCH` or `DELETE`.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// The headers; none stands twice.
    pub headers: Vec<HttpHeader>,
    /// The form, percent-encoded; empty for a GET.
    pub body: Vec<u8>,
}

/// An answer, from any HTTP client. Its description shows neither header values nor the body.
#[uniffi::export(Debug)]
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct HttpResponse {
    /// The status code.
    pub status: i32,
    /// The headers; a name may stand more than once.
    pub headers: Vec<HttpHeader>,
    /// The body as it came, decompressed.
    pub body: Vec<u8>,
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As the core shows a request of its own.
        let path = self.url.split('?').next().unwrap_or_default();
        write!(f, "{} {path} ({} body bytes)", self.method, self.body.len())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clone().to_core().fmt(f)
    }
}

impl FromCore<core::HttpRequest> for HttpRequest {
    fn from_core(core: core::HttpRequest) -> Self {
        let core::HttpRequest { method, url, headers, body } = core;
        let headers = headers.into_iter().map(|(name, value)| HttpHeader { name, value }).collect();
        Self { method: method.as_str().to_owned(), url, headers, body }
    }
}

impl ToCore<core::HttpResponse> for HttpResponse {
    fn to_core(self) -> core::HttpResponse {
        // No server answers with a status outside of 16 bits; a host that says so gets an unexpected status.
        let status = u16::try_from(self.status).unwrap_or_default();
        core::HttpResponse { status, headers: pairs(self.headers), body: self.body }
    }
}

/// The headers as the core has them.
pub(crate) fn pairs(headers: Vec<HttpHeader>) -> Vec<(String, String)> {
    headers.into_iter().map(|header| (header.name, header.value)).collect()
}
