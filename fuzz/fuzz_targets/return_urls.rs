//! The URL on which a user comes back: anybody can make a browser or an app open any.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if fuzzing::run("return_urls", bytes) { Corpus::Keep } else { Corpus::Reject }
});
