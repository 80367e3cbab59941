use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::{objects, run};

/// The vectors that every language runs, through the tool: what is not a token or about one has to come out.
#[test]
fn the_requests_are_those_of_the_shared_vectors() {
    let mut input = String::new();
    let mut expected = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/requests");
    for file in fs::read_dir(folder).unwrap() {
        let suite: Value = serde_json::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        for case in suite["cases"].as_array().unwrap() {
            if let Some(line) = as_line(&case["input"]) {
                input += &format!("{line}\n");
                expected.push((case["id"].clone(), as_shown(&case["result"])));
            }
        }
    }
    assert!(expected.len() > 100, "only {} cases can be shown", expected.len());
    let made = objects(&run(&["request", "-"], input.as_bytes()));
    assert_eq!(made.len(), expected.len());
    for (made, (id, expected)) in made.iter().zip(&expected) {
        let mut made = made.clone();
        if expected.get("position").is_none() {
            made.as_object_mut().unwrap().remove("position");
        }
        assert_eq!(&made, expected, "{id}");
    }
}

/// A case's input as the tool reads it; `None` where the case is about a token, or about an operation on sessions.
fn as_line(input: &Value) -> Option<Value> {
    let session = &input["session"];
    let mut line: Map<String, Value> = session.as_object()?.clone();
    let token = session["credentials"]["token"].as_str();
    if token.is_some_and(|token| !token.ends_with("_1") || token.contains(' ')) {
        return None;
    }
    if token.is_none() && session["credentials"]["kind"] != "none" {
        return None;
    }
    line.insert("credentials".into(), session["credentials"]["kind"].clone());
    let mut call = input["call"].as_object()?.clone();
    line.insert("operation".into(), call.remove("operation")?);
    if call.contains_key("rotating_token_nonce")
        || call.contains_key("snapshot")
        || call.contains_key("session_id")
    {
        return None;
    }
    // The tool takes what is to be made primary for verified: it has not asked the server.
    if call.remove("verification_status").is_some_and(|status| status != "verified") {
        return None;
    }
    line.insert("params".into(), call.into());
    Some(line.into())
}

/// A case's result as the tool shows it.
fn as_shown(result: &Value) -> Value {
    if let Some(error) = result.get("error") {
        let mut shown = json!({ "error": error["code"] });
        for name in ["field", "position"] {
            if let Some(value) = error.get(name) {
                shown[name] = value.clone();
            }
        }
        return shown;
    }
    let mut request = result["request"].clone();
    for name in ["authorization", "cookie"] {
        if let Some(value) = request["headers"].get_mut(name) {
            *value = "[redacted]".into();
        }
    }
    let url = request["url"].as_str().unwrap();
    request["url"] = match url.split_once("__clerk_db_jwt=") {
        Some((before, after)) => {
            let rest = after.find('&').map_or("", |end| after.get(end..).unwrap());
            format!("{before}__clerk_db_jwt=[redacted]{rest}").into()
        }
        None => url.into(),
    };
    request
}

#[test]
fn both_spellings_of_names_will_do() {
    let line = |operation: &str, name: &str| {
        format!("{{\"operation\":\"{operation}\",\"params\":{{\"{name}\":\"+15551234567\"}}}}\n")
    };
    let input = line("create_phone_number", "phone_number") + &line("createPhoneNumber", "phoneNumber");
    let output = run(&["request", "-"], input.as_bytes());
    let made = objects(&output);
    assert_eq!(made[0], made[1]);
    assert_eq!(made[0]["body"], "phone_number=%2B15551234567");
    assert_eq!(output.status.code(), Some(0));
}

/// The same vectors' answers: what an operation reads does not depend on who asks.
#[test]
fn answers_are_read_as_the_shared_vectors_say() {
    let mut input = String::new();
    let mut expected = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/responses");
    for file in fs::read_dir(folder).unwrap() {
        let suite: Value = serde_json::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        for case in suite["cases"].as_array().unwrap() {
            if let Some(answer) = answer_of(&case["input"]) {
                let mut line = as_line(&json!({
                    "session": { "credentials": { "kind": "none" } }, "call": case["input"]["call"],
                }))
                .unwrap();
                line["answer"] = answer;
                input += &format!("{line}\n");
                expected.push((case["id"].clone(), as_read(&case["result"])));
            }
        }
    }
    assert!(expected.len() > 50, "only {} cases can be shown", expected.len());
    let read = objects(&run(&["request", "-"], input.as_bytes()));
    assert_eq!(read.len(), expected.len());
    for (read, (id, expected)) in read.iter().zip(&expected) {
        assert_eq!(read, expected, "{id}");
    }
}

/// An answer as the tool takes it; `None` where its body is no text, or a header stands twice.
fn answer_of(input: &Value) -> Option<Value> {
    let response = &input["response"];
    let headers = response["headers"].as_object()?.iter();
    let headers: Option<Map<String, Value>> = headers
        .map(|(name, values)| match values.as_array()?.as_slice() {
            [value] => Some((name.clone(), value.clone())),
            _ => None,
        })
        .collect();
    let body = response["body"].as_str()?;
    Some(json!({ "status": response["status"], "headers": headers?, "body": body, "now": input["now"] }))
}

/// A case's result as the tool shows it: without what is rotated.
fn as_read(result: &Value) -> Value {
    let mut shown = result.clone();
    shown.as_object_mut().unwrap().remove("rotated");
    match result["error"].as_str() {
        Some("api") => json!({ "refused": result["value"] }),
        Some("protocol") => json!({ "unreadable": result["value"] }),
        _ => shown,
    }
}

#[test]
fn what_cannot_be_made_is_said_and_does_not_stop_the_next() {
    let input = [
        "nonsense",
        r#"{"operation":"fly"}"#,
        r#"{"operation":"create_email_address","params":{"emial":"a@b.cd"}}"#,
        r#"{"operation":"read_user","token":"tok_1"}"#,
        r#"{"operation":"create_email_address","params":{"email":"a@@b.cd"}}"#,
        r#"{"operation":"create_external_account","params":{"strategy":"oauth_notion","redirect_url":"/"}}"#,
        r#"{"operation":"list","params":{"kind":"external_account"}}"#,
        r#"{"operation":"read_user"}"#,
    ];
    let output = run(&["request", "-"], input.join("\n").as_bytes());
    let codes: Vec<Value> = objects(&output).into_iter().map(|object| object["error"].clone()).collect();
    let malformed = "line_malformed";
    let expected = [
        malformed,
        malformed,
        malformed,
        malformed,
        "multiple_at",
        "redirect_origin_missing",
        "not_of_this_kind",
    ];
    assert_eq!(codes[..7], expected.map(Value::from));
    assert_eq!(codes[7], Value::Null);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(run(&["request", "/no/such/file"], b"").status.code(), Some(2));
}
