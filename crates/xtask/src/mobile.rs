//! What Kotlin and Swift share: the generator, and the library that apps carry.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files;
use crate::tools::{cargo, root, target, tool};

/// What the stripped library may weigh. docs/size.md says what it does weigh.
const BUDGET_BYTES: usize = 1_000_000;

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
    let rustc = Rustc::installed()?;
    let built = shipped_build(&rustc)?;
    let folder = root().join("target/mobile/stripped");
    let stripped = folder.join(LIBRARY);
    if cfg!(target_os = "linux") {
        let exports = folder.join("exports.map");
        files::put(&exports, EXPORTS)?;
        tool("cc", &["-shared", "-Wl,--gc-sections,--strip-all,-z,relro,-z,now", ROOT])
            .args(&rustc.linker())
            .args(&[format!("-Wl,--version-script={}", exports.display())])
            .args(&["-o".to_owned(), stripped.display().to_string()])
            .args(&[built.with_extension("a").display().to_string()])
            .args(&["-lgcc_s", "-lm", "-lc", "-ldl", "-lpthread"].map(str::to_owned))
            .run()?;
    } else {
        files::copy(&built, &stripped)?;
        tool("strip", &["-x", &stripped.to_string_lossy()]).run()?;
    }
    Ok(stripped)
}

/// Builds the library with a standard library of its own, as `bindings/uniffi/mobile.toml` says.
///
/// The compiler is the one of everything else. What is not stable is that cargo builds `std`; the variable says that we
/// know.
fn shipped_build(rustc: &Rustc) -> Result<PathBuf, String> {
    rustc.sources_of_std()?;
    cargo(&["build", "--quiet", "--config", "bindings/uniffi/mobile.toml", "--profile", "mobile"])
        .args(&["--package", "user-metadata-uniffi", "--target", &rustc.host].map(str::to_owned))
        .env("RUSTC_BOOTSTRAP", "1")
        .without("RUSTFLAGS") // they would take the place of those in the file
        .run()?;
    Ok(target().join(&rustc.host).join("mobile").join(LIBRARY))
}

/// The compiler, with what comes along.
struct Rustc {
    host: String,
    sysroot: PathBuf,
}

impl Rustc {
    fn installed() -> Result<Self, String> {
        let about = asked_of_rustc(&["-vV"])?;
        let host = about.lines().find_map(|line| line.strip_prefix("host: "));
        Ok(Self {
            host: host.ok_or("rustc does not say which machine it is for")?.to_owned(),
            sysroot: asked_of_rustc(&["--print", "sysroot"])?.trim().into(),
        })
    }

    /// Sees to it that the sources of the standard library are there.
    fn sources_of_std(&self) -> Result<(), String> {
        let manifest = self.sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml");
        if manifest.exists() {
            return Ok(());
        }
        tool("rustup", &["component", "add", "rust-src"]).run().map_err(|error| {
            format!(
                "{error}; the library that apps carry brings a standard library of its own, and its sources, the \
                 component rust-src of this compiler, are wanted at {}",
                manifest.display()
            )
        })
    }

    /// The linker that comes along, where one does: it folds functions that are the same.
    fn linker(&self) -> Vec<String> {
        let folder = self.sysroot.join("lib/rustlib").join(&self.host).join("bin/gcc-ld");
        if !folder.join("ld.lld").exists() {
            return Vec::new();
        }
        vec![format!("-B{}", folder.display()), "-fuse-ld=lld".to_owned(), "-Wl,--icf=all".to_owned()]
    }
}

fn asked_of_rustc(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("rustc").args(arguments).output().map_err(|error| format!("rustc: {error}"))?;
    String::from_utf8(output.stdout).map_err(|error| format!("rustc: {error}"))
}

/// What the languages call; the rest, the metadata among it, goes.
const EXPORTS: &str = "{ global: uniffi_*; ffi_*; user_metadata_*; local: *; };\n";

/// One of them: all are in one object of the archive, which is taken for its sake.
const ROOT: &str = "-Wl,-u,ffi_user_metadata_uniffi_uniffi_contract_version";

/// Fails when the stripped library weighs more than its budget, and when a panic in it would end the app.
pub(crate) fn check_size() -> Result<(), String> {
    let library = fs::read(stripped_library()?).map_err(|error| error.to_string())?;
    let bytes = library.len();
    println!("{LIBRARY}, stripped: {bytes} bytes of {BUDGET_BYTES}");
    if bytes > BUDGET_BYTES {
        return Err(format!("{LIBRARY} weighs {bytes} bytes; docs/size.md says what each part costs"));
    }
    // Only what unwinds calls this function of the system.
    let unwinds = library.windows(UNWINDS.len()).any(|bytes| bytes == UNWINDS);
    if cfg!(target_os = "linux") && !unwinds {
        return Err(format!("{LIBRARY} aborts where it panics: nothing in it unwinds"));
    }
    Ok(())
}

const UNWINDS: &[u8] = b"_Unwind_RaiseException\0";

/// The file that the binding is built into.
pub(crate) const LIBRARY: &str = if cfg!(target_os = "macos") {
    "libuser_metadata_uniffi.dylib"
} else if cfg!(windows) {
    "user_metadata_uniffi.dll"
} else {
    "libuser_metadata_uniffi.so"
};
