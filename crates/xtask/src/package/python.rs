//! The wheels and the source distribution of the Python package, tried in environments of their own.

use std::path::{Path, PathBuf};

use super::fresh;
use crate::files::entries;
use crate::install;
use crate::steps::python::{environment, in_package, require, stub};
use crate::tools::{Tool, tool};

/// Builds the wheel, the sandbox's wheel, the source distribution and the reference into `dist/python`; then installs the
/// wheels into an empty environment without Rust and runs the README there, and builds the source distribution in another.
pub(super) fn package() -> Result<(), String> {
    require("requirements-dev.txt")?;
    require("requirements-package.txt")?;
    // It goes into the wheel.
    stub()?;
    let dist = fresh("python")?;
    let out = dist.to_string_lossy();
    wheel("python", &out)?;
    wheel("python/sandbox", &out)?;
    in_package(&["-m", "maturin", "sdist", "--out", &out]).run()?;
    let files = entries(&dist)?;
    let names: Vec<String> = files.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    // what the registry would refuse
    in_package(&["-m", "twine", "check", "--strict"]).args(&names).run()?;
    try_wheels(&files)?;
    try_source(&files)
}

/// A wheel for this platform. For Linux, zig links against the C library of 2014 (glibc 2.17), whatever this machine has.
fn wheel(folder: &str, out: &str) -> Result<(), String> {
    let mut build = vec!["-m", "maturin", "build", "--quiet", "--release", "--out", out];
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    if cfg!(target_os = "linux") {
        build.extend(["--zig", "--compatibility", "manylinux2014", "--target", &target]);
    }
    // Where zig is looked for.
    let mut path = environment().join("bin").into_os_string();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    in_package(&build).within(folder).env("PATH", &path.to_string_lossy()).run()
}

/// As a new user would.
fn try_wheels(files: &[PathBuf]) -> Result<(), String> {
    let python = fresh_environment("wheel")?;
    let mut install = vec!["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    let wheels: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
    install.extend(wheels.iter().map(AsRef::as_ref).filter(|path| path.ends_with(".whl")));
    without_rust(&python, &install).run()?;
    without_rust(&python, &["tests/installed.py"]).run()?;
    reference(&python)
}

/// The reference, made from the docstrings of what is installed; whatever pdoc warns of is an error.
fn reference(python: &Path) -> Result<(), String> {
    let requirements = ["install", "--quiet", "--disable-pip-version-check", "-r", "requirements-docs.txt"];
    without_rust(python, &[&["-m", "pip"], &requirements[..]].concat()).run()?;
    let pdoc = ["-W", "error", "-m", "pdoc", "--docformat", "google", "-o", "../dist/python/html"];
    let modules = ["", ".pydantic", ".testing", ".transport"].map(|name| format!("user_metadata{name}"));
    without_rust(python, &pdoc).args(&modules).run()
}

/// As somebody whose platform has no wheel.
fn try_source(files: &[PathBuf]) -> Result<(), String> {
    let python = fresh_environment("source")?;
    let archive = files.iter().find(|path| path.extension().is_some_and(|ending| ending == "gz"));
    let archive = archive.ok_or("there is no source distribution")?.to_string_lossy();
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &archive];
    // Cargo keeps what it has compiled, so that only the first time is slow.
    let target = environment().with_file_name("source-target");
    tool(&python.to_string_lossy(), &install)
        .within("python")
        .env("CARGO_TARGET_DIR", &target.to_string_lossy())
        .run()?;
    let check = "import user_metadata as um; assert um.parse_email('A@B.cd') == 'A@b.cd'";
    without_rust(&python, &["-c", check]).run()
}

fn fresh_environment(name: &str) -> Result<PathBuf, String> {
    let place = environment().with_file_name(name);
    in_package(&["-m", "venv", "--clear", &place.to_string_lossy()]).run()?;
    Ok(install::interpreter(&place))
}

/// Python of an environment that sees nothing else of this machine's tools.
fn without_rust(python: &Path, arguments: &[&str]) -> Tool {
    let bin = python.parent().unwrap_or(python).to_string_lossy().into_owned();
    tool(&python.to_string_lossy(), arguments)
        .within("python")
        .env("PATH", &bin)
        .env("PYTHONPATH", "")
        .env("USER_METADATA_SANDBOX", "")
}
