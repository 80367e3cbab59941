//! A wallet whose key everybody knows.

use k256::ecdsa::SigningKey;
use sha3::{Digest, Keccak256};

pub(crate) struct Wallet(SigningKey);

impl Wallet {
    pub(crate) fn new() -> Self {
        Self(SigningKey::from_slice(&[7; 32]).unwrap())
    }

    pub(crate) fn address(&self) -> String {
        let point = self.0.verifying_key().to_sec1_point(false);
        format!("0x{}", hex(&Keccak256::digest(&point.as_bytes()[1..])[12..]))
    }

    /// A signature as wallets make it for `personal_sign` (EIP-191).
    pub(crate) fn sign(&self, message: &str) -> String {
        let mut digest = Keccak256::new();
        digest.update(format!("\x19Ethereum Signed Message:\n{}", message.len()));
        digest.update(message);
        let (signature, parity) = self.0.sign_prehash_recoverable(&digest.finalize());
        format!("0x{}{}", hex(&signature.to_bytes()), hex(&[27 + parity.to_byte()]))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
