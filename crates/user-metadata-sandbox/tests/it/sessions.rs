use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use user_metadata_sandbox::{NewUser, Request};

use crate::support::{Desk, START, code_of, param_refusal, refusal, resource};

#[test]
fn a_session_token_has_three_parts_that_front_ends_can_read() {
    let mut desk = Desk::new();
    let path = format!("/v1/client/sessions/{}/tokens", desk.user.session_id);
    let body: Value = desk.post(&path, &[]).json().unwrap();
    let parts: Vec<_> = body["jwt"].as_str().unwrap().split('.').map(String::from).collect();
    assert_eq!(parts.len(), 3);
    let payload: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&parts[1]).unwrap()).unwrap();
    assert_eq!(payload["iat"], START / 1000);
    assert_eq!(payload["exp"], START / 1000 + 60);
    assert_eq!(payload["sid"], desk.user.session_id);
}

#[test]
fn an_ended_session_is_signed_out_and_gone_from_the_client() {
    let mut desk = Desk::new();
    let path = format!("/v1/client/sessions/{}", desk.user.session_id);
    assert_eq!(resource(&desk.post(&format!("{path}/touch"), &[]))["status"], "active");
    assert_eq!(resource(&desk.post(&format!("{path}/end"), &[]))["status"], "ended");
    let client: Value = desk.get("/v1/client").json().unwrap();
    assert_eq!(client["response"]["sessions"], serde_json::json!([]));
    assert_eq!(code_of(&desk.get("/v1/me")), (401, "signed_out".into()));
    assert_eq!(code_of(&desk.post(&format!("{path}/tokens"), &[])), (401, "signed_out".into()));
}

/// clerk-js signs out so, through a POST; the client stays, so that somebody else can sign in with it.
#[test]
fn all_sessions_of_a_client_are_removed_at_once_and_the_client_stays() {
    let mut desk = Desk::new();
    let second = desk.another_user().user_id;
    desk.model.sign_in(&desk.user.native_token, &second, desk.now).unwrap();
    let removed: Value = desk.post("/v1/client/sessions?_method=DELETE", &[]).json().unwrap();
    assert_eq!(removed["response"]["id"], desk.user.client_id);
    assert_eq!(removed["response"]["sessions"], serde_json::json!([]));
    assert_eq!(code_of(&desk.get("/v1/me")), (401, "signed_out".into()));
    let signed_in = desk.post("/v1/client/sign_ins", &[("identifier", &second)]);
    assert_eq!(resource(&signed_in)["status"], "complete");
    assert_eq!(resource(&desk.get("/v1/me"))["id"], second);
}

#[test]
fn sessions_are_chosen_by_the_query_or_else_by_last_activity() {
    let mut desk = Desk::new();
    let first = desk.user.user_id.clone();
    let second = desk.another_user().user_id;
    let session = desk.model.sign_in(&desk.user.native_token, &second, desk.now).unwrap();
    assert_eq!(resource(&desk.get("/v1/me"))["id"], second);
    let named = format!("/v1/me?_clerk_session_id={}", desk.user.session_id);
    assert_eq!(resource(&desk.get(&named))["id"], first);
    assert_eq!(resource(&desk.get("/v1/me?_clerk_session_id"))["id"], second);
    assert_eq!(code_of(&desk.get("/v1/me?_clerk_session_id=sess_other")), (401, "signed_out".into()));
    desk.model.sign_out(&session, desk.now).unwrap();
    assert_eq!(
        code_of(&desk.get(&format!("/v1/me?_clerk_session_id={session}"))),
        (401, "signed_out".into())
    );
}

#[test]
fn signing_in_gives_a_client_that_has_none_its_token() {
    let new = NewUser {
        email_addresses: vec!["jane@example.com".into()],
        password: Some("correct horse".into()),
        ..NewUser::default()
    };
    let mut desk = Desk::with(&new);
    let sign_in = |fields: &[(&str, &str)]| {
        Request::new("POST", "/v1/client/sign_ins?_is_native=1")
            .with_header("authorization", "")
            .with_form(fields)
    };
    let unknown = desk.send(&sign_in(&[("identifier", "joe@example.com")]));
    assert_eq!(refusal(&unknown), param_refusal(422, "form_identifier_not_found", "identifier"));
    let wrong = desk.send(&sign_in(&[("identifier", "jane@example.com"), ("password", "x")]));
    assert_eq!(refusal(&wrong), param_refusal(422, "form_password_incorrect", "password"));
    let signed_in = desk.send(&sign_in(&[("identifier", "Jane@example.com"), ("password", "correct horse")]));
    assert_eq!(resource(&signed_in)["status"], "complete");
    desk.user.native_token = signed_in.header("authorization").unwrap().to_owned();
    assert_eq!(resource(&desk.get("/v1/me"))["id"], desk.user.user_id);

    assert_eq!(desk.delete("/v1/client").status, 200);
    assert_eq!(code_of(&desk.get("/v1/me")), (401, "signed_out".into()));
}

#[test]
fn a_session_ends_by_itself_after_a_week() {
    let mut desk = Desk::new();
    desk.now += 7 * 24 * 60 * 60 * 1000;
    assert_eq!(code_of(&desk.get("/v1/me")), (401, "signed_out".into()));
}
