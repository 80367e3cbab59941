//! What Kotlin and Swift share: the generator, and the size of the library.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files;
use crate::tools::{cargo, root, tool};

/// What the stripped library may weigh. The aim is 1,000,000; docs/size.md says what stands in the way.
const BUDGET_BYTES: u64 = 1_360_000;

/// Writes the layer of one language into this folder, out of the library that was built for development.
pub(crate) fn generate(language: &str, folder: &Path) -> Result<(), String> {
    let bindgen = root().join("target/debug/user-metadata-bindgen");
    let library = built("debug");
    tool(&bindgen.to_string_lossy(), &[&library.to_string_lossy(), language, &folder.to_string_lossy()]).run()
}

/// Builds the library as it is shipped, without symbols; the answer is where it is.
///
/// The generators read their metadata out of the library of development, so nobody needs it here. It is exported like the
/// functions, and only another link leaves it out.
pub(crate) fn stripped_library() -> Result<PathBuf, String> {
    cargo(&["build", "--quiet", "--profile", "mobile", "--package", "user-metadata-uniffi"]).run()?;
    let folder = root().join("target/mobile/stripped");
    let stripped = folder.join(LIBRARY);
    if cfg!(target_os = "linux") {
        let exports = folder.join("exports.map");
        files::put(&exports, EXPORTS)?;
        let script = format!("-Wl,--version-script={}", exports.display());
        let archive = built("mobile").with_extension("a");
        let link = ["-shared", "-Wl,--gc-sections,--strip-all,-z,relro,-z,now", &script, ROOT];
        tool("cc", &link)
            .args(&["-o".to_owned(), stripped.display().to_string(), archive.display().to_string()])
            .args(&["-lgcc_s", "-lm", "-lc", "-ldl", "-lpthread"].map(str::to_owned))
            .run()?;
    } else {
        files::copy(&built("mobile"), &stripped)?;
        tool("strip", &["-x", &stripped.to_string_lossy()]).run()?;
    }
    Ok(stripped)
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

fn built(profile: &str) -> PathBuf {
    root().join("target").join(profile).join(LIBRARY)
}
