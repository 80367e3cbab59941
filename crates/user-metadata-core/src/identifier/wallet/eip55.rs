//! The checksum of Ethereum addresses: the case of their letters ([EIP-55]).
//!
//! [EIP-55]: https://eips.ethereum.org/EIPS/eip-55

use super::keccak;
use crate::blocks::{Block, Flags};

/// Eight digits make a word, the first one lowest. Flags are bit 7 of each byte.
const FLAGS: u64 = splat(0x80);

/// The bit that tells lower case from upper case in ASCII letters.
const CASE: u64 = splat(0x20);

/// How the 40 digits of an address are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// All letters in one case, or none: there is no checksum.
    One,
    /// In both cases: there is a checksum.
    Mixed,
}

/// Reads hexadecimal digits; anything else gives none.
#[inline]
pub(super) fn case_of(text: &[u8; 40]) -> Option<Case> {
    let (mut lower, mut upper, mut other) = (Flags::NONE, Flags::NONE, Flags::NONE);
    // The last block overlaps the one before it.
    for begin in [0, 16, 24] {
        let block = Block::new(*text.get(begin..)?.first_chunk()?);
        let (lower_case, upper_case) = (block.within(b'a', b'f'), block.within(b'A', b'F'));
        lower = lower | lower_case;
        upper = upper | upper_case;
        other = other | !(block.within(b'0', b'9') | lower_case | upper_case);
    }
    match (other.any(), lower.any() && upper.any()) {
        (true, _) => None,
        (false, true) => Some(Case::Mixed),
        (false, false) => Some(Case::One),
    }
}

/// Says whether hexadecimal digits are in the case that their checksum asks for.
pub(super) fn matches(text: &[u8; 40]) -> bool {
    let digits = words_of(text);
    digits.map(|digits| upper_case(digits, letters(digits))) == upper_case_by_checksum(digits)
}

/// Hexadecimal digits in the case that their checksum asks for.
pub(super) fn checksummed(text: &[u8; 40]) -> [u8; 40] {
    let digits = words_of(text);
    let mut checksummed = [0; 40];
    let words = digits.iter().zip(upper_case_by_checksum(digits));
    for (chunk, (digits, upper)) in checksummed.as_chunks_mut().0.iter_mut().zip(words) {
        *chunk = ((digits | CASE) ^ upper >> 2).to_le_bytes();
    }
    checksummed
}

fn words_of(text: &[u8; 40]) -> [u64; 5] {
    let mut words = [0; 5];
    for (word, bytes) in words.iter_mut().zip(text.as_chunks().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    words
}

/// Flags the letters from a to f, in either case.
const fn letters(digits: u64) -> u64 {
    // Of hexadecimal digits only letters have bit 6.
    digits << 1 & FLAGS
}

/// Flags the letters that are in upper case. The case bit is moved to where flags are.
const fn upper_case(digits: u64, letters: u64) -> u64 {
    letters & !(digits << 2)
}

/// Flags the letters that must be in upper case: digit n is one if nibble n of the hash is 8 or more. What is hashed
/// is the text in lower case; in the digits 0 to 9 the case bit is set anyway.
fn upper_case_by_checksum(digits: [u64; 5]) -> [u64; 5] {
    let [first, second, third] = keccak::hash(digits.map(|digits| digits | CASE));
    let mut upper = [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32, third as u32]
        .map(spread_nibbles);
    for (upper, digits) in upper.iter_mut().zip(digits) {
        *upper &= letters(digits);
    }
    upper
}

/// The top bits of eight nibbles, as flags: the high nibble of a byte comes before the low one.
const fn spread_nibbles(hash: u32) -> u64 {
    let pairs = (hash as u64 | (hash as u64) << 16) & 0x0000_ffff_0000_ffff;
    let bytes = (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff;
    (bytes | bytes << 12) & FLAGS
}

const fn splat(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}
