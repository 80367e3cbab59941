//! HTTP as plain data, so that any client can carry it.

use pyo3::prelude::*;
use user_metadata_core::http;

use crate::convert::{Shown, Url, repr};

/// A request, ready for any HTTP client. It holds the credentials; `repr` shows neither them nor the query nor the body.
///
/// Send it once, do not follow redirects, and set a timeout.
#[pyclass(frozen, eq, module = "user_metadata")]
#[derive(Clone, PartialEq)]
pub(crate) struct HttpRequest(pub(crate) http::HttpRequest);

#[pymethods]
impl HttpRequest {
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    #[getter]
    fn method(&self) -> &'static str {
        self.0.method.as_str()
    }

    /// The absolute URL, with its query.
    #[getter]
    fn url(&self) -> &str {
        &self.0.url
    }

    /// Header names in lower case, with their values.
    #[getter]
    fn headers(&self) -> Vec<(&str, &str)> {
        self.0.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// The form, percent-encoded; empty for a GET.
    #[getter]
    fn body(&self) -> &[u8] {
        &self.0.body
    }

    fn __repr__(&self) -> String {
        let fields = [("method", self.method().to_owned().shown()), ("url", Url(self.0.url.clone()).shown())];
        repr("HttpRequest", &fields)
    }
}

/// An answer, from any HTTP client: the status, all headers in any case (a name may stand more than once), and the body
/// as it came, decompressed.
#[pyclass(frozen, eq, module = "user_metadata")]
#[derive(Clone, PartialEq)]
pub(crate) struct HttpResponse(pub(crate) http::HttpResponse);

#[pymethods]
impl HttpResponse {
    #[new]
    fn new(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        Self(http::HttpResponse { status, headers, body })
    }

    /// The status code.
    #[getter]
    fn status(&self) -> u16 {
        self.0.status
    }

    /// The headers as they were given.
    #[getter]
    fn headers(&self) -> Vec<(&str, &str)> {
        self.0.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// The body as it was given.
    #[getter]
    fn body(&self) -> &[u8] {
        &self.0.body
    }

    fn __repr__(&self) -> String {
        repr("HttpResponse", &[("status", self.0.status.shown())])
    }
}
