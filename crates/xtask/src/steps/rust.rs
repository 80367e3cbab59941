//! The Rust crates.

use super::Step;
use crate::surface;
use crate::tools::cargo;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        purpose: "every file is formatted",
        run: || cargo(&["fmt", "--all", "--check"]).run(),
    },
    Step {
        name: "clippy",
        purpose: "no lint fires, with every feature",
        run: || {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--all-features",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ])
            .run()
        },
    },
    Step {
        name: "features",
        purpose: "the host builds without its default features",
        run: || cargo(&["check", "--quiet", "--package", "user-metadata", "--no-default-features"]).run(),
    },
    Step {
        name: "surface",
        purpose: "the public items of the crates are those that are written down",
        run: || surface::run(&[]),
    },
    Step {
        name: "rust",
        purpose: "all Rust tests: units, vectors, properties, scenarios, documentation examples",
        run: || cargo(&["test", "--workspace", "--all-features", "--no-fail-fast"]).run(),
    },
    Step {
        name: "doc",
        purpose: "the documentation builds without a warning",
        run: || {
            cargo(&["doc", "--workspace", "--all-features", "--no-deps", "--quiet"])
                .env("RUSTDOCFLAGS", "-D warnings")
                .run()
        },
    },
    Step {
        name: "demo",
        purpose: "every story of the demo ends as it should",
        // With every feature, so that what the tests were built from is not built again.
        run: || {
            cargo(&[
                "run",
                "--quiet",
                "--package",
                "user-metadata",
                "--all-features",
                "--",
                "demo",
                "--quiet",
            ])
            .run()
        },
    },
];
