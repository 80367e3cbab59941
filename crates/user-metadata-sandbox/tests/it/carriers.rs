use serde_json::Value;
use user_metadata_sandbox::{RateLimit, Request, RetryAfterFormat, TokenRotation};

use crate::support::{Desk, MINUTE, START, code_of, resource};

fn me() -> Request {
    Request::new("GET", "/v1/me")
}

#[test]
fn every_carrier_speaks_for_the_same_session() {
    let mut desk = Desk::new();
    let user = desk.user.clone();
    let bearer = format!("Bearer {}", user.native_token);
    let requests = [
        Request::new("GET", "/v1/me?_is_native=1").with_header("Authorization", &user.native_token),
        Request::new("GET", "/v1/me?_is_native=true").with_header("authorization", &bearer),
        Request::new("GET", &format!("/v1/me?__clerk_db_jwt={}", user.dev_browser_token)),
        Request::new("GET", &format!("/v1/me?__dev_session={}", user.dev_browser_token)),
        me().with_header("Cookie", &format!("a=b; __client={}", user.client_cookie)),
    ];
    for request in requests {
        assert_eq!(resource(&desk.send(&request))["id"], user.user_id);
    }
}

#[test]
fn nobody_is_signed_out_and_wrong_tokens_say_what_is_wrong() {
    let mut desk = Desk::new();
    let native = desk.user.native_token.clone();
    let cases = [
        (me(), "signed_out"),
        // the header counts for native callers only
        (me().with_header("authorization", &native), "signed_out"),
        (Request::new("GET", "/v1/me?_is_native=1").with_header("authorization", ""), "signed_out"),
        (Request::new("GET", "/v1/me?_is_native=1").with_header("authorization", "Bearer"), "signed_out"),
        (
            Request::new("GET", "/v1/me?_is_native=1").with_header("authorization", "x"),
            "authentication_invalid",
        ),
        (
            Request::new("GET", "/v1/me?_is_native=1").with_header("authorization", "Basic a b"),
            "authorization_header_format_invalid",
        ),
        (Request::new("GET", "/v1/me?__clerk_db_jwt=x"), "dev_browser_unauthenticated"),
        (me().with_header("cookie", "__client=x"), "authentication_invalid"),
        // a token of one carrier is none of another
        (me().with_header("cookie", &format!("__client={native}")), "authentication_invalid"),
    ];
    for (request, code) in cases {
        assert_eq!(code_of(&desk.send(&request)), (401, code.into()), "{request:?}");
    }
}

#[test]
fn origin_and_authorization_exclude_each_other() {
    let mut desk = Desk::new();
    let both = desk.request("GET", "/v1/me").with_header("origin", "https://app.example");
    assert_eq!(code_of(&desk.send(&both)), (400, "origin_authorization_headers_conflict".into()));
    desk.model.settings_mut().native_api_enabled = false;
    assert_eq!(code_of(&desk.get("/v1/me")), (400, "native_api_disabled".into()));
}

#[test]
fn origins_are_demanded_and_limited_where_the_instance_says_so() {
    let mut desk = Desk::with_settings(|settings| {
        settings.require_origin = true;
        settings.allowed_origins = vec!["https://app.example".into()];
    });
    let cookie = format!("__client={}", desk.user.client_cookie);
    let fields = [("strategy", "oauth_notion"), ("redirect_url", "/")];
    let connect =
        Request::new("POST", "/v1/me/external_accounts").with_header("cookie", &cookie).with_form(&fields);
    assert_eq!(code_of(&desk.send(&connect)), (400, "origin_missing".into()));
    let foreign = connect.clone().with_header("origin", "https://other.example");
    assert_eq!(code_of(&desk.send(&foreign)), (400, "origin_invalid".into()));
    assert_eq!(desk.send(&connect.with_header("origin", "https://app.example")).status, 200);
    // a native app has no origin to tell
    let app = [("strategy", "oauth_box"), ("redirect_url", "app://x")];
    assert_eq!(desk.post("/v1/me/external_accounts", &app).status, 200);
}

#[test]
fn tokens_rotate_and_the_old_one_holds_for_a_moment() {
    let mut desk = Desk::new();
    let user = desk.user.clone();
    desk.model.rotate_tokens(Some(&user.client_id), desk.now).unwrap();
    // on refusals as well
    let refused = desk.get("/v1/me/email_addresses/idn_other");
    let fresh = refused.header("authorization").unwrap().to_owned();
    assert_eq!(refused.status, 404);
    assert!(desk.get("/v1/me").header("authorization").is_none());
    desk.now += MINUTE - 1;
    assert_eq!(desk.get("/v1/me").status, 200);
    desk.now += 1;
    assert_eq!(code_of(&desk.get("/v1/me")), (401, "authentication_invalid".into()));
    desk.user.native_token = fresh;
    assert_eq!(desk.get("/v1/me").status, 200);
}

#[test]
fn each_carrier_gets_its_new_token_in_its_own_header() {
    let mut desk = Desk::with_settings(|settings| settings.token_rotation = TokenRotation::Always);
    let user = desk.user.clone();
    let dev_browser = Request::new("GET", &format!("/v1/me?__clerk_db_jwt={}", user.dev_browser_token));
    assert!(desk.send(&dev_browser).header("clerk-db-jwt").unwrap().len() > 20);
    let cookie = me().with_header("cookie", &format!("__client={}", user.client_cookie));
    let set = desk.send(&cookie).header("set-cookie").unwrap().to_owned();
    assert!(set.starts_with("__client=") && set.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{set}");
    assert!(desk.get("/v1/me").header("authorization").is_some());
}

#[test]
fn a_development_browser_is_made_and_signed_out() {
    let mut desk = Desk::new();
    let body: Value = desk.send(&Request::new("POST", "/v1/dev_browser")).json().unwrap();
    let token = body["id"].as_str().unwrap();
    assert!(token.starts_with("dvb_") && body["token"] == token);
    let client = desk.send(&Request::new("GET", &format!("/v1/client?__clerk_db_jwt={token}")));
    let client: Value = client.json().unwrap();
    assert_eq!(client["response"]["sessions"], serde_json::json!([]));
    assert_eq!(client["client"], Value::Null);
}

#[test]
fn verbs_may_be_tunnelled_and_slashes_added() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    let tunnelled = format!("/v1/me/email_addresses/{id}/?_method=DELETE");
    assert_eq!(resource(&desk.post(&tunnelled, &[]))["deleted"], true);
    let gone = desk.get(&format!("/v1/me/email_addresses/{id}"));
    assert_eq!(code_of(&gone), (404, "resource_not_found".into()));
    // only a POST carries another verb
    assert_eq!(resource(&desk.get("/v1/me?_method=DELETE"))["id"], desk.user.user_id);
}

#[test]
fn unreadable_bodies_versions_and_paths_are_refused() {
    let mut desk = Desk::new();
    let mut json =
        desk.request("POST", "/v1/me/email_addresses").with_header("content-type", "application/json");
    json.body = b"{}".to_vec();
    assert_eq!(code_of(&desk.send(&json)), (415, "unsupported_content_type".into()));
    let large =
        desk.request("POST", "/v1/me/email_addresses").with_form(&[("email_address", &"a".repeat(70_000))]);
    assert_eq!(code_of(&desk.send(&large)), (413, "request_body_too_large".into()));
    assert_eq!(code_of(&desk.get("/v1/me?__clerk_api_version=new")), (400, "api_version_invalid".into()));
    for path in ["/v1/other", "/v2/me", "/", "//", "/v1/me/email_addresses/a/b/c", "/v1/me/%00"] {
        assert_eq!(code_of(&desk.get(path)), (404, "resource_not_found".into()), "{path}");
    }
}

#[test]
fn clients_are_limited_where_a_limit_is_set_and_told_when_to_return() {
    let mut desk = Desk::with_settings(|settings| {
        settings.rate_limit = Some(RateLimit { requests: 2, window_ms: 10_000 });
    });
    assert_eq!(desk.get("/v1/me").status, 200);
    assert_eq!(desk.get("/v1/me").status, 200);
    desk.now += 500;
    let limited = desk.get("/v1/me");
    assert_eq!(code_of(&limited), (429, "too_many_requests".into()));
    assert_eq!(limited.header("retry-after"), Some("10"));
    desk.model.settings_mut().retry_after_format = RetryAfterFormat::HttpDate;
    assert_eq!(desk.get("/v1/me").header("retry-after"), Some("Thu, 01 Jan 2026 00:00:10 GMT"));
    desk.now = START + 10_000;
    assert_eq!(desk.get("/v1/me").status, 200);
}

#[test]
fn refusals_carry_the_client_where_the_instance_says_so() {
    let mut desk = Desk::with_settings(|settings| settings.client_on_errors = true);
    let body: Value = desk.get("/v1/me/email_addresses/idn_other").json().unwrap();
    assert_eq!(body["meta"]["client"]["id"], desk.user.client_id);
}

#[test]
fn the_same_seed_and_requests_give_the_same_answers() {
    let run = || {
        let mut desk = Desk::new();
        let id = desk.add_email("jane@example.com");
        let prepared = desk.prepare("email_addresses", &id, &[("strategy", "email_code")]);
        (desk.user.clone(), prepared.body, desk.last_code())
    };
    assert_eq!(run(), run());
}
