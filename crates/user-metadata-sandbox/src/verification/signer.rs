//! A wallet that signs, so that a test in any language needs no cryptography of its own.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer;
use k256::ecdsa::SigningKey;
use serde::Serialize;
use sha3::{Digest, Keccak256};

use super::signature::{address_of, decode_hex, personal_hash};
use crate::grammar::wallet::Chain;

/// What a wallet shows and gives back.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Signed {
    /// Its address: checksummed (EIP-55), or base58.
    wallet: String,
    /// As the chain's wallets write it: hex with `0x`, or base64.
    signature: String,
}

/// Signs as `personal_sign` (Ethereum) or `signMessage` (Solana); none where `key` is no key of the chain.
pub(crate) fn sign(chain: Chain, key: &str, message: &str) -> Option<Signed> {
    let key: [u8; 32] = decode_hex(key)?.try_into().ok()?;
    match chain {
        Chain::Ethereum => {
            let key = SigningKey::from_slice(&key).ok()?;
            let (signature, parity) = key.sign_prehash_recoverable(&personal_hash(message));
            let bytes = signature.to_bytes().into_iter().chain([27 + parity.to_byte()]);
            let signature = bytes.fold(String::from("0x"), |text, byte| text + &format!("{byte:02x}"));
            Some(Signed { wallet: checksummed(&address_of(key.verifying_key())), signature })
        }
        Chain::Solana => {
            let key = ed25519_dalek::SigningKey::from_bytes(&key);
            Some(Signed {
                wallet: bs58::encode(key.verifying_key().as_bytes()).into_string(),
                signature: STANDARD.encode(key.sign(message.as_bytes()).to_bytes()),
            })
        }
    }
}

/// EIP-55: a letter is a capital where the hash of the lower-case digits has a digit of 8 or more.
fn checksummed(address: &str) -> String {
    let digits = address.trim_start_matches("0x");
    let hash = Keccak256::digest(digits);
    let nibbles = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let cased = digits.chars().zip(nibbles);
    cased.fold(String::from("0x"), |mut text, (digit, nibble)| {
        text.push(if nibble >= 8 { digit.to_ascii_uppercase() } else { digit });
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verification::signature::is_authentic;

    #[test]
    fn the_published_checksums_hold() {
        // EIP-55, "Test Cases"
        for address in [
            "0x52908400098527886E0F7030069857D2E4169EE7",
            "0xde709f2102306220921060314715629080e2fb77",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
            "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        ] {
            assert_eq!(checksummed(&address.to_ascii_lowercase()), address);
        }
    }

    #[test]
    fn the_first_account_of_every_hardhat_node_signs_as_itself() {
        let key = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
        let signed = sign(Chain::Ethereum, key, "hello").unwrap();
        assert_eq!(signed.wallet, "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
        assert!(is_authentic(&signed.wallet, "hello", &signed.signature));
    }

    #[test]
    fn a_published_solana_signature_is_made_again() {
        // RFC 8032, section 7.1, test 2: the message is the letter r
        let key = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        let signed = sign(Chain::Solana, key, "r").unwrap();
        let expected = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                        085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        assert_eq!(signed.signature, STANDARD.encode(decode_hex(expected).unwrap()));
        assert!(is_authentic(&signed.wallet, "r", &signed.signature));
    }

    #[test]
    fn what_is_no_key_signs_nothing() {
        for key in ["", "07", &"00".repeat(32), &"ff".repeat(32), &"0g".repeat(32), &"é".repeat(32)] {
            assert_eq!(sign(Chain::Ethereum, key, "hello"), None, "{key}");
        }
        assert_eq!(sign(Chain::Solana, "07", "hello"), None);
    }
}
