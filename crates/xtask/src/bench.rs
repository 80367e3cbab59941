//! What `cargo xtask bench` measures: each language beside its peers, in one run.

use crate::choice;
use crate::package::node;
use crate::steps::kotlin;
use crate::swift;
use crate::tools::cargo;

const LANGUAGES: &[choice::Entry] = &[
    choice::Entry {
        name: "rust",
        purpose: "the validators and the calls beside other crates",
        run: || cargo(&["bench", "--package", "benches"]).run(),
    },
    choice::Entry {
        name: "node",
        purpose: "the validators beside validator, zod, libphonenumber-js, viem, ethers and RegExp",
        run: node::bench,
    },
    choice::Entry {
        name: "kotlin",
        purpose: "what a call from Kotlin costs, quick and generated",
        run: kotlin::bench,
    },
    choice::Entry {
        name: "swift",
        purpose: "what a call costs from Swift",
        run: || {
            swift::generate(swift::Profile::Release)?;
            swift::swift("swift", &["run", "--configuration", "release", "user-metadata-bench"])?.run()
        },
    },
];

/// Measures the named languages, or all.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    choice::run(LANGUAGES, arguments)
}
