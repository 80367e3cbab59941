//! Wallet signatures: what is signed, and whether the right wallet signed it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature as SolanaSignature, VerifyingKey as SolanaKey};
use k256::ecdsa::{RecoveryId, Signature, VerifyingKey};
use sha3::{Digest, Keccak256};

use crate::grammar::wallet::{self, Chain};

/// The text to sign, after EIP-4361.
pub(crate) fn message(
    domain: &str,
    chain: Chain,
    address: &str,
    nonce: &str,
    now: i64,
    expire_at: i64,
) -> String {
    let (account, chain_id) = match chain {
        Chain::Ethereum => ("Ethereum", "1"),
        Chain::Solana => ("Solana", "mainnet"),
    };
    format!(
        "{domain} wants you to sign in with your {account} account:\n{address}\n\n\
         Sign this message to prove that the wallet is yours.\n\n\
         URI: https://{domain}\nVersion: 1\nChain ID: {chain_id}\nNonce: {nonce}\n\
         Issued At: {}\nExpiration Time: {}",
        iso_time(now),
        iso_time(expire_at)
    )
}

/// Whether `signature`, as the chain's wallets write it, is the wallet's over this message.
pub(crate) fn is_authentic(address: &str, message: &str, signature: &str) -> bool {
    match wallet::parse(address) {
        Some((Chain::Ethereum, canonical)) => {
            ethereum_signer(message, signature).is_some_and(|signer| signer == canonical.comparable)
        }
        Some((Chain::Solana, _)) => solana_signed(address, message, signature).is_some(),
        None => false,
    }
}

/// The address that made a `personal_sign` signature, in lower case.
fn ethereum_signer(message: &str, signature: &str) -> Option<String> {
    let bytes: [u8; 65] = decode_hex(signature.strip_prefix("0x")?)?.try_into().ok()?;
    let (rs, v) = bytes.split_first_chunk::<64>()?;
    let odd = match v.first()? {
        0 | 27 => false,
        1 | 28 => true,
        _ => return None,
    };
    let parsed = Signature::from_slice(rs).ok()?;
    let key =
        VerifyingKey::recover_from_prehash(&personal_hash(message), &parsed, RecoveryId::new(odd, false))
            .ok()?;
    Some(address_of(&key))
}

/// What `personal_sign` signs (ERC-191).
pub(super) fn personal_hash(message: &str) -> [u8; 32] {
    let mut digest = Keccak256::new();
    digest.update(format!("\x19Ethereum Signed Message:\n{}", message.len()));
    digest.update(message);
    digest.finalize().into()
}

/// The last twenty bytes of the hash of a public key.
pub(super) fn address_of(key: &VerifyingKey) -> String {
    let point = key.to_sec1_point(false);
    let hash = Keccak256::digest(point.as_bytes().get(1..).unwrap_or_default());
    hash.iter().skip(12).fold(String::from("0x"), |text, byte| text + &format!("{byte:02x}"))
}

fn solana_signed(address: &str, message: &str, signature: &str) -> Option<()> {
    let key = SolanaKey::from_bytes(&wallet::solana_key(address)?).ok()?;
    let signature = SolanaSignature::from_slice(&STANDARD.decode(signature).ok()?).ok()?;
    key.verify_strict(message.as_bytes(), &signature).ok()
}

pub(super) fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

fn iso_time(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map(|time| time.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey as SolanaSecret};
    use k256::ecdsa::SigningKey;

    fn personal_sign(secret: &SigningKey, message: &str, v_base: u8) -> String {
        let mut digest = Keccak256::new();
        digest.update(format!("\x19Ethereum Signed Message:\n{}", message.len()));
        digest.update(message);
        let (signature, id) = secret.sign_prehash_recoverable(&digest.finalize());
        let hex = |bytes: &[u8]| bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        format!("0x{}{}", hex(&signature.to_bytes()), hex(&[v_base + id.to_byte()]))
    }

    #[test]
    fn an_ethereum_signature_counts_for_its_wallet_and_message_only() {
        let secret = SigningKey::from_slice(&[7; 32]).unwrap();
        let address = address_of(secret.verifying_key());
        for v_base in [0, 27] {
            let signature = personal_sign(&secret, "hello", v_base);
            assert!(is_authentic(&address, "hello", &signature));
            assert!(is_authentic(&address.to_uppercase().replace("0X", "0x"), "hello", &signature));
            assert!(!is_authentic(&address, "other", &signature));
            assert!(!is_authentic("0x0123456789abcdef0123456789abcdef01234567", "hello", &signature));
        }
    }

    #[test]
    fn a_published_personal_sign_address_is_derived_correctly() {
        // The first account of every Hardhat and Anvil node.
        let secret = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
        let key = SigningKey::from_slice(&decode_hex(secret).unwrap()).unwrap();
        assert_eq!(address_of(key.verifying_key()), "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    }

    #[test]
    fn a_solana_signature_counts_for_its_wallet_and_message_only() {
        let secret = SolanaSecret::from_bytes(&[9; 32]);
        let address = bs58::encode(secret.verifying_key().as_bytes()).into_string();
        let signature = STANDARD.encode(secret.sign(b"hello").to_bytes());
        assert!(is_authentic(&address, "hello", &signature));
        assert!(!is_authentic(&address, "other", &signature));
    }

    #[test]
    fn broken_signatures_are_wrong_not_fatal() {
        let address = "0x0123456789abcdef0123456789abcdef01234567";
        for signature in ["", "0x", "0xzz", "0x00", &format!("0x{}", "00".repeat(65)), &"é".repeat(70)] {
            assert!(!is_authentic(address, "hello", signature), "{signature}");
        }
    }
}
