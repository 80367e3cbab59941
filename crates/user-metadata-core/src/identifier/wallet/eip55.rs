//! The checksum of Ethereum addresses: the case of their letters ([EIP-55]).
//!
//! [EIP-55]: https://eips.ethereum.org/EIPS/eip-55

use crate::identifier::words::{self, FLAGS};

/// The bit that tells lower case from upper case in ASCII letters.
const CASE: u64 = words::splat(0x20);

/// The 40 digits of an address, in five words.
pub(super) struct Digits {
    lower_case: [u64; 5],
    /// Flags the letters.
    letters: [u64; 5],
    /// Flags the letters that were given in upper case.
    upper: [u64; 5],
}

impl Digits {
    /// Reads hexadecimal digits; anything else gives none.
    pub(super) fn read(text: &[u8; 40]) -> Option<Self> {
        let mut digits = Self { lower_case: [0; 5], letters: [0; 5], upper: [0; 5] };
        let mut valid = FLAGS;
        let outputs = digits.lower_case.iter_mut().zip(&mut digits.letters).zip(&mut digits.upper);
        for (word, ((lower_case, letters), upper)) in text.as_chunks().0.iter().zip(outputs) {
            let word = u64::from_le_bytes(*word);
            let folded = word | CASE;
            *letters = words::within(folded, b'a', b'f');
            // The case bit of a letter, moved to where flags are.
            *upper = *letters & !(word << 2);
            // Only letters are folded: in a digit the bit is set anyway.
            *lower_case = folded;
            valid &= (*letters | words::within(word, b'0', b'9')) & words::is_ascii(word);
        }
        (valid == FLAGS).then_some(digits)
    }

    /// Letters of one case, or none: there is no checksum.
    pub(super) fn have_one_case(&self) -> bool {
        self.upper == [0; 5] || self.upper == self.letters
    }

    pub(super) fn match_their_checksum(&self) -> bool {
        self.upper == self.upper_by_checksum()
    }

    /// The digits with the case that the checksum asks for.
    pub(super) fn checksummed(&self) -> [u8; 40] {
        let mut text = [0; 40];
        let words = self.lower_case.iter().zip(self.upper_by_checksum());
        for (chunk, (lower_case, upper)) in text.as_chunks_mut().0.iter_mut().zip(words) {
            *chunk = (lower_case ^ upper >> 2).to_le_bytes();
        }
        text
    }

    /// Flags the letters that must be in upper case: digit n is one if nibble n of the hash is 8 or more.
    fn upper_by_checksum(&self) -> [u64; 5] {
        let mut upper = self.letters;
        for (upper, hash) in upper.iter_mut().zip(self.hash()) {
            *upper &= spread_nibbles(hash);
        }
        upper
    }

    /// The first 20 bytes of the Keccak-256 of the text in lower case, four to a number, the first one lowest. The
    /// text is one short block; its padding is that of the competition, not of SHA-3.
    fn hash(&self) -> [u32; 5] {
        let [a, b, c, d, e] = self.lower_case;
        let mut state = [0; 25];
        state[..5].copy_from_slice(&[a, b, c, d, e]);
        state[5] = 0x01;
        state[16] = 0x80 << 56;
        keccak::Keccak::new().with_f1600(|f1600| f1600(&mut state));
        let [first, second, third, ..] = state;
        [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32, third as u32]
    }
}

/// The top bits of eight nibbles, as flags: the high nibble of a byte comes before the low one.
const fn spread_nibbles(hash: u32) -> u64 {
    let pairs = (hash as u64 | (hash as u64) << 16) & 0x0000_ffff_0000_ffff;
    let bytes = (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff;
    (bytes | bytes << 12) & FLAGS
}
