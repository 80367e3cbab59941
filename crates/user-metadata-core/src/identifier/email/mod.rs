//! E-mail addresses.

mod domain;
mod local;
mod pattern;
mod plain;
mod unicode;

use std::borrow::Cow;

use self::domain::Address;
use super::text::{checked_text, trim, white_space_at_an_end};
use crate::blocks::every;
use crate::error::{Field, ValidationCode, ValidationError};

/// No address of 254 octets is typed in more bytes than four for each of them, code points that UTS 46 drops
/// set aside; more than that is not worth mapping.
const LONGEST_TYPED: usize = 4 * LONGEST;

/// RFC 5321 section 4.5.3.1.3: a path has 256 octets, of which two are the angle brackets.
const LONGEST: usize = 254;

/// An e-mail address: `Local-part "@" Domain` of [RFC 5321 section 4.1.2], with UTF-8 as of [RFC 6531].
///
/// Accepted: every dot-atom (`o'hara`, `user+tag`), a quoted local part, UTF-8 in the local part (code points
/// that cannot be seen or that stand for others aside), internationalised domains as browsers take them
/// (UTS 46, non-transitional). Refused although some standard allows it: comments, display names, IP addresses
/// in brackets, domains of one label, top-level domains that are not letters, more than 64 octets before the
/// `@` or 254 in all.
///
/// The local part stays as it was typed: only the receiving server may say that `Jane` and `jane` are one
/// mailbox (see [`same_mailbox`](Self::same_mailbox)). The domain is lower-cased and shown in Unicode.
///
/// Codes, in the order in which they are found; what stands further left is found first within a group:
/// `empty`, `surrounding_whitespace` (only [`check`](Self::check)), `too_long` (absurdly), `no_at`,
/// { `local_empty`, `local_dot`, `local_char`, `control`, `local_unsafe_unicode` } or, after a quote,
/// { `quoted_bad_pair`, `control`, `local_unsafe_unicode`, `quoted_unterminated`, `no_at` }, `local_too_long`, `domain_empty`, `domain_literal`, { `multiple_at`, `control`,
/// `domain_char` }, `domain_idna`, { `domain_empty_label`, `domain_hyphen`, `domain_label_too_long` },
/// `domain_dotless`, `domain_tld`, `too_long`.
///
/// ```
/// use user_metadata_core::identifier::EmailAddress;
///
/// let email = EmailAddress::parse(" Jane+news@BÜCHER.example ")?;
/// assert_eq!(email.as_str(), "Jane+news@bücher.example");
/// assert_eq!(email.ascii(), "Jane+news@xn--bcher-kva.example");
///
/// let error = EmailAddress::parse("jane..doe@example.com").unwrap_err();
/// assert_eq!((error.code().as_str(), error.position()), ("local_dot", Some(5)));
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
///
/// [RFC 5321 section 4.1.2]: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2
/// [RFC 6531]: https://www.rfc-editor.org/rfc/rfc6531#section-3.3
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress {
    text: Box<str>,
    /// With the domain in A-labels, where that is another text.
    ascii: Option<String>,
    /// Octets before the `@`.
    local: usize,
}

impl EmailAddress {
    /// The regular part of the grammar, to be matched against the whole text.
    ///
    /// Whatever [`check`](Self::check) accepts, it matches. Whatever ASCII text it matches, `check` accepts, but
    /// for what is not regular: the lengths (64 octets before the `@`, 63 in a label, 254 in all) and labels
    /// that begin with `xn--`.
    pub const PATTERN: &'static str = pattern::PATTERN;

    /// Reads what a person typed: ASCII white space at the ends is dropped.
    pub fn parse(typed: &str) -> Result<Self, ValidationError> {
        let (text, cut) = trim(typed);
        match domain::read(text) {
            Ok((local, Address::Ascii)) => {
                Ok(Self { text: with_lower_case_domain(text, local), ascii: None, local })
            }
            Ok((local, Address::Mapped { text, ascii })) => Ok(Self { text: text.into(), ascii, local }),
            Err(error) => Err(error.shifted(cut)),
        }
    }

    /// The canonical text of what a person typed, and no more: what [`parse`](Self::parse) gives as
    /// [`as_str`](Self::as_str). Nothing is allocated where the text is canonical already, or is so once trimmed.
    ///
    /// ```
    /// use std::borrow::Cow;
    /// use user_metadata_core::identifier::EmailAddress;
    /// assert_eq!(EmailAddress::canonical(" jane@example.com "), Ok(Cow::Borrowed("jane@example.com")));
    /// assert_eq!(EmailAddress::canonical("jane@EXAMPLE.com"), Ok(Cow::Owned("jane@example.com".to_owned())));
    /// ```
    pub fn canonical(typed: &str) -> Result<Cow<'_, str>, ValidationError> {
        let (text, cut) = trim(typed);
        match domain::read(text) {
            Ok((local, Address::Ascii)) => {
                let domain = text.as_bytes().get(local + 1..).unwrap_or_default();
                if every(domain, |byte| !byte.is_ascii_uppercase()) {
                    Ok(Cow::Borrowed(text))
                } else {
                    Ok(Cow::Owned(with_lower_case_domain(text, local).into_string()))
                }
            }
            Ok((_, Address::Mapped { text, .. })) => Ok(Cow::Owned(text)),
            Err(error) => Err(error.shifted(cut)),
        }
    }

    /// Says whether these very bytes are an address: nothing is trimmed, nothing is built.
    ///
    /// ```
    /// use user_metadata_core::identifier::EmailAddress;
    /// assert!(EmailAddress::check("jane@example.com").is_ok());
    /// assert_eq!(EmailAddress::check("jane@example.com ").unwrap_err().code().as_str(), "surrounding_whitespace");
    /// ```
    pub fn check(text: &str) -> Result<(), ValidationError> {
        if plain::read(text.as_bytes()).is_some() {
            return Ok(());
        }
        match domain::read_carefully(text) {
            Ok(_) => Ok(()),
            Err(error) => Err(match white_space_at_an_end(text) {
                Some(at) => ValidationError::at(Field::Email, ValidationCode::SurroundingWhitespace, at),
                None => error,
            }),
        }
    }

    /// The canonical text: what is sent, and what is shown.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same address with the domain in A-labels, as DNS wants it. The local part is as it was typed, so it
    /// may hold UTF-8 even here.
    pub fn ascii(&self) -> &str {
        self.ascii.as_deref().unwrap_or(&self.text)
    }

    /// What stands before the `@`, quotes included.
    pub fn local(&self) -> &str {
        self.text.get(..self.local).unwrap_or_default()
    }

    /// What stands after the `@`, lower-cased and in Unicode.
    pub fn domain(&self) -> &str {
        self.text.get(self.local + 1..).unwrap_or_default()
    }

    /// Says whether the other text names this mailbox, whatever the case of its letters and however its domain
    /// is written. It is for recognising an address in the user's own list, where servers fold case.
    ///
    /// ```
    /// use user_metadata_core::identifier::EmailAddress;
    /// let email = EmailAddress::parse("Jane@bücher.example")?;
    /// assert!(email.same_mailbox("jane@XN--BCHER-KVA.example"));
    /// assert!(!email.same_mailbox("jane@bucher.example"));
    /// # Ok::<(), user_metadata_core::error::ValidationError>(())
    /// ```
    pub fn same_mailbox(&self, other: &str) -> bool {
        if self.text.eq_ignore_ascii_case(other) {
            return true;
        }
        Self::parse(other)
            .is_ok_and(|other| self.domain() == other.domain() && same_folded(self.local(), other.local()))
    }
}

checked_text!(EmailAddress, "an e-mail address");

fn with_lower_case_domain(text: &str, local: usize) -> Box<str> {
    let mut text: Box<str> = text.into();
    if let Some(domain) = text.get_mut(local + 1..) {
        domain.make_ascii_lowercase();
    }
    text
}

fn same_folded(one: &str, other: &str) -> bool {
    let folded = |text| str::chars(text).flat_map(char::to_lowercase);
    folded(one).eq(folded(other))
}

const fn refusal(code: ValidationCode) -> ValidationError {
    ValidationError::new(Field::Email, code)
}

const fn refusal_at(code: ValidationCode, position: usize) -> ValidationError {
    ValidationError::at(Field::Email, code, position)
}
