//! What everything about the Swift package needs: a toolchain, and the layer that is generated from the binding.

use std::path::Path;
use std::process::Command;

use crate::tools::{Tool, root, tool};
use crate::{files, install, mobile};

/// Which build of the binding is linked.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    Debug,
    /// As apps carry it.
    Shipped,
}

/// Builds the binding, puts its library beside the package, and generates the layer anew.
///
/// A file is written only where it differs, so that the compiler does not build what has not changed.
pub(crate) fn generate(profile: Profile) -> Result<(), String> {
    install::workspace()?;
    let library = match profile {
        Profile::Debug => root().join("target/debug").join(mobile::LIBRARY),
        Profile::Shipped => mobile::stripped_library()?,
    };
    let generated = root().join("target/swift-generated");
    mobile::generate("swift", &generated)?;
    let package = root().join("swift");
    files::copy(&library, &package.join("lib").join(mobile::LIBRARY))?;
    files::copy(
        &generated.join("UserMetadataCore.swift"),
        &package.join("Sources/UserMetadataCore/Generated/UserMetadataCore.swift"),
    )?;
    let ffi = package.join("Sources/UserMetadataFFI");
    let header = generated.join("UserMetadataFFI.h");
    let both = files::read(&header)? + &files::read(&root().join("bindings/uniffi/direct.h"))?;
    files::put(&ffi.join("UserMetadataFFI.h"), both)?;
    // The compiler looks for this name.
    files::copy(&generated.join("UserMetadataFFI.modulemap"), &ffi.join("module.modulemap"))
}

/// `swift` for a package, whose folder is relative to the root: the one on PATH, or else the one of Debian, which is
/// installed first.
pub(crate) fn swift(package: &str, arguments: &[&str]) -> Result<Tool, String> {
    // What the compiler makes stays out of the package.
    let built = format!("target/swift-build/{}", package.replace('/', "-"));
    let (verb, rest) = arguments.split_first().ok_or("swift needs a verb")?;
    let mut command = vec![(*verb).to_owned(), "--package-path".to_owned(), package.to_owned()];
    command.extend(["--scratch-path".to_owned(), built]);
    command.extend(rest.iter().map(|argument| (*argument).to_owned()));
    if let Some(version) = native() {
        println!("Swift {version}, from PATH");
        return Ok(tool("swift", &[]).args(&command));
    }
    let script = shown(&root().join("swift/toolchain.sh"));
    tool(&script, &["install"]).run()?;
    command.splice(0..0, ["run".to_owned(), shown(&root()), "swift".to_owned()]);
    Ok(tool(&script, &[]).args(&command))
}

/// Measures with the library as it is shipped, and writes the rows of the table beside those of the other languages.
pub(crate) fn bench() -> Result<(), String> {
    generate(Profile::Shipped)?;
    let rows = root().join("target/bench");
    files::folder(&rows)?;
    let rows = shown(&rows.join("swift.json"));
    swift("swift", &["run", "--configuration", "release", "user-metadata-bench", &rows])?.run()
}

/// The version of the Swift on PATH, where it can build the package.
fn native() -> Option<String> {
    let output = Command::new("swift").arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let version = text.split("Swift version ").nth(1)?.split_whitespace().next()?.to_owned();
    let major: u32 = version.split('.').next()?.parse().ok()?;
    (major >= 6).then_some(version)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
