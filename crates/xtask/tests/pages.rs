//! What must hold for the pages: every link leads somewhere, every page is found, every name on them exists.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly: that is what they are for")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every page of the project.
fn pages() -> Vec<String> {
    let pages = files(&["md"]);
    assert!(pages.len() > 20, "only {} pages were found", pages.len());
    pages
}

/// Every file of the project with one of these endings, by its path from the root.
fn files(endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                let foreign =
                    name.starts_with('.') || ["target", "node_modules", "build", "dist"].contains(&&*name);
                folders.extend((!foreign).then_some(path));
            } else if endings.iter().any(|ending| path.extension().is_some_and(|of| of == *ending)) {
                found.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_relative_link_leads_to_a_file_and_its_heading() {
    let mut seen = 0;
    for page in pages() {
        for link in links(&text(&page)) {
            seen += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() { page.clone() } else { resolved(&page, path) };
            assert!(root().join(&target).exists(), "{page} links to {link}");
            if !anchor.is_empty() {
                assert!(anchors(&text(&target)).contains(anchor), "{page} links to {link}: no such heading");
            }
        }
    }
    assert!(seen > 50, "only {seen} links were found: is their reader broken?");
}

#[test]
fn every_page_is_reached_from_the_readme() {
    let mut reached = BTreeSet::new();
    let mut left = vec!["README.md".to_owned()];
    while let Some(page) = left.pop() {
        if reached.insert(page.clone()) {
            let paths =
                links(&text(&page)).into_iter().map(|link| link.split('#').next().unwrap().to_owned());
            let targets = paths.filter(|path| path.ends_with(".md")).map(|path| resolved(&page, &path));
            left.extend(targets);
        }
    }
    let lost: Vec<String> = pages().into_iter().filter(|page| !reached.contains(page)).collect();
    assert!(lost.is_empty(), "no way leads from README.md to {lost:?}");
}

#[test]
fn a_guide_is_no_longer_than_one_reads_at_once() {
    let guides: Vec<String> = pages().into_iter().filter(|page| page.starts_with("docs/guides/")).collect();
    assert_eq!(guides.len(), 5, "{guides:?}");
    for page in guides {
        let lines = text(&page).lines().count();
        assert!(lines <= 250, "{page} has {lines} lines");
    }
}

/// The evidence of the comparison and of the migration page: names of tests, scenarios and documented differences.
#[test]
fn what_the_pages_name_as_evidence_exists() {
    let sources: String = files(&["rs", "py", "kt", "swift"]).iter().map(|path| text(path)).collect();
    let differences = text("tests/differential/DIFFERENCES.md");
    let mut seen = 0;
    for page in ["docs/comparison.md", "docs/migration.md"] {
        for (kind, name) in evidence(&text(page)) {
            seen += 1;
            let exists = match kind {
                "scenario" => root().join(format!("tests/scenarios/{name}.json")).exists(),
                "difference" => differences.contains(&format!("\n| `{name}` |")),
                _ => {
                    ["fn", "def", "fun", "func"].iter().any(|key| sources.contains(&format!("{key} {name}(")))
                }
            };
            assert!(exists, "{page} names the {kind} {name}");
        }
    }
    assert!(seen > 40, "only {seen} names were found: is their reader broken?");
}

#[test]
fn the_page_on_the_machines_lists_every_case() {
    let page = text("docs/machine.md");
    let core = "crates/user-metadata-core/src";
    for (header, nth, file, name) in [
        ("effect", 0, "enrollment/effect.rs", "Effect"),
        ("effect", 1, "reverification/effect.rs", "ReverificationEffect"),
        ("outcome", 0, "enrollment/outcome.rs", "Outcome"),
        ("outcome", 1, "reverification/outcome.rs", "ReverificationOutcome"),
        ("problem", 0, "machine/question.rs", "Problem"),
        ("wait", 0, "machine/exchange.rs", "WaitReason"),
    ] {
        let mut cases = cases(&text(&format!("{core}/{file}")), name);
        assert!(cases.len() > 2, "{file}: is the reader of `{name}` broken?");
        let mut rows = rows(&page, header, nth);
        cases.sort();
        rows.sort();
        assert_eq!(rows, cases, "the table of {name} in docs/machine.md");
    }
}

/// What is named as a test, a scenario or a difference: the word, and the code behind it; after a comma, more of them.
fn evidence(text: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for line in prose(text) {
        let mut kind = None;
        let mut parts = line.split('`');
        while let (Some(words), Some(name)) = (parts.next(), parts.next()) {
            if words != ", " {
                let last = words.trim_end().rsplit([' ', '(']).next().unwrap().trim_end_matches('s');
                kind = ["test", "scenario", "difference"].into_iter().find(|kind| *kind == last);
            }
            found.extend(kind.map(|kind| (kind, name.to_owned())));
        }
    }
    found
}

/// The names of an enum's cases.
fn cases(source: &str, name: &str) -> Vec<String> {
    let (_, rest) = source.split_once(&format!("pub enum {name} {{\n")).unwrap();
    let (body, _) = rest.split_once("\n}").unwrap();
    let declared = body.lines().filter_map(|line| line.strip_prefix("    "));
    let cases = declared.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
    cases.map(|line| line.split([' ', ',', '(']).next().unwrap().to_owned()).collect()
}

/// The first column of the nth table with that header, as far as it is code.
fn rows(page: &str, header: &str, nth: usize) -> Vec<String> {
    let table = page.split(&format!("\n| {header} |")).nth(nth + 1).unwrap();
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next().map(str::to_owned)).collect()
}

/// The targets of links that stay in the repository. Code is not looked at.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(text) {
        let without_code: String = line.split('`').step_by(2).collect::<Vec<_>>().join("``");
        for rest in without_code.split("](").skip(1) {
            let target = rest.split([')', ' ']).next().unwrap();
            if !target.contains("://") && !target.starts_with("mailto:") {
                found.push(target.to_owned());
            }
        }
    }
    found
}

/// The anchors of the headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in prose(text).filter(|line| line.starts_with('#')) {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|letter| letter.is_alphanumeric() || "-_ ".contains(*letter));
        let anchor: String = kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect();
        let mut unique = anchor.clone();
        for number in 1.. {
            if found.insert(unique.clone()) {
                break;
            }
            unique = format!("{anchor}-{number}");
        }
    }
    found
}

/// The lines outside of blocks of code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut in_block = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_block ^= fence;
        !in_block && !fence
    })
}

/// A path beside a page, from the root, without dots.
fn resolved(page: &str, path: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => assert!(parts.pop().is_some(), "{page} links out of the repository: {path}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn text(page: &str) -> String {
    std::fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}
