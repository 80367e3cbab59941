//! Everything that is made up, drawn from one seeded generator so that a run replays exactly.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The model's only source of randomness.
#[derive(Debug)]
pub(crate) struct Random(ChaCha8Rng);

impl Random {
    /// `stream` tells the runs over one database file apart: the same seed would otherwise make up the
    /// ids of the first run again.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// An id such as the real ones: a prefix and 27 base62 characters.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        format!("{prefix}_{}", self.text(27))
    }

    /// Base62 text, for tokens and nonces.
    pub(crate) fn text(&mut self, length: usize) -> String {
        (0..length).filter_map(|_| BASE62.get(self.below(62)).copied().map(char::from)).collect()
    }

    /// A six-digit code that is not the one of test mode.
    pub(crate) fn code(&mut self) -> String {
        loop {
            let code = format!("{:06}", self.below(1_000_000));
            if code != crate::verification::TEST_CODE {
                return code;
            }
        }
    }

    /// True with the given probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        f64::from(self.0.next_u32()) < probability * (f64::from(u32::MAX) + 1.0)
    }

    // Widening multiplication instead of a remainder: no bias worth naming at these sizes.
    fn below(&mut self, bound: u32) -> usize {
        ((u64::from(self.0.next_u32()) * u64::from(bound)) >> 32) as usize
    }
}
