//! Where the calls go: publishable keys, addresses, proxies, origins. Whatever is accepted leads to one host, safely.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if fuzzing::run("frontend_api", bytes) { Corpus::Keep } else { Corpus::Reject }
});
