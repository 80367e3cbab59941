//! What people do, told in `tests/scenarios/*.json`, done with this host against a running sandbox. The format is
//! explained beside the files; the hosts of the other languages run the same ones.
//!
//! `SCENARIO=name cargo test -p user-metadata --test scenarios` plays one.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "helpers of tests, which may fail loudly"
)]

#[path = "../../src/bin/user-metadata/demo/browser.rs"]
mod browser;
mod checks;
mod control;
mod play;
mod reports;
mod reverify;
mod script;
mod stage;
mod view;
mod wallets;
mod wanted;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use script::Scenario;

/// What the folder holds besides scenarios.
const COMPANIONS: [&str; 2] = ["README.md", "schema.json"];

#[test]
fn every_scenario_ends_as_it_says() {
    let only = std::env::var("SCENARIO").ok();
    let mut failures = Vec::new();
    let mut played = 0;
    for (name, text) in scenarios() {
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        played += 1;
        let ended = serde_json::from_str::<Scenario>(&text)
            .map_err(|error| format!("not a scenario: {error}"))
            .and_then(|scenario| play::play(&scenario));
        if let Err(error) = ended {
            failures.push(format!("{name}: {error}"));
        }
    }
    assert!(played > 0, "there is no such scenario");
    assert!(failures.is_empty(), "{} of {played} failed\n{}", failures.len(), failures.join("\n"));
    // For `cargo xtask test counts`, which compares the languages.
    if let (Some(folder), None) = (std::env::var_os("USER_METADATA_COUNTS"), only) {
        fs::write(Path::new(&folder).join("scenarios.rust"), played.to_string()).unwrap();
    }
}

#[test]
fn every_scenario_follows_the_schema() {
    let schema: Value = serde_json::from_str(&read(&folder().join("schema.json"))).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, text) in scenarios() {
        let scenario: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&scenario)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

#[test]
fn what_the_runner_does_not_know_is_refused() {
    let with_steps = |steps: &str| {
        format!(
            r#"{{"$schema": "schema.json", "title": "t", "reports": [], "notes": "n", "steps": {steps}, "outcome": null}}"#
        )
    };
    assert!(serde_json::from_str::<Scenario>(&with_steps("[]")).is_ok());
    for steps in [
        r#"[{"step": "fly"}]"#,
        r#"[{"step": "cancel", "softly": true}]"#,
        r#"[{"step": "enroll", "request": {"email_address": {"email": "a@b.cd", "stratgey": "email_code"}}}]"#,
    ] {
        assert!(serde_json::from_str::<Scenario>(&with_steps(steps)).is_err(), "{steps}");
    }
}

/// Every scenario, by name.
fn scenarios() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !COMPANIONS.contains(&path.file_name().unwrap().to_str().unwrap()))
        .map(|path| {
            assert_eq!(path.extension().unwrap_or_default(), "json", "{} is never run", path.display());
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), read(&path))
        })
        .collect();
    found.sort();
    found
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}
