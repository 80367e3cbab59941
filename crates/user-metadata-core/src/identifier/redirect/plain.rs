//! The URLs that nearly every app has, at a glance: `https://app.example.com:8443/a/b?c=d`, `/a/b?c=d`.
//!
//! No percent-encoding, no dot after the host, no punycode, no IP address: then there are no tricks to look for.
//! Whatever is not plainly valid is left to the careful reader, which knows the reasons.

use super::{LONGEST, RedirectKind, may_stand_in_a_url};
use crate::blocks::every;

/// No host this short has a label that is too long.
const SHORT_HOST: usize = 63;

/// The kind of a URL that is plainly valid.
pub(super) fn read(text: &str) -> Option<RedirectKind> {
    let (kind, rest) = if let Some(path) = text.strip_prefix('/') {
        (RedirectKind::RootRelative, path.as_bytes())
    } else {
        let after_scheme = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        match after_host(after_scheme.as_bytes())? {
            [b'/', path @ ..] => (RedirectKind::Http, path),
            query => (RedirectKind::Http, query),
        }
    };
    let plain = rest.first() != Some(&b'/') && text.len() <= LONGEST && every(rest, is_plain);
    plain.then_some(kind)
}

const fn is_plain(byte: u8) -> bool {
    may_stand_in_a_url(byte) & (byte != b'%') & (byte != b'.') & (byte != b':')
}

/// What follows a plain host and its port.
fn after_host(text: &[u8]) -> Option<&[u8]> {
    let mut place = 0;
    let mut before = DOT;
    let mut wrong = 0;
    let mut last_label_begins_with = OTHER;
    for byte in text {
        let class = class(*byte);
        if class & END != 0 {
            break;
        }
        wrong |= class & OTHER | touching(before, class);
        last_label_begins_with = if before == DOT { class } else { last_label_begins_with };
        before = class;
        place += 1;
    }
    wrong |= touching(before, DOT);
    let plain = wrong == 0 && last_label_begins_with == LETTER && place <= SHORT_HOST;
    after_port(text.get(place..).filter(|_| plain)?)
}

/// Ports of one to four digits.
fn after_port(text: &[u8]) -> Option<&[u8]> {
    let Some(text) = text.strip_prefix(b":") else { return Some(text) };
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = text.get(digits..).filter(|_| (1..=4).contains(&digits))?;
    matches!(rest, [] | [b'/' | b'?' | b'#', ..]).then_some(rest)
}

/// Dots and hyphens touch nothing but letters and digits. Two hyphens may be the sign of punycode.
const fn touching(before: u8, class: u8) -> u8 {
    before & class & (DOT | HYPHEN) | before << 1 & class & HYPHEN | class << 1 & before & HYPHEN
}

const LETTER: u8 = 0;
const DOT: u8 = 1;
const HYPHEN: u8 = 2;
const DIGIT: u8 = 4;
const OTHER: u8 = 8;
const END: u8 = 16;

fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

static CLASSES: [u8; 256] = classes();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: a wrong index does not compile")]
const fn classes() -> [u8; 256] {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'.' => DOT,
            b'-' => HYPHEN,
            b':' | b'/' | b'?' | b'#' => END,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
}
