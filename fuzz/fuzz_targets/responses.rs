//! What a server, or whoever stands before it, answers to any call.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if fuzzing::run("responses", bytes) { Corpus::Keep } else { Corpus::Reject }
});
