//! Writes the Kotlin and Swift layers out of the built library: `user-metadata-bindgen LIBRARY kotlin|swift FOLDER`.

mod swift;

use std::path::Path;
use std::process::ExitCode;

use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [library, language, folder] = arguments.as_slice() else {
        eprintln!("Usage: user-metadata-bindgen LIBRARY kotlin|swift FOLDER");
        return ExitCode::from(2);
    };
    let language = match language.as_str() {
        "kotlin" => TargetLanguage::Kotlin,
        "swift" => TargetLanguage::Swift,
        other => {
            eprintln!("user-metadata-bindgen: no such language: {other}");
            return ExitCode::from(2);
        }
    };
    let options = GenerateOptions {
        languages: vec![language.clone()],
        source: library.into(),
        out_dir: folder.into(),
        metadata_no_deps: true,
        ..GenerateOptions::default()
    };
    let generated = generate(options).map_err(|error| format!("{error:#}"));
    let done = match language {
        TargetLanguage::Swift => generated.and_then(|()| swift::read_in_place(Path::new(folder))),
        TargetLanguage::Kotlin | TargetLanguage::Python | TargetLanguage::Ruby => generated,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("user-metadata-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}
