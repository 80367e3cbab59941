//! What `cargo xtask package` builds into `dist/`: one file holds the packages of one language.

mod python;
mod rust;

use crate::choice;

/// A language, what is built for it, and how.
const LANGUAGES: &[choice::Entry] = &[
    choice::Entry {
        name: "rust",
        purpose: "the crates, each built from its own archive",
        run: rust::package,
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
