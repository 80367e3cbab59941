//! OAuth strategies.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern;

static OAUTH: LazyLock<Regex> = LazyLock::new(|| pattern("^oauth_[a-z0-9_]+$"));

/// Whether a text has the form of an OAuth strategy.
pub(crate) fn is_oauth(text: &str) -> bool {
    OAUTH.is_match(text)
}

/// The provider of a strategy that brings a token along, as the strategy that redirects:
/// `oauth_token_apple` is an account at `oauth_apple`.
pub(crate) fn provider_of_token_strategy(text: &str) -> Option<String> {
    let provider = text.strip_prefix("oauth_token_").filter(|provider| !provider.is_empty())?;
    Some(format!("oauth_{provider}"))
}
