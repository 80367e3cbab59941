//! A wallet whose key everybody knows.

use k256::ecdsa::SigningKey;
use sha3::{Digest, Keccak256};

/// An Ethereum wallet.
pub(super) struct Wallet(SigningKey);

impl Wallet {
    /// The wallet of the stories. Never send it anything.
    pub(super) fn for_tests() -> Option<Self> {
        SigningKey::from_slice(&[7; 32]).ok().map(Self)
    }

    /// The last twenty bytes of the hash of the public key.
    pub(super) fn address(&self) -> String {
        let point = self.0.verifying_key().to_sec1_point(false);
        let hash = Keccak256::digest(point.as_bytes().get(1..).unwrap_or_default());
        format!("0x{}", hex(hash.get(12..).unwrap_or_default()))
    }

    /// A signature as wallets make it for `personal_sign` (EIP-191).
    pub(super) fn personal_sign(&self, message: &str) -> Option<String> {
        let mut digest = Keccak256::new();
        digest.update(format!("\x19Ethereum Signed Message:\n{}", message.len()));
        digest.update(message);
        let (signature, parity) = self.0.sign_prehash_recoverable(&digest.finalize());
        Some(format!("0x{}{}", hex(&signature.to_bytes()), hex(&[27_u8.checked_add(parity.to_byte())?])))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
