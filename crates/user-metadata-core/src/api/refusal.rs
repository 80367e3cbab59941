//! The body of a refusal: `{"errors": […], "meta": {…}, "clerk_trace_id": "…"}`, read with every leniency.
//!
//! The status alone is an answer already, so nothing in the body can make it unreadable: a proxy's HTML page, an empty
//! body and fields of another type leave an [`ApiError`] that says less.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::retry_after;
use crate::error::{ApiError, ClerkError};
use crate::http::HttpResponse;
use crate::json::Node;
use crate::time::Timestamp;

/// Reads an answer with a status of 400 or more.
pub(super) fn read(response: &HttpResponse, now: Timestamp) -> ApiError {
    let Refusal { errors, meta, trace_id } = Refusal::read(&response.body);
    ApiError {
        status: response.status,
        errors,
        meta,
        trace_id,
        retry_after_millis: retry_after::millis(response, now),
    }
}

#[derive(Default)]
struct Refusal {
    errors: Vec<ClerkError>,
    meta: Map<String, Value>,
    trace_id: Option<String>,
}

impl Refusal {
    fn read(body: &[u8]) -> Self {
        let mut refusal = Self::default();
        if let Some(Node::Object(fields)) = Node::parse_answer(body) {
            for (key, value) in fields {
                refusal.take(key, value.to_value());
            }
        }
        refusal
    }

    fn take(&mut self, key: Cow<'_, str>, value: Value) {
        match (key.as_ref(), value) {
            (_, Value::Null) => {}
            ("errors", Value::Array(entries)) => self.errors.extend(entries.into_iter().map(entry)),
            ("clerk_trace_id", Value::String(id)) => self.trace_id = Some(id),
            ("meta", Value::Object(meta)) => {
                self.meta.extend(meta.into_iter().filter(|(key, _)| key != "client"));
            }
            (_, value) => drop(self.meta.insert(key.into_owned(), value)),
        }
    }
}

/// One reason. What has no place of its own, or is of another type than expected, is kept in `meta`.
fn entry(value: Value) -> ClerkError {
    let mut error = ClerkError::default();
    let fields = match value {
        Value::Object(fields) => fields,
        Value::String(message) => return ClerkError { message, ..error },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => return error,
    };
    for (key, value) in fields {
        match (key.as_str(), value) {
            (_, Value::Null) => {}
            ("code", Value::String(code)) => error.code = code,
            ("message", Value::String(message)) => error.message = message,
            ("long_message", Value::String(message)) => error.long_message = message,
            ("meta", Value::Object(meta)) => error.meta.extend(meta),
            (_, value) => drop(error.meta.insert(key, value)),
        }
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(body: &str) -> ApiError {
        let response = HttpResponse { status: 422, headers: Vec::new(), body: body.as_bytes().to_vec() };
        read(&response, Timestamp::from_unix_millis(0))
    }

    #[test]
    fn a_documented_refusal_is_read_whole() {
        let error = refusal(
            r#"{"errors":[{"code":"form_code_incorrect","message":"is incorrect","long_message":"Incorrect code",
                "meta":{"param_name":"code"}}],"meta":{"x":1},"clerk_trace_id":"t1"}"#,
        );
        assert_eq!(
            (error.status, error.code(), error.user_message()),
            (422, "form_code_incorrect", "Incorrect code")
        );
        assert_eq!(error.errors[0].param_name(), Some("code"));
        assert_eq!(error.meta["x"], 1);
        assert_eq!(error.trace_id.as_deref(), Some("t1"));
    }

    #[test]
    fn missing_null_and_foreign_fields_are_borne() {
        let error = refusal(
            r#"{"errors":[{"code":null},{"code":7,"hint":"x"},"plain",null,{}],"meta":null,"clerk_trace_id":5,"y":[1]}"#,
        );
        assert_eq!(error.errors.len(), 5);
        assert_eq!(error.errors[1].meta["code"], 7);
        assert_eq!(error.errors[1].meta["hint"], "x");
        assert_eq!(error.errors[2].message, "plain");
        assert_eq!(error.trace_id, None);
        assert_eq!(error.meta["clerk_trace_id"], 5);
        assert_eq!(error.meta["y"][0], 1);
    }

    #[test]
    fn the_client_that_comes_along_is_left_out() {
        let error =
            refusal(r#"{"client":{"id":"c"},"meta":{"client":{"id":"c"},"x":1},"errors":[{"code":"a"}]}"#);
        assert_eq!(error.code(), "a");
        assert_eq!(error.meta.keys().collect::<Vec<_>>(), ["x"]);
    }

    #[test]
    fn any_other_body_leaves_the_status() {
        for body in [
            "",
            "<html>",
            "null",
            "[]",
            "7",
            "\"x\"",
            "{",
            r#"{"errors":[{"code":"a"}"#,
            r#"{"errors":null}"#,
        ] {
            assert_eq!(refusal(body), ApiError { status: 422, ..ApiError::default() }, "{body}");
        }
    }
}
