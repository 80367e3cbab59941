//! A copy of some members of the workspace, to build them otherwise than the checkout is built.

use std::path::Path;

use crate::files;
use crate::tools::{self, Tool, root};

/// Copies these members to a folder, and the manifest of a workspace that has no others. What has not changed keeps its
/// times, so little is built again.
pub(crate) fn workspace(to: &Path, members: &[&str]) -> Result<(), String> {
    for member in members {
        files::copy(&root().join(member), &to.join(member))?;
    }
    let manifest = files::read(&root().join("Cargo.toml"))?;
    let names = format!("members = {members:?}");
    let lines = manifest.lines().filter(|line| !line.starts_with("default-members"));
    let manifest: Vec<&str> =
        lines.map(|line| if line.starts_with("members = ") { &names } else { line }).collect();
    files::put(&to.join("Cargo.toml"), manifest.join("\n"))
}

/// Cargo there, with a target folder of its own: nobody must run what it builds by mistake.
pub(crate) fn cargo(there: &Path, arguments: &[&str]) -> Tool {
    tools::cargo(arguments)
        .within(&there.to_string_lossy())
        .env("CARGO_TARGET_DIR", &there.join("target").to_string_lossy())
}
