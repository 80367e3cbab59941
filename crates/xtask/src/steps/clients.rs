//! Clients that nobody here wrote, against the sandbox: clerk-js in Node and in Chromium, and clerk-fapi-rs; and what our
//! core builds and reads, beside clerk-js.

use std::path::Path;

use crate::choice::Entry as Step;
use crate::tools::{Tool, cargo, root, tool};

pub(super) const STEPS: &[Step] = &[
    Step { name: "clerk-js", purpose: "the published clerk-js performs everything", run: clerk_js },
    Step { name: "clerk-diff", purpose: "what we build and read is what clerk-js does", run: differential },
    Step { name: "clerk-rs", purpose: "clerk-fapi-rs creates all four kinds", run: clerk_fapi_rs },
];

const CHROMIUM: &str = "/usr/bin/chromium";

fn clerk_js() -> Result<(), String> {
    prepare()?;
    npm(&["run", "--silent", "lint"]).run()?;
    npm(&["run", "--silent", "test"]).run()
}

fn differential() -> Result<(), String> {
    prepare()?;
    npm(&["run", "--silent", "differential"]).run()
}

fn clerk_fapi_rs() -> Result<(), String> {
    build()?;
    cargo(&["fmt", "--check", "--manifest-path", "tests/clerk-fapi-rs/Cargo.toml"]).run()?;
    cargo(&["test", "--quiet", "--locked", "--manifest-path", "tests/clerk-fapi-rs/Cargo.toml"]).run()
}

fn prepare() -> Result<(), String> {
    install_packages()?;
    install_chromium()?;
    build()
}

/// What the tests start. With every feature, so that what the other steps have built is not built again.
fn build() -> Result<(), String> {
    cargo(&[
        "build",
        "--quiet",
        "--package",
        "user-metadata-sandbox",
        "--package",
        "user-metadata",
        "--all-features",
    ])
    .run()
}

/// npm notes what it has installed; where that is newer than the lock file, nothing is to be done.
fn install_packages() -> Result<(), String> {
    let folder = root().join("tests/clients");
    let changed = |file: &str| Path::new(&folder).join(file).metadata().and_then(|about| about.modified());
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Ok(installed), Ok(wanted)) if installed >= wanted => Ok(()),
        _ => npm(&["ci", "--ignore-scripts"])
            .run()
            .map_err(|error| format!("{error}; Node 20 and npm are needed")),
    }
}

fn npm(arguments: &[&str]) -> Tool {
    tool("npm", &[&["--prefix", "tests/clients"], arguments].concat())
}

fn install_chromium() -> Result<(), String> {
    if std::env::var_os("CHROMIUM").is_some() || Path::new(CHROMIUM).exists() {
        return Ok(());
    }
    let wait = "DPkg::Lock::Timeout=600";
    tool("apt-get", &["-o", wait, "-qq", "update"])
        .run()
        .and_then(|()| {
            tool("apt-get", &["-o", wait, "-qq", "install", "-y", "--no-install-recommends", "chromium"])
                .run()
        })
        .map_err(|error| format!("{error}; or name a Chromium in the variable CHROMIUM"))
}
