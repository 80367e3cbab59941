//! The Node package: `bindings/node` and `node/`.

use std::fs;

use super::Step;
use crate::tools::{cargo, root, tool};

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "node-lint",
        purpose: "the Node package's types fit, clerk-js's as well, and no lint fires",
        run: lint,
    },
    Step {
        name: "node",
        purpose: "the Node package: vectors, scenarios, documented flows, boundaries, leaks, the README, the page",
        run: test,
    },
];

fn lint() -> Result<(), String> {
    build()?;
    npm(&["run", "--silent", "lint"])
}

fn test() -> Result<(), String> {
    build()?;
    chromium()?;
    npm(&["test", "--silent"])
}

/// The binary, its types, the host, the sandbox's package and the tests. What is up to date costs nothing.
pub(crate) fn build() -> Result<(), String> {
    install()?;
    cargo(&["build", "--quiet", "--package", "user-metadata-node", "--package", "user-metadata-sandbox"])
        .run()?;
    tool("node", &["node/scripts/binding.mjs", "debug"]).run()?;
    npm(&["run", "--silent", "build"])
}

/// The development packages, as the lock file has them.
pub(crate) fn install() -> Result<(), String> {
    let modified = |path: &str| fs::metadata(root().join(path)).and_then(|file| file.modified()).ok();
    let installed = modified("node/node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("node/package-lock.json") {
        return Ok(());
    }
    npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .map_err(|error| format!("{error}; Node 20 or newer with npm is needed, and a registry"))
}

/// The browser that the page is tried in.
fn chromium() -> Result<(), String> {
    if fs::exists("/usr/bin/chromium").unwrap_or(false) {
        return Ok(());
    }
    tool("apt-get", &["install", "--yes", "--no-install-recommends", "chromium"])
        .run()
        .map_err(|error| format!("{error}; the page's test needs Debian's chromium at /usr/bin/chromium"))
}

fn npm(arguments: &[&str]) -> Result<(), String> {
    let mut all = vec!["--prefix", "node"];
    all.extend(arguments);
    tool("npm", &all).run()
}
