//! Phone numbers.

mod country;
mod scan;
mod table;

use super::text::checked_text;
use crate::blocks;
use crate::error::{Field, ValidationCode as Code, ValidationError};

/// The shortest number that can be dialled from abroad has six digits, country code included.
const FEWEST_DIGITS: usize = 6;

/// ITU-T E.164 section 6.2.1.
const MOST_DIGITS: usize = 15;

/// A phone number in the international form of [ITU-T E.164]: `+`, a country code, a national number.
///
/// What a person may type: digits of any script; separators (space, `-`, `.`, `/`, brackets, their typographic
/// and full-width forms, invisible marks that come with pasted text); one `+` before the digits, which may be
/// left out if the number then still has a length that its country code allows; `tel:` before it all
/// ([RFC 3966]). A trunk `0` after the country code, as in `+44 (0)20 …`, is dropped where the country uses one.
///
/// National formats are refused, for to complete them one would have to guess the country. So are letters,
/// extensions and pauses: they would be dialled or cut off without a word.
///
/// A length that the country code does not have is no refusal if there is a `+`, but the number is not
/// [`possible`](Self::possible): numbering plans change faster than apps are updated, and the server decides.
/// For country code 1, whose numbers always have eleven digits, it is a refusal.
///
/// Codes, in the order in which they are found: `empty`, { `phone_char`, `phone_plus`, `too_long` } from left to
/// right, `phone_leading_zero`, `too_short`, `phone_country_code` (with `+`) or `phone_plus_missing` (without),
/// `phone_leading_zero` (two trunk zeros), `too_short` and `too_long` once the trunk zero is gone, `phone_length` (country code 1),
/// `phone_plus_missing`.
///
/// ```
/// use user_metadata_core::identifier::PhoneNumber;
///
/// let phone = PhoneNumber::parse("+44 (0)20 7946 0958")?;
/// assert_eq!((phone.as_str(), phone.country_code(), phone.possible()), ("+442079460958", 44, true));
/// assert_eq!(PhoneNumber::parse("15551234567")?.as_str(), "+15551234567");
/// assert!(!PhoneNumber::parse("+33 1 23 45 67 89 0")?.possible());
///
/// let error = PhoneNumber::parse("020 7946 0958").unwrap_err();
/// assert_eq!((error.code().as_str(), error.position()), ("phone_leading_zero", Some(0)));
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
///
/// [ITU-T E.164]: https://www.itu.int/rec/T-REC-E.164
/// [RFC 3966]: https://www.rfc-editor.org/rfc/rfc3966#section-5.1.1
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhoneNumber {
    /// `+` and the digits, then zeros.
    text: [u8; 1 + MOST_DIGITS],
    length: u8,
    country_code: u16,
    possible: bool,
}

impl PhoneNumber {
    /// The regular part of the grammar, to be matched against the whole text, trimmed.
    ///
    /// Whatever [`parse`](Self::parse) accepts, it matches. What it matches has the right characters in the right
    /// order and 6 to 16 digits of which the first is not 0; only `parse` knows the country codes.
    pub const PATTERN: &'static str = table::PATTERN;

    /// Reads what a person typed: ASCII white space at the ends is dropped. Nothing is allocated.
    pub fn parse(typed: &str) -> Result<Self, ValidationError> {
        Self::from_digits(&scan::read(typed)?)
    }

    /// Says whether these very bytes would do, white space at the ends aside.
    pub fn check(typed: &str) -> Result<(), ValidationError> {
        Self::parse(typed).map(drop)
    }

    /// The canonical text, as in `+15551234567`: what is sent, and what is shown.
    pub fn as_str(&self) -> &str {
        let text = self.text.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// Says whether numbers of this country code have this length, as far as this release knows. `false` is
    /// worth a question ("is this right?"), not a refusal.
    pub const fn possible(&self) -> bool {
        self.possible
    }

    /// The country code: 1 for North America, 44 for the United Kingdom, 800 for international freephone.
    pub const fn country_code(&self) -> u16 {
        self.country_code
    }
}

/// Compares with the canonical text: whoever holds such a text already may keep it.
///
/// ```
/// use user_metadata_core::identifier::PhoneNumber;
/// let phone = PhoneNumber::parse("+1 555 123 4567")?;
/// assert!(phone == *"+15551234567");
/// assert!(phone != *"+1 555 123 4567");
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
impl PartialEq<str> for PhoneNumber {
    fn eq(&self, text: &str) -> bool {
        match blocks::padded(text.as_bytes()) {
            Some(block) => text.len() == usize::from(self.length) && block == u128::from_le_bytes(self.text),
            None => self.as_str() == text,
        }
    }
}

checked_text!(PhoneNumber, "a phone number with its country code");

const fn refusal(code: Code) -> ValidationError {
    ValidationError::new(Field::PhoneNumber, code)
}

const fn refusal_at(code: Code, position: usize) -> ValidationError {
    ValidationError::at(Field::PhoneNumber, code, position)
}
