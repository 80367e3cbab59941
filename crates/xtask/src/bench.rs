//! What `cargo xtask bench` measures: each language beside its peers, in one run.

use crate::package::node;
use crate::report;
use crate::steps::kotlin;
use crate::swift;
use crate::tools::cargo;
use crate::{choice, steps};

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
    choice::Entry { name: "swift", purpose: "what a call costs from Swift", run: swift::bench },
    choice::Entry {
        name: "python",
        purpose: "the validators, columns and imports beside other packages",
        run: python,
    },
    choice::Entry {
        name: "report",
        purpose: "nothing more: the report is written from what was measured before",
        run: || Ok(()),
    },
];

/// The module as it is shipped, and the peers.
fn python() -> Result<(), String> {
    steps::python::require("requirements-dev.txt")?;
    steps::python::require("requirements-bench.txt")?;
    steps::python::in_package(&["-m", "maturin", "develop", "--quiet", "--release"])
        .env("VIRTUAL_ENV", &steps::python::environment().to_string_lossy())
        .run()?;
    cargo(&["build", "--release", "--quiet", "--package", "benches", "--bin", "parse_loop"]).run()?;
    steps::python::in_package(&["../benches/python"]).run()
}

/// Measures the named languages, or all; then the report is written from everything that was ever measured here.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    choice::run(LANGUAGES, arguments)?;
    if arguments.iter().any(|argument| argument == "--list") { Ok(()) } else { report::write() }
}
