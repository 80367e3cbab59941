//! The wallets of the scenarios. Their keys stand in `tests/scenarios/README.md`, for everybody to use.

use ed25519_dalek::Signer;
use k256::ecdsa::SigningKey;
use sha3::{Digest, Keccak256};
use user_metadata::identifier::{Chain, WalletAddress};

/// First the one that the scenarios use, then another one.
const ETHEREUM_KEYS: [[u8; 32]; 2] = [[7; 32], [8; 32]];
const SOLANA_KEYS: [[u8; 32]; 2] = [[9; 32], [10; 32]];

pub(crate) fn sign(wallet: &WalletAddress, message: &str, as_another: bool) -> String {
    let which = usize::from(as_another);
    match wallet.chain() {
        Chain::Ethereum => personal_sign(ETHEREUM_KEYS[which], message),
        Chain::Solana => {
            let key = ed25519_dalek::SigningKey::from_bytes(&SOLANA_KEYS[which]);
            base64(&key.sign(message.as_bytes()).to_bytes())
        }
    }
}

fn personal_sign(key: [u8; 32], message: &str) -> String {
    let digest = Keccak256::digest(format!("\x19Ethereum Signed Message:\n{}{message}", message.len()));
    let (signature, parity) = SigningKey::from_slice(&key).unwrap().sign_prehash_recoverable(&digest);
    let bytes = signature.to_bytes().into_iter().chain([27 + parity.to_byte()]);
    bytes.fold(String::from("0x"), |text, byte| text + &format!("{byte:02x}"))
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
