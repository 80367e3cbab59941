//! OAuth scopes.

use super::text::checked_text;
use crate::error::{Field, ValidationCode as Code, ValidationError};

/// A policy: the longest scopes of providers are URLs of about a hundred bytes.
const LONGEST: usize = 512;

/// One scope that a provider is asked for: a `scope-token` of [RFC 6749 section 3.3], which is printable ASCII
/// without space, `"` and `\`.
///
/// Several scopes are several values, never one text with spaces.
///
/// Codes, in the order in which they are found: `empty`, `too_long` (512 bytes), `scope_char`.
///
/// ```
/// use user_metadata_core::identifier::OAuthScope;
///
/// assert_eq!(OAuthScope::parse("user:email")?.as_str(), "user:email");
///
/// let error = OAuthScope::parse("openid email").unwrap_err();
/// assert_eq!((error.code().as_str(), error.position()), ("scope_char", Some(6)));
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
///
/// [RFC 6749 section 3.3]: https://www.rfc-editor.org/rfc/rfc6749#section-3.3
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OAuthScope(Box<str>);

impl OAuthScope {
    /// The whole grammar, to be matched against the whole text.
    pub const PATTERN: &'static str = r"[!#-\[\]-~]{1,512}";

    /// Reads a scope. Nothing is trimmed: it is a programmer who writes a scope.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        Self::check(text).map(|()| Self(text.into()))
    }

    /// Says whether these very bytes are a scope.
    pub fn check(text: &str) -> Result<(), ValidationError> {
        if text.is_empty() {
            return Err(ValidationError::new(Field::AdditionalScopes, Code::Empty));
        }
        if text.len() > LONGEST {
            return Err(ValidationError::new(Field::AdditionalScopes, Code::TooLong));
        }
        match text.bytes().position(|byte| !matches!(byte, b'!' | b'#'..=b'[' | b']'..=b'~')) {
            Some(place) => Err(ValidationError::at(Field::AdditionalScopes, Code::ScopeChar, place)),
            None => Ok(()),
        }
    }

    /// The canonical text: the scope as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

checked_text!(OAuthScope, "an OAuth scope");
