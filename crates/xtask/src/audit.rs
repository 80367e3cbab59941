//! `cargo xtask audit`: what is looked at before a release, with tools that take minutes to install.

use std::fs;

use crate::tools::{CRATES, cargo, root, tool};
use crate::{choice, copied, publishing};

const CHECKS: &[choice::Entry] = &[
    choice::Entry {
        name: "deny",
        purpose: "licences, bans and sources of everything that is linked, by deny.toml",
        run: || checked("cargo-deny", DENY, &["check", "bans", "licenses", "sources"]),
    },
    choice::Entry {
        name: "advisories",
        purpose: "known vulnerabilities; needs their database, which is fetched from the internet",
        run: || checked("cargo-deny", DENY, &["check", "advisories"]),
    },
    choice::Entry {
        name: "semver",
        purpose: "the core and the host since the commit in USER_METADATA_BASELINE, or since the last tag: no break goes unseen",
        run: semver,
    },
    choice::Entry {
        name: "minimal",
        purpose: "the published crates build with the lowest versions that they name",
        run: minimal,
    },
    choice::Entry {
        name: "publishing",
        purpose: "what only the maintainer knows is filled in: addresses, the date of the version",
        run: publishing::check,
    },
];

const DENY: &str = "0.20.2";
const SEMVER_CHECKS: &str = "0.51.0";

/// Makes the named checks, or all.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    choice::run(CHECKS, arguments)
}

/// Runs a pinned tool, which is installed into `target/tools` the first time.
fn checked(name: &str, version: &str, arguments: &[&str]) -> Result<(), String> {
    let root_of_tools = root().join("target/tools");
    let folder = root_of_tools.to_string_lossy().into_owned();
    cargo(&["install", "--quiet", "--locked", "--root", &folder, "--version", version, name]).run()?;
    tool(&root_of_tools.join("bin").join(name).to_string_lossy(), arguments).run()
}

fn semver() -> Result<(), String> {
    let baseline = std::env::var("USER_METADATA_BASELINE").or_else(|_| last_tag())?;
    let packages = ["--package", "user-metadata-core", "--package", "user-metadata"];
    checked(
        "cargo-semver-checks",
        SEMVER_CHECKS,
        &[&["semver-checks"], &packages[..], &["--baseline-rev", &baseline]].concat(),
    )
}

fn last_tag() -> Result<String, String> {
    let described = std::process::Command::new("git")
        .args(["describe", "--tags", "--abbrev=0"])
        .current_dir(root())
        .output()
        .map_err(|error| format!("git could not be started: {error}"))?;
    if !described.status.success() {
        return Err("there is no tag yet: name a commit in USER_METADATA_BASELINE".to_owned());
    }
    Ok(String::from_utf8_lossy(&described.stdout).trim().to_owned())
}

/// In a copy without the lock file's versions: the lowest of what the published crates ask for themselves.
fn minimal() -> Result<(), String> {
    let copy = root().join("target/minimal");
    let members: Vec<String> = CRATES.iter().map(|name| format!("crates/{name}")).collect();
    copied::workspace(&copy, &members.iter().map(String::as_str).collect::<Vec<_>>())?;
    let _ = fs::remove_file(copy.join("Cargo.lock"));
    copied::cargo(&copy, &["update", "--quiet", "-Zdirect-minimal-versions"])
        .env("RUSTC_BOOTSTRAP", "1")
        .run()?;
    copied::cargo(&copy, &["check", "--quiet", "--workspace", "--all-features"]).run()?;
    println!("the published crates build with the lowest versions that they name");
    Ok(())
}
