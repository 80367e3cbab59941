//! What any client sends to the sandbox: answered, and never with a fault of its own.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if fuzzing::run("sandbox_requests", bytes) { Corpus::Keep } else { Corpus::Reject }
});
