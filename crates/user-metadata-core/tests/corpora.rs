//! The validators against public test suites, where those are present: in the folder that
//! `USER_METADATA_CORPORA` names, else in `shared/corpora` beside the workspace.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test reads files and fails loudly"
)]

use std::path::{Path, PathBuf};

use serde_json::Value;
use user_metadata_core::identifier::{EmailAddress, RedirectKind, RedirectUrl};

#[test]
fn every_email_address_gets_the_recommended_verdict() {
    let Some(rows) = corpus("email.jsonl") else { return };
    let wrong: Vec<String> = rows.iter().filter_map(check_email).collect();
    report("email.jsonl", rows.len(), &wrong);
}

#[test]
fn every_redirect_url_gets_the_recommended_verdict() {
    let Some(rows) = corpus("redirect_url.jsonl") else { return };
    let wrong: Vec<String> = rows.iter().filter_map(check_redirect_url).collect();
    report("redirect_url.jsonl", rows.len(), &wrong);
}

fn check_email(row: &Value) -> Option<String> {
    let input = row["input"].as_str().unwrap();
    let strict = EmailAddress::check(input);
    let code = strict.map_or_else(|error| error.code().as_str(), |()| "ok");
    let valid = if strict.is_ok() { "valid" } else { "invalid" };

    let parsed = EmailAddress::parse(input);
    let after_trim = match &parsed {
        Ok(_) => "valid".to_owned(),
        Err(error) => format!("invalid:{}", error.code().as_str()),
    };
    let email = parsed.as_ref().ok().filter(|_| strict.is_ok());
    let text = |email: Option<&str>| email.map_or(Value::Null, Value::from);

    let got = [
        Value::from(valid),
        Value::from(code),
        text(email.map(EmailAddress::as_str)),
        text(email.map(EmailAddress::ascii)),
        Value::from(after_trim),
    ];
    let want =
        ["recommended", "recommended_code", "normalized", "ascii_form", "after_trim"].map(|key| &row[key]);
    (got.each_ref() != want).then(|| format!("{input:?}: got {got:?}, want {want:?}"))
}

fn check_redirect_url(row: &Value) -> Option<String> {
    let input = row["input"].as_str().unwrap();
    let got = match RedirectUrl::parse(input) {
        Ok(url) => match url.kind() {
            RedirectKind::Http => ["valid", "Http"],
            RedirectKind::DeepLink => ["valid", "Deep"],
            RedirectKind::RootRelative => ["valid", "RootRelative"],
        },
        Err(error) => ["invalid", error.code().as_str()],
    };
    let want = ["recommended", "recommended_code"].map(|key| row[key].as_str().unwrap());
    (got != want).then(|| format!("{input:?}: got {got:?}, want {want:?}"))
}

fn corpus(name: &str) -> Option<Vec<Value>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let path = std::env::var_os("USER_METADATA_CORPORA").map_or(beside, PathBuf::from).join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not present", path.display());
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn report(name: &str, rows: usize, wrong: &[String]) {
    println!("{name}: {} of {rows} agree", rows - wrong.len());
    assert!(wrong.is_empty(), "{} of {rows} disagree:\n{}", wrong.len(), wrong.join("\n"));
}
