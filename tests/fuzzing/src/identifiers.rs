//! What a person or a programmer types: the first byte says as what it is read, the rest is the text.

use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::{
    Chain, EmailAddress, OAuthScope, OAuthStrategy, OneTimeCode, PhoneNumber, RedirectUrl, WalletAddress,
    WalletSignature, Web3Strategy,
};

pub(crate) fn run(input: (u8, &str)) {
    let (kind, text) = input;
    match kind % 9 {
        0 => is_canonical(text, EmailAddress::parse(text), EmailAddress::as_str, EmailAddress::parse),
        1 => is_canonical(text, PhoneNumber::parse(text), PhoneNumber::as_str, PhoneNumber::parse),
        2 => is_canonical(text, WalletAddress::parse(text), WalletAddress::as_str, WalletAddress::parse),
        3 => is_canonical(text, OAuthStrategy::parse(text), OAuthStrategy::as_str, OAuthStrategy::parse),
        4 => is_canonical(text, Web3Strategy::parse(text), Web3Strategy::as_str, Web3Strategy::parse),
        5 => is_canonical(text, OAuthScope::parse(text), OAuthScope::as_str, OAuthScope::parse),
        6 => is_canonical(text, RedirectUrl::parse(text), RedirectUrl::as_str, RedirectUrl::parse),
        7 => drop(OneTimeCode::parse(text)),
        _ => {
            drop(WalletSignature::parse(Chain::Ethereum, text));
            drop(WalletSignature::parse(Chain::Solana, text));
        }
    }
}

/// What was accepted is accepted again in its canonical form, and stays as it is; what was refused is blamed on a place
/// in the text.
fn is_canonical<T>(
    text: &str,
    read: Result<T, ValidationError>,
    as_str: fn(&T) -> &str,
    parse: fn(&str) -> Result<T, ValidationError>,
) {
    match read {
        Ok(value) => {
            let canonical = as_str(&value);
            let again = parse(canonical).expect("the canonical form is valid");
            assert_eq!(as_str(&again), canonical);
        }
        Err(error) => assert!(error.position().is_none_or(|position| position <= text.len())),
    }
}
