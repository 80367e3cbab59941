//! The addresses that nearly everybody has, at a glance: ASCII, a dot-atom, 8 to 48 bytes.
//!
//! A table sorts each byte into classes, and the classes of sixteen bytes become masks with a bit for each byte.
//! What the grammar says of neighbours is then a handful of operations on masks, without a branch for each byte.
//! Whatever is not plainly valid is left to the careful reader, which knows the reasons.

use crate::identifier::blocks;

/// The classes, each with sixteen bits of a word to itself. Two more kinds of byte are told by two classes at once.
const SEPARATOR: u64 = 1;
const HYPHEN: u64 = 1 << 16;
const LOCAL_ONLY: u64 = 1 << 32;
const DIGIT: u64 = 1 << 48;
const AT_SIGN: u64 = SEPARATOR | LOCAL_ONLY;
const REFUSED: u64 = SEPARATOR | HYPHEN;

/// The place of the `@` of an address that is plainly valid.
pub(super) fn read(text: &[u8]) -> Option<usize> {
    let masks = match text.len() {
        8..=16 => Masks::of([blocks::padded(text)?.to_le_bytes()]),
        17..=32 => Masks::of([*text.first_chunk()?, last_block(text)?]),
        33..=48 => Masks::of([*text.first_chunk()?, *text.get(16..)?.first_chunk()?, last_block(text)?]),
        _ => return None,
    };
    masks.place_of_the_at_sign(text.len())
}

/// What is left of the text after blocks of sixteen bytes, one byte at least, filled up with zeros.
fn last_block(text: &[u8]) -> Option<[u8; 16]> {
    let last = u128::from_le_bytes(*text.last_chunk()?);
    let missing = text.len().next_multiple_of(16) - text.len();
    Some((last >> (8 * missing)).to_le_bytes())
}

/// For each class the bytes of the text that are in it, the first byte lowest.
struct Masks {
    separators: u64,
    hyphens: u64,
    local_only: u64,
    digits: u64,
}

impl Masks {
    fn of<const BLOCKS: usize>(blocks: [[u8; 16]; BLOCKS]) -> Self {
        let mut masks = Self { separators: 0, hyphens: 0, local_only: 0, digits: 0 };
        for block in blocks.iter().rev() {
            let classes = block.iter().rev().fold(0, |classes, byte| classes << 1 | class(*byte));
            masks.separators = masks.separators << 16 | classes & 0xffff;
            masks.hyphens = masks.hyphens << 16 | classes >> 16 & 0xffff;
            masks.local_only = masks.local_only << 16 | classes >> 32 & 0xffff;
            masks.digits = masks.digits << 16 | classes >> 48;
        }
        masks
    }

    fn place_of_the_at_sign(&self, length: usize) -> Option<usize> {
        let end = 1 << length;
        let inside = end - 1;
        let refused = self.separators & self.hyphens & inside;
        let separators = self.separators & inside;
        let at_sign = separators & self.local_only;
        let domain = inside & !(at_sign | at_sign.wrapping_sub(1));
        let hyphens = self.hyphens & domain;
        let dots = separators & domain;
        let up_to_the_last_dot = u64::MAX.checked_shr(dots.leading_zeros())?;
        let last_label = inside & !up_to_the_last_dot;

        let several_at_signs = at_sign & at_sign.wrapping_sub(1);
        // Separators neither follow one another nor stand at an end. Without an `@` there is no domain.
        let empty = (separators | end) & (separators << 1 | 1);
        // Hyphens of the domain touch nothing but letters and digits; two of them may be the sign of punycode.
        let loose = hyphens & ((separators | hyphens) << 1 | (separators | end) >> 1);
        let not_in_a_domain = self.local_only & domain;
        let not_in_a_tld = (self.digits | self.hyphens) & last_label;
        let wrong = refused | several_at_signs | empty | loose | not_in_a_domain | not_in_a_tld;

        let plain = wrong == 0 && last_label & last_label.wrapping_sub(1) != 0;
        plain.then(|| at_sign.trailing_zeros() as usize)
    }
}

/// RFC 5322 section 3.2.3.
pub(super) fn is_atext(byte: u8) -> bool {
    class(byte) & SEPARATOR == 0
}

fn class(byte: u8) -> u64 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(REFUSED)
}

static CLASSES: [u64; 256] = classes();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: a wrong index does not compile")]
const fn classes() -> [u64; 256] {
    let mut classes = [REFUSED; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => 0,
            b'0'..=b'9' => DIGIT,
            b'.' => SEPARATOR,
            b'-' => HYPHEN,
            b'@' => AT_SIGN,
            b'!' | b'#'..=b'\'' | b'*' | b'+' | b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~' => LOCAL_ONLY,
            _ => REFUSED,
        };
        byte += 1;
    }
    classes
}
