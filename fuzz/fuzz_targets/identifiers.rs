//! What a person or a programmer types: the first byte says as what it is read, the rest is the text.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if fuzzing::run("identifiers", bytes) { Corpus::Keep } else { Corpus::Reject }
});
