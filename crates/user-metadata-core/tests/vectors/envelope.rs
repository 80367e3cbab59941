//! The form that all vector files share, and what it promises.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

/// One file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Suite {
    suite: String,
    schema: String,
    count: usize,
    notes: BTreeMap<String, String>,
    pub(crate) cases: Vec<Case>,
}

/// One case. What `input` and `result` are, the schema of the suite says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) id: String,
    #[serde(rename = "comment")]
    _comment: String,
    flags: BTreeSet<String>,
    pub(crate) input: Value,
    pub(crate) result: Value,
}

impl Suite {
    /// The first part of its name, as in `identifiers`.
    pub(crate) fn folder(&self) -> &str {
        self.suite.split_once('/').unwrap().0
    }

    /// The rest of its name, as in `email`.
    pub(crate) fn file(&self) -> &str {
        self.suite.split_once('/').unwrap().1
    }

    fn read(path: &Path) -> Self {
        let json = read_json(path);
        let name = path.strip_prefix(root()).unwrap().with_extension("");
        check_schema(&json, "schemas/envelope.schema.json", path);
        let suite: Self = serde_json::from_value(json.clone()).unwrap();
        check_schema(&json, &suite.schema, path);

        let path = path.display();
        assert_eq!(Path::new(&suite.suite), name, "{path}: the suite is not named after its file");
        assert_eq!(suite.cases.len(), suite.count, "{path}: a wrong count");
        let used: BTreeSet<_> = suite.cases.iter().flat_map(|case| &case.flags).collect();
        assert_eq!(used, suite.notes.keys().collect(), "{path}: flags used, and flags explained");
        suite
    }
}

/// Every suite of every folder, in the order of their names.
pub(crate) fn suites() -> Vec<Suite> {
    let mut files = Vec::new();
    for folder in children(&root()).into_iter().filter(|path| path.is_dir() && !path.ends_with("schemas")) {
        collect_files(&folder, &mut files);
    }
    assert!(!files.is_empty(), "no vectors in {}", root().display());
    files.iter().map(|path| Suite::read(path)).collect()
}

/// Case id to reason.
pub(crate) fn skips() -> BTreeMap<String, String> {
    serde_json::from_value(read_json(&root().join("skips.json"))).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in children(folder) {
        if path.is_dir() {
            collect_files(&path, files);
        } else {
            assert!(path.extension().is_some_and(|ending| ending == "json"), "{}: not JSON", path.display());
            files.push(path);
        }
    }
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn check_schema(json: &Value, schema: &str, path: &Path) {
    let validator = jsonschema::validator_for(&read_json(&root().join(schema))).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(json).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{} does not satisfy {schema}:\n{}", path.display(), errors.join("\n"));
}

fn read_json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
