//! As whom the calls are made.

use std::fmt;

use crate::error::{Field, ValidationCode, ValidationError};
use crate::secret::Secret;

/// The token of a client. It can stand in a header, a cookie or a query as it is, and never shows itself.
///
/// ```
/// use user_metadata_core::session::Token;
/// let token = Token::parse("dvb_2abc").unwrap();
/// assert_eq!(format!("{token:?}"), "[redacted]");
/// assert_eq!(Token::parse("dvb_2abc\r\nx: y").unwrap_err().code().as_str(), "token_char");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Secret);

impl Token {
    /// Takes the token as the server gave it, without a scheme.
    ///
    /// # Errors
    ///
    /// Field `token`: `empty`, or `token_char` for whatever could break out of a header or a cookie: white space,
    /// control characters, `"`, `,`, `;`, `\` and all that is not ASCII.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        if text.is_empty() {
            return Err(ValidationError::new(Field::Token, ValidationCode::Empty));
        }
        match text.bytes().position(|byte| !is_cookie_octet(byte)) {
            Some(position) => Err(ValidationError::at(Field::Token, ValidationCode::TokenChar, position)),
            None => Ok(Self(Secret::new(text))),
        }
    }

    /// The text itself, for whoever stores it or sends it.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// As whom the calls are made. There is no way to serialise it: keep tokens in the platform's own secure store.
///
/// | credentials | who uses them | what is sent |
/// |---|---|---|
/// | native | an app without a browser | `Authorization: Bearer …` and `_is_native=1`, never an `Origin` |
/// | dev browser | a browser, or a server in its place, on a development instance | `__clerk_db_jwt=…` in the query |
/// | cookie | a server in a browser's place, on a production instance | `Cookie: __client=…` |
/// | none | a browser whose own cookies carry the session | nothing |
///
/// ```
/// use user_metadata_core::session::Credentials;
/// assert_eq!(Credentials::native("Bearer tok_1"), Credentials::native("tok_1"));
/// assert_eq!(Credentials::native("Bearer"), Ok(Credentials::Native { token: None }));
/// assert!(Credentials::cookie("a; b").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A native app.
    Native {
        /// None before the first answer and after a sign-out.
        token: Option<Token>,
    },
    /// A dev browser.
    DevBrowser {
        /// The dev browser's own token.
        token: Token,
    },
    /// The client cookie of a production instance.
    Cookie {
        /// None before the first answer and after a sign-out.
        client: Option<Token>,
    },
    /// Whatever the HTTP client adds by itself.
    None,
}

impl Credentials {
    /// A native app's token, with or without `Bearer`. Nothing, or the bare scheme, means that there is none (yet).
    ///
    /// # Errors
    ///
    /// Field `token`: `token_char`.
    pub fn native(token: &str) -> Result<Self, ValidationError> {
        Ok(Self::Native { token: optional(without_scheme(token))? })
    }

    /// The token of a dev browser, `dvb_…`.
    ///
    /// # Errors
    ///
    /// As [`Token::parse`].
    pub fn dev_browser(token: &str) -> Result<Self, ValidationError> {
        Ok(Self::DevBrowser { token: Token::parse(token)? })
    }

    /// The value of the cookie `__client`. Nothing means that there is none (yet).
    ///
    /// # Errors
    ///
    /// Field `token`: `token_char`.
    pub fn cookie(client: &str) -> Result<Self, ValidationError> {
        Ok(Self::Cookie { client: optional(client)? })
    }

    /// True for a native app: real verbs, a flag in the query, no `Origin`.
    pub const fn is_native(&self) -> bool {
        matches!(self, Self::Native { .. })
    }
}

/// The token without `Bearer`, in any case, and without the blanks around both.
fn without_scheme(text: &str) -> &str {
    let text = text.trim_matches(' ');
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim_start_matches(' '),
        None if text.eq_ignore_ascii_case("bearer") => "",
        Some(_) | None => text,
    }
}

fn optional(text: &str) -> Result<Option<Token>, ValidationError> {
    if text.is_empty() { Ok(None) } else { Token::parse(text).map(Some) }
}

/// RFC 6265 `cookie-octet`, which is also safe in a header.
const fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2B | 0x2D..=0x3A | 0x3C..=0x5B | 0x5D..=0x7E)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn native(text: &str) -> Option<String> {
        match Credentials::native(text).unwrap() {
            Credentials::Native { token } => token.map(|token| token.expose().to_owned()),
            Credentials::DevBrowser { .. } | Credentials::Cookie { .. } | Credentials::None => {
                panic!("not native")
            }
        }
    }

    #[test]
    fn a_native_token_comes_with_or_without_its_scheme() {
        for text in ["tok", "Bearer tok", "bearer   tok", " Bearer tok "] {
            assert_eq!(native(text).as_deref(), Some("tok"), "{text:?}");
        }
        assert_eq!(native("Bearertok").as_deref(), Some("Bearertok"));
    }

    #[test]
    fn an_empty_token_or_a_bare_scheme_means_none() {
        for text in ["", " ", "Bearer", "Bearer ", "BEARER"] {
            assert_eq!(native(text), None, "{text:?}");
        }
        assert_eq!(Credentials::cookie(""), Ok(Credentials::Cookie { client: None }));
        assert_eq!(Credentials::dev_browser("").unwrap_err().code().as_str(), "empty");
    }

    #[test]
    fn nothing_can_break_out_of_a_header_or_a_cookie() {
        for text in ["a\r\nb", "a\nb", "a\0b", "a b", "a;b", "a,b", "a\"b", "a\\b", "é", "a\u{7f}"] {
            for refused in
                [Credentials::native(text), Credentials::dev_browser(text), Credentials::cookie(text)]
            {
                assert_eq!(refused.unwrap_err().code().as_str(), "token_char", "{text:?}");
            }
        }
    }

    #[test]
    fn debug_shows_the_kind_and_no_token() {
        let shown = format!("{:?}", Credentials::native("tok_secret").unwrap());
        assert_eq!(shown, "Native { token: Some([redacted]) }");
    }
}
