//! OAuth strategies: by which provider an external account is connected.

use super::text::checked_text;
use crate::blocks::every;
use crate::error::{Field, ValidationCode as Code, ValidationError};

/// A policy: far above any provider, far below any limit of a server.
const LONGEST: usize = 128;

const PREFIX: &str = "oauth_";

/// A provider that Clerk names in its own interfaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OAuthProvider {
    /// The strategy, as in `oauth_google`.
    pub strategy: &'static str,
    /// What to write on a button.
    pub name: &'static str,
}

/// What kind of provider a strategy names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OAuthKind {
    /// `oauth_<provider>`: one that Clerk knows, or will know.
    Provider,
    /// `oauth_custom_<slug>`: one that the app's owner has set up.
    Custom,
    /// `oauth_token_<provider>`: the app brings a token of the provider, and nobody is sent to a browser.
    Token,
}

impl OAuthKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Provider, Self::Custom, Self::Token];

    /// The stable name, in lower_snake.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Custom => "custom",
            Self::Token => "token",
        }
    }
}

/// A strategy of `createExternalAccount`: `oauth_` and lower-case letters, digits or underscores.
///
/// The set of providers is open: an unknown one is kept, for the server may know it. The Frontend API writes the
/// rule as `^oauth_(?:(?:token_)|(?:custom_))?[a-z0-9_]+$`, which is the same set of texts.
///
/// Codes, in the order in which they are found: `empty`, `strategy_prefix`, `too_short`, `too_long` (128 bytes),
/// `strategy_char`. Nothing is trimmed: it is a programmer who writes a strategy.
///
/// ```
/// use user_metadata_core::identifier::{OAuthKind, OAuthStrategy};
///
/// let strategy = OAuthStrategy::parse("oauth_linkedin_oidc")?;
/// assert_eq!((strategy.kind(), strategy.provider()), (OAuthKind::Provider, "linkedin_oidc"));
/// assert_eq!(strategy.display_name(), Some("LinkedIn"));
///
/// let error = OAuthStrategy::parse("oauth_Google").unwrap_err();
/// assert_eq!((error.code().as_str(), error.position()), ("strategy_char", Some(6)));
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OAuthStrategy(Box<str>);

impl OAuthStrategy {
    /// The whole grammar, to be matched against the whole text.
    pub const PATTERN: &'static str = "oauth_[a-z0-9_]{1,122}";

    /// The providers that Clerk names, in alphabetical order of their strategies.
    pub const KNOWN: &'static [OAuthProvider] = &KNOWN;

    /// Reads a strategy.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        Self::check(text).map(|()| Self(text.into()))
    }

    /// Says whether these very bytes are a strategy.
    pub fn check(text: &str) -> Result<(), ValidationError> {
        // The bytes of the prefix are strategy bytes too, so the blocks need not stop before it.
        let has_name = text.starts_with(PREFIX) && (PREFIX.len() + 1..=LONGEST).contains(&text.len());
        if has_name && every(text.as_bytes(), is_strategy_byte) { Ok(()) } else { Err(refuse(text)) }
    }

    /// The canonical text, as in `oauth_google`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of provider it names.
    pub fn kind(&self) -> OAuthKind {
        let name = self.name();
        if name.starts_with("custom_") {
            OAuthKind::Custom
        } else if name.starts_with("token_") {
            OAuthKind::Token
        } else {
            OAuthKind::Provider
        }
    }

    /// The provider without `oauth_`, as in `google` or `custom_acme`. Of a token strategy it is the provider that
    /// issued the token: `apple` for `oauth_token_apple`.
    pub fn provider(&self) -> &str {
        let name = self.name();
        name.strip_prefix("token_").unwrap_or(name)
    }

    /// What to write on a button, if Clerk names the provider. The name of a custom provider is in the app's
    /// environment.
    pub fn display_name(&self) -> Option<&'static str> {
        let provider = self.provider();
        KNOWN
            .iter()
            .find(|known| known.strategy.strip_prefix(PREFIX) == Some(provider))
            .map(|known| known.name)
    }

    fn name(&self) -> &str {
        self.0.strip_prefix(PREFIX).unwrap_or_default()
    }
}

checked_text!(OAuthStrategy, "an OAuth strategy");

/// The strategy of a provider, however the server wrote it: `google` and `oauth_google` alike. Only a leading
/// `oauth_` counts as written, so a custom provider keeps its slug.
///
/// ```
/// use user_metadata_core::identifier::strategy_of_provider;
/// assert_eq!(strategy_of_provider("google")?.as_str(), "oauth_google");
/// assert_eq!(strategy_of_provider("oauth_custom_my_oauth_server")?.as_str(), "oauth_custom_my_oauth_server");
/// assert!(strategy_of_provider("Google").is_err());
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
pub fn strategy_of_provider(raw: &str) -> Result<OAuthStrategy, ValidationError> {
    if raw.is_empty() || raw.starts_with(PREFIX) {
        return OAuthStrategy::parse(raw);
    }
    if raw.len() > LONGEST {
        return Err(ValidationError::new(Field::Strategy, Code::TooLong));
    }
    OAuthStrategy::parse(&[PREFIX, raw].concat())
}

/// The bytes of every strategy of the Frontend API.
pub(super) const fn is_strategy_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() | byte.is_ascii_digit() | (byte == b'_')
}

/// Looks for what is wrong with a text that is no strategy.
#[cold]
fn refuse(text: &str) -> ValidationError {
    let code = match text.strip_prefix(PREFIX) {
        _ if text.is_empty() => Code::Empty,
        None => return ValidationError::at(Field::Strategy, Code::StrategyPrefix, 0),
        Some("") => Code::TooShort,
        Some(_) if text.len() > LONGEST => Code::TooLong,
        Some(name) => match name.bytes().position(|byte| !is_strategy_byte(byte)) {
            Some(place) => {
                return ValidationError::at(Field::Strategy, Code::StrategyChar, PREFIX.len() + place);
            }
            None => Code::StrategyChar,
        },
    };
    ValidationError::new(Field::Strategy, code)
}

const KNOWN: [OAuthProvider; 29] = [
    known("oauth_apple", "Apple"),
    known("oauth_atlassian", "Atlassian"),
    known("oauth_bitbucket", "Bitbucket"),
    known("oauth_box", "Box"),
    known("oauth_coinbase", "Coinbase"),
    known("oauth_discord", "Discord"),
    known("oauth_dropbox", "Dropbox"),
    known("oauth_enstall", "Enstall"),
    known("oauth_facebook", "Facebook"),
    known("oauth_github", "GitHub"),
    known("oauth_gitlab", "GitLab"),
    known("oauth_google", "Google"),
    known("oauth_hubspot", "HubSpot"),
    known("oauth_huggingface", "Hugging Face"),
    known("oauth_instagram", "Instagram"),
    known("oauth_line", "LINE"),
    known("oauth_linear", "Linear"),
    known("oauth_linkedin", "LinkedIn"),
    known("oauth_linkedin_oidc", "LinkedIn"),
    known("oauth_microsoft", "Microsoft"),
    known("oauth_notion", "Notion"),
    known("oauth_slack", "Slack"),
    known("oauth_spotify", "Spotify"),
    known("oauth_tiktok", "TikTok"),
    known("oauth_twitch", "Twitch"),
    known("oauth_twitter", "Twitter"),
    known("oauth_vercel", "Vercel"),
    known("oauth_x", "X / Twitter"),
    known("oauth_xero", "Xero"),
];

const fn known(strategy: &'static str, name: &'static str) -> OAuthProvider {
    OAuthProvider { strategy, name }
}
