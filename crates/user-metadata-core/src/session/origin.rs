//! An origin: scheme, host and port, and nothing else.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use crate::error::{Field, ValidationCode, ValidationError};
use crate::identifier::host::is_http_host;

/// The app's own origin, `scheme://host` or `scheme://host:port`.
///
/// A host that is no browser sends it as the `Origin` header with dev-browser and cookie credentials; some calls
/// demand one (`origin_missing`), and a root-relative redirect URL means nothing without it. Browsers set the
/// header by themselves.
///
/// The text is kept in its canonical form, as a browser would send it: lower case, no default port.
///
/// ```
/// use user_metadata_core::session::Origin;
/// assert_eq!(Origin::parse("https://App.example.com:443").unwrap().as_str(), "https://app.example.com");
/// assert_eq!(Origin::parse("http://localhost:3000").unwrap().as_str(), "http://localhost:3000");
/// assert_eq!(Origin::parse("https://app.example.com/").unwrap_err().code().as_str(), "origin_path");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin(String);

impl Origin {
    /// Reads `scheme://host[:port]`. Any scheme will do (`chrome-extension://…` is an origin too).
    ///
    /// # Errors
    ///
    /// Field `origin`: `empty`, `origin_scheme`, `host_malformed`, `origin_path` when anything follows the port.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        let (address, rest) = Address::split(text, Field::Origin)?;
        if rest.is_empty() {
            Ok(Self(address.to_string()))
        } else {
            Err(ValidationError::new(Field::Origin, ValidationCode::OriginPath))
        }
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Origin {
    type Err = ValidationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// A scheme and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    scheme: String,
    authority: Authority,
}

impl Address {
    /// Splits a URL into its address and whatever follows it (a path, a query, a fragment, unchecked).
    pub(super) fn split(text: &str, field: Field) -> Result<(Self, &str), ValidationError> {
        if text.is_empty() {
            return Err(ValidationError::new(field, ValidationCode::Empty));
        }
        let (scheme, rest) = text
            .split_once("://")
            .filter(|(scheme, _)| is_scheme(scheme))
            .ok_or_else(|| ValidationError::new(field, ValidationCode::OriginScheme))?;
        // A backslash ends the authority, since some URL parsers read it as a slash.
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        let mut address =
            Self { scheme: scheme.to_ascii_lowercase(), authority: Authority::parse(authority, field)? };
        if address.authority.port == default_port(&address.scheme) {
            address.authority.port = None;
        }
        Ok((address, rest))
    }

    /// `https`, to this authority.
    pub(super) fn https(authority: Authority) -> Self {
        let port = authority.port.filter(|port| *port != 443);
        Self { scheme: "https".to_owned(), authority: Authority { port, ..authority } }
    }

    /// Takes `https`, and `http` to this very machine.
    pub(super) fn require_safe_transport(&self) -> Result<(), ValidationCode> {
        match self.scheme.as_str() {
            "https" => Ok(()),
            "http" if self.authority.is_loopback() => Ok(()),
            "http" => Err(ValidationCode::HttpNotLoopback),
            _ => Err(ValidationCode::OriginScheme),
        }
    }

    pub(super) fn authority(&self) -> &Authority {
        &self.authority
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

/// A plain host with or without a port: no user, no path, nothing that two URL parsers could read differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Authority {
    host: String,
    port: Option<u16>,
}

impl Authority {
    pub(super) fn parse(text: &str, field: Field) -> Result<Self, ValidationError> {
        Self::read(text).ok_or_else(|| ValidationError::new(field, ValidationCode::HostMalformed))
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    pub(super) fn is_loopback(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        self.host == "localhost"
            || self.host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
            || bare.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback())
    }

    /// The same host with `prefix` before it, once.
    pub(super) fn prefixed(&self, prefix: &str) -> Self {
        let host =
            if self.host.starts_with(prefix) { self.host.clone() } else { format!("{prefix}{}", self.host) };
        Self { host, port: self.port }
    }

    fn read(text: &str) -> Option<Self> {
        let (host, port) = match text.rsplit_once(':') {
            // The last colon of a bare IPv6 address in brackets is not a port's.
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            Some(_) | None => (text, None),
        };
        let port = match port {
            Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(digits.parse().ok()?)
            }
            Some(_) => return None,
            None => None,
        };
        let is_name = !host.ends_with('.') && is_http_host(host);
        let host = ipv6(host).or_else(|| is_name.then(|| host.to_ascii_lowercase()))?;
        Some(Self { host, port })
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => write!(f, "{}:{port}", self.host),
            None => f.write_str(&self.host),
        }
    }
}

/// RFC 3986: a letter, then letters, digits, `+`, `-` and `.`.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    }
}

/// An IPv6 address in brackets, in its shortest form.
fn ipv6(host: &str) -> Option<String> {
    let inside = host.strip_prefix('[')?.strip_suffix(']')?;
    Some(format!("[{}]", inside.parse::<Ipv6Addr>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        Origin::parse(text).unwrap_err().code().as_str()
    }

    #[test]
    fn an_origin_is_kept_as_a_browser_would_send_it() {
        for (typed, kept) in [
            ("https://app.example.com", "https://app.example.com"),
            ("HTTPS://APP.Example.com:443", "https://app.example.com"),
            ("http://192.168.1.5:3000", "http://192.168.1.5:3000"),
            ("http://[::1]:80", "http://[::1]"),
            ("http://[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000"),
            ("chrome-extension://abcdefghijklmnop", "chrome-extension://abcdefghijklmnop"),
        ] {
            assert_eq!(Origin::parse(typed).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn anything_after_the_port_is_refused() {
        for text in
            ["https://a.example/", "https://a.example?x", "https://a.example#x", "https://a.example\\x"]
        {
            assert_eq!(code(text), "origin_path", "{text}");
        }
    }

    #[test]
    fn what_has_no_scheme_is_refused() {
        assert_eq!(code(""), "empty");
        for text in [
            "null",
            "app.example.com",
            "//app.example.com",
            "1s://a.example",
            "h ttp://a.example",
            "https:/a",
        ] {
            assert_eq!(code(text), "origin_scheme", "{text}");
        }
    }

    #[test]
    fn a_host_that_is_not_plain_is_refused() {
        for text in [
            "https://",
            "https://user@a.example",
            "https://user:pass@a.example",
            "https://a.example:",
            "https://a.example:65536",
            "https://a.example:+80",
            "https://a..example",
            "https://a.example.",
            "https://a b.example",
            "https://a.example\r\nx: y",
            "https://ä.example",
            "https://a%2eexample",
            "https://127.1",
            "https://0x7f.0.0.0x1",
            "https://2130706433",
            "https://[::1",
            "https://[]",
            "https://[::1%25lo]",
            "https://::1",
            "https://xn--",
            "https://xn--a.example",
            "https://-a.example",
        ] {
            assert_eq!(code(text), "host_malformed", "{text:?}");
        }
    }

    #[test]
    fn only_this_machine_is_loopback() {
        let is_loopback = |host: &str| Authority::parse(host, Field::Origin).unwrap().is_loopback();
        for host in ["localhost", "127.0.0.1:4000", "127.9.9.9", "[::1]:4000", "LOCALHOST:1"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["127.0.0.1.example.com", "localhost.example.com", "10.0.0.1", "[::2]", "128.0.0.1"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
