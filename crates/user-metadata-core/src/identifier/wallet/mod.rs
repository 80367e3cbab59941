//! Wallet addresses.

mod eip55;
mod keccak;

use self::eip55::Case;
use super::text::{checked_text, white_space_at_an_end};
use crate::error::{Field, ValidationCode as Code, ValidationError};

/// Characters of `0x` and 20 bytes in hexadecimal.
const ETHEREUM_LENGTH: usize = 42;

/// Characters of 32 bytes in base58: the fewest are 32 ones, the most 44.
const SOLANA_SHORTEST: usize = 32;
const SOLANA_LONGEST: usize = 44;

/// A blockchain whose wallets can be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chain {
    /// Ethereum, and every chain that shares its addresses.
    Ethereum,
    /// Solana.
    Solana,
}

impl Chain {
    /// Every chain.
    pub const ALL: [Self; 2] = [Self::Ethereum, Self::Solana];

    /// The stable name, in lower_snake.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ethereum => "ethereum",
            Self::Solana => "solana",
        }
    }
}

/// The address of a wallet: of Ethereum (`0x` and 40 hexadecimal digits), or of Solana (32 bytes in base58).
///
/// An Ethereum address in one case has no checksum and is accepted; one in mixed case must match the checksum of
/// [EIP-55]. A Solana address need not be a point of the curve: those of programs are not. What comes before or
/// after an address (white space, `ethereum:`, an ENS name instead of it) is refused: an address is copied from
/// a wallet by a program, and one that is not clean is not the one that will sign.
///
/// The text stays as it was given, for what the server does with the case of the letters is not known;
/// [`checksummed`](Self::checksummed) has the form to show.
///
/// Codes, in the order in which they are found: `empty`, `surrounding_whitespace`, `wallet_prefix`, `too_long`,
/// `wallet_char`, `too_short`, then `wallet_checksum` (Ethereum) or `wallet_key_size` (Solana).
///
/// ```
/// use user_metadata_core::identifier::{Chain, WalletAddress};
///
/// let wallet = WalletAddress::parse("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")?;
/// assert_eq!(wallet.chain(), Chain::Ethereum);
/// assert_eq!(wallet.checksummed().as_str(), "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
///
/// let error = WalletAddress::parse("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed").unwrap_err();
/// assert_eq!(error.code().as_str(), "wallet_checksum");
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
///
/// [EIP-55]: https://eips.ethereum.org/EIPS/eip-55
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct WalletAddress {
    /// The text, then zeros.
    text: [u8; SOLANA_LONGEST],
    length: u8,
    chain: Chain,
}

impl WalletAddress {
    /// The regular part of the grammar, to be matched against the whole text.
    ///
    /// Whatever [`parse`](Self::parse) accepts, it matches. Whatever it matches is an address, but for the checksum
    /// of Ethereum addresses in mixed case, and for base58 that does not decode to 32 bytes.
    pub const PATTERN: &'static str = "0x[0-9A-Fa-f]{40}|[1-9A-HJ-NP-Za-km-z]{32,44}";

    /// Reads an address as a wallet returned it. Nothing is trimmed, nothing is allocated.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        let chain = check(text)?;
        let mut bytes = [0; SOLANA_LONGEST];
        if let Some(slots) = bytes.get_mut(..text.len()) {
            slots.copy_from_slice(text.as_bytes());
        }
        Ok(Self { text: bytes, length: text.len() as u8, chain })
    }

    /// Says whether these very bytes are an address.
    pub fn check(text: &str) -> Result<(), ValidationError> {
        check(text).map(drop)
    }

    /// The canonical text: the address as it was given.
    pub fn as_str(&self) -> &str {
        let text = self.text.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// The blockchain that the form of the address tells.
    pub const fn chain(&self) -> Chain {
        self.chain
    }

    /// The same address with the upper and lower case of EIP-55. A Solana address has one form only.
    pub fn checksummed(&self) -> Self {
        let mut checksummed = *self;
        let digits = checksummed.text.get_mut(2..ETHEREUM_LENGTH).and_then(<[u8]>::as_mut_array);
        if let (Chain::Ethereum, Some(digits)) = (self.chain, digits)
            && eip55::case_of(digits) == Some(Case::One)
        {
            // In mixed case it has its checksum already: it was checked when it was parsed.
            *digits = eip55::checksummed(digits);
        }
        checksummed
    }

    /// Says whether the other text is this address: whatever the case of its letters on Ethereum, exactly the
    /// same on Solana.
    ///
    /// ```
    /// use user_metadata_core::identifier::WalletAddress;
    /// let wallet = WalletAddress::parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")?;
    /// assert!(wallet.same_address("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"));
    /// # Ok::<(), user_metadata_core::error::ValidationError>(())
    /// ```
    pub fn same_address(&self, other: &str) -> bool {
        match self.chain {
            Chain::Ethereum => other.starts_with("0x") && self.as_str().eq_ignore_ascii_case(other),
            Chain::Solana => self.as_str() == other,
        }
    }
}

checked_text!(WalletAddress, "the address of an Ethereum or Solana wallet");

fn check(text: &str) -> Result<Chain, ValidationError> {
    if text.starts_with("0x") { check_ethereum(text) } else { check_solana(text) }
}

fn check_ethereum(text: &str) -> Result<Chain, ValidationError> {
    let Some(digits) = text.as_bytes().last_chunk().filter(|_| text.len() == ETHEREUM_LENGTH) else {
        return Err(refuse_ethereum(text));
    };
    match eip55::case_of(digits) {
        Some(Case::One) => Ok(Chain::Ethereum),
        Some(Case::Mixed) if eip55::matches(digits) => Ok(Chain::Ethereum),
        Some(Case::Mixed) => Err(refusal(Code::WalletChecksum)),
        None => Err(refuse_ethereum(text)),
    }
}

fn check_solana(text: &str) -> Result<Chain, ValidationError> {
    match five8::decode_32(text.as_bytes(), &mut [0; 32]) {
        Ok(()) => Ok(Chain::Solana),
        Err(_) => Err(refuse_solana(text)),
    }
}

/// Looks for what is wrong with a text that is no Ethereum address.
#[cold]
fn refuse_ethereum(text: &str) -> ValidationError {
    if let Some(at) = white_space_at_an_end(text) {
        return refusal_at(Code::SurroundingWhitespace, at);
    }
    if text.len() > ETHEREUM_LENGTH {
        return refusal(Code::TooLong);
    }
    match text.bytes().enumerate().skip(2).find(|(_, byte)| !byte.is_ascii_hexdigit()) {
        Some((at, _)) => refusal_at(Code::WalletChar, at),
        None => refusal(Code::TooShort),
    }
}

/// Looks for what is wrong with a text that is no Solana address.
#[cold]
fn refuse_solana(text: &str) -> ValidationError {
    if text.is_empty() {
        return refusal(Code::Empty);
    }
    if let Some(at) = white_space_at_an_end(text) {
        return refusal_at(Code::SurroundingWhitespace, at);
    }
    let hexadecimal = text.len() == ETHEREUM_LENGTH - 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hexadecimal || text.starts_with("0X") {
        return refusal_at(Code::WalletPrefix, 0);
    }
    if text.len() > SOLANA_LONGEST {
        return refusal(Code::TooLong);
    }
    match text.bytes().position(|byte| !is_base58(byte)) {
        Some(at) => refusal_at(Code::WalletChar, at),
        None if text.len() < SOLANA_SHORTEST => refusal(Code::TooShort),
        None => refusal(Code::WalletKeySize),
    }
}

/// The alphabet without `0`, `I`, `O` and `l`, which look like others.
const fn is_base58(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() && !matches!(byte, b'0' | b'I' | b'O' | b'l')
}

const fn refusal(code: Code) -> ValidationError {
    ValidationError::new(Field::Web3Wallet, code)
}

const fn refusal_at(code: Code, position: usize) -> ValidationError {
    ValidationError::at(Field::Web3Wallet, code, position)
}
