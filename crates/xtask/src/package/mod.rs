//! What `cargo xtask package` builds into `dist/`: one file holds the packages of one language.

mod kotlin;
pub(crate) mod node;
mod python;
mod rust;
mod swift;

use crate::choice;

/// A language, what is built for it, and how.
const LANGUAGES: &[choice::Entry] = &[
    choice::Entry {
        name: "rust",
        purpose: "the crates, each built from its own archive",
        run: rust::package,
    },
    choice::Entry {
        name: "node",
        purpose: "the npm packages, with the binaries of this platform",
        run: node::package,
    },
    choice::Entry {
        name: "kotlin",
        purpose: "the jar with the library of this platform, its sources and its pom",
        run: kotlin::package,
    },
    choice::Entry {
        name: "swift",
        purpose: "the Swift package with its generated layer, and a program that depends on it",
        run: swift::package,
    },
    choice::Entry {
        name: "python",
        purpose: "the wheels and the source distribution, each tried in an environment of its own",
        run: python::package,
    },
];

/// Builds the packages of the named languages, or of all.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    choice::run(LANGUAGES, arguments)
}
