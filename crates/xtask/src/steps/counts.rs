//! How many vectors and scenarios have passed, by language. What one language leaves out unseen shows here.

use std::collections::BTreeMap;

use crate::choice::Entry as Step;
use crate::files;
use crate::tools::counts;

pub(super) const STEPS: &[Step] = &[Step {
    name: "counts",
    purpose: "as many vectors and scenarios have passed in each language as in Rust",
    run: compare,
}];

const LANGUAGES: &[&str] = &["rust", "python", "node", "kotlin", "swift"];

/// Makes room for what the steps count. A run of all steps forgets what was counted before.
pub(super) fn prepare(run_of_all: bool) -> Result<(), String> {
    if run_of_all || !counts().is_dir() { files::fresh(&counts()) } else { Ok(()) }
}

/// Every runner has left a file for each kind, `identifiers.rust` and the like.
fn compare() -> Result<(), String> {
    let mut kinds: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in files::entries(&counts())? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (kind, language) = name.split_once('.').ok_or_else(|| format!("{name} counts nothing"))?;
        kinds.entry(kind.to_owned()).or_default().insert(language.to_owned(), files::read(&file)?);
    }
    if kinds.is_empty() {
        return Err("nothing was counted: run the steps of the languages first".to_owned());
    }
    let mut differences = Vec::new();
    for (kind, passed) in &kinds {
        let said: Vec<_> = passed.iter().map(|(language, count)| format!("{language} {count}")).collect();
        println!("{kind}: {}", said.join(", "));
        let everywhere = LANGUAGES.iter().all(|language| passed.contains_key(*language));
        if !everywhere || passed.values().any(|count| passed.get("rust") != Some(count)) {
            differences.push(kind.as_str());
        }
    }
    if differences.is_empty() {
        Ok(())
    } else {
        Err(format!("not the same everywhere: {}", differences.join(", ")))
    }
}
