//! Hosts that every URL parser reads alike: those of redirect URLs, and of the servers and origins of a session.

use std::net::{Ipv4Addr, Ipv6Addr};

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use super::text::is_a_label;

/// RFC 1035 section 2.3.4, in its presentation form without the trailing dot.
pub(crate) const LONGEST_HOST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// A name, an IPv4 address in its plain notation or an IPv6 address in brackets; one dot may follow a name.
pub(crate) fn is_http_host(host: &str) -> bool {
    if host.starts_with('[') {
        return is_bracketed_ipv6(host);
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    if name.len() > LONGEST_HOST || !name.split('.').all(is_label) {
        return false;
    }
    if ends_in_a_number(name) {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    !name.split('.').any(is_a_label) || is_valid_idn(name)
}

/// RFC 3986 section 3.2.2, without the zone of RFC 6874.
pub(crate) fn is_bracketed_ipv6(host: &str) -> bool {
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    address.is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
}

/// Letters, digits, hyphens inside; underscores too, for development hosts have them.
fn is_label(label: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// The URL standard's "ends in a number" checker: browsers read such a host as an IPv4 address, in octal,
/// hexadecimal and with parts left out.
fn ends_in_a_number(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let hexadecimal = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => last.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

fn is_valid_idn(name: &str) -> bool {
    Uts46::new().to_ascii(name.as_bytes(), AsciiDenyList::URL, Hyphens::Allow, DnsLength::Verify).is_ok()
}
