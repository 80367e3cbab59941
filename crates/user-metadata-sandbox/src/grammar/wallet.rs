//! Wallet addresses: Ethereum and Solana.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::{Canonical, pattern};

static ETHEREUM: LazyLock<Regex> = LazyLock::new(|| pattern("^0x[0-9a-fA-F]{40}$"));

/// Where an address lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Chain {
    Ethereum,
    Solana,
}

/// Reads an address; it is kept as it was written. Ethereum's letter case is only a checksum.
pub(crate) fn parse(text: &str) -> Option<(Chain, Canonical)> {
    if ETHEREUM.is_match(text) {
        let canonical = Canonical { value: text.into(), comparable: text.to_ascii_lowercase() };
        return Some((Chain::Ethereum, canonical));
    }
    solana_key(text)?;
    Some((Chain::Solana, Canonical { value: text.into(), comparable: text.into() }))
}

/// The 32 bytes of a Solana address.
pub(crate) fn solana_key(text: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    let length = bs58::decode(text).onto(&mut key).ok()?;
    (length == key.len()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_chains_are_told_apart() {
        let ethereum = parse("0x0123456789ABCDEF0123456789ABCDEF01234567").unwrap();
        assert_eq!(ethereum.0, Chain::Ethereum);
        assert_eq!(ethereum.1.comparable, "0x0123456789abcdef0123456789abcdef01234567");
        let solana = parse("11111111111111111111111111111111").unwrap();
        assert_eq!(solana.0, Chain::Solana);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "0x", "0123456789ABCDEF0123456789ABCDEF01234567", "0x0123", "1111", "vitalik.eth"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
