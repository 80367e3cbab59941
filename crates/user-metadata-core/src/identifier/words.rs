//! Eight bytes at a time: the scanners' way to look at a text without a branch for each byte.
//!
//! A word is eight bytes of a text, the first one lowest. A test of its bytes gives flags: bit 7 of each byte says
//! whether the byte passed. The tests are exact for ASCII bytes; a byte beyond ASCII may pass by mistake, so
//! whoever tests also asks [`is_ascii`].

/// Bit 7 of every byte.
pub(super) const FLAGS: u64 = splat(0x80);

/// The same byte eight times.
pub(super) const fn splat(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Flags the bytes that are ASCII.
pub(super) const fn is_ascii(word: u64) -> u64 {
    !word & FLAGS
}

/// Flags the bytes from `first` on.
pub(super) const fn from(word: u64, first: u8) -> u64 {
    word.wrapping_add(splat(0x80 - first)) & FLAGS
}

/// Flags the bytes from `first` to `last`.
pub(super) const fn within(word: u64, first: u8, last: u8) -> u64 {
    from(word, first) & !from(word, last + 1)
}

/// Flags the bytes that are this one.
pub(super) const fn is(word: u64, byte: u8) -> u64 {
    !from(word ^ splat(byte), 1) & FLAGS
}

/// Says whether every byte of the text passes a test.
///
/// Words overlap, so no text has a rest: up to 32 bytes are covered by four words wherever they end, more by as many
/// as it takes. Only a text of fewer than eight bytes is filled up, with its own first byte.
#[inline]
pub(super) fn every(text: &[u8], test: impl Fn(u64) -> u64) -> bool {
    let passes = |word: &[u8; 8]| {
        let word = u64::from_le_bytes(*word);
        test(word) & is_ascii(word)
    };
    let passing = if let Some([first, second, third, last]) = covering(text) {
        let inner = if text.len() > 32 { text.as_chunks().0 } else { &[] };
        let ends = passes(first) & passes(second) & passes(third) & passes(last);
        inner.iter().fold(ends, |passing, word| passing & passes(word))
    } else {
        let Some(first) = text.first() else { return true };
        let mut word = [*first; 8];
        word.iter_mut().zip(text).for_each(|(slot, byte)| *slot = *byte);
        passes(&word)
    };
    passing == FLAGS
}

/// Four words that cover a text of eight to 32 bytes, and the ends of a longer one.
#[inline]
fn covering(text: &[u8]) -> Option<[&[u8; 8]; 4]> {
    let last = text.len().checked_sub(8)?;
    let word = |place: usize| text.get(place..)?.first_chunk();
    Some([word(0)?, word(last.min(8))?, word(last.saturating_sub(8))?, word(last)?])
}

/// Sixteen bytes of a text of eight to sixteen, filled up with zeros.
#[inline]
pub(super) fn short_block(text: &[u8]) -> Option<u128> {
    let first = u64::from_le_bytes(*text.first_chunk()?);
    let last = u64::from_le_bytes(*text.last_chunk()?);
    let rest = u128::from(last).checked_shr(8 * u32::try_from(16_usize.checked_sub(text.len())?).ok()?)?;
    Some(u128::from(first) | rest << 64)
}
