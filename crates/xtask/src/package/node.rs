//! The npm packages, for the platform that this runs on.

use crate::install;
use crate::tools::{cargo, root, tool};

/// Builds the binary and the sandbox for release, and puts the archives into `dist/node`; then installs them into an
/// empty folder, where every example of the READMEs runs without Rust.
pub(super) fn package() -> Result<(), String> {
    install::npm("node")?;
    release()?;
    tool("npm", &["--prefix", "node", "run", "--silent", "build"]).run()?;
    tool("node", &["node/scripts/package.mjs", "release", "dist/node"]).run()?;
    tool("node", &["node/scripts/test.mjs", "install"])
        .env("USER_METADATA_ARCHIVES", &root().join("dist/node").to_string_lossy())
        .run()
}

/// What is measured: the release binary and the host on it, beside the peers.
pub(crate) fn bench() -> Result<(), String> {
    install::npm("node")?;
    install::npm("benches/node")?;
    release()?;
    tool("npm", &["--prefix", "node", "run", "--silent", "build"]).run()?;
    tool("node", &["benches/node/bench.mjs"]).run()
}

fn release() -> Result<(), String> {
    cargo(&[
        "build",
        "--release",
        "--quiet",
        "--package",
        "user-metadata-node",
        "--package",
        "user-metadata-sandbox",
    ])
    .run()?;
    tool("node", &["node/scripts/binding.mjs", "release"]).run()
}
