//! Provisional on this branch, until the runner of branch `identifiers` arrives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test reads files and fails loudly"
)]

mod calls;
mod requests;
mod responses;

use serde_json::Value;

fn run(folder: &str, result: fn(&Value) -> Value) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/");
    let mut wrong = 0;
    for entry in std::fs::read_dir(format!("{root}{folder}")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let suite: Value = serde_json::from_str(&text).unwrap();
        for case in suite["cases"].as_array().unwrap() {
            let got = result(&case["input"]);
            if got != case["result"] {
                wrong += 1;
                println!("{}\n  got  {got}\n  want {}", case["id"], case["result"]);
            }
        }
    }
    assert_eq!(wrong, 0);
}

#[test]
fn requests() {
    run("requests", requests::result);
}

#[test]
fn responses() {
    run("responses", responses::result);
}
