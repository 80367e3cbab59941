//! One-time codes.

use super::text::trim;
use crate::error::{Field, ValidationCode as Code, ValidationError};
use crate::secret::Secret;

const DIGITS: usize = 6;

/// The code that a person read in a message: six digits, as every Clerk interface sends and asks for them.
///
/// It is a secret: it has no `Serialize` and no `Display`, `Debug` shows `[redacted]`, and
/// [`expose`](Self::expose) is the only way to the digits.
///
/// Codes, in the order in which they are found: `empty`, `code_char`, `too_short`, `too_long`.
///
/// ```
/// use user_metadata_core::identifier::OneTimeCode;
///
/// assert_eq!(OneTimeCode::parse(" 424242 ")?.expose(), "424242");
///
/// let error = OneTimeCode::parse("42424o").unwrap_err();
/// assert_eq!((error.code().as_str(), error.position()), ("code_char", Some(5)));
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeCode(Secret);

impl OneTimeCode {
    /// The whole grammar, to be matched against the whole text, trimmed.
    pub const PATTERN: &'static str = "[0-9]{6}";

    /// Reads what a person typed: ASCII white space at the ends is dropped.
    pub fn parse(typed: &str) -> Result<Self, ValidationError> {
        Self::check(typed).map(|()| Self(Secret::new(trim(typed).0)))
    }

    /// Says whether this would do, white space at the ends aside.
    pub fn check(typed: &str) -> Result<(), ValidationError> {
        let (text, cut) = trim(typed);
        if text.is_empty() {
            return Err(ValidationError::new(Field::Code, Code::Empty));
        }
        if let Some(place) = text.bytes().position(|byte| !byte.is_ascii_digit()) {
            return Err(ValidationError::at(Field::Code, Code::CodeChar, cut + place));
        }
        match text.len() {
            0..DIGITS => Err(ValidationError::new(Field::Code, Code::TooShort)),
            DIGITS => Ok(()),
            _ => Err(ValidationError::new(Field::Code, Code::TooLong)),
        }
    }

    /// The six digits, for the one place that sends them.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}
