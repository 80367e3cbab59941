//! Every request of the vectors against the vendor's own specification, where that is present: in the file that
//! `USER_METADATA_OPENAPI` names, else in `shared/contract` beside the workspace. It is never committed.
//!
//! That the core builds these very requests is what the suite `requests` proves.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test reads files and fails loudly"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use user_metadata_core::session::DEFAULT_API_VERSION;

/// The operations that this crate builds; the vectors must show each.
const OPERATIONS: [&str; 28] = [
    "DeleteEmailAddress",
    "DeletePhoneNumber",
    "ReadPhoneNumber",
    "attemptSessionReverificationFirstFactor",
    "attemptSessionReverificationSecondFactor",
    "attemptWeb3WalletVerification",
    "createEmailAddresses",
    "deleteExternalAccount",
    "deleteWeb3Wallet",
    "getEmailAddress",
    "getEmailAddresses",
    "getPhoneNumbers",
    "getUser",
    "getWeb3Wallets",
    "patchUser",
    "postOAuthAccounts",
    "postPhoneNumbers",
    "postWeb3Wallets",
    "prepareSessionReverificationFirstFactor",
    "prepareSessionReverificationSecondFactor",
    "prepareWeb3WalletVerification",
    "readWeb3Wallet",
    "reauthorizeExternalAccount",
    "sendVerificationEmail",
    "sendVerificationSMS",
    "startSessionReverification",
    "verifyEmailAddress",
    "verifyPhoneNumber",
];

#[test]
fn every_request_is_valid_under_the_published_specification() {
    let Some(specification) = specification() else { return };
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for (id, is_beyond, request) in requests() {
        match (check(&specification, &request), is_beyond) {
            (Ok(operation), false) => drop(seen.insert(operation)),
            (Err(reason), false) => wrong.push(format!("{id}: {reason}")),
            (Ok(_), true) => wrong.push(format!("{id}: the specification has it, so it is not beyond it")),
            (Err(_), true) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen, OPERATIONS.iter().map(|&operation| operation.to_owned()).collect());
}

/// The id of the operation that the request is valid for.
fn check(specification: &Value, request: &Request) -> Result<String, String> {
    let operation = specification["paths"]
        .as_object()
        .expect("paths")
        .iter()
        .filter(|(template, _)| fits(template, &request.path))
        .find_map(|(_, methods)| methods.get(&request.method))
        .ok_or_else(|| format!("no {} {}", request.method, request.path))?;
    let schema = &operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"];
    match (schema, request.form.is_empty()) {
        (Value::Null, true) => {}
        (Value::Null, false) => return Err("a form where none is specified".to_owned()),
        (schema, _) => check_form(schema, &request.form)?,
    }
    Ok(operation["operationId"].as_str().expect("an id").to_owned())
}

fn check_form(schema: &Value, form: &[(String, String)]) -> Result<(), String> {
    if let Some((name, _)) = form.iter().find(|(name, _)| schema["properties"].get(name).is_none()) {
        return Err(format!("unknown field {name}"));
    }
    let validator = jsonschema::validator_for(schema).map_err(|error| error.to_string())?;
    instances(schema, form)
        .iter()
        .try_for_each(|instance| validator.validate(instance).map_err(|error| error.to_string()))
}

/// The form as JSON. The specification calls `additional_scope` a text in one place and a list in another, while on the
/// wire it is a repeated field in both: where it is a text, there is an instance for each.
fn instances(schema: &Value, form: &[(String, String)]) -> Vec<Value> {
    let mut fields: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in form {
        fields.entry(name).or_default().push(value);
    }
    let most = fields.values().map(Vec::len).max().unwrap_or(1);
    (0..most)
        .map(|turn| {
            let object: Map<String, Value> = fields
                .iter()
                .map(|(name, values)| {
                    let value = match schema["properties"][*name]["type"].as_str() {
                        Some("array") => values.clone().into(),
                        _ => values[turn.min(values.len() - 1)].into(),
                    };
                    ((*name).to_owned(), value)
                })
                .collect();
            Value::Object(object)
        })
        .collect()
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(path).all(|(expected, got)| expected.starts_with('{') || *expected == got)
}

struct Request {
    /// In lower case, and the one that is meant, not the one that carries it.
    method: String,
    path: String,
    form: Vec<(String, String)>,
}

/// The requests of all vectors, with their ids, and whether they are said to go beyond the specification.
fn requests() -> Vec<(String, bool, Request)> {
    let folder = workspace().join("tests/vectors/requests");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    files
        .flat_map(|text| {
            let suite: Value = serde_json::from_slice(&text).unwrap();
            suite["cases"].as_array().unwrap().clone()
        })
        .filter_map(|case| {
            let request = case["result"].get("request")?;
            let is_beyond = case["flags"].as_array().unwrap().contains(&"beyond".into());
            Some((case["id"].as_str().unwrap().to_owned(), is_beyond, read(request)))
        })
        .collect()
}

fn read(request: &Value) -> Request {
    let (address, query) = request["url"].as_str().unwrap().split_once('?').unwrap();
    let meant = pairs(query).into_iter().find(|(name, _)| name == "_method").map(|(_, method)| method);
    let method = meant.unwrap_or_else(|| request["method"].as_str().unwrap().to_owned());
    Request {
        method: method.to_lowercase(),
        path: format!("/v1/{}", address.split_once("/v1/").unwrap().1),
        form: pairs(request["body"].as_str().unwrap()),
    }
}

/// The WHATWG parser for forms.
fn pairs(form: &str) -> Vec<(String, String)> {
    form.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescape(name), unescape(value))
        })
        .collect()
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digits = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
                rest = tail;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn specification() -> Option<Value> {
    let file = std::env::var_os("USER_METADATA_OPENAPI").map_or_else(
        || workspace().join(format!("../shared/contract/openapi-{DEFAULT_API_VERSION}.yml")),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: there is no {}", file.display());
        return None;
    };
    Some(serde_yaml_ng::from_str(&text).expect("YAML"))
}

fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
