//! The envelope around a successful answer: `{"response": …, "client": …}`.
//!
//! `client` repeats the whole signed-in state and can be a hundred times as long as the rest. Its grammar is checked, but
//! nothing is built from it.

use crate::error::{ProtocolCode, ProtocolError};
use crate::http::HttpResponse;
use crate::json::{FromNode, Node};

/// What was in the envelope, and where that stood.
#[derive(Debug)]
pub(super) struct Body<T> {
    pub(super) value: T,
    root: &'static str,
}

impl<T> Body<T> {
    pub(super) fn map<U>(self, make: impl FnOnce(T) -> U) -> Body<U> {
        Body { value: make(self.value), root: self.root }
    }

    /// A refusal of what stands at `place` (such as `.id`) in the value.
    pub(super) fn refuse(&self, response: &HttpResponse, code: ProtocolCode, place: &str) -> ProtocolError {
        ProtocolError::at(response.status, code, format!("{}{place}", self.root))
    }
}

/// Reads the `response` of an envelope, or a bare body: lists come bare, and so does anything else from some servers.
///
/// Keys may come in any order, and twice: the last one counts, as in JavaScript.
pub(super) fn read<T: FromNode>(response: &HttpResponse) -> Result<Body<T>, ProtocolError> {
    let tree = Node::parse_answer(&response.body)
        .ok_or_else(|| ProtocolError::new(response.status, ProtocolCode::NotJson))?;
    let (node, root) = match tree.get("response") {
        Some(node) => (node, IN_ENVELOPE),
        None => (&tree, BARE),
    };
    match T::from_node(node) {
        Ok(value) => Ok(Body { value, root }),
        Err(error) => {
            let path = format!("{root}{}", error.path());
            Err(ProtocolError::at(response.status, ProtocolCode::UnexpectedShape, path))
        }
    }
}

const IN_ENVELOPE: &str = "$.response";
const BARE: &str = "$";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::{EmailAddress, PhoneNumber};

    fn answer(body: &str) -> HttpResponse {
        HttpResponse { status: 200, headers: Vec::new(), body: body.as_bytes().to_vec() }
    }

    fn email(body: &str) -> Result<(String, &'static str), (&'static str, Option<String>)> {
        read::<EmailAddress>(&answer(body))
            .map(|body| (body.value.id, body.root))
            .map_err(|error| (error.code.as_str(), error.path))
    }

    #[test]
    fn the_response_is_read_wherever_it_stands() {
        for body in [
            r#"{"response":{"id":"i","email_address":"a"},"client":{"sessions":[{"user":{}}]}}"#,
            r#"{"client":null,"response":{"id":"i","email_address":"a"}}"#,
            r#" { "x" : [1,{"response":2}], "response":{"email_address":"a","id":"i"} } "#,
            r#"{"\u0072esponse":{"id":"i","email_address":"a"}}"#,
        ] {
            assert_eq!(email(body), Ok(("i".into(), "$.response")), "{body}");
        }
        assert_eq!(email(r#"{"id":"i","email_address":"a"}"#), Ok(("i".into(), "$")));
    }

    #[test]
    fn the_last_of_two_keys_counts() {
        let twice = r#"{"response":{"id":"i","id":"j","email_address":"a"},"client":1,"client":2}"#;
        assert_eq!(email(twice), Ok(("j".into(), "$.response")));
        let twice =
            r#"{"response":{"id":"i","email_address":"a"},"response":{"id":"j","email_address":"a"}}"#;
        assert_eq!(email(twice), Ok(("j".into(), "$.response")));
    }

    #[test]
    fn a_wrong_type_is_named_by_its_place() {
        let shape = |path: &str| Err(("body_unexpected_shape", Some(path.to_owned())));
        for (body, path) in [
            (r#"{"response":null,"client":null}"#, "$.response"),
            (r#"{"response":[],"client":null}"#, "$.response"),
            (r#"{"response":{"id":"i"},"client":null}"#, "$.response"),
            (r#"{"response":{"id":5,"email_address":"a"}}"#, "$.response.id"),
            (r#"{"response":{"id":null,"email_address":"a"}}"#, "$.response.id"),
            (r#"{"response":{"id":"i","email_address":{"x":1}}}"#, "$.response.email_address"),
            (
                r#"{"response":{"id":"i","email_address":"a","verification":"verified"}}"#,
                "$.response.verification",
            ),
            (
                "{\n\"response\": {\"id\":\"i\",\"email_address\":\"a\",\n \"verification\": {\"expire_at\": \"soon\"}}}",
                "$.response.verification.expire_at",
            ),
            (
                r#"{"response":{"id":"i","email_address":"a","verification":{"error":{"code":5}}}}"#,
                "$.response.verification.error.code",
            ),
            (
                r#"{"response":{"id":"i","email_address":"a","linked_to":[{"id":"x"},{"id":7}]}}"#,
                "$.response.linked_to[1].id",
            ),
            (r#"{"id":7}"#, "$.id"),
            ("{}", "$"),
            ("[]", "$"),
            ("7", "$"),
            (r#""text""#, "$"),
        ] {
            assert_eq!(email(body), shape(path), "{body}");
        }
    }

    #[test]
    fn what_is_not_json_has_no_place() {
        for body in ["", "<!doctype html>", "{", r#"{"response":{"id":"i","email_"#, "{}}", r#"{"client":[}"#]
        {
            assert_eq!(email(body), Err(("body_not_json", None)), "{body}");
        }
        let no_utf8 = HttpResponse {
            status: 200,
            headers: Vec::new(),
            body: b"{\"response\":{\"id\":\"\xFF\"}}".to_vec(),
        };
        assert_eq!(read::<EmailAddress>(&no_utf8).unwrap_err().code, ProtocolCode::NotJson);
    }

    #[test]
    fn a_list_is_read_bare_and_in_an_envelope() {
        let list = r#"[{"id":"i","phone_number":"+1"},{"id":"j","phone_number":"+2"}]"#;
        for body in [list.to_owned(), format!(r#"{{"response":{list}}}"#)] {
            let read = read::<Vec<PhoneNumber>>(&answer(&body)).unwrap();
            assert_eq!(read.value.len(), 2);
        }
        let broken = read::<Vec<PhoneNumber>>(&answer(r#"[{"id":"i","phone_number":"+1"},{"id":"j"}]"#));
        assert_eq!(broken.unwrap_err().path.as_deref(), Some("$[1]"));
    }

    #[test]
    fn a_client_of_any_depth_is_skipped() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let body = format!(r#"{{"client":{deep},"response":{{"id":"i","email_address":"a"}}}}"#);
        assert_eq!(email(&body), Ok(("i".into(), "$.response")));
    }
}
