//! What stands before the `@`.

use super::plain::is_atext;
use super::unicode::is_unsafe;
use super::{refusal, refusal_at};
use crate::error::{ValidationCode as Code, ValidationError};

/// RFC 5321 section 4.5.3.1.1.
const LONGEST: usize = 64;

/// The place of the `@` that ends the local part.
pub(super) fn read(text: &str) -> Result<usize, ValidationError> {
    let at = if text.as_bytes().first() == Some(&b'"') { quoted_string(text)? } else { dot_string(text)? };
    if at > LONGEST { Err(refusal(Code::LocalTooLong)) } else { Ok(at) }
}

/// `Dot-string = Atom *("." Atom)`
fn dot_string(text: &str) -> Result<usize, ValidationError> {
    let mut atom_begins = 0;
    for (place, byte) in text.bytes().enumerate() {
        if is_atext(byte) {
            continue;
        }
        let code = match byte {
            b'@' if place == 0 => return Err(refusal_at(Code::LocalEmpty, 0)),
            b'@' if place == atom_begins => return Err(refusal_at(Code::LocalDot, place - 1)),
            b'@' => return Ok(place),
            b'.' if place == atom_begins => Code::LocalDot,
            b'.' => {
                atom_begins = place + 1;
                continue;
            }
            0x80.. => {
                if !begins_with_unsafe(text.get(place..)) {
                    continue;
                }
                Code::LocalUnsafeUnicode
            }
            _ if byte.is_ascii_control() => Code::Control,
            _ => Code::LocalChar,
        };
        // A text without any `@` is refused for that, whatever else it holds.
        return Err(if text.contains('@') { refusal_at(code, place) } else { refusal(Code::NoAt) });
    }
    Err(refusal(Code::NoAt))
}

/// `Quoted-string = DQUOTE *QcontentSMTP DQUOTE`: no folding, no controls.
fn quoted_string(text: &str) -> Result<usize, ValidationError> {
    let mut chars = text.char_indices().skip(1);
    while let Some((place, c)) = chars.next() {
        match c {
            '"' => {
                return match chars.next() {
                    Some((at, '@')) => Ok(at),
                    Some((after, _)) => Err(refusal_at(Code::LocalChar, after)),
                    None => Err(refusal(Code::NoAt)),
                };
            }
            '\\' => match chars.next() {
                Some((_, ' '..='~')) => {}
                Some(_) => return Err(refusal_at(Code::QuotedBadPair, place)),
                None => break,
            },
            _ if c.is_ascii_control() => return Err(refusal_at(Code::Control, place)),
            _ if !c.is_ascii() && is_unsafe(c) => return Err(refusal_at(Code::LocalUnsafeUnicode, place)),
            _ => {}
        }
    }
    Err(refusal(Code::QuotedUnterminated))
}

/// Says whether a character with no place in a local part begins here. Between two characters there is none.
fn begins_with_unsafe(text: Option<&str>) -> bool {
    text.and_then(|text| text.chars().next()).is_some_and(is_unsafe)
}
