//! The sandbox, as people and the published specification see it.

use std::fs;
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
    let environment = "target/sandbox-fuzz/venv";
    let requirements = format!("{FUZZ}/requirements.txt");
    once("target/sandbox-fuzz/venv.stamp", &requirements, environment, || {
        tool("python3", &["-m", "venv", "--clear", environment]).run()?;
        let install = [
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--requirement",
            &requirements,
        ];
        tool(&format!("{environment}/bin/pip"), &install).run()
    })?;
    let work = root().join("target/sandbox-fuzz/work");
    let script = format!("{FUZZ}/run.py");
    tool(&format!("{environment}/bin/python"), &["-B", &script, &text(&file), &binary, &text(&work)]).run()
}

/// The sandbox's program.
fn build() -> Result<String, String> {
    install::workspace()?;
    Ok(text(&target().join("debug/user-metadata-sandbox")))
}

/// Does what installs a list of packages, unless the very same list is installed already.
fn once(
    stamp: &str,
    list: &str,
    installed: &str,
    install: impl FnOnce() -> Result<(), String>,
) -> Result<(), String> {
    let stamp = root().join(stamp);
    let wanted = fs::read(root().join(list)).map_err(|error| format!("{list}: {error}"))?;
    if root().join(installed).exists() && fs::read(&stamp).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    install()?;
    fs::create_dir_all(stamp.parent().unwrap_or(&stamp))
        .and_then(|()| fs::write(&stamp, wanted))
        .map_err(|error| format!("{}: {error}", stamp.display()))
}

fn text(path: &Path) -> String {
    path.display().to_string()
}
