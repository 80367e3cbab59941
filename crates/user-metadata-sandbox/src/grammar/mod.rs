//! What the server takes for an email address, a phone number, a wallet, a strategy and a redirect URL.
//! Written from the published grammars with regular expressions and the standard crates, on purpose not
//! shared with any client: it is the second opinion.

pub(crate) mod email;
pub(crate) mod phone;
pub(crate) mod redirect;
pub(crate) mod strategy;
pub(crate) mod wallet;

use regex::Regex;

/// An identifier as it is kept: what is shown, and what two spellings of the same thing share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Canonical {
    pub(crate) value: String,
    pub(crate) comparable: String,
}

/// A constant as an expression.
#[expect(clippy::expect_used, reason = "patterns are constants, and tests compile each")]
pub(crate) fn pattern(text: &'static str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}
