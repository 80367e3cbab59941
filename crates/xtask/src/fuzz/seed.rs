//! Fills the corpora with what the vectors hold, so that no search begins at nothing.
//!
//! A target that takes its input apart (`arbitrary`) gets it put together here in the same order: what has a fixed size
//! first, the last text or bytes to the end.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::files;
use crate::tools::root;

const IDENTIFIERS: [&str; 7] =
    ["email", "phone", "wallet", "oauth_strategy", "web3_strategy", "scope", "redirect_url"];
const PLACES: [&str; 5] = ["publishable_key", "frontend_api", "proxy_url", "domain", "origin"];

/// Writes all seeds, and says how many there are.
pub(super) fn all() -> Result<usize, String> {
    let mut seeds = Seeds { corpus: root().join("fuzz/corpus"), written: 0 };
    let vectors = root().join("tests/vectors");
    for (kind, suite) in (0_u8..).zip(IDENTIFIERS) {
        for case in cases(&vectors.join(format!("identifiers/{suite}.json")))? {
            let text = text_at(&case, "/input");
            seeds.write("identifiers", &[&[kind], text.as_bytes()])?;
            seeds.write("frontend_api", &[&[kind], text.as_bytes()])?;
        }
    }
    for case in all_cases(&vectors.join("requests"))? {
        for (kind, place) in (0_u8..).zip(PLACES) {
            let text = text_at(&case, &format!("/input/session/{place}"));
            seeds.write("frontend_api", &[&[kind], text.as_bytes()])?;
        }
        // POST, to each of four collections, a form, without a query.
        let body = text_at(&case, "/result/request/body");
        for collection in 0..4 {
            let target = [&choice(1, 4)[..], &choice(1, 9), &choice(collection, 4), &[1]].concat();
            seeds.write("sandbox_requests", &[&target, body.as_bytes(), no_text_before(body)])?;
        }
    }
    for case in all_cases(&vectors.join("responses"))? {
        let status = match case.pointer("/input/response/status").and_then(Value::as_u64) {
            Some(200) => 0,
            Some(401) => 1,
            Some(_) | None => 2,
        };
        let body = text_at(&case, "/input/response/body");
        for call in [0, 1, 2, 3, 4, 7] {
            seeds.write("responses", &[&[call], &choice(status, 4), &[0, 0, 0], body.as_bytes()])?;
        }
    }
    for case in all_cases(&vectors.join("snapshots/v1"))? {
        seeds.write("snapshots", &[text_at(&case, "/input/snapshot").as_bytes()])?;
    }
    for query in
        ["", "&__clerk_status=verified", "&rotating_token_nonce=n", "&__clerk_error_code=oauth_access_denied"]
    {
        seeds.write("return_urls", &[&[1], query.as_bytes()])?;
    }
    Ok(seeds.written)
}

struct Seeds {
    corpus: PathBuf,
    written: usize,
}

impl Seeds {
    fn write(&mut self, target: &str, parts: &[&[u8]]) -> Result<(), String> {
        let folder = self.corpus.join(target);
        let file = folder.join(format!("seed-{:05}", self.written));
        self.written += 1;
        files::put(&file, parts.concat())
    }
}

/// The bytes from which `arbitrary` draws this case of an enum of so many.
fn choice(case: u64, cases: u64) -> [u8; 4] {
    let drawn = ((case << 32) / cases).saturating_add(1);
    u32::try_from(drawn).unwrap_or(u32::MAX).to_le_bytes()
}

/// The bytes from which `arbitrary` draws that a text before this rest is empty: lengths are drawn from the end.
fn no_text_before(rest: &str) -> &'static [u8] {
    if rest.len() < 256 { &[0] } else { &[0, 0] }
}

fn text_at<'a>(case: &'a Value, pointer: &str) -> &'a str {
    case.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The cases of every suite in a folder.
fn all_cases(folder: &Path) -> Result<Vec<Value>, String> {
    let mut all = Vec::new();
    for suite in files::entries(folder)? {
        all.extend(cases(&suite)?);
    }
    Ok(all)
}

fn cases(file: &Path) -> Result<Vec<Value>, String> {
    let text = files::read(file)?;
    let suite: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    match suite.get("cases") {
        Some(Value::Array(cases)) => Ok(cases.clone()),
        Some(_) | None => Err(format!("{} has no cases", file.display())),
    }
}
