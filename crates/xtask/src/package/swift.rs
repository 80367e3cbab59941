//! The Swift package, with its generated layer and the library for this platform.

use std::path::Path;

use super::fresh;
use crate::files::{copy, put};
use crate::mobile::LIBRARY;
use crate::swift::{Profile, generate, swift};
use crate::tools::{root, tool};

/// What of the checkout belongs to the package. The tests and benchmarks need the rest of the project.
const CONTENT: &[&str] = &["Package.swift", "README.md", "Sources", "Examples"];

/// Puts `UserMetadata-<version>/` and an archive of it into `dist/swift`, and builds a program that depends on it.
///
/// The `XCFramework` of Apple's platforms needs a Mac: `swift/README.md` has its recipe.
pub(super) fn package() -> Result<(), String> {
    generate(Profile::Shipped)?;
    let name = format!("UserMetadata-{}", env!("CARGO_PKG_VERSION"));
    let package = fresh("swift")?.join(&name);
    for part in CONTENT {
        copy(&root().join("swift").join(part), &package.join(part))?;
    }
    copy(&root().join("LICENSE"), &package.join("LICENSE"))?;
    copy(&root().join("swift/lib").join(LIBRARY), &package.join("lib").join(LIBRARY))?;
    let archive = format!("{name}.tar.gz");
    tool("tar", &["--sort=name", "--owner=0", "--group=0", "--mtime=@0", "-czf", &archive, &name])
        .within("dist/swift")
        .run()?;
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
    put(&consumer.join("Package.swift"), manifest)?;
    put(&consumer.join("main.swift"), program)?;
    swift(folder, &["run", "Consumer"])?.run()
}
