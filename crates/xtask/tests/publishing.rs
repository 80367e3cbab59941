//! What the packages say of themselves. The version and the repository are set in `Cargo.toml`; where a tool wants them
//! once more, they are compared here.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly: that is what they are for"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn every_manifest_has_the_version_of_the_workspace() {
    for package in members() {
        assert_eq!(package["version"], VERSION, "{}", package["name"]);
    }
    let manifest = text("Cargo.toml");
    let ours: Vec<&str> =
        manifest.lines().filter(|line| line.starts_with("user-metadata") && line.contains(" = {")).collect();
    assert_eq!(ours.len(), 3, "{ours:?}");
    for line in ours {
        assert!(line.contains(&format!("version = \"{VERSION}\"")), "Cargo.toml: {line}");
    }
    for path in ["node/package.json", "node/sandbox/package.json"] {
        let manifest: Value = serde_json::from_str(&text(path)).unwrap();
        assert_eq!(manifest["version"], VERSION, "{path}");
    }
    assert_eq!(element(&text("kotlin/pom.xml"), "version"), VERSION, "kotlin/pom.xml");
    let line = format!("dev.usermetadata:user-metadata:{VERSION}\"");
    assert!(text("kotlin/README.md").contains(&line), "kotlin/README.md lacks {line}");
    // cargo tells them, through maturin; and the repository
    for path in ["python/pyproject.toml", "python/sandbox/pyproject.toml"] {
        let project = text(path);
        assert!(project.contains("\ndynamic = [\"version\", \"urls\"]\n"), "{path}");
        assert!(!project.contains("\nversion = "), "{path} has a version of its own");
    }
    for path in ["bindings/python/Cargo.toml", "crates/user-metadata-sandbox/Cargo.toml"] {
        assert!(text(path).contains("\nrepository.workspace = true\n"), "{path}");
    }
}

#[test]
fn every_manifest_names_the_repository_of_the_workspace() {
    let repository = env!("CARGO_PKG_REPOSITORY");
    assert!(repository.is_empty() || repository.starts_with("https://"), "{repository}");
    let pom = text("kotlin/pom.xml");
    assert_eq!(element(&pom, "repository.url"), repository, "kotlin/pom.xml");
    let uses = pom.matches("${repository.url}").count();
    assert_eq!(uses, 4, "the address of the project, its developers, its source (twice)");
    // npm's manifests get it when they are packed
    assert!(text("node/scripts/package.mjs").contains("repository: { type: 'git'"));
}

#[test]
fn every_published_crate_says_what_its_page_shows() {
    let published: Vec<Value> =
        members().into_iter().filter(|package| package["publish"].is_null()).collect();
    let names: Vec<&str> = published.iter().map(|package| package["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["user-metadata", "user-metadata-core", "user-metadata-sandbox"]);
    for package in &published {
        let name = package["name"].as_str().unwrap();
        for field in ["description", "license", "documentation", "rust_version"] {
            assert!(package[field].as_str().is_some_and(|text| !text.is_empty()), "{name}: {field}");
        }
        // the registry refuses more than five keywords, and longer ones
        let keywords = package["keywords"].as_array().unwrap();
        assert!((3..=5).contains(&keywords.len()), "{name}: {keywords:?}");
        assert!(keywords.iter().all(|word| word.as_str().unwrap().len() <= 20), "{name}: {keywords:?}");
        assert!(!package["categories"].as_array().unwrap().is_empty(), "{name}: categories");
        let folder = format!("crates/{name}");
        assert_eq!(package["readme"], "README.md", "{name}");
        assert!(text(&format!("{folder}/README.md")).starts_with(&format!("# {name}\n")), "{folder}");
        assert_eq!(text(&format!("{folder}/LICENSE")), text("LICENSE"), "{folder}");
    }
}

#[test]
fn every_package_is_found_by_its_words_and_carries_its_licence() {
    for path in ["node/package.json", "node/sandbox/package.json"] {
        let manifest: Value = serde_json::from_str(&text(path)).unwrap();
        for field in ["description", "license"] {
            assert!(manifest[field].as_str().is_some_and(|text| !text.is_empty()), "{path}: {field}");
        }
        assert!(manifest["keywords"].as_array().is_some_and(|words| words.len() >= 3), "{path}: keywords");
    }
    for folder in ["python", "python/sandbox"] {
        let project = text(&format!("{folder}/pyproject.toml"));
        for field in ["description", "readme", "license", "keywords", "classifiers", "requires-python"] {
            assert!(project.contains(&format!("\n{field} = ")), "{folder}/pyproject.toml: {field}");
        }
        assert_eq!(text(&format!("{folder}/LICENSE")), text("LICENSE"), "{folder}");
    }
    // what Maven Central refuses a package without
    let pom = text("kotlin/pom.xml");
    for name in ["name", "description", "url", "licenses", "developers", "scm"] {
        assert!(!element(&pom, name).is_empty(), "kotlin/pom.xml: {name}");
    }
}

/// The first element of that name, as it stands.
fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("there is no <{name}>"));
    rest.split_once(&format!("</{name}>")).unwrap().0.trim()
}

/// The members of the workspace, by name.
fn members() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().clone();
    packages.sort_by_key(|package| package["name"].as_str().unwrap().to_owned());
    packages
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}
