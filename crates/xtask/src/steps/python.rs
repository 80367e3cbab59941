//! The Python package. Needs a CPython of at least 3.10 as `python3`; everything else is installed under `target`.

use std::path::PathBuf;

use super::Step;
use crate::tools::{root, tool};
use crate::{files, install};

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "pylint",
        purpose: "the Python package is formatted, linted and typed; its stubs are true",
        run: lint,
    },
    Step { name: "python", purpose: "the Python package: vectors, scenarios, boundaries, README", run: test },
    Step { name: "spark", purpose: "the recipe of docs/bulk.md parses a million rows in Spark", run: spark },
    Step { name: "ray", purpose: "the recipe of docs/bulk.md parses a million rows in Ray Data", run: ray },
];

fn lint() -> Result<(), String> {
    build()?;
    for arguments in [
        &["ruff", "format", "--check", "--quiet", "."][..],
        &["ruff", "check", "--quiet", "."],
        &["mypy"],
        &["mypy.stubtest", "user_metadata._native"],
    ] {
        let command: Vec<&str> = ["-m"].iter().chain(arguments).copied().collect();
        in_package(&command).run()?;
    }
    // It looks for packages where the `python` of the PATH has them, unless it is told.
    in_package(&["-m", "pyright", "--pythonpath", &python().to_string_lossy()]).run()
}

fn test() -> Result<(), String> {
    build()?;
    in_package(&["-m", "pytest", "-q"]).run()
}

/// The recipe of docs/bulk.md, as it stands there.
fn spark() -> Result<(), String> {
    build()?;
    require("requirements-spark.txt")?;
    in_package(&["-m", "tests.spark"]).run()
}

/// The recipe of docs/bulk.md, as it stands there.
fn ray() -> Result<(), String> {
    build()?;
    require("requirements-ray.txt")?;
    in_package(&["-m", "tests.ray_data"]).run()
}

/// Builds the native module into the package, its stub, and the sandbox.
fn build() -> Result<(), String> {
    require("requirements-dev.txt")?;
    install::workspace()?;
    stub()?;
    in_package(&["-m", "maturin", "develop", "--quiet", "--features", "stubs"])
        .env("VIRTUAL_ENV", &environment().to_string_lossy())
        .run()
}

/// Writes the types of the native module into the package.
pub(crate) fn stub() -> Result<(), String> {
    let stubs = environment().join("stubs");
    let stubs = stubs.to_string_lossy();
    in_package(&["-m", "maturin", "generate-stubs", "--quiet", "--features", "stubs", "-o", &stubs]).run()?;
    let stub = root().join("python/src/user_metadata/_native.pyi");
    files::copy(&environment().join("stubs/user_metadata/_native.pyi"), &stub)
}

/// Installs what a file of requirements of the package names, once.
pub(crate) fn require(requirements: &str) -> Result<(), String> {
    install::python(&environment(), &root().join("python").join(requirements))
}

/// Python of the environment, in the folder of the package.
pub(crate) fn in_package(arguments: &[&str]) -> crate::tools::Tool {
    tool(&python().to_string_lossy(), arguments).within("python")
}

fn python() -> PathBuf {
    install::interpreter(&environment())
}

/// Where the environment is, and what is kept beside it.
pub(crate) fn environment() -> PathBuf {
    root().join("target/python/venv")
}
