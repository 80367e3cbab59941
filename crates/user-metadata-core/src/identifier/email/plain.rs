//! The addresses that nearly everybody has, at a glance: ASCII, a dot-atom, 8 to 63 bytes.
//!
//! Sixteen bytes at a time are compared with each class of the grammar, which gives masks with a bit for each byte.
//! What the grammar says of neighbours is then a handful of operations on masks, without a branch for each byte.
//! Whatever is not plainly valid is left to the careful reader, which knows the reasons.

use crate::blocks::{Block, padded};

/// The place of the `@` of an address that is plainly valid.
#[inline]
pub(super) fn read(text: &[u8]) -> Option<usize> {
    let mut masks = Masks::default();
    match text.len() {
        8..=16 => masks.add(Block::new(padded(text)?.to_le_bytes()), 0),
        17..=63 => {
            // The last block overlaps the one before it: no text has a rest.
            for (place, block) in (0..).step_by(16).zip(text.as_chunks().0) {
                masks.add(Block::new(*block), place);
            }
            masks.add(Block::new(*text.last_chunk()?), text.len() - 16);
        }
        _ => return None,
    }
    masks.place_of_the_at_sign(text)
}

/// For each class the bytes of the text that are in it, the first byte lowest.
#[derive(Default)]
struct Masks {
    at_signs: u64,
    dots: u64,
    hyphens: u64,
    digits: u64,
    letters: u64,
}

impl Masks {
    #[inline]
    fn add(&mut self, block: Block, place: usize) {
        self.at_signs |= block.equal_to(b'@').mask() << place;
        self.dots |= block.equal_to(b'.').mask() << place;
        self.hyphens |= block.equal_to(b'-').mask() << place;
        self.digits |= block.within(b'0', b'9').mask() << place;
        self.letters |= block.in_lower_case().within(b'a', b'z').mask() << place;
    }

    #[inline]
    fn place_of_the_at_sign(&self, text: &[u8]) -> Option<usize> {
        let end = 1 << text.len();
        let inside = end - 1;
        let separators = self.dots | self.at_signs;
        let domain = inside & !(self.at_signs | self.at_signs.wrapping_sub(1));
        let hyphens = self.hyphens & domain;
        let dots = self.dots & domain;
        let up_to_the_last_dot = u64::MAX.checked_shr(dots.leading_zeros())?;
        let last_label = inside & !up_to_the_last_dot;
        let others = inside & !(separators | self.hyphens | self.digits | self.letters);

        let several_at_signs = self.at_signs & self.at_signs.wrapping_sub(1);
        // Separators neither follow one another nor stand at an end. Without an `@` there is no domain.
        let empty = (separators | end) & (separators << 1 | 1);
        // Hyphens of the domain touch nothing but letters and digits; two of them may be the sign of punycode.
        let loose = hyphens & ((separators | hyphens) << 1 | (separators | end) >> 1);
        let not_in_a_tld = last_label & !self.letters;
        let wrong = several_at_signs | empty | loose | others & domain | not_in_a_tld;

        let plain = wrong == 0 && last_label & last_label.wrapping_sub(1) != 0 && all_atext(others, text);
        plain.then(|| self.at_signs.trailing_zeros() as usize)
    }
}

/// Says whether the bytes in a mask may stand before the `@`. They are few: most addresses have none, or one.
#[inline]
fn all_atext(mut mask: u64, text: &[u8]) -> bool {
    while mask != 0 {
        if !text.get(mask.trailing_zeros() as usize).is_some_and(|byte| is_atext(*byte)) {
            return false;
        }
        mask &= mask - 1;
    }
    true
}

/// RFC 5322 section 3.2.3.
pub(super) const fn is_atext(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::domain::read_carefully;
    use super::read;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        /// Punycode, quotes and what is not ASCII are for the careful reader alone.
        #[test]
        fn both_readers_agree(text in "[a-cB0+_-]{1,30}[.,]?[a-c0-]{1,9}@{1,2}[a-cB0-]{1,30}[._]?[a-c]{0,3}[.,-]?[a-cB0]{0,3}") {
            let carefully = read_carefully(&text).ok().map(|(at, _)| at);
            let in_reach = (8..=63).contains(&text.len());
            let is_plain = in_reach && text.rsplit('@').next().is_some_and(|domain| !domain.contains("--"));
            prop_assert_eq!(read(text.as_bytes()), carefully.filter(|_| is_plain));
        }
    }
}
