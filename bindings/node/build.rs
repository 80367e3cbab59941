//! Tells the linker what a Node-API module needs, and the macros of napi where to write the types for TypeScript.

use std::path::Path;

fn main() {
    napi_build::setup();
    // Beside the library, `target/<profile>/node-types`: three levels above the folder of this script.
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    if let Some(profile) = Path::new(&out).ancestors().nth(3) {
        let types = profile.join("node-types");
        match std::fs::create_dir_all(&types) {
            Ok(()) => println!("cargo::rustc-env=NAPI_TYPE_DEF_TMP_FOLDER={}", types.display()),
            Err(error) => println!("cargo::warning={}: {error}", types.display()),
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
}
