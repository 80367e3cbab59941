//! URLs in both directions: the one the user is sent to, and the one the user comes back with.

use serde::Serialize;

use crate::identifier::{RedirectKind, RedirectUrl};
use crate::json::object;
use crate::secret::Secret;

/// What a landing URL said, besides bringing the user back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Landing {
    /// `__clerk_status`.
    pub(crate) status: Option<String>,
    /// `__clerk_error_code`.
    pub(crate) error_code: Option<String>,
}

object! { Landing { field: status, error_code } }

/// What a landing URL holds for us.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Returned {
    pub(crate) landing: Landing,
    pub(crate) nonce: Option<Secret>,
}

/// Reads a landing URL; `None` when it is not the redirect URL that was asked for.
///
/// Same means: same scheme and authority (without case), same path, and every query pair of the redirect URL is
/// still there, so that a `state` of the host's own survives. Where only a path was asked for, any origin will do.
pub(crate) fn read_return(asked: Option<&RedirectUrl>, url: &str) -> Option<Returned> {
    if url.bytes().any(|byte| byte.is_ascii_control() || byte == b' ') {
        return None;
    }
    let came = Parts::of(url);
    if let Some(asked) = asked {
        let wanted = Parts::of(asked.as_str());
        let same_place = match asked.kind() {
            RedirectKind::RootRelative => true,
            RedirectKind::Http | RedirectKind::DeepLink => came.origin.eq_ignore_ascii_case(wanted.origin),
        };
        let same_pairs = wanted
            .query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .all(|pair| came.query.split('&').any(|held| held == pair));
        if !same_place || !same_pairs || came.path() != wanted.path() {
            return None;
        }
    }
    let mut returned = Returned::default();
    // Apps with hash routing find the parameters behind the fragment's own question mark.
    let in_fragment = came.fragment.split_once('?').map_or("", |(_, query)| query);
    for pair in came.query.split('&').chain(in_fragment.split('&')) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match name {
            "__clerk_status" => returned.landing.status = decode(value),
            "__clerk_error_code" => returned.landing.error_code = decode(value).filter(|code| is_code(code)),
            "rotating_token_nonce" => returned.nonce = decode(value).map(Secret::new),
            _ => {}
        }
    }
    Some(returned)
}

/// True when a browser may be sent there: https, or http on loopback; no userinfo; nothing but printable ASCII.
pub(crate) fn is_safe_to_open(url: &str) -> bool {
    if !url.bytes().all(|byte| byte.is_ascii_graphic()) || url.contains(['\\', '"', '<', '>', '`']) {
        return false;
    }
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() || authority.contains('@') {
        return false;
    }
    scheme.eq_ignore_ascii_case("https") || (scheme.eq_ignore_ascii_case("http") && is_loopback(authority))
}

/// True for `localhost`, `127.0.0.0/8` and `[::1]`, with or without a port.
fn is_loopback(authority: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(rest) = authority.strip_prefix("[::1]") {
        return rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port);
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let is_ours = host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    is_ours && is_port(port)
}

struct Parts<'a> {
    /// Scheme and authority; empty for a path.
    origin: &'a str,
    path: &'a str,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> Parts<'a> {
    fn of(url: &'a str) -> Self {
        let (url, fragment) = url.split_once('#').unwrap_or((url, ""));
        let (url, query) = url.split_once('?').unwrap_or((url, ""));
        let authority_start = url.find("://").map_or_else(
            // `com.example.app:/path` has a scheme and no authority.
            || url.find(":/").map_or(0, |colon| colon.saturating_add(1)),
            |colon| colon.saturating_add(3),
        );
        let path_start = url
            .get(authority_start..)
            .and_then(|rest| rest.find('/'))
            .map_or(url.len(), |slash| authority_start.saturating_add(slash));
        let (origin, path) = url.split_at_checked(path_start).unwrap_or((url, ""));
        Self { origin, path, query, fragment }
    }

    /// An empty path is the root.
    fn path(&self) -> &'a str {
        if self.path.is_empty() { "/" } else { self.path }
    }
}

/// Anybody can write a landing URL: only what looks like a code is taken for one.
fn is_code(text: &str) -> bool {
    text.len() <= 64
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Undoes form encoding; `None` where the result is empty or no text.
fn decode(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn returned(asked: &str, url: &str) -> Option<Returned> {
        read_return(Some(&RedirectUrl::parse(asked).unwrap()), url)
    }

    #[test]
    fn the_parameters_of_a_landing_url_are_read() {
        let read = returned(
            "https://app.example.com/back?state=1",
            "https://APP.example.com/back?state=1&__clerk_status=failed&__clerk_error_code=oauth_access_denied&rotating_token_nonce=n%2B1",
        )
        .unwrap();
        assert_eq!(read.landing.status.as_deref(), Some("failed"));
        assert_eq!(read.landing.error_code.as_deref(), Some("oauth_access_denied"));
        assert_eq!(read.nonce, Some(Secret::new("n+1")));
    }

    #[test]
    fn a_url_that_was_not_asked_for_is_foreign() {
        let asked = "https://app.example.com/back?state=1";
        for url in [
            "https://evil.example.com/back?state=1",
            "http://app.example.com/back?state=1",
            "https://app.example.com/other?state=1",
            "https://app.example.com/back?state=2",
            "https://app.example.com/back",
            "https://app.example.com@evil.example.com/back?state=1",
            "myapp://back?state=1",
            "https://app.example.com/back?state=1\r\n",
            "",
        ] {
            assert_eq!(returned(asked, url), None, "{url}");
        }
    }

    #[test]
    fn a_path_comes_back_on_any_origin() {
        assert!(returned("/", "https://app.example.com").is_some());
        assert!(returned("/", "/?__clerk_status=verified").is_some());
        assert!(returned("/", "https://app.example.com/?a=b#/x?__clerk_status=expired").is_some());
        assert_eq!(returned("/", "https://app.example.com/else"), None);
    }

    #[test]
    fn deep_links_are_compared_like_any_url() {
        assert!(returned("myapp://callback", "myapp://callback?rotating_token_nonce=x").is_some());
        assert!(returned("com.example.app:/cb", "com.example.app:/cb").is_some());
        assert_eq!(returned("myapp://callback", "other://callback"), None);
        assert_eq!(returned("com.example.app:/cb", "com.example.app:/other"), None);
    }

    #[test]
    fn only_urls_that_a_browser_may_be_sent_to_are_safe() {
        for url in [
            "https://accounts.google.com/o?x=1",
            "http://127.0.0.1:4010/p",
            "http://localhost/",
            "http://[::1]:80/",
        ] {
            assert!(is_safe_to_open(url), "{url}");
        }
        for url in [
            "http://accounts.google.com/",
            "javascript://x%0aalert(1)",
            "https://user@accounts.google.com/",
            "https:///path",
            "https://a.example/\n",
            "http://127.0.0.1.evil.example/",
            "http://localhost:80@evil.example/",
            "/relative",
            "https://exämple.com/",
            "",
        ] {
            assert!(!is_safe_to_open(url), "{url}");
        }
    }
}
