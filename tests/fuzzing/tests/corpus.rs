//! Whatever a search has found once is tried again by every test run.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly: that is what they are for")]

use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use fuzzing::TARGETS;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// What stands in a folder, by name.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn every_input_of_the_corpora_is_taken_without_a_finding() {
    let mut findings = Vec::new();
    for target in TARGETS {
        let list = std::fs::read_to_string(here().join(format!("corpus/{}.json", target.name))).unwrap();
        let inputs: Vec<String> = serde_json::from_str(&list).unwrap();
        assert!(inputs.len() >= 5, "{}: {} inputs", target.name, inputs.len());
        for input in inputs {
            let bytes: Vec<u8> = input.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
            match catch_unwind(|| (target.run)(&bytes)) {
                Ok(true) => {}
                Ok(false) => findings.push(format!("{}: {input:?} cannot be taken apart", target.name)),
                Err(_) => findings.push(format!("{}: {input:?} is a finding", target.name)),
            }
        }
    }
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn every_target_has_a_program_and_a_corpus() {
    let named = |ending: &str| TARGETS.iter().map(|target| format!("{}.{ending}", target.name)).collect();
    let (corpora, programs): (BTreeSet<String>, BTreeSet<String>) = (named("json"), named("rs"));
    assert_eq!(names(&here().join("corpus")), corpora);
    assert_eq!(names(&here().join("../../fuzz/fuzz_targets")), programs);
}
