//! What stands between `://` and the path.

use super::refusal_at;
use crate::error::{ValidationCode as Code, ValidationError};
use crate::identifier::host::{LONGEST_HOST, is_bracketed_ipv6, is_http_host};

/// The host of a text that begins with an authority.
pub(super) fn host(text: &str) -> &str {
    let (authority, _) = split_authority(text);
    split_port(authority).0
}

/// Checks the authority that the text begins with, and returns what comes after it. `begin` is its place.
pub(super) fn check_http(text: &str, begin: usize) -> Result<&str, ValidationError> {
    let (authority, rest) = split_authority(text);
    if authority.is_empty() {
        return Err(refusal_at(Code::NoAuthority, begin));
    }
    let host = check_userinfo_and_port(authority, begin)?;
    if is_http_host(host) { Ok(rest) } else { Err(refusal_at(Code::Host, begin)) }
}

/// Checks the authority of a deep link, which may be empty and is what the app makes of it.
pub(super) fn check_deep_link(text: &str, begin: usize) -> Result<&str, ValidationError> {
    let (authority, rest) = split_authority(text);
    if authority.is_empty() {
        return Ok(rest);
    }
    let host = check_userinfo_and_port(authority, begin)?;
    if is_deep_link_host(host) { Ok(rest) } else { Err(refusal_at(Code::Host, begin)) }
}

fn split_authority(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The host, brackets included, and what follows it.
fn split_port(authority: &str) -> (&str, &str) {
    let end = if authority.starts_with('[') {
        authority.find(']').map_or(authority.len(), |bracket| bracket + 1)
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    authority.split_at_checked(end).unwrap_or((authority, ""))
}

fn check_userinfo_and_port(authority: &str, begin: usize) -> Result<&str, ValidationError> {
    if let Some(at) = authority.find('@') {
        return Err(refusal_at(Code::Userinfo, begin + at));
    }
    let (host, port) = split_port(authority);
    if port.is_empty() || port.strip_prefix(':').is_some_and(is_port) {
        Ok(host)
    } else {
        Err(refusal_at(Code::Port, begin + host.len()))
    }
}

fn is_port(text: &str) -> bool {
    (1..=5).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse::<u32>().is_ok_and(|port| port <= 65_535)
}

/// A name as the URL standard leaves it alone: it neither decodes nor lower-cases it.
fn is_deep_link_host(host: &str) -> bool {
    if host.starts_with('[') {
        return is_bracketed_ipv6(host);
    }
    !host.is_empty()
        && host.len() <= LONGEST_HOST
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}
