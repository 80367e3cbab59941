//! Several bytes at a time: how the scanners look at a text without a branch for each byte.
//!
//! A test of one byte, folded over a block of known size, becomes a few vector instructions on every target.

use std::ops::{BitOr, Not};

use wide::u8x16;

/// Says whether every byte of the text passes a test. The test should not branch: `|` and `&`, not `||` and `&&`.
///
/// Blocks overlap, so no text has a rest; only one of fewer than eight bytes is looked at byte by byte.
#[inline]
pub(crate) fn every(text: &[u8], test: impl Fn(u8) -> bool) -> bool {
    if let Some(last) = text.last_chunk::<16>() {
        text.as_chunks::<16>().0.iter().fold(all(last, &test), |passing, block| passing & all(block, &test))
    } else if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        all(first, &test) & all(last, &test)
    } else {
        text.iter().all(|byte| test(*byte))
    }
}

#[inline]
fn all<const BYTES: usize>(block: &[u8; BYTES], test: impl Fn(u8) -> bool) -> bool {
    block.iter().fold(true, |passing, byte| passing & test(*byte))
}

/// A text of eight to sixteen bytes, filled up with zeros.
#[inline]
pub(crate) fn padded(text: &[u8]) -> Option<u128> {
    let first = u64::from_le_bytes(*text.first_chunk()?);
    let last = u64::from_le_bytes(*text.last_chunk()?);
    // In two steps, for a word cannot be shifted by all its 64 bits.
    let half = 4 * 16_usize.checked_sub(text.len())?;
    Some(u128::from(first) | u128::from(last >> half >> half) << 64)
}

/// Sixteen bytes, compared all at once.
#[derive(Clone, Copy)]
pub(crate) struct Block(u8x16);

impl Block {
    #[inline]
    pub(crate) fn new(bytes: [u8; 16]) -> Self {
        Self(u8x16::new(bytes))
    }

    /// The same bytes, ASCII letters in lower case. Other bytes may change; none becomes a letter.
    #[inline]
    pub(crate) fn in_lower_case(self) -> Self {
        Self(self.0 | u8x16::splat(0x20))
    }

    #[inline]
    pub(crate) fn equal_to(self, byte: u8) -> Flags {
        Flags(self.0.simd_eq(u8x16::splat(byte)))
    }

    #[inline]
    pub(crate) fn within(self, first: u8, last: u8) -> Flags {
        let distance = self.0 - u8x16::splat(first);
        Flags(distance.min(u8x16::splat(last - first)).simd_eq(distance))
    }
}

/// Which bytes of a block passed a test.
#[derive(Clone, Copy)]
pub(crate) struct Flags(u8x16);

impl Flags {
    pub(crate) const NONE: Self = Self(u8x16::ZERO);

    #[inline]
    pub(crate) fn any(self) -> bool {
        self.mask() != 0
    }

    /// A bit for each byte, the first byte lowest.
    #[inline]
    pub(crate) fn mask(self) -> u64 {
        u64::from(self.0.to_bitmask())
    }
}

impl BitOr for Flags {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Not for Flags {
    type Output = Self;

    #[inline]
    fn not(self) -> Self {
        Self(!self.0)
    }
}
