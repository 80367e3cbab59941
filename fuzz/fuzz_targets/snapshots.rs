//! What a store gives back: by accident, or because somebody wrote into it.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if fuzzing::run("snapshots", bytes) { Corpus::Keep } else { Corpus::Reject }
});
