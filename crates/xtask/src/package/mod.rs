//! What `cargo xtask package` builds into `dist/`: one file holds the packages of one language.

mod kotlin;
pub(crate) mod node;
mod python;
mod rust;
mod swift;

use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::tools::root;
use crate::{choice, files, publishing};

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

/// Builds the packages of the named languages, or of all; writes down the sums of everything that is in `dist`, and says
/// what is missing for it to be published.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    choice::run(LANGUAGES, arguments)?;
    if arguments.iter().any(|argument| argument == "--list") {
        return Ok(());
    }
    sums()?;
    let missing = publishing::missing()?;
    if !missing.is_empty() {
        println!("\nbefore any of it is published:\n{}", missing.join("\n"));
    }
    Ok(())
}

/// `dist/SHA256SUMS`, as `sha256sum --check` reads it: every file that stands right in the folder of a language. Folders
/// in there show what an archive holds.
fn sums() -> Result<(), String> {
    let dist = root().join("dist");
    let mut sums = String::new();
    println!();
    for language in files::entries(&dist)?.into_iter().filter(|path| path.is_dir()) {
        for file in files::entries(&language)?.into_iter().filter(|path| path.is_file()) {
            let content = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let sum: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
            let name = file.strip_prefix(&dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            println!("{:>10}  dist/{name}", content.len());
            sums += &format!("{sum}  {name}\n");
        }
    }
    files::put(&dist.join("SHA256SUMS"), &sums)
}

/// The folder of a language in `dist`, empty: nothing of an older version stays.
fn fresh(language: &str) -> Result<PathBuf, String> {
    let folder = root().join("dist").join(language);
    files::fresh(&folder)?;
    Ok(folder)
}
