//! What several steps need: programs of the machine, packages of npm, and what cargo builds. Each is installed where it
//! is missing, and costs nothing where it is not.

use std::path::{Path, PathBuf};

use crate::files;
use crate::tools::{cargo, root, tool};

/// Everything of the workspace, as the Rust tests have built it: the programs that tests start, the libraries that
/// bindings load. One set of features for all, so that nothing is built twice.
pub(crate) fn workspace() -> Result<(), String> {
    // The tests are named so that cargo unites the same features as for running them.
    cargo(&["build", "--workspace", "--all-features", "--lib", "--bins", "--tests", "--examples", "--quiet"])
        .run()
}

/// The browser for tests: the one that `CHROMIUM` names, else Debian's.
pub(crate) fn chromium() -> Result<String, String> {
    const PLACE: &str = "/usr/bin/chromium";
    if let Ok(named) = std::env::var("CHROMIUM") {
        return Ok(named);
    }
    debian(&[("chromium", PLACE)])
        .map_err(|error| format!("{error}; or name a Chromium in the variable CHROMIUM"))?;
    Ok(PLACE.to_owned())
}

/// Packages of Debian, each with a file by which it is known to be there.
pub(crate) fn debian(packages: &[(&str, &str)]) -> Result<(), String> {
    let missing: Vec<&str> =
        packages.iter().filter(|(_, file)| !Path::new(file).exists()).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let wait = "DPkg::Lock::Timeout=600";
    let install = ["-o", wait, "-qq", "install", "-y", "--no-install-recommends"];
    tool("apt-get", &["-o", wait, "-qq", "update"])
        .run()
        .and_then(|()| tool("apt-get", &[&install[..], &missing].concat()).run())
        .map_err(|error| format!("{error}; please install {}", missing.join(", ")))
}

/// The packages that a folder's lock file names. npm notes what it has installed; where that is newer than the lock
/// file, nothing is to be done.
pub(crate) fn npm(folder: &str) -> Result<(), String> {
    let changed = |file: &str| root().join(folder).join(file).metadata().and_then(|about| about.modified());
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Ok(installed), Ok(wanted)) if installed >= wanted => Ok(()),
        _ => tool("npm", &["--prefix", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .run()
            .map_err(|error| format!("{error}; Node 20 or newer with npm is needed")),
    }
}

/// What a file of requirements names, in an environment of Python. What was installed is noted in there; where it is the
/// same list still, nothing is to be done.
pub(crate) fn python(environment: &Path, requirements: &Path) -> Result<(), String> {
    let wanted = files::read(requirements)?;
    let name = requirements.file_name().unwrap_or_default().to_string_lossy();
    let stamp = environment.join(format!("installed-{name}"));
    if files::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    tool("python3", &["-m", "venv", &environment.to_string_lossy()])
        .run()
        .map_err(|error| format!("{error}; Python 3.10 or newer with its venv module is needed"))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    tool(
        &interpreter(environment).to_string_lossy(),
        &[&install[..], &[&requirements.to_string_lossy()]].concat(),
    )
    .run()?;
    files::put(&stamp, wanted)
}

/// The Python of an environment.
pub(crate) fn interpreter(environment: &Path) -> PathBuf {
    environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
