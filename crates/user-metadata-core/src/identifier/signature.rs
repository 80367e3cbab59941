//! What a wallet returns for the message that it was asked to sign.

use super::Chain;
use super::text::white_space_at_an_end;
use crate::error::{Field, ValidationCode as Code, ValidationError};
use crate::secret::Secret;

/// `r`, `s` and `v` of an ECDSA signature.
const ETHEREUM_FEWEST_BYTES: usize = 65;

/// A policy. Smart-contract wallets return longer signatures (ERC-1271), the longest those that carry the call
/// that deploys the wallet (ERC-6492): a few thousand bytes.
const ETHEREUM_MOST_BYTES: usize = 16 * 1024;

/// 64 bytes in base64: 21 groups of three bytes, and one byte with its padding.
const SOLANA_LENGTH: usize = 88;

/// A wallet's signature, by its shape: whether it is the right one only the server can say.
///
/// On Ethereum `0x` and at least 65 bytes in hexadecimal, as `personal_sign` returns them; more for a wallet that
/// is a contract. On Solana standard base64 (RFC 4648 section 4) of exactly 64 bytes.
///
/// It is a secret: it has no `Serialize` and no `Display`, `Debug` shows `[redacted]`, and
/// [`expose`](Self::expose) is the only way to the text.
///
/// Codes, in the order in which they are found: `empty`, `surrounding_whitespace`; on Ethereum
/// `signature_prefix`, `too_long`, `signature_char`, `too_short`, `signature_odd_length`; on Solana `too_long`,
/// `signature_char`, `too_short`, `signature_padding`.
///
/// ```
/// use user_metadata_core::identifier::{Chain, WalletSignature};
///
/// let text = format!("0x{}", "1b".repeat(65));
/// assert_eq!(WalletSignature::parse(Chain::Ethereum, &text)?.expose(), text);
///
/// // What `generateWeb3Signature` of clerk-js returns when the wallet is missing.
/// let error = WalletSignature::parse(Chain::Ethereum, "").unwrap_err();
/// assert_eq!(error.code().as_str(), "empty");
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletSignature(Secret);

impl WalletSignature {
    /// Reads a signature as the wallet returned it. Nothing is trimmed.
    pub fn parse(chain: Chain, text: &str) -> Result<Self, ValidationError> {
        Self::check(chain, text).map(|()| Self(Secret::new(text)))
    }

    /// Says whether these very bytes have the shape of a signature.
    pub fn check(chain: Chain, text: &str) -> Result<(), ValidationError> {
        if text.is_empty() {
            return Err(refusal(Code::Empty));
        }
        if let Some(at) = white_space_at_an_end(text) {
            return Err(ValidationError::at(Field::Signature, Code::SurroundingWhitespace, at));
        }
        match chain {
            Chain::Ethereum => check_ethereum(text),
            Chain::Solana => check_solana(text),
        }
    }

    /// The text, for the one place that sends it.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

fn check_ethereum(text: &str) -> Result<(), ValidationError> {
    let Some(digits) = text.strip_prefix("0x") else {
        return Err(ValidationError::at(Field::Signature, Code::SignaturePrefix, 0));
    };
    if digits.len() > 2 * ETHEREUM_MOST_BYTES {
        return Err(refusal(Code::TooLong));
    }
    if let Some(place) = digits.bytes().position(|byte| !byte.is_ascii_hexdigit()) {
        return Err(ValidationError::at(Field::Signature, Code::SignatureChar, 2 + place));
    }
    if digits.len() < 2 * ETHEREUM_FEWEST_BYTES {
        return Err(refusal(Code::TooShort));
    }
    if !digits.len().is_multiple_of(2) {
        return Err(refusal(Code::SignatureOddLength));
    }
    Ok(())
}

fn check_solana(text: &str) -> Result<(), ValidationError> {
    if text.len() > SOLANA_LENGTH {
        return Err(refusal(Code::TooLong));
    }
    let digits = text.trim_end_matches('=');
    if let Some(place) = digits.bytes().position(|byte| !is_base64(byte)) {
        return Err(ValidationError::at(Field::Signature, Code::SignatureChar, place));
    }
    if text.len() < SOLANA_LENGTH {
        return Err(refusal(Code::TooShort));
    }
    // The last digit holds the last two bits of the last byte, and four bits that must be zero.
    if digits.len() == SOLANA_LENGTH - 2 && digits.ends_with(['A', 'Q', 'g', 'w']) {
        Ok(())
    } else {
        Err(refusal(Code::SignaturePadding))
    }
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

const fn refusal(code: Code) -> ValidationError {
    ValidationError::new(Field::Signature, code)
}
