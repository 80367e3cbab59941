//! The Kotlin package as Maven repositories hold it, with the library of this platform inside.

use std::fs;
use std::path::Path;

use crate::steps::kotlin;
use crate::tools::root;
use crate::{install, mobile};

/// Builds the library, packs it with the classes, and puts jar, sources and pom into `dist/kotlin`.
pub(super) fn package() -> Result<(), String> {
    let library = mobile::stripped_library()?;
    install::workspace()?;
    mobile::generate("kotlin", &root().join("kotlin/target/generated-sources/uniffi"))?;
    let folder = root().join("kotlin/target/native").join(jna_platform()?);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    copy(&library, &folder.join(library.file_name().unwrap_or_default()))?;
    kotlin::maven(&["package", "-Dmaven.test.skip=true"])?;
    let dist = root().join("dist/kotlin");
    fs::create_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    let version = env!("CARGO_PKG_VERSION");
    for (file, name) in [
        (format!("kotlin/target/user-metadata-{version}.jar"), format!("user-metadata-{version}.jar")),
        (
            format!("kotlin/target/user-metadata-{version}-sources.jar"),
            format!("user-metadata-{version}-sources.jar"),
        ),
        ("kotlin/pom.xml".to_owned(), format!("user-metadata-{version}.pom")),
    ] {
        copy(&root().join(file), &dist.join(&name))?;
        println!("dist/kotlin/{name}");
    }
    // What was packed must not be found by a test in place of what was built for it.
    for folder in ["kotlin/target/native", "kotlin/target/classes"] {
        fs::remove_dir_all(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    }
    Ok(())
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

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(|_| ()).map_err(|error| format!("{}: {error}", from.display()))
}
