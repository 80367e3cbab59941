//! What a person or programmer types, parsed.

use user_metadata_core::identifier as core;

use crate::convert::{FromCore, choice};
use crate::error::CoreError;

choice! { from
    /// A blockchain whose wallets can be verified.
    #[derive(Copy, Eq)]
    Chain = core::Chain {
        /// Ethereum, and every chain that shares its addresses.
        Ethereum,
        /// Solana.
        Solana,
    }
}

/// An e-mail address and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EmailFacts {
    /// The canonical text: what is sent, and what is shown.
    pub text: String,
    /// The same with the domain in A-labels, as DNS wants it.
    pub ascii: String,
    /// What stands before the `@`, quotes included.
    pub local: String,
    /// What stands after the `@`, lower-cased and in Unicode.
    pub domain: String,
}

/// A phone number and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PhoneFacts {
    /// The canonical text, as in `+15551234567`.
    pub text: String,
    /// The country code: 1 for North America, 44 for the United Kingdom.
    pub country_code: i32,
    /// Whether numbers of this country code have this length, as far as this release knows. False is worth a question
    /// ("is this right?"), not a refusal.
    pub possible: bool,
}

/// The address of a wallet and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WalletFacts {
    /// The canonical text: the address as it was given.
    pub text: String,
    /// The blockchain that the form of the address tells.
    pub chain: Chain,
    /// The same address with the upper and lower case of EIP-55, for the screen.
    pub checksummed: String,
}

/// An OAuth strategy and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OAuthStrategyFacts {
    /// The canonical text, as in `oauth_google`.
    pub text: String,
    /// What kind of provider it names: `provider`, `custom` or `token`.
    pub kind: String,
    /// The provider without `oauth_`.
    pub provider: String,
    /// What to write on a button, if Clerk names the provider.
    pub display_name: Option<String>,
}

/// A web3 strategy and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Web3StrategyFacts {
    /// The canonical text, as in `web3_metamask_signature`.
    pub text: String,
    /// The provider, as in `metamask`.
    pub provider: String,
    /// What to write on a button, if Clerk names the wallet.
    pub display_name: Option<String>,
    /// The chain of the wallet's addresses, if Clerk names the wallet.
    pub chain: Option<Chain>,
}

/// A redirect URL and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RedirectUrlFacts {
    /// The canonical text: the URL as it was given.
    pub text: String,
    /// What it is: `http`, `deep_link` or `root_relative`.
    pub kind: String,
    /// The scheme in lower case; nothing for a path.
    pub scheme: Option<String>,
    /// The host, for an allow-list; nothing for a path.
    pub host: Option<String>,
}

/// A provider that Clerk names in its own interfaces.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OAuthProvider {
    /// The strategy, as in `oauth_google`.
    pub strategy: String,
    /// What to write on a button.
    pub name: String,
}

/// A wallet that Clerk names in its own interfaces.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Web3Provider {
    /// The strategy, as in `web3_metamask_signature`.
    pub strategy: String,
    /// What to write on a button.
    pub name: String,
    /// The chain of its addresses.
    pub chain: Chain,
}

/// Reads the email address that a person typed (RFC 5321, RFC 6531, UTS 46); white space at the ends is dropped.
#[uniffi::export]
pub fn parse_email(typed: &str) -> Result<EmailFacts, CoreError> {
    let email = core::EmailAddress::parse(typed)?;
    Ok(EmailFacts {
        text: email.as_str().to_owned(),
        ascii: email.ascii().to_owned(),
        local: email.local().to_owned(),
        domain: email.domain().to_owned(),
    })
}

/// Says whether these very characters are an email address: nothing is trimmed.
#[uniffi::export]
pub fn check_email(text: &str) -> Result<(), CoreError> {
    Ok(core::EmailAddress::check(text)?)
}

/// Reads the phone number that a person typed, in international form (E.164); the plus sign may be missing.
#[uniffi::export]
pub fn parse_phone(typed: &str) -> Result<PhoneFacts, CoreError> {
    let phone = core::PhoneNumber::parse(typed)?;
    Ok(PhoneFacts {
        text: phone.as_str().to_owned(),
        country_code: phone.country_code().into(),
        possible: phone.possible(),
    })
}

/// Reads the address that a wallet returned: Ethereum (EIP-55) or Solana (base58).
#[uniffi::export]
pub fn parse_wallet(text: &str) -> Result<WalletFacts, CoreError> {
    let wallet = core::WalletAddress::parse(text)?;
    Ok(WalletFacts {
        text: wallet.as_str().to_owned(),
        chain: Chain::from_core(wallet.chain()),
        checksummed: wallet.checksummed().as_str().to_owned(),
    })
}

/// Reads a strategy of `createExternalAccount`, `oauth_<provider>`. Unknown providers are kept.
#[uniffi::export]
pub fn parse_oauth_strategy(text: &str) -> Result<OAuthStrategyFacts, CoreError> {
    let strategy = core::OAuthStrategy::parse(text)?;
    Ok(OAuthStrategyFacts {
        text: strategy.as_str().to_owned(),
        kind: strategy.kind().as_str().to_owned(),
        provider: strategy.provider().to_owned(),
        display_name: strategy.display_name().map(str::to_owned),
    })
}

/// Reads a strategy of a wallet's verification, `web3_<provider>_signature`. Unknown providers are kept.
#[uniffi::export]
pub fn parse_web3_strategy(text: &str) -> Result<Web3StrategyFacts, CoreError> {
    let strategy = core::Web3Strategy::parse(text)?;
    Ok(Web3StrategyFacts {
        text: strategy.as_str().to_owned(),
        provider: strategy.provider().to_owned(),
        display_name: strategy.display_name().map(str::to_owned),
        chain: strategy.chain().map(Chain::from_core),
    })
}

/// Reads a URL that the user may be sent back to: http(s), an app's own scheme, or a path from the root. It is no
/// defence against open redirects: keep an allow-list of hosts.
#[uniffi::export]
pub fn parse_redirect_url(text: &str) -> Result<RedirectUrlFacts, CoreError> {
    let url = core::RedirectUrl::parse(text)?;
    Ok(RedirectUrlFacts {
        text: url.as_str().to_owned(),
        kind: url.kind().as_str().to_owned(),
        scheme: url.scheme().map(str::to_owned),
        host: url.host().map(str::to_owned),
    })
}

/// Reads an OAuth scope (RFC 6749).
#[uniffi::export]
pub fn parse_scope(text: &str) -> Result<String, CoreError> {
    Ok(core::OAuthScope::parse(text)?.as_str().to_owned())
}

/// The OAuth providers that Clerk names, in alphabetical order of their strategies.
#[uniffi::export]
pub fn known_oauth_providers() -> Vec<OAuthProvider> {
    let known = core::OAuthStrategy::KNOWN.iter();
    known
        .map(|known| OAuthProvider { strategy: known.strategy.to_owned(), name: known.name.to_owned() })
        .collect()
}

/// The wallets that Clerk names.
#[uniffi::export]
pub fn known_web3_providers() -> Vec<Web3Provider> {
    let known = core::Web3Strategy::KNOWN.iter();
    known
        .map(|known| Web3Provider {
            strategy: known.strategy.to_owned(),
            name: known.name.to_owned(),
            chain: Chain::from_core(known.chain),
        })
        .collect()
}
