//! What Kotlin and Swift share: the generator, and the library that apps carry.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::{cargo, root, target, tool};

/// What the stripped library may weigh. docs/size.md says what it does weigh.
const BUDGET_BYTES: u64 = 1_000_000;

/// Writes the layer of one language into this folder, out of the library that was built for development.
pub(crate) fn generate(language: &str, folder: &Path) -> Result<(), String> {
    let bindgen = root().join("target/debug/user-metadata-bindgen");
    let library = target().join("debug").join(LIBRARY);
    tool(&bindgen.to_string_lossy(), &[&library.to_string_lossy(), language, &folder.to_string_lossy()]).run()
}

/// Builds the library as it is shipped, without symbols; the answer is where it is.
///
/// The generators read their metadata out of the library of development, so nobody needs it here. It is exported like the
/// functions, and only another link leaves it out.
pub(crate) fn stripped_library() -> Result<PathBuf, String> {
    let built = shipped_build()?;
    let folder = root().join("target/mobile/stripped");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let stripped = folder.join(LIBRARY);
    if cfg!(target_os = "linux") {
        let exports = folder.join("exports.map");
        fs::write(&exports, EXPORTS).map_err(|error| format!("{}: {error}", exports.display()))?;
        let script = format!("-Wl,--version-script={}", exports.display());
        let archive = built.with_extension("a");
        let link = ["-shared", "-Wl,--gc-sections,--strip-all,-z,relro,-z,now", &script, ROOT];
        tool("cc", &link)
            .args(&["-o".to_owned(), stripped.display().to_string(), archive.display().to_string()])
            .args(&["-lgcc_s", "-lm", "-lc", "-ldl", "-lpthread"].map(str::to_owned))
            .run()?;
    } else {
        fs::copy(&built, &stripped).map_err(|error| format!("{}: {error}", stripped.display()))?;
        tool("strip", &["-x", &stripped.to_string_lossy()]).run()?;
    }
    Ok(stripped)
}

/// Builds the library with a standard library of its own, as `bindings/uniffi/mobile.toml` says.
///
/// The compiler is the one of everything else. What is not stable is cargo's option to build `std`; the variable says that
/// we know.
fn shipped_build() -> Result<PathBuf, String> {
    let host = asked_of_rustc(&["-vV"])?;
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or("rustc does not say what machine it runs on")?;
    sources_of_std()?;
    cargo(&["build", "--quiet", "--config", "bindings/uniffi/mobile.toml", "--profile", "mobile"])
        .args(&["--package", "user-metadata-uniffi", "--target", host].map(str::to_owned))
        .env("RUSTC_BOOTSTRAP", "1")
        .run()?;
    Ok(target().join(host).join("mobile").join(LIBRARY))
}

/// Sees to it that the sources of the standard library are there.
fn sources_of_std() -> Result<(), String> {
    let manifest = Path::new(asked_of_rustc(&["--print", "sysroot"])?.trim())
        .join("lib/rustlib/src/rust/library/std/Cargo.toml");
    if manifest.exists() {
        return Ok(());
    }
    tool("rustup", &["component", "add", "rust-src"]).run().map_err(|error| {
        format!(
            "{error}; the library that apps carry is built with a standard library of its own, whose sources are the \
             component rust-src: {} is to be there",
            manifest.display()
        )
    })
}

fn asked_of_rustc(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("rustc").args(arguments).output().map_err(|error| format!("rustc: {error}"))?;
    String::from_utf8(output.stdout).map_err(|error| format!("rustc: {error}"))
}

/// What the languages call; the rest, the metadata among it, goes.
const EXPORTS: &str = "{ global: uniffi_*; ffi_*; user_metadata_*; local: *; };\n";

/// One of them: all are in one object of the archive, which is taken for its sake.
const ROOT: &str = "-Wl,-u,ffi_user_metadata_uniffi_uniffi_contract_version";

/// Fails when the stripped library weighs more than its budget.
pub(crate) fn check_size() -> Result<(), String> {
    let bytes = fs::metadata(stripped_library()?).map_err(|error| error.to_string())?.len();
    println!("{LIBRARY}, stripped: {bytes} bytes of {BUDGET_BYTES}");
    if bytes <= BUDGET_BYTES {
        Ok(())
    } else {
        Err(format!("{LIBRARY} weighs {bytes} bytes; docs/size.md says what each part costs"))
    }
}

/// The file that the binding is built into.
pub(crate) const LIBRARY: &str = if cfg!(target_os = "macos") {
    "libuser_metadata_uniffi.dylib"
} else if cfg!(windows) {
    "user_metadata_uniffi.dll"
} else {
    "libuser_metadata_uniffi.so"
};
