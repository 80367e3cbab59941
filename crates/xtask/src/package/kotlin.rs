//! The Kotlin package as Maven repositories hold it, with the library of this platform inside.

use std::fs;

use super::{fresh, kotlin_consumer};
use crate::files::copy;
use crate::steps::kotlin;
use crate::tools::root;
use crate::{install, mobile};

/// Builds the library, packs it with the classes, puts jar, sources, reference and pom into `dist/kotlin`, and runs a
/// program that depends on them, as it is and shrunk.
pub(super) fn package() -> Result<(), String> {
    let library = mobile::stripped_library()?;
    install::workspace()?;
    mobile::generate("kotlin", &root().join("kotlin/target/generated-sources/uniffi"))?;
    let folder = root().join("kotlin/target/native").join(jna_platform()?);
    copy(&library, &folder.join(library.file_name().unwrap_or_default()))?;
    kotlin::maven(&["package", "-Dmaven.test.skip=true"])?;
    let dist = fresh("kotlin")?;
    let version = env!("CARGO_PKG_VERSION");
    for ending in [".jar", "-sources.jar", "-javadoc.jar"] {
        let name = format!("user-metadata-{version}{ending}");
        copy(&root().join("kotlin/target").join(&name), &dist.join(&name))?;
    }
    copy(&root().join("kotlin/pom.xml"), &dist.join(format!("user-metadata-{version}.pom")))?;
    // What was packed must not be found by a test in place of what was built for it.
    for folder in ["kotlin/target/native", "kotlin/target/classes"] {
        fs::remove_dir_all(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    }
    kotlin_consumer::run(version)
}

/// Where JNA looks for a library inside a jar.
fn jna_platform() -> Result<&'static str, String> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Ok("linux-x86-64"),
        ("linux", "aarch64") => Ok("linux-aarch64"),
        ("macos", "x86_64") => Ok("darwin-x86-64"),
        ("macos", "aarch64") => Ok("darwin-aarch64"),
        ("windows", "x86_64") => Ok("win32-x86-64"),
        (os, arch) => Err(format!("JNA's name for {os} on {arch} is not known here")),
    }
}
