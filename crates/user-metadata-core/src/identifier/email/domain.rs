//! What stands after the `@`, and the address as a whole.

use idna::uts46::{AsciiDenyList, ErrorPolicy, Hyphens, ProcessingSuccess, Uts46};

use super::{LONGEST, LONGEST_TYPED, local, plain, refusal, refusal_at};
use crate::blocks::every;
use crate::error::{ValidationCode as Code, ValidationError};
use crate::identifier::text::is_a_label;

/// RFC 1035 section 2.3.4.
const LONGEST_LABEL: usize = 63;

/// By how much most domains grow when they are written in A-labels.
const PUNYCODE_ROOM: usize = 16;

/// An address that was found to be valid.
pub(super) enum Address {
    /// As it stands, but for the case of its domain.
    Ascii,
    /// With its domain mapped by UTS 46, and the same with A-labels where it has any.
    Mapped { text: String, ascii: Option<String> },
}

/// Reads an address as a whole, and finds the place of its `@`.
pub(super) fn read(text: &str) -> Result<(usize, Address), ValidationError> {
    match plain::read(text.as_bytes()) {
        Some(at) => Ok((at, Address::Ascii)),
        None => read_carefully(text),
    }
}

/// Reads an address that is not plainly valid.
#[inline(never)]
pub(super) fn read_carefully(text: &str) -> Result<(usize, Address), ValidationError> {
    if text.is_empty() {
        return Err(refusal(Code::Empty));
    }
    if text.len() > LONGEST_TYPED {
        return Err(refusal(Code::TooLong));
    }
    let at = local::read(text)?;
    let begin = at + 1;
    let typed = text.get(begin..).unwrap_or_default();
    check_characters(typed, begin)?;
    let address = if needs_mapping(typed) { map(text, begin)? } else { Address::Ascii };
    let length = match &address {
        Address::Ascii => check_labels(typed, Some(begin))?,
        Address::Mapped { text, ascii } => {
            check_labels(ascii.as_ref().unwrap_or(text).get(begin..).unwrap_or_default(), None)?
        }
    };
    if begin + length > LONGEST { Err(refusal(Code::TooLong)) } else { Ok((at, address)) }
}

fn check_characters(domain: &str, begin: usize) -> Result<(), ValidationError> {
    let code = match domain.as_bytes().first() {
        None => Code::DomainEmpty,
        Some(b'[') => Code::DomainLiteral,
        Some(_) if every(domain.as_bytes(), may_stand_in_a_domain) => return Ok(()),
        Some(_) => {
            return match domain.bytes().zip(begin..).find(|(byte, _)| !may_stand_in_a_domain(*byte)) {
                Some((b'@', place)) => Err(refusal_at(Code::MultipleAt, place)),
                Some((byte, place)) if byte.is_ascii_control() => Err(refusal_at(Code::Control, place)),
                Some((_, place)) => Err(refusal_at(Code::DomainChar, place)),
                None => Ok(()),
            };
        }
    };
    Err(refusal_at(code, begin))
}

fn may_stand_in_a_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() | (byte == b'.') | (byte == b'-') | !byte.is_ascii()
}

fn needs_mapping(domain: &str) -> bool {
    // Nearly all domains are ASCII without a hyphen.
    let plain = every(domain.as_bytes(), |byte| byte.is_ascii() & (byte != b'-'));
    !plain && (!domain.is_ascii() || domain.split('.').any(is_a_label))
}

/// UTS 46 ToASCII and ToUnicode: non-transitional, UseSTD3ASCIIRules, CheckBidi, CheckJoiners, no CheckHyphens.
fn map(text: &str, begin: usize) -> Result<Address, ValidationError> {
    let (local, domain) = text.split_at_checked(begin).unwrap_or_default();
    let with_room = |room| {
        let mut address = String::with_capacity(text.len() + room);
        address.push_str(local);
        address
    };
    let (mut text, mut ascii) = (with_room(0), with_room(PUNYCODE_ROOM));
    let outcome = Uts46::new().process(
        domain.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::Allow,
        ErrorPolicy::FailFast,
        |_, _, _| true,
        &mut text,
        Some(&mut ascii),
    );
    match outcome {
        Ok(ProcessingSuccess::Passthrough) => Ok(Address::Ascii),
        Ok(ProcessingSuccess::WroteToSink) => {
            Ok(Address::Mapped { text, ascii: Some(ascii).filter(|ascii| ascii.len() > begin) })
        }
        Err(_) => Err(refusal(Code::DomainIdna)),
    }
}

/// The length of a domain whose labels are well-formed. `begin` is where it stands in the text, if it was typed
/// as it is here.
fn check_labels(domain: &str, begin: Option<usize>) -> Result<usize, ValidationError> {
    let refuse = |code, place: usize| match begin {
        Some(begin) => refusal_at(code, begin + place),
        None => refusal(code),
    };
    let mut last_label_begins = 0;
    let mut label_begins = 0;
    for label in domain.as_bytes().split(|byte| *byte == b'.') {
        let label_ends = label_begins + label.len();
        match label {
            [] => return Err(refuse(Code::DomainEmptyLabel, label_begins)),
            [b'-', ..] => return Err(refuse(Code::DomainHyphen, label_begins)),
            [.., b'-'] => return Err(refuse(Code::DomainHyphen, label_ends - 1)),
            bytes if bytes.len() > LONGEST_LABEL => {
                return Err(refuse(Code::DomainLabelTooLong, label_begins));
            }
            _ => (last_label_begins, label_begins) = (label_begins, label_ends + 1),
        }
    }
    match domain.get(last_label_begins..) {
        _ if last_label_begins == 0 => Err(refuse(Code::DomainDotless, 0)),
        Some(tld) if is_tld(tld) => Ok(domain.len()),
        _ => Err(refuse(Code::DomainTld, last_label_begins)),
    }
}

/// ICANN delegates two or more letters, or an A-label.
fn is_tld(label: &str) -> bool {
    let letters = label.len() >= 2 && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    letters || is_a_label(label)
}
