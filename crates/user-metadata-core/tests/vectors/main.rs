//! Runs the vectors that every language runs (`tests/vectors/README.md`).
//!
//! A new suite is a module with a `run` of its own and an arm in [`run`].
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails loudly"
)]

mod calls;
mod enrollments;
mod envelope;
mod factors;
mod identifiers;
mod requests;
mod responses;
mod snapshots;

use std::collections::{BTreeMap, BTreeSet};

use envelope::{Case, Suite};

#[test]
fn every_case_has_the_result_that_it_says() {
    let skips = envelope::skips();
    let mut ids = BTreeSet::new();
    let mut failures = Vec::new();
    let mut counts = BTreeMap::new();
    for suite in envelope::suites() {
        *counts.entry(suite.folder().to_owned()).or_insert(0) += suite.cases.len();
        for case in &suite.cases {
            assert!(ids.insert(case.id.clone()), "{}: a duplicate id", case.id);
            match (run(&suite, case), skips.get(&case.id)) {
                (Ok(()), None) | (Err(_), Some(_)) => {}
                (Ok(()), Some(reason)) => {
                    failures.push(format!("{}: skipped ({reason}), yet it passes", case.id));
                }
                (Err(difference), None) => failures.push(format!("{}: {difference}", case.id)),
            }
        }
    }
    let unused: BTreeMap<_, _> = skips.iter().filter(|(id, _)| !ids.contains(*id)).collect();
    assert!(unused.is_empty(), "skips that name no case: {unused:?}");
    assert!(failures.is_empty(), "{} of {} cases fail:\n{}", failures.len(), ids.len(), failures.join("\n"));
    for (folder, count) in counts {
        say_count(&folder, count);
    }
}

/// For `cargo xtask test counts`, which compares the languages.
#[expect(clippy::disallowed_methods, reason = "it is the core that does no I/O, not its tests")]
fn say_count(kind: &str, count: usize) {
    if let Some(folder) = std::env::var_os("USER_METADATA_COUNTS") {
        let file = std::path::Path::new(&folder).join(format!("{kind}.rust"));
        std::fs::write(file, count.to_string()).unwrap();
    }
}

/// Runs one case; the error says how the result differs.
fn run(suite: &Suite, case: &Case) -> Result<(), String> {
    match suite.folder() {
        "identifiers" => identifiers::run(suite.file(), case),
        "enrollments" => enrollments::run(case),
        "requests" => requests::run(case),
        "responses" => responses::run(case),
        "snapshots" => snapshots::run(case),
        folder => panic!("{folder}: a suite that this runner does not know"),
    }
}
