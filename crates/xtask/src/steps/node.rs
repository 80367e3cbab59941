//! The Node package: `bindings/node` and `node/`.

use super::Step;
use crate::install;
use crate::tools::tool;

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
    install::chromium()?;
    npm(&["test", "--silent"])
}

/// The binary, its types, the host, the sandbox's package and the tests. What is up to date costs nothing.
pub(crate) fn build() -> Result<(), String> {
    install::npm("node")?;
    install::workspace()?;
    tool("node", &["node/scripts/binding.mjs", "debug"]).run()?;
    npm(&["run", "--silent", "build"])
}

fn npm(arguments: &[&str]) -> Result<(), String> {
    let mut all = vec!["--prefix", "node"];
    all.extend(arguments);
    tool("npm", &all).run()
}
