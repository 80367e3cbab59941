//! The crates, as the registry would get them.

use std::fs;
use std::path::Path;

use crate::tools::{cargo, root};

/// In the order of their dependencies.
const CRATES: &[&str] = &["user-metadata-core", "user-metadata-sandbox", "user-metadata"];

/// Packs the crates and builds each from its archive; then puts the archives into `dist/rust`.
pub(super) fn package() -> Result<(), String> {
    let mut arguments = vec!["package", "--quiet", "--allow-dirty"];
    for name in CRATES {
        arguments.extend(["--package", name]);
    }
    cargo(&arguments).run()?;
    let dist = root().join("dist/rust");
    fs::create_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    for name in CRATES {
        let file = format!("{name}-{}.crate", env!("CARGO_PKG_VERSION"));
        let from = root().join("target/package").join(&file);
        copy(&from, &dist.join(&file))?;
        println!("dist/rust/{file}");
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(|_| ()).map_err(|error| format!("{}: {error}", from.display()))
}
