//! The wheels and the source distribution of the Python package, tried in environments of their own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::steps::python::{build, environment, in_package};
use crate::tools::{Tool, root, tool};

/// Builds the wheel, the sandbox's wheel and the source distribution into `dist/python`; then installs the wheels into
/// an empty environment without Rust and runs the README there, and builds the source distribution in another.
pub(super) fn package() -> Result<(), String> {
    // The stub goes into the wheel.
    build()?;
    let dist = root().join("dist/python");
    match fs::remove_dir_all(&dist) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(format!("{}: {error}", dist.display()));
        }
        Ok(()) | Err(_) => {}
    }
    let out = dist.to_string_lossy();
    in_package(&["-m", "maturin", "build", "--release", "--out", &out]).run()?;
    in_package(&["-m", "maturin", "build", "--release", "--out", &out]).within("python/sandbox").run()?;
    in_package(&["-m", "maturin", "sdist", "--out", &out]).run()?;
    let files = files(&dist)?;
    try_wheels(&files)?;
    try_source(&files)?;
    for file in files {
        println!("dist/python/{}", file.file_name().unwrap_or_default().to_string_lossy());
    }
    Ok(())
}

/// As a new user would.
fn try_wheels(files: &[PathBuf]) -> Result<(), String> {
    let python = fresh_environment("wheel")?;
    let mut install = vec!["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    let wheels: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
    install.extend(wheels.iter().map(AsRef::as_ref).filter(|path| path.ends_with(".whl")));
    without_rust(&python, &install).run()?;
    without_rust(&python, &["tests/installed.py"]).run()
}

/// As somebody whose platform has no wheel.
fn try_source(files: &[PathBuf]) -> Result<(), String> {
    let python = fresh_environment("source")?;
    let archive = files.iter().find(|path| path.extension().is_some_and(|ending| ending == "gz"));
    let archive = archive.ok_or("there is no source distribution")?.to_string_lossy();
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &archive];
    tool(&python.to_string_lossy(), &install).within("python").run()?;
    let check = "import user_metadata as um; assert um.parse_email('A@B.cd') == 'A@b.cd'";
    without_rust(&python, &["-c", check]).run()
}

fn fresh_environment(name: &str) -> Result<PathBuf, String> {
    let place = environment().with_file_name(name);
    in_package(&["-m", "venv", "--clear", &place.to_string_lossy()]).run()?;
    Ok(place.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" }))
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

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(failed)?;
    paths.sort();
    Ok(paths)
}
