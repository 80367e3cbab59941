//! Clients that nobody here wrote, against the sandbox: clerk-js in Node and in Chromium, and clerk-fapi-rs; and what our
//! core builds and reads, beside clerk-js.

use super::Step;
use crate::install;
use crate::tools::{Tool, cargo, tool};

pub(super) const STEPS: &[Step] = &[
    Step { name: "clerk-js", purpose: "the published clerk-js performs everything", run: clerk_js },
    Step { name: "clerk-diff", purpose: "what we build and read is what clerk-js does", run: differential },
    Step { name: "clerk-rs", purpose: "clerk-fapi-rs creates all four kinds", run: clerk_fapi_rs },
];

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
    // Its TLS is the system's.
    install::debian(&[("libssl-dev", "/usr/include/openssl/ssl.h"), ("pkg-config", "/usr/bin/pkg-config")])?;
    install::workspace()?;
    cargo(&["fmt", "--check", "--manifest-path", "tests/clerk-fapi-rs/Cargo.toml"]).run()?;
    cargo(&["test", "--quiet", "--locked", "--manifest-path", "tests/clerk-fapi-rs/Cargo.toml"]).run()
}

/// The packages, the browser, and what the tests start.
fn prepare() -> Result<(), String> {
    install::npm("tests/clients")?;
    install::chromium()?;
    install::workspace()
}

fn npm(arguments: &[&str]) -> Tool {
    tool("npm", &[&["--prefix", "tests/clients"], arguments].concat())
}
