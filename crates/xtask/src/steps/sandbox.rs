//! The sandbox, as people and the published specification see it.

use std::path::{Path, PathBuf};

use super::Step;
use crate::install;
use crate::tools::{root, target, tool};

const WEB: &str = "crates/user-metadata-sandbox/tests/web";
const FUZZ: &str = "crates/user-metadata-sandbox/tests/fuzz";

pub(super) const STEPS: &[Step] = &[
    Step { name: "web", purpose: "the sandbox's pages work in a real Chromium", run: web },
    Step {
        name: "spec",
        purpose: "a fuzzer finds no answer of the sandbox that the specification does not document",
        run: spec,
    },
];

fn web() -> Result<(), String> {
    let chromium = install::chromium()?;
    let binary = build()?;
    install::npm(WEB)?;
    tool("npm", &["--prefix", WEB, "test"])
        .env("USER_METADATA_SANDBOX", &binary)
        .env("CHROMIUM", &chromium)
        .run()
}

fn spec() -> Result<(), String> {
    let default = root().join("../shared/contract/openapi-2026-05-12.yml");
    let file = std::env::var_os("USER_METADATA_OPENAPI").map_or(default, PathBuf::from);
    if !file.exists() {
        println!(
            "1 check skipped: the specification is not at {}; USER_METADATA_OPENAPI names another place",
            file.display()
        );
        return Ok(());
    }
    let binary = build()?;
    let environment = root().join("target/sandbox-fuzz/venv");
    install::python(&environment, &root().join(FUZZ).join("requirements.txt"))?;
    let work = root().join("target/sandbox-fuzz/work");
    let script = format!("{FUZZ}/run.py");
    tool(&text(&install::interpreter(&environment)), &["-B", &script, &text(&file), &binary, &text(&work)])
        .run()
}

/// The sandbox's program.
fn build() -> Result<String, String> {
    install::workspace()?;
    Ok(text(&target().join("debug/user-metadata-sandbox")))
}

fn text(path: &Path) -> String {
    path.display().to_string()
}
