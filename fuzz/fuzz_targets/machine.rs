//! The machine, whatever a server, a person and a network do, in whatever order.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if fuzzing::run("machine", bytes) { Corpus::Keep } else { Corpus::Reject }
});
