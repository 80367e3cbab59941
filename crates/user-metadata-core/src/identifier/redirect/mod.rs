//! Redirect URLs: where the browser or the app is sent back to.

mod authority;
mod denied;
mod path;
mod pattern;
mod plain;

pub use denied::DeniedReason;

use super::text::checked_text;
use crate::blocks::every;
use crate::error::{Field, ValidationCode as Code, ValidationError};

/// A policy: what browsers, proxies and Android intents all carry.
const LONGEST: usize = 2_048;

/// A policy: no registered scheme is half as long.
const LONGEST_SCHEME: usize = 64;

/// What a redirect URL is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RedirectKind {
    /// `http://…` or `https://…`.
    Http,
    /// The URL of an app: `com.example.app://callback`, or `com.example.app:/callback` as in RFC 8252.
    DeepLink,
    /// A path on the app's own origin: `/settings`.
    RootRelative,
}

impl RedirectKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Http, Self::DeepLink, Self::RootRelative];

    /// The stable name, in lower_snake.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::DeepLink => "deep_link",
            Self::RootRelative => "root_relative",
        }
    }
}

/// A URL that the user may be sent back to: `http(s)`, a deep link, or a path from the root.
///
/// **It is not a defence against open redirects.** It refuses what is wrong in itself: texts that two URL parsers
/// read differently, that hide the host, run a script or open a file. `https://evil.example/` is a perfectly
/// good URL: whether it is *yours* only an allow-list of hosts can say (see [`host`](Self::host)). Keep one.
///
/// The text is taken as it is sent: nothing is trimmed, decoded or normalised. Only printable ASCII is accepted,
/// without `\ " < > ` and the back-tick; other characters are for the programmer to percent-encode.
///
/// Codes, in the order in which they are found:
/// - all: `empty`, `too_long` (2,048 bytes), `bad_byte`
/// - from the root: `scheme_relative`, `percent`, `encoded_trick`, `dot_segment_trick`, `embedded_scheme`
/// - else: `relative`, `one_letter_scheme`, `denied_scheme`, then
/// - `http(s)`: `no_authority`, `userinfo`, `port`, `host`
/// - deep links: `scheme`, `userinfo`, `port`, `host`
/// - both: `percent`, `path_starts_slash_slash`, `encoded_trick`, `dot_segment_trick`
///
/// Sources: [RFC 3986], [RFC 8252 section 7.1], the [URL standard].
///
/// ```
/// use user_metadata_core::identifier::{RedirectKind, RedirectUrl};
///
/// let url = RedirectUrl::parse("https://app.example.com/sso-callback?tab=accounts")?;
/// assert_eq!((url.kind(), url.host()), (RedirectKind::Http, Some("app.example.com")));
/// assert_eq!(RedirectUrl::parse("com.example.app:/callback")?.kind(), RedirectKind::DeepLink);
///
/// let error = RedirectUrl::parse("//evil.example").unwrap_err();
/// assert_eq!(error.code().as_str(), "scheme_relative");
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
///
/// [RFC 3986]: https://www.rfc-editor.org/rfc/rfc3986
/// [RFC 8252 section 7.1]: https://www.rfc-editor.org/rfc/rfc8252#section-7.1
/// [URL standard]: https://url.spec.whatwg.org/
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RedirectUrl {
    text: Box<str>,
    kind: RedirectKind,
}

impl RedirectUrl {
    /// The regular part of the grammar, to be matched against the whole text: the bytes, the three kinds, complete
    /// percent-encodings.
    ///
    /// Whatever [`parse`](Self::parse) accepts, it matches. The hosts, the ports, the denied schemes and the tricks
    /// with paths are beyond it.
    pub const PATTERN: &'static str = pattern::PATTERN;

    /// The schemes that no redirect may have, by the harm that they do. They are compared without regard to case.
    pub const DENIED_SCHEMES: &'static [(DeniedReason, &'static [&'static str])] = denied::SCHEMES;

    /// Reads a URL or a path.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        check(text).map(|kind| Self { text: text.into(), kind })
    }

    /// Says whether these very bytes would do.
    pub fn check(text: &str) -> Result<(), ValidationError> {
        check(text).map(drop)
    }

    /// The canonical text: the URL as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it is.
    pub const fn kind(&self) -> RedirectKind {
        self.kind
    }

    /// The scheme as it was written, as in `https`; a path has none.
    pub fn scheme(&self) -> Option<&str> {
        match self.kind {
            RedirectKind::RootRelative => None,
            RedirectKind::Http | RedirectKind::DeepLink => {
                self.text.split_once(':').map(|(scheme, _)| scheme)
            }
        }
    }

    /// The host as it was written, brackets of an IPv6 address included: what an allow-list looks at. A path has
    /// none, and a deep link may have none.
    pub fn host(&self) -> Option<&str> {
        let after_scheme = self.text.get(self.scheme()?.len()..)?;
        let host = authority::host(after_scheme.strip_prefix("://")?);
        (!host.is_empty()).then_some(host)
    }
}

checked_text!(RedirectUrl, "a redirect URL");

fn check(text: &str) -> Result<RedirectKind, ValidationError> {
    plain::read(text).map_or_else(|| check_carefully(text), Ok)
}

#[inline(never)]
fn check_carefully(text: &str) -> Result<RedirectKind, ValidationError> {
    if text.is_empty() {
        return Err(refusal(Code::Empty));
    }
    if text.len() > LONGEST {
        return Err(refusal(Code::TooLong));
    }
    if !every(text.as_bytes(), may_stand_in_a_url) {
        return Err(bad_byte(text));
    }
    match text.as_bytes() {
        [b'/', b'/', ..] => Err(refusal_at(Code::SchemeRelative, 1)),
        [b'/', ..] => path::check_from_root(text).map(|()| RedirectKind::RootRelative),
        _ => check_with_scheme(text),
    }
}

fn check_with_scheme(text: &str) -> Result<RedirectKind, ValidationError> {
    let Some((scheme, rest)) = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) else {
        return Err(refusal(Code::Relative));
    };
    let after_colon = scheme.len() + 1;
    if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") {
        let Some(rest) = rest.strip_prefix("//") else {
            return Err(refusal_at(Code::NoAuthority, after_colon));
        };
        let path = authority::check_http(rest, after_colon + 2)?;
        return path::check_after_authority(path, text.len() - path.len()).map(|()| RedirectKind::Http);
    }
    if scheme.len() == 1 {
        return Err(refusal_at(Code::OneLetterScheme, 0));
    }
    if denied::is_denied(scheme) {
        return Err(refusal_at(Code::DeniedScheme, 0));
    }
    if scheme.len() > LONGEST_SCHEME {
        return Err(refusal_at(Code::Scheme, 0));
    }
    let path = match rest.strip_prefix("//") {
        Some(rest) => authority::check_deep_link(rest, after_colon + 2)?,
        None if rest.starts_with('/') => rest,
        None => return Err(refusal_at(Code::Scheme, after_colon)),
    };
    path::check_after_authority(path, text.len() - path.len()).map(|()| RedirectKind::DeepLink)
}

/// RFC 3986 section 3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// Printable ASCII without space, and without what browsers rewrite (`\`) or what closes an attribute or a tag.
const fn may_stand_in_a_url(byte: u8) -> bool {
    let closes = (byte == b'"') | (byte == b'<') | (byte == b'>') | (byte == b'`');
    byte.is_ascii_graphic() & !closes & (byte != b'\\')
}

/// Looks for the byte that may not stand in a URL.
fn bad_byte(text: &str) -> ValidationError {
    match text.bytes().position(|byte| !may_stand_in_a_url(byte)) {
        Some(place) => refusal_at(Code::BadByte, place),
        None => refusal(Code::BadByte),
    }
}

const fn refusal(code: Code) -> ValidationError {
    ValidationError::new(Field::RedirectUrl, code)
}

const fn refusal_at(code: Code, position: usize) -> ValidationError {
    ValidationError::at(Field::RedirectUrl, code, position)
}
