//! The Swift package, with its generated layer and the library for this platform.

use std::fs;
use std::path::Path;

use crate::mobile::LIBRARY;
use crate::swift::{Profile, generate, swift, update};
use crate::tools::{root, tool};

/// What of the checkout belongs to the package. The tests and benchmarks need the rest of the project.
const CONTENT: &[&str] = &["Package.swift", "README.md", "Sources", "Examples"];

/// Puts `UserMetadata-<version>/` and an archive of it into `dist/swift`, and builds a program that depends on it.
///
/// The `XCFramework` of Apple's platforms needs a Mac: `swift/README.md` has its recipe.
pub(super) fn package() -> Result<(), String> {
    generate(Profile::Shipped)?;
    let name = format!("UserMetadata-{}", env!("CARGO_PKG_VERSION"));
    let dist = root().join("dist/swift");
    let package = dist.join(&name);
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    }
    for part in CONTENT {
        copy(&root().join("swift").join(part), &package.join(part))?;
    }
    copy(&root().join("LICENSE"), &package.join("LICENSE"))?;
    update(&root().join("swift/lib").join(LIBRARY), &package.join("lib").join(LIBRARY))?;
    let in_dist = |command: &str| tool("sh", &["-c", &format!("cd dist/swift && {command}")]).run();
    in_dist(&format!("tar --sort=name --owner=0 --group=0 --mtime=@0 -czf {name}.tar.gz {name}"))?;
    in_dist(&format!(
        "find {name} {name}.tar.gz -type f | LC_ALL=C sort | xargs sha256sum > SHA256SUMS && sha256sum --quiet -c SHA256SUMS"
    ))?;
    println!("dist/swift/{name}.tar.gz");
    println!("dist/swift/SHA256SUMS");
    println!("An XCFramework for Apple's platforms needs a Mac: see swift/README.md.");
    consume(&package)
}

/// A program of its own, elsewhere, that depends on the package.
fn consume(package: &Path) -> Result<(), String> {
    let folder = "target/swift-consumer";
    let consumer = root().join(folder);
    let manifest = format!(
        "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"Consumer\", \
         platforms: [.macOS(.v12)], dependencies: [.package(name: \"UserMetadata\", path: {package:?})], targets: \
         [.executableTarget(name: \"Consumer\", dependencies: [\"UserMetadata\"], path: \".\", sources: \
         [\"main.swift\"])])\n"
    );
    let program = "import UserMetadata\nprint(try parseEmail(\" Jane@Example.com \").text, version())\n";
    write(&consumer.join("Package.swift"), &manifest)?;
    write(&consumer.join("main.swift"), program)?;
    swift(folder, &["run", "Consumer"])?.run()
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let written = fs::create_dir_all(path.parent().unwrap_or(path)).and_then(|()| fs::write(path, text));
    written.map_err(|error| format!("{}: {error}", path.display()))
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if from.is_dir() {
        let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
        for entry in entries {
            let entry = entry.map_err(|error| format!("{}: {error}", from.display()))?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    update(from, to)
}
