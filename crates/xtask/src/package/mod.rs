//! What `cargo xtask package` builds into `dist/`: one file holds the packages of one language.

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
        name: "swift",
        purpose: "the Swift package with its generated layer, and a program that depends on it",
        run: swift::package,
    },
];

/// Builds the packages of the named languages, or of all.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    choice::run(LANGUAGES, arguments)
}
