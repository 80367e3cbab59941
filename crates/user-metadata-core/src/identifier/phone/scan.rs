//! From what was typed to digits.

use super::{MOST_DIGITS, refusal, refusal_at, table};
use crate::blocks;
use crate::error::{ValidationCode as Code, ValidationError};
use crate::identifier::text::trim;

/// A number may be typed with one digit more than it has: the trunk zero.
const MOST_TYPED: usize = MOST_DIGITS + 1;

/// The digits of a number, and whether a plus sign stood before them.
pub(super) struct Typed {
    /// As ASCII, the first digit lowest, then zeros.
    pub(super) digits: u128,
    pub(super) count: usize,
    pub(super) plus: bool,
    /// Where the first digit stands.
    pub(super) begin: usize,
}

/// Reads a text from left to right, without the white space at its ends.
pub(super) fn read(typed: &str) -> Result<Typed, ValidationError> {
    let (text, cut) = trim(typed);
    let read = match read_canonical(text.as_bytes()).or_else(|| read_plain(text.as_bytes())) {
        Some(typed) => typed,
        None => read_carefully(text).map_err(|error| error.shifted(cut))?,
    };
    Ok(Typed { begin: read.begin + cut, ..read })
}

/// The canonical form: a plus sign and eight to fifteen digits.
fn read_canonical(text: &[u8]) -> Option<Typed> {
    let first = u64::from_le_bytes(*text.first_chunk()?);
    let last = u64::from_le_bytes(*text.last_chunk()?);
    let block = blocks::padded(text).filter(|_| text.len() > size_of::<u64>())?;
    let plus_as_zero = u64::from(b'+' ^ b'0');
    let canonical = block as u8 == b'+' && are_digits(first ^ plus_as_zero) & are_digits(last);
    canonical.then_some(Typed { digits: block >> 8, count: text.len() - 1, plus: true, begin: 1 })
}

/// Says whether eight bytes are digits: the upper half of each is 3, and still is if 6 is added.
const fn are_digits(word: u64) -> bool {
    const UPPER_HALVES: u64 = u64::from_ne_bytes([0xf0; 8]);
    const THREES: u64 = u64::from_ne_bytes([0x30; 8]);
    const SIXES: u64 = u64::from_ne_bytes([0x06; 8]);
    (word & UPPER_HALVES == THREES) & (word.wrapping_add(SIXES) & UPPER_HALVES == THREES)
}

/// What nearly everybody types: a plus sign or none, then ASCII digits and separators. Every byte is written down,
/// and only a digit is kept, so there is no branch for each byte.
fn read_plain(text: &[u8]) -> Option<Typed> {
    let (plus, rest) = match text {
        [b'+', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let mut digits = [0; MOST_TYPED + 1];
    let mut count = 0;
    let mut classes = 0;
    for byte in rest {
        let class = class(*byte);
        *digits.get_mut(count)? = *byte;
        count += usize::from(class & DIGIT);
        classes |= class;
    }
    // A number that begins with a separator is not plain either: nobody has to count where its first digit is.
    let plain = classes & OTHER == 0 && count <= MOST_TYPED && rest.first().is_some_and(u8::is_ascii_digit);
    plain.then(|| Typed { digits: first_digits(&digits, count), count, plus, begin: usize::from(plus) })
}

fn first_digits(digits: &[u8; MOST_TYPED + 1], count: usize) -> u128 {
    let [digits @ .., _] = *digits;
    let beyond = u128::MAX.checked_shl(8 * count as u32).unwrap_or(0);
    u128::from_le_bytes(digits) & !beyond
}

const DIGIT: u8 = 1;
const SEPARATOR: u8 = 2;
const OTHER: u8 = 4;

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
            b'0'..=b'9' => DIGIT,
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' => SEPARATOR,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
}

fn read_carefully(text: &str) -> Result<Typed, ValidationError> {
    if text.is_empty() {
        return Err(refusal(Code::Empty));
    }
    let mut digits = [0; MOST_TYPED];
    let mut typed = Typed { digits: 0, count: 0, plus: false, begin: 0 };
    for (place, c) in text.char_indices().skip(tel_scheme(text)) {
        let digit = match c {
            '+' | '\u{ff0b}' if typed.plus || typed.count > 0 => {
                return Err(refusal_at(Code::PhonePlus, place));
            }
            '+' | '\u{ff0b}' => {
                typed.plus = true;
                continue;
            }
            _ if is_separator(c) => continue,
            _ => digit(c).ok_or(refusal_at(Code::PhoneChar, place))?,
        };
        let Some(slot) = digits.get_mut(typed.count) else {
            return Err(refusal(Code::TooLong));
        };
        *slot = digit;
        if typed.count == 0 {
            typed.begin = place;
        }
        typed.count += 1;
    }
    typed.digits = u128::from_le_bytes(digits);
    Ok(typed)
}

/// How many characters the scheme of a `tel:` URI takes, in any case: RFC 3966 section 3.
fn tel_scheme(text: &str) -> usize {
    match text.as_bytes().first_chunk::<4>() {
        Some(scheme) if scheme.eq_ignore_ascii_case(b"tel:") => scheme.len(),
        _ => 0,
    }
}

/// What people, word processors, input methods and address books put between digits.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '.' | '/' | '(' | ')'
        | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' // spaces
        | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' // dashes
        | '\u{ff08}' | '\u{ff09}' | '\u{ff0e}' | '\u{ff0f}' // full-width ( ) . /
        | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' // zero width
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' // direction
    )
}

/// The value of a decimal digit of any script, as an ASCII digit.
fn digit(c: char) -> Option<u8> {
    let scripts_up_to_c = table::DIGIT_ZEROS.partition_point(|zero| *zero <= c);
    let zero = table::DIGIT_ZEROS.get(scripts_up_to_c.checked_sub(1)?)?;
    let value = u8::try_from(u32::from(c) - u32::from(*zero)).ok()?;
    (value < 10).then(|| b'0' + value)
}
