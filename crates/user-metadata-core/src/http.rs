//! HTTP as plain data, so that any client can carry it.

use std::fmt;

/// The method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads, and may be repeated.
    Get,
    /// Creates or acts; the core never repeats one blindly.
    Post,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// As it stands on the request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A request, ready for any HTTP client.
///
/// Send it once, do not follow redirects, and set a timeout (30 s unless you know better). It holds the
/// credentials: `Debug` shows neither them nor the query nor the body, and [`HttpRequest::redacted`] makes a
/// copy without them.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The absolute URL.
    pub url: String,
    /// Header names in lower case, with their values.
    pub headers: Vec<(String, String)>,
    /// The form, percent-encoded; empty for a GET.
    pub body: Vec<u8>,
}

/// Query parameters whose value is a credential.
const SECRET_PARAMETERS: [&str; 3] = ["__clerk_db_jwt", "__dev_session", "rotating_token_nonce"];
/// Headers whose value is a credential.
const SECRET_HEADERS: [&str; 2] = ["authorization", "cookie"];
const REDACTED: &str = "[redacted]";

impl HttpRequest {
    /// A copy whose credentials (header values and query parameters) read `[redacted]`: what a person may see who
    /// wants to know what would be sent. The body stays as it is, with the code or signature that the caller gave;
    /// for a log there is `Debug`.
    #[must_use]
    pub fn redacted(&self) -> Self {
        let mut copy = self.clone();
        for (name, value) in &mut copy.headers {
            if SECRET_HEADERS.contains(&name.as_str()) {
                REDACTED.clone_into(value);
            }
        }
        if let Some((path, query)) = self.url.split_once('?') {
            let shown: Vec<String> = query
                .split('&')
                .map(|pair| match pair.split_once('=') {
                    Some((name, _)) if SECRET_PARAMETERS.contains(&name) => format!("{name}={REDACTED}"),
                    Some(_) | None => pair.to_owned(),
                })
                .collect();
            copy.url = format!("{path}?{}", shown.join("&"));
        }
        copy
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.split('?').next().unwrap_or_default();
        write!(f, "{} {path} ({} body bytes)", self.method.as_str(), self.body.len())
    }
}

/// An answer, from any HTTP client. `Debug` shows neither header values nor the body.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// Header names in any case, with their values; a name may stand more than once.
    pub headers: Vec<(String, String)>,
    /// The body as it came, decompressed.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first header of that name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Every header of that name, in any case.
    pub fn header_values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} headers, {} body bytes)", self.status, self.headers.len(), self.body.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> HttpRequest {
        HttpRequest {
            method: Method::Post,
            url: "https://clerk.example.com/v1/me?_clerk_session_id=sess_1&__clerk_db_jwt=dvb_1".into(),
            headers: vec![
                ("authorization".into(), "Bearer tok_1".into()),
                ("content-type".into(), "x".into()),
            ],
            body: b"code=424242".to_vec(),
        }
    }

    #[test]
    fn debug_shows_no_credential_and_no_body() {
        let shown = format!("{:?}", request());
        assert_eq!(shown, "POST https://clerk.example.com/v1/me (11 body bytes)");
    }

    #[test]
    fn a_redacted_copy_keeps_everything_but_the_credentials() {
        let copy = request().redacted();
        assert_eq!(
            copy.url,
            "https://clerk.example.com/v1/me?_clerk_session_id=sess_1&__clerk_db_jwt=[redacted]"
        );
        assert_eq!(copy.headers[0].1, "[redacted]");
        assert_eq!(copy.headers[1].1, "x");
        assert_eq!(copy.body, b"code=424242");
    }

    #[test]
    fn header_names_are_compared_without_case() {
        let response =
            HttpResponse { headers: vec![("Retry-After".into(), "3".into())], ..HttpResponse::default() };
        assert_eq!(response.header("retry-after"), Some("3"));
    }
}
