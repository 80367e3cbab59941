//! Wallets that really sign.

use base64::Engine;
use ed25519_dalek::Signer;
use k256::ecdsa::SigningKey;
use sha3::{Digest, Keccak256};
use user_metadata_core::identifier::Chain;

/// The key of a wallet is its number, 32 times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wallet {
    pub(crate) chain: Chain,
    pub(crate) number: u8,
}

impl Wallet {
    pub(crate) fn address(self) -> String {
        match self.chain {
            Chain::Ethereum => {
                let key = SigningKey::from_slice(&[self.number; 32]).unwrap();
                let point = key.verifying_key().to_sec1_point(false);
                format!("0x{}", hex(&Keccak256::digest(&point.as_bytes()[1..])[12..]))
            }
            Chain::Solana => bs58::encode(self.solana_key().verifying_key().as_bytes()).into_string(),
        }
    }

    /// The signature as the chain's wallets write it.
    pub(crate) fn sign(self, message: &str) -> String {
        match self.chain {
            Chain::Ethereum => {
                let text = format!("\x19Ethereum Signed Message:\n{}{message}", message.len());
                let key = SigningKey::from_slice(&[self.number; 32]).unwrap();
                let (signature, parity) = key.sign_prehash_recoverable(&Keccak256::digest(text));
                format!("0x{}{}", hex(&signature.to_bytes()), hex(&[27 + parity.to_byte()]))
            }
            Chain::Solana => base64::engine::general_purpose::STANDARD
                .encode(self.solana_key().sign(message.as_bytes()).to_bytes()),
        }
    }

    fn solana_key(self) -> ed25519_dalek::SigningKey {
        ed25519_dalek::SigningKey::from_bytes(&[self.number; 32])
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
