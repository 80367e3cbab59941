//! Suite `responses`: an answer rotates the credentials, and is read by the call that it belongs to.

use serde_json::{Value, json};
use user_metadata_core::api::CallError;
use user_metadata_core::http::HttpResponse;
use user_metadata_core::session::{FrontendApi, Rotated, Session};
use user_metadata_core::time::Timestamp;

use super::calls;
use super::envelope::Case;

pub(crate) fn run(case: &Case) -> Result<(), String> {
    let got = result(&case.input);
    if got == case.result { Ok(()) } else { Err(format!("got {got}, want {}", case.result)) }
}

fn result(input: &Value) -> Value {
    let response = response(&input["response"]);
    let now = Timestamp::from_unix_millis(input["now"].as_i64().expect("a time"));
    let call = calls::call(&input["call"]).expect("a call");
    let mut result = match call.parse(&response, now) {
        Ok(answer) => serde_json::to_value(answer).expect("an answer serialises"),
        Err(CallError::Api(error)) => json!({ "error": "api", "value": error }),
        Err(CallError::Protocol(error)) => json!({ "error": "protocol", "value": error }),
    };
    if let Some(credentials) = input.get("credentials") {
        result["rotated"] = rotated(credentials, &response);
    }
    result
}

fn rotated(credentials: &Value, response: &HttpResponse) -> Value {
    let api = FrontendApi::parse("https://clerk.example.com").expect("a URL");
    let mut session = Session::new(api, calls::credentials(credentials).expect("credentials"));
    let report = session.absorb(response);
    assert_eq!(session.absorb(response), None, "the same answer rotates once");
    match report {
        None => Value::Null,
        Some(Rotated::Native { token }) => json!({ "kind": "native", "token": token.expose() }),
        Some(Rotated::DevBrowser { token }) => json!({ "kind": "dev_browser", "token": token.expose() }),
        Some(Rotated::Cookie { client }) => json!({ "kind": "cookie", "client": client.expose() }),
        Some(Rotated::Cleared) => json!({ "kind": "cleared" }),
    }
}

fn response(json: &Value) -> HttpResponse {
    let headers = json["headers"].as_object().expect("headers").iter();
    let headers = headers.flat_map(|(name, values)| {
        let values = values.as_array().expect("a list of values").iter();
        values.map(|value| (name.clone(), value.as_str().expect("a value").to_owned()))
    });
    let body = match (&json["body"], &json["body_hex"]) {
        (Value::String(text), Value::Null) => text.as_bytes().to_vec(),
        (Value::Null, Value::String(hex)) => bytes(hex),
        _ => panic!("a vector has either body or body_hex"),
    };
    let status = json["status"].as_u64().and_then(|status| u16::try_from(status).ok()).expect("a status");
    HttpResponse { status, headers: headers.collect(), body }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16).expect("hexadecimal")).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).expect("a byte")).collect()
}
