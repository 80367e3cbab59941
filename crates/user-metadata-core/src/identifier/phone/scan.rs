//! From what was typed to digits.

use super::{MOST_DIGITS, refusal, refusal_at, table};
use crate::error::{ValidationCode as Code, ValidationError};

/// A number may be typed with one digit more than it has: the trunk zero.
const MOST_TYPED: usize = MOST_DIGITS + 1;

/// The digits of a number, as ASCII, and whether a plus sign stood before them.
pub(super) struct Typed {
    digits: [u8; MOST_TYPED],
    count: usize,
    pub(super) plus: bool,
    /// Where the first digit stands.
    pub(super) begin: usize,
}

impl Typed {
    pub(super) fn digits(&self) -> &[u8] {
        self.digits.get(..self.count).unwrap_or_default()
    }
}

/// Reads trimmed text from left to right.
pub(super) fn read(text: &str) -> Result<Typed, ValidationError> {
    if text.is_empty() {
        return Err(refusal(Code::Empty));
    }
    let mut typed = Typed { digits: [0; MOST_TYPED], count: 0, plus: false, begin: 0 };
    for (place, c) in text.char_indices().skip(tel_scheme(text)) {
        match c {
            '0'..='9' => typed.push(c as u8, place)?,
            ' ' | '-' | '.' | '/' | '(' | ')' => {}
            '+' | '\u{ff0b}' if typed.plus || typed.count > 0 => {
                return Err(refusal_at(Code::PhonePlus, place));
            }
            '+' | '\u{ff0b}' => typed.plus = true,
            _ if is_separator(c) => {}
            _ => match digit(c) {
                Some(digit) => typed.push(digit, place)?,
                None => return Err(refusal_at(Code::PhoneChar, place)),
            },
        }
    }
    Ok(typed)
}

impl Typed {
    fn push(&mut self, digit: u8, place: usize) -> Result<(), ValidationError> {
        let Some(slot) = self.digits.get_mut(self.count) else {
            return Err(refusal(Code::TooLong));
        };
        *slot = digit;
        if self.count == 0 {
            self.begin = place;
        }
        self.count += 1;
        Ok(())
    }
}

/// How many characters the scheme of a `tel:` URI takes, in any case: RFC 3966 section 3.
fn tel_scheme(text: &str) -> usize {
    match text.as_bytes().first_chunk::<4>() {
        Some(scheme) if scheme.eq_ignore_ascii_case(b"tel:") => scheme.len(),
        _ => 0,
    }
}

/// The separators beyond ASCII: what word processors, input methods and address books put between digits.
fn is_separator(c: char) -> bool {
    matches!(c,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' // spaces
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
