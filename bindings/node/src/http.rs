//! HTTP as plain data.

use napi::Result;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use user_metadata_core::http;

use crate::number;

/// A request, ready for any HTTP client. It holds the credentials.
#[napi(object, object_from_js = false)]
pub struct HttpRequest {
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// Names in lower case, with their values.
    pub headers: Vec<Header>,
    /// The form, percent-encoded; empty for a GET.
    pub body: String,
}

/// An answer, from any HTTP client.
#[napi(object, object_to_js = false)]
pub struct HttpResponse {
    /// The status code.
    pub status: f64,
    /// Names in any case, with their values; a name may stand more than once.
    pub headers: Vec<Header>,
    /// The body as it came, decompressed.
    pub body: Uint8Array,
}

/// One header.
#[napi(object)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl From<http::HttpRequest> for HttpRequest {
    fn from(http::HttpRequest { method, url, headers, body }: http::HttpRequest) -> Self {
        let headers = headers.into_iter().map(|(name, value)| Header { name, value }).collect();
        // A form is percent-encoded, so nothing is lost.
        let body = String::from_utf8_lossy(&body).into_owned();
        Self { method: method.as_str().to_owned(), url, headers, body }
    }
}

impl HttpResponse {
    /// As the core takes it.
    pub(crate) fn read(self) -> Result<http::HttpResponse> {
        let Self { status, headers, body } = self;
        let headers = headers.into_iter().map(|Header { name, value }| (name, value)).collect();
        Ok(http::HttpResponse { status: number::status(status)?, headers, body: body.to_vec() })
    }
}
