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

/// Says whether every byte of the text passes a test. The last words overlap the ones before them, so no text has a
/// rest; only one of fewer than eight bytes is filled up, with its own first byte.
#[inline]
pub(super) fn every(text: &[u8], test: impl Fn(u64) -> u64) -> bool {
    let passes = |word: u64| test(word) & is_ascii(word);
    let passing = if let (Some(first), Some(last)) = (pair(text.first_chunk()), pair(text.last_chunk())) {
        let ends = passes(first.0) & passes(first.1) & passes(last.0) & passes(last.1);
        let inner = if text.len() > 32 { text.as_chunks::<8>().0 } else { &[] };
        inner.iter().fold(ends, |passing, word| passing & passes(u64::from_le_bytes(*word)))
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        passes(u64::from_le_bytes(*first)) & passes(u64::from_le_bytes(*last))
    } else {
        let mut word = [text.first().copied().unwrap_or_default(); 8];
        word.iter_mut().zip(text).for_each(|(slot, byte)| *slot = *byte);
        return text.is_empty() || passes(u64::from_le_bytes(word)) == FLAGS;
    };
    passing == FLAGS
}

fn pair(bytes: Option<&[u8; 16]>) -> Option<(u64, u64)> {
    let both = u128::from_le_bytes(*bytes?);
    Some((both as u64, (both >> 64) as u64))
}
