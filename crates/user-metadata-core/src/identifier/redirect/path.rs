//! Paths, and the tricks that are played with them.

use super::{denied, refusal_at};
use crate::blocks::every;
use crate::error::{ValidationCode as Code, ValidationError};

/// No denied scheme is longer.
const LONGEST_DENIED: usize = 32;

/// Checks a whole URL that is a path from the root, query and fragment included. Two slashes at its start have
/// been refused.
pub(super) fn check_from_root(text: &str) -> Result<(), ValidationError> {
    check_percents(text, 0)?;
    let path = without_query(text);
    check_tricks(path, 0)?;
    if first_segment_is_a_scheme(path) { Err(refusal_at(Code::EmbeddedScheme, 1)) } else { Ok(()) }
}

/// Checks what comes after an authority. `begin` is its place.
pub(super) fn check_after_authority(text: &str, begin: usize) -> Result<(), ValidationError> {
    check_percents(text, begin)?;
    let path = without_query(text);
    if path.starts_with("//") {
        return Err(refusal_at(Code::PathStartsSlashSlash, begin));
    }
    check_tricks(path, begin)
}

fn without_query(text: &str) -> &str {
    let end = text.bytes().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn check_percents(text: &str, begin: usize) -> Result<(), ValidationError> {
    if every(text.as_bytes(), |byte| byte != b'%') {
        return Ok(());
    }
    let mut rest = text.bytes().zip(begin..);
    while let Some((byte, place)) = rest.next() {
        if byte == b'%' {
            let complete = rest.by_ref().take(2).filter(|(byte, _)| byte.is_ascii_hexdigit()).count() == 2;
            if !complete {
                return Err(refusal_at(Code::Percent, place));
            }
        }
    }
    Ok(())
}

/// The tricks of a path whose percent-encodings are complete.
fn check_tricks(path: &str, begin: usize) -> Result<(), ValidationError> {
    if every(path.as_bytes(), |byte| (byte != b'%') & (byte != b'.')) {
        return Ok(());
    }
    let mut dot_segment = false;
    let mut double_slash = false;
    let mut segment = Segment::default();
    for (n, byte) in Decoded(path.bytes()).enumerate() {
        let encoded = byte.encoded;
        match byte.value {
            b'/' | b'\\' | b' ' if encoded && n == 1 => {
                return Err(refusal_at(Code::EncodedTrick, begin + 1));
            }
            value if encoded && value.is_ascii_control() => {
                let place = encoded_control(path).unwrap_or_default();
                return Err(refusal_at(Code::EncodedTrick, begin + place));
            }
            b'/' | b'\\' => {
                double_slash |= n > 0 && segment.length == 0;
                dot_segment |= segment.is_dots();
                segment = Segment::default();
            }
            value => {
                segment.length += 1;
                segment.dots += usize::from(value == b'.');
            }
        }
    }
    dot_segment |= segment.is_dots();
    if dot_segment && double_slash { Err(refusal_at(Code::DotSegmentTrick, begin)) } else { Ok(()) }
}

/// Where the first encoded control character stands.
fn encoded_control(path: &str) -> Option<usize> {
    path.match_indices('%').map(|(place, _)| place).find(|place| {
        let digits = path.get(place + 1..place + 3).unwrap_or_default();
        u8::from_str_radix(digits, 16).is_ok_and(|value| value.is_ascii_control())
    })
}

#[derive(Default)]
struct Segment {
    length: usize,
    dots: usize,
}

impl Segment {
    /// `.` or `..`: RFC 3986 section 3.3.
    fn is_dots(&self) -> bool {
        self.dots == self.length && matches!(self.dots, 1 | 2)
    }
}

/// Says whether the first segment, decoded, begins with `http:`, `https:` or a denied scheme: some routers and
/// some people take it for a URL.
fn first_segment_is_a_scheme(path: &str) -> bool {
    let segment = Decoded(path.bytes()).skip(1).map(|byte| byte.value).take_while(|byte| *byte != b'/');
    let mut name = [0; LONGEST_DENIED];
    for (length, byte) in segment.enumerate() {
        if byte == b':' {
            let name = name.get(..length).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default();
            return ["http", "https"].iter().any(|http| name.eq_ignore_ascii_case(http))
                || denied::is_denied(name);
        }
        let Some(slot) = name.get_mut(length) else { return false };
        *slot = byte;
    }
    false
}

/// The bytes of a path with its percent-encodings decoded once.
struct Decoded<'a>(std::str::Bytes<'a>);

struct DecodedByte {
    value: u8,
    encoded: bool,
}

impl Iterator for Decoded<'_> {
    type Item = DecodedByte;

    fn next(&mut self) -> Option<DecodedByte> {
        let byte = self.0.next()?;
        if byte != b'%' {
            return Some(DecodedByte { value: byte, encoded: false });
        }
        let mut digit = || self.0.next().and_then(|byte| char::from(byte).to_digit(16)).unwrap_or_default();
        let value = digit() << 4 | digit();
        Some(DecodedByte { value: value as u8, encoded: true })
    }
}
