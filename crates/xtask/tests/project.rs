//! What must hold for the project as a whole.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly: that is what they are for"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every file that the project owns, by its path from the root.
fn files() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match (path.is_dir(), name.as_str()) {
                (true, "target" | ".git" | "node_modules" | "dist" | ".venv") => {}
                (true, _) => folders.push(path),
                (false, _) => found.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned()),
            }
        }
    }
    found
}

/// The paths that a page names between backticks: with a slash inside, and nothing that no path has.
fn named_paths(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let mut paths = Vec::new();
    let mut in_block = false;
    for line in text.lines() {
        in_block ^= line.starts_with("```");
        if in_block {
            continue;
        }
        for quoted in line.split('`').skip(1).step_by(2) {
            let is_path = quoted.contains('/')
                && !quoted.starts_with('/')
                && quoted.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte));
            if is_path {
                paths.push(quoted.to_owned());
            }
        }
    }
    paths
}

#[test]
fn the_pages_name_only_paths_that_exist() {
    let mut seen = 0;
    for page in ["ARCHITECTURE.md", "README.md", "docs/security.md"] {
        for path in named_paths(page) {
            seen += 1;
            assert!(root().join(&path).exists(), "{page} names {path}");
        }
    }
    assert!(seen > 20, "only {seen} paths were found: is the reader of the pages broken?");
}

#[test]
fn every_test_that_the_security_page_names_exists() {
    let page = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let named: BTreeSet<&str> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|quoted| {
            quoted.matches('_').count() >= 3
                && quoted.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        })
        .collect();
    assert!(named.len() > 25, "only {} names were found: is the reader of the page broken?", named.len());
    let sources: String = files()
        .into_iter()
        .filter(|path| path.ends_with(".rs"))
        .map(|path| std::fs::read_to_string(root().join(path)).unwrap())
        .collect();
    for name in named {
        assert!(sources.contains(&format!("fn {name}(")), "docs/security.md names {name}");
    }
}

#[test]
fn no_source_file_has_more_than_400_lines() {
    let sources: Vec<String> = files().into_iter().filter(|path| path.ends_with(".rs")).collect();
    assert!(sources.len() > 100);
    for path in sources {
        let lines = std::fs::read_to_string(root().join(&path)).unwrap().lines().count();
        assert!(lines <= 400, "{path} has {lines} lines");
    }
}

#[test]
fn the_core_depends_on_data_and_published_algorithms_only() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "user-metadata-core",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--locked",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let found: BTreeSet<&str> =
        text.lines().filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).collect();
    let expected: BTreeSet<&str> = [
        // data
        "serde",
        "serde_core",
        "serde_derive",
        "serde_json",
        "itoa",
        "memchr",
        "zmij",
        // what serde's derive runs on, at build time
        "proc-macro2",
        "quote",
        "syn",
        "unicode-ident",
        // UTS 46, with its tables
        "idna",
        "idna_adapter",
        "icu_collections",
        "icu_locale_core",
        "icu_normalizer",
        "icu_normalizer_data",
        "icu_properties",
        "icu_properties_data",
        "icu_provider",
        "displaydoc",
        "litemap",
        "potential_utf",
        "smallvec",
        "stable_deref_trait",
        "synstructure",
        "tinystr",
        "utf8_iter",
        "utf_types",
        "writeable",
        "yoke",
        "yoke-derive",
        "zerofrom",
        "zerofrom-derive",
        "zerotrie",
        "zerovec",
        "zerovec-derive",
        // base58
        "five8",
        "five8_core",
        // sixteen bytes at once
        "wide",
        "safe_arch",
        "bytemuck",
        "user-metadata-core",
    ]
    .into();
    assert_eq!(found, expected, "a dependency of the core came or went: choose it on purpose");
}

#[test]
fn the_sandbox_never_depends_on_the_core() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let sandbox = packages.iter().find(|package| package["name"] == "user-metadata-sandbox").unwrap();
    for dependency in sandbox["dependencies"].as_array().unwrap() {
        let name = dependency["name"].as_str().unwrap();
        assert!(!name.starts_with("user-metadata"), "the sandbox depends on {name}");
    }
}

#[test]
fn a_changelog_line_stands_for_the_version_under_way() {
    let changelog = std::fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(changelog.contains("## Unreleased"));
}
