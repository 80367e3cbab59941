//! To and from the types of the `http` crate, so that any client built on them can carry our requests.
//!
//! ```
//! use user_metadata::http::{HttpRequest, Method};
//! use user_metadata::transport::http_types;
//!
//! let ours = HttpRequest {
//!     method: Method::Post,
//!     url: "https://clerk.example.com/v1/me/email_addresses".into(),
//!     headers: vec![("authorization".into(), "Bearer tok_1".into())],
//!     body: b"email_address=test%40test.com".to_vec(),
//! };
//! let theirs = http_types::request(&ours).unwrap();
//! assert_eq!(theirs.uri().path(), "/v1/me/email_addresses");
//! assert!(theirs.headers()["authorization"].is_sensitive());
//!
//! let answer = http::Response::builder().status(404).header("x-y", "z").body(b"{}".to_vec()).unwrap();
//! assert_eq!(http_types::response(answer).header("X-Y"), Some("z"));
//! ```

use ::http::{HeaderName, HeaderValue, Method as HttpMethod, Request, Response, Uri};

use super::TransportError;
use crate::enrollment::Sent;
use crate::error::TransportFailure;
use crate::http::{HttpRequest, HttpResponse, Method};

/// Our request in the `http` crate's type. Credentials are marked as sensitive, so that clients do not log them.
///
/// # Errors
/// Nothing was sent: the URL or a header is none. Requests made by the core never are.
pub fn request(request: &HttpRequest) -> Result<Request<Vec<u8>>, TransportError> {
    // What was wrong stays unsaid: it might quote the query.
    let unsendable = || TransportError::new(TransportFailure::Other, Sent::No);
    let uri: Uri = request.url.parse().map_err(|_| unsendable())?;
    let mut made = Request::new(request.body.clone());
    *made.uri_mut() = uri;
    *made.method_mut() = match request.method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Patch => HttpMethod::PATCH,
        Method::Delete => HttpMethod::DELETE,
    };
    for (name, value) in &request.headers {
        let name: HeaderName = name.parse().map_err(|_| unsendable())?;
        let mut value = HeaderValue::from_str(value).map_err(|_| unsendable())?;
        value.set_sensitive(matches!(name.as_str(), "authorization" | "cookie"));
        made.headers_mut().append(name, value);
    }
    Ok(made)
}

/// An answer in the `http` crate's type as ours. A header that is not text is left out: none that matters is.
pub fn response<B: Into<Vec<u8>>>(response: Response<B>) -> HttpResponse {
    let (head, body) = response.into_parts();
    let headers = head.headers.iter().filter_map(|(name, value)| {
        value.to_str().ok().map(|value| (name.as_str().to_owned(), value.to_owned()))
    });
    HttpResponse { status: head.status.as_u16(), headers: headers.collect(), body: body.into() }
}
