//! Suite `requests`: a session and a call make one HTTP request, or an error before anything is sent.

use serde_json::{Map, Value, json};
use user_metadata_core::api::BuildError;
use user_metadata_core::http::HttpRequest;

use super::calls;
use super::envelope::Case;

pub(crate) fn run(case: &Case) -> Result<(), String> {
    let got = result(&case.input);
    if got == case.result { Ok(()) } else { Err(format!("got {got}, want {}", case.result)) }
}

fn result(input: &Value) -> Value {
    match build(input) {
        Ok(request) => json!({ "request": request_json(&request) }),
        Err(error) => json!({ "error": error_json(&error) }),
    }
}

fn build(input: &Value) -> Result<HttpRequest, BuildError> {
    let session = calls::session(&input["session"])?;
    calls::call(&input["call"])?.request(&session)
}

fn request_json(request: &HttpRequest) -> Value {
    let headers: Map<String, Value> =
        request.headers.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    assert_eq!(headers.len(), request.headers.len(), "a header stands once");
    json!({
        "method": request.method.as_str(),
        "url": request.url,
        "headers": headers,
        "body": std::str::from_utf8(&request.body).expect("a form is ASCII"),
    })
}

fn error_json(error: &BuildError) -> Value {
    match error {
        BuildError::Validation(error) => {
            json!({ "kind": "validation", "field": error.field().as_str(), "code": error.code().as_str() })
        }
        BuildError::Misuse(error) => json!({ "kind": "misuse", "code": error.code.as_str() }),
    }
}
