//! What a person or a programmer types: parsed, or refused.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::PyString;
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::{self, Chain};

use crate::convert::record;
use crate::errors::{validation, validation_in};

fn with_text<T>(text: &Bound<'_, PyString>, read: impl FnOnce(&str) -> T) -> T {
    match text.to_str() {
        Ok(text) => read(text),
        Err(_) => read(&without_surrogates(text)),
    }
}

/// The text where it holds lone surrogates, which no UTF-8 can: each reads as U+FFFD, which every grammar refuses.
pub(crate) fn without_surrogates(text: &Bound<'_, PyString>) -> String {
    const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;
    let Ok(encoded) = text.call_method1("encode", ("utf-32-le", "surrogatepass")) else {
        return REPLACEMENT.into();
    };
    let Ok(bytes) = encoded.extract::<&[u8]>() else { return REPLACEMENT.into() };
    let points = bytes.as_chunks::<4>().0.iter().map(|point| u32::from_le_bytes(*point));
    points.map(|point| char::from_u32(point).unwrap_or(REPLACEMENT)).collect()
}

/// The canonical form of a text.
pub(crate) enum Canonical<'a> {
    /// The text itself.
    AsGiven,
    Changed(&'a str),
}

/// How texts of one kind are read.
pub(crate) trait Grammar {
    /// Hands the canonical text on. Nothing is allocated where it is part of the text.
    fn read<T>(text: &str, then: impl FnOnce(Canonical<'_>) -> T) -> Result<T, ValidationError>;
}

impl Grammar for identifier::EmailAddress {
    #[inline]
    fn read<T>(text: &str, then: impl FnOnce(Canonical<'_>) -> T) -> Result<T, ValidationError> {
        Self::canonical(text).map(|canonical| {
            let is_given = matches!(canonical, Cow::Borrowed(part) if part.len() == text.len());
            then(if is_given { Canonical::AsGiven } else { Canonical::Changed(&canonical) })
        })
    }
}

impl Grammar for identifier::PhoneNumber {
    #[inline]
    fn read<T>(text: &str, then: impl FnOnce(Canonical<'_>) -> T) -> Result<T, ValidationError> {
        match Self::parse(text) {
            // By reference: to move a number would cost as much as to read it.
            Ok(ref number) if number == text => Ok(then(Canonical::AsGiven)),
            Ok(ref number) => Ok(then(Canonical::Changed(number.as_str()))),
            Err(error) => Err(error),
        }
    }
}

/// What passes the check of these is canonical.
macro_rules! as_given {
    ($($type:ident),*) => {
        $(impl Grammar for identifier::$type {
            #[inline]
            fn read<T>(text: &str, then: impl FnOnce(Canonical<'_>) -> T) -> Result<T, ValidationError> {
                Self::check(text).map(|()| then(Canonical::AsGiven))
            }
        })*
    };
}

as_given!(WalletAddress, RedirectUrl, OAuthStrategy, Web3Strategy, OAuthScope);

/// The canonical text; the very object that was given where nothing changes.
pub(crate) fn parse<'py, G: Grammar>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
    with_text(text, |typed| {
        let parsed = G::read(typed, |canonical| match canonical {
            Canonical::AsGiven if text.is_exact_instance_of::<PyString>() => text.clone(),
            Canonical::AsGiven => PyString::new(text.py(), typed),
            Canonical::Changed(canonical) => PyString::new(text.py(), canonical),
        });
        parsed.map_err(|error| validation_in(error, typed))
    })
}

macro_rules! parse {
    ($(#[$doc:meta])* $name:ident, $type:ty) => {
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (text, /))]
        pub(crate) fn $name<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyString>> {
            parse::<$type>(text)
        }
    };
}

parse! {
    /// Reads an email address as a person types it, and gives its canonical text: white space at the ends is dropped,
    /// the domain is lower-cased and, where it is internationalised, mapped as browsers do (UTS 46).
    ///
    /// Raises `ValidationError` with a code and, where one place is to blame, a position.
    ///
    /// >>> parse_email(" Jane@Example.COM ")
    /// 'Jane@example.com'
    parse_email, identifier::EmailAddress
}

parse! {
    /// Reads a phone number as a person types it, and gives it in E.164: `+15551234567`. Separators are dropped; the
    /// plus sign may be missing. National formats are refused, never guessed.
    ///
    /// >>> parse_phone("+44 (0)20 7946 0958")
    /// '+442079460958'
    parse_phone, identifier::PhoneNumber
}

parse! {
    /// Reads an address of Ethereum or Solana as a wallet returned it. A mixed-case Ethereum address has to match its
    /// EIP-55 checksum; a Solana address has to decode to 32 bytes.
    ///
    /// >>> parse_wallet("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
    /// '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
    parse_wallet, identifier::WalletAddress
}

parse! {
    /// Reads the strategy of an OAuth provider: `oauth_google`, `oauth_custom_…`.
    ///
    /// >>> parse_oauth_strategy("oauth_notion")
    /// 'oauth_notion'
    parse_oauth_strategy, identifier::OAuthStrategy
}

parse! {
    /// Reads the strategy of a wallet: `web3_metamask_signature`.
    ///
    /// >>> parse_web3_strategy("web3_phantom_signature")
    /// 'web3_phantom_signature'
    parse_web3_strategy, identifier::Web3Strategy
}

parse! {
    /// Reads a redirect URL: http, https, an app's own scheme, or a path from the root.
    ///
    /// >>> parse_redirect_url("https://app.example.com/done")
    /// 'https://app.example.com/done'
    parse_redirect_url, identifier::RedirectUrl
}

parse! {
    /// Reads an OAuth scope.
    ///
    /// >>> parse_scope("read:user")
    /// 'read:user'
    parse_scope, identifier::OAuthScope
}

/// Says whether these very characters are an email address: nothing is trimmed. Raises `ValidationError` if not.
///
/// >>> check_email("jane@example.com")
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn check_email(text: &Bound<'_, PyString>) -> PyResult<()> {
    with_text(text, |typed| {
        identifier::EmailAddress::check(typed).map_err(|error| validation_in(error, typed))
    })
}

/// The strategy of a provider that is named with or without `oauth_`, as `notion`.
///
/// >>> strategy_of_provider("notion")
/// 'oauth_notion'
#[pyfunction]
#[pyo3(signature = (provider, /))]
pub(crate) fn strategy_of_provider(provider: &str) -> PyResult<String> {
    match identifier::strategy_of_provider(provider) {
        Ok(strategy) => Ok(strategy.as_str().to_owned()),
        Err(error) => Err(validation(error)),
    }
}

record! {
    /// What is known of an email address.
    EmailFacts {
        /// What is sent, and what is shown.
        canonical: String,
        /// With the domain in ASCII, as mail servers know it.
        ascii: String,
        /// What stands before the @ sign, quotes included.
        local: String,
        /// What stands after it, in Unicode.
        domain: String,
    }
}

record! {
    /// What is known of a phone number.
    PhoneFacts {
        /// E.164.
        canonical: String,
        /// 1 for North America, 44 for the United Kingdom.
        country_code: u16,
        /// False where no number of that country is known to have so many digits: worth a question, not a refusal.
        possible: bool,
    }
}

record! {
    /// What is known of a wallet's address.
    WalletFacts {
        /// As it was given.
        canonical: String,
        /// `ethereum` or `solana`.
        chain: String,
        /// With the upper and lower case of EIP-55.
        checksummed: String,
    }
}

record! {
    /// What is known of a strategy, of an OAuth provider or of a wallet.
    StrategyFacts {
        /// As it is sent.
        canonical: String,
        /// `provider`, `custom` or `token` of OAuth; `web3` of a wallet.
        kind: String,
        /// `google` of `oauth_google`, `metamask` of `web3_metamask_signature`.
        provider: String,
        /// What to write on a button, where Clerk names it.
        display_name: Option<String>,
        /// The chain of a wallet's addresses, where Clerk names the wallet.
        chain: Option<String>,
    }
}

record! {
    /// What is known of a redirect URL.
    RedirectFacts {
        /// As it was given.
        canonical: String,
        /// `http`, `deep_link` or `root_relative`.
        kind: String,
        /// As it was written; a path has none.
        scheme: Option<String>,
        /// As it was written; a path has none.
        host: Option<String>,
    }
}

fn facts<T, F>(
    text: &Bound<'_, PyString>,
    parse: fn(&str) -> Result<T, ValidationError>,
    facts: impl FnOnce(T) -> F,
) -> PyResult<F> {
    with_text(text, |typed| parse(typed).map(facts).map_err(|error| validation_in(error, typed)))
}

/// Reads an email address and says what is known of it.
///
/// >>> inspect_email("jane@bücher.example").ascii
/// 'jane@xn--bcher-kva.example'
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn inspect_email(text: &Bound<'_, PyString>) -> PyResult<EmailFacts> {
    facts(text, identifier::EmailAddress::parse, |email| EmailFacts {
        canonical: email.as_str().to_owned(),
        ascii: email.ascii().to_owned(),
        local: email.local().to_owned(),
        domain: email.domain().to_owned(),
    })
}

/// Reads a phone number and says what is known of it.
///
/// >>> inspect_phone("+1 555 123 4567").country_code
/// 1
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn inspect_phone(text: &Bound<'_, PyString>) -> PyResult<PhoneFacts> {
    facts(text, identifier::PhoneNumber::parse, |phone| PhoneFacts {
        canonical: phone.as_str().to_owned(),
        country_code: phone.country_code(),
        possible: phone.possible(),
    })
}

/// Reads a wallet's address and says what is known of it.
///
/// >>> inspect_wallet("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed").chain
/// 'ethereum'
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn inspect_wallet(text: &Bound<'_, PyString>) -> PyResult<WalletFacts> {
    facts(text, identifier::WalletAddress::parse, |wallet| WalletFacts {
        canonical: wallet.as_str().to_owned(),
        chain: wallet.chain().as_str().to_owned(),
        checksummed: wallet.checksummed().as_str().to_owned(),
    })
}

/// Reads an OAuth strategy and says what is known of it.
///
/// >>> inspect_oauth_strategy("oauth_github").display_name
/// 'GitHub'
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn inspect_oauth_strategy(text: &Bound<'_, PyString>) -> PyResult<StrategyFacts> {
    facts(text, identifier::OAuthStrategy::parse, |strategy| StrategyFacts {
        canonical: strategy.as_str().to_owned(),
        kind: strategy.kind().as_str().to_owned(),
        provider: strategy.provider().to_owned(),
        display_name: strategy.display_name().map(str::to_owned),
        chain: None,
    })
}

/// Reads a wallet's strategy and says what is known of it.
///
/// >>> inspect_web3_strategy("web3_metamask_signature").chain
/// 'ethereum'
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn inspect_web3_strategy(text: &Bound<'_, PyString>) -> PyResult<StrategyFacts> {
    facts(text, identifier::Web3Strategy::parse, |strategy| StrategyFacts {
        canonical: strategy.as_str().to_owned(),
        kind: "web3".to_owned(),
        provider: strategy.provider().to_owned(),
        display_name: strategy.display_name().map(str::to_owned),
        chain: strategy.chain().map(Chain::as_str).map(str::to_owned),
    })
}

/// Reads a redirect URL and says what is known of it.
///
/// >>> inspect_redirect_url("myapp://done").kind
/// 'deep_link'
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn inspect_redirect_url(text: &Bound<'_, PyString>) -> PyResult<RedirectFacts> {
    facts(text, identifier::RedirectUrl::parse, |url| RedirectFacts {
        canonical: url.as_str().to_owned(),
        kind: url.kind().as_str().to_owned(),
        scheme: url.scheme().map(str::to_owned),
        host: url.host().map(str::to_owned),
    })
}
