//! Running other programs, with their output passed through.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates that are published, in the order of their dependencies.
pub(crate) const CRATES: &[&str] = &["user-metadata-core", "user-metadata-sandbox", "user-metadata"];

/// A program that is about to run.
pub(crate) struct Tool {
    command: Command,
    shown: String,
}

/// Cargo, in the root of the workspace.
pub(crate) fn cargo(arguments: &[&str]) -> Tool {
    tool(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()).as_str(), arguments)
}

/// Any program, in the root of the workspace.
pub(crate) fn tool(program: &str, arguments: &[&str]) -> Tool {
    let mut command = Command::new(program);
    command.current_dir(root()).args(arguments);
    if counts().is_dir() {
        command.env("USER_METADATA_COUNTS", counts());
    }
    let name = Path::new(program).file_name().and_then(OsStr::to_str).unwrap_or(program);
    Tool { command, shown: format!("{name} {}", arguments.join(" ")) }
}

impl Tool {
    pub(crate) fn args(mut self, arguments: &[String]) -> Self {
        self.command.args(arguments);
        for argument in arguments {
            self.shown.push(' ');
            self.shown.push_str(argument);
        }
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Without what the caller's environment says.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// In this folder of the workspace.
    pub(crate) fn within(mut self, folder: &str) -> Self {
        self.command.current_dir(root().join(folder));
        self
    }

    /// Runs it to its end; anything but success is an error.
    pub(crate) fn run(mut self) -> Result<(), String> {
        match self.command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{}` ended with {status}", self.shown)),
            Err(error) => Err(format!("`{}` could not be started: {error}", self.shown)),
        }
    }
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where the tests of each language say how much has passed; the folder is there while `cargo xtask test` runs.
pub(crate) fn counts() -> PathBuf {
    target().join("counts")
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}
