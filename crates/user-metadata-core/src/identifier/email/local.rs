//! What stands before the `@`.

use super::unicode::is_unsafe;
use super::{refusal, refusal_at};
use crate::error::{ValidationCode as Code, ValidationError};

/// RFC 5321 section 4.5.3.1.1.
const LONGEST: usize = 64;

/// The place of the `@` that ends the local part.
pub(super) fn read(text: &str) -> Result<usize, ValidationError> {
    let at = if text.starts_with('"') { quoted_string(text)? } else { dot_string(text)? };
    if at > LONGEST { Err(refusal(Code::LocalTooLong)) } else { Ok(at) }
}

/// `Dot-string = Atom *("." Atom)`
fn dot_string(text: &str) -> Result<usize, ValidationError> {
    if !text.contains('@') {
        return Err(refusal(Code::NoAt));
    }
    let mut atom_begins = true;
    for (place, c) in text.char_indices() {
        match c {
            '@' if place == 0 => return Err(refusal_at(Code::LocalEmpty, 0)),
            '@' if atom_begins => return Err(refusal_at(Code::LocalDot, place - 1)),
            '@' => return Ok(place),
            '.' if atom_begins => return Err(refusal_at(Code::LocalDot, place)),
            _ => check_unicode_and_controls(c, place)?,
        }
        if c.is_ascii() && c != '.' && !is_atext(c) {
            return Err(refusal_at(Code::LocalChar, place));
        }
        atom_begins = c == '.';
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
            _ => check_unicode_and_controls(c, place)?,
        }
    }
    Err(refusal(Code::QuotedUnterminated))
}

fn check_unicode_and_controls(c: char, place: usize) -> Result<(), ValidationError> {
    if c.is_ascii_control() {
        Err(refusal_at(Code::Control, place))
    } else if !c.is_ascii() && is_unsafe(c) {
        Err(refusal_at(Code::LocalUnsafeUnicode, place))
    } else {
        Ok(())
    }
}

/// RFC 5322 section 3.2.3.
fn is_atext(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}
