//! Several bytes at a time: how the scanners look at a text without a branch for each byte.
//!
//! A test of one byte, folded over a block of known size, becomes a few vector instructions on every target.

/// Says whether every byte of the text passes a test. The test should not branch: `|` and `&`, not `||` and `&&`.
///
/// Blocks overlap, so no text has a rest; only one of fewer than eight bytes is looked at byte by byte.
#[inline]
pub(super) fn every(text: &[u8], test: impl Fn(u8) -> bool) -> bool {
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
pub(super) fn padded(text: &[u8]) -> Option<u128> {
    let first = u64::from_le_bytes(*text.first_chunk()?);
    let last = u64::from_le_bytes(*text.last_chunk()?);
    // In two steps, for a word cannot be shifted by all its 64 bits.
    let half = 4 * 16_usize.checked_sub(text.len())?;
    Some(u128::from(first) | u128::from(last >> half >> half) << 64)
}
