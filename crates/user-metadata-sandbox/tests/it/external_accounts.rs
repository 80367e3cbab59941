use serde_json::Value;
use user_metadata_sandbox::{Request, Response};

use crate::support::{Desk, MINUTE, START, code_of, param_refusal, path_of, refusal, resource};

const BACK: &str = "https://app.example/account";

fn connect(desk: &mut Desk, fields: &[(&str, &str)]) -> Value {
    resource(&desk.post("/v1/me/external_accounts", fields))
}

fn connect_notion(desk: &mut Desk) -> Value {
    connect(desk, &[("strategy", "oauth_notion"), ("redirect_url", BACK)])
}

/// Opens the provider's page as a browser and decides; the answer is where the browser lands.
fn decide(desk: &mut Desk, account: &Value, decision: &str, login: &str) -> String {
    let url = account["verification"]["external_verification_redirect_url"].as_str().unwrap();
    assert_eq!(desk.open(url).status, 200);
    let state = url.rsplit_once("state=").unwrap().1;
    let fields = [("state", state), ("decision", decision), ("login", login)];
    let decided =
        desk.model.handle(&Request::new("POST", "/sandbox/provider/authorize").with_form(&fields), desk.now);
    let callback = location(&decided);
    assert!(path_of(&callback).starts_with("/v1/oauth_callback?"), "{callback}");
    let landed = desk.open(&callback);
    // going there twice changes nothing
    let again = desk.open(&callback);
    assert_eq!(again.status, 303);
    location(&landed)
}

fn location(response: &Response) -> String {
    assert_eq!(response.status, 303, "{}", String::from_utf8_lossy(&response.body));
    response.header("location").unwrap().to_owned()
}

fn listed(desk: &mut Desk, position: usize) -> Value {
    resource(&desk.get("/v1/me"))["external_accounts"][position].clone()
}

#[test]
fn the_documented_page_example_works_from_start_to_end() {
    let mut desk = Desk::new();
    let account = connect_notion(&mut desk);
    assert_eq!(account["object"], "external_account");
    assert_eq!(account["provider"], "oauth_notion");
    assert_eq!(account["approved_scopes"], "");
    assert_eq!(account["verification"]["status"], "unverified");
    assert_eq!(account["verification"]["strategy"], "oauth_notion");
    assert_eq!(account["verification"]["expire_at"], START + 10 * MINUTE);

    let landed = decide(&mut desk, &account, "allow", "jane");
    assert!(landed.starts_with(BACK), "{landed}");
    let found = listed(&mut desk, 0);
    assert_eq!(found["id"], account["id"]);
    assert_eq!(found["verification"]["status"], "verified");
    assert_eq!(found["provider_user_id"], "notion|jane");
    assert_eq!(found["email_address"], "jane@notion.example");
}

#[test]
fn a_refusal_is_listed_with_a_reason_fit_to_be_shown() {
    let mut desk = Desk::new();
    let account = connect_notion(&mut desk);
    let landed = decide(&mut desk, &account, "deny", "");
    assert_eq!(landed, format!("{BACK}?__clerk_status=failed&__clerk_error_code=oauth_access_denied"));
    let verification = listed(&mut desk, 0)["verification"].clone();
    assert_eq!(verification["status"], "failed");
    assert_eq!(verification["error"]["code"], "oauth_access_denied");
    assert!(verification["error"]["long_message"].as_str().unwrap().contains("did not grant"));

    // asking again re-uses the account
    let again = connect_notion(&mut desk);
    assert_eq!(again["id"], account["id"]);
    assert_eq!(again["verification"]["status"], "unverified");
    assert!(again["verification"].get("error").is_none());
    decide(&mut desk, &again, "allow", "");
    assert_eq!(listed(&mut desk, 0)["verification"]["status"], "verified");
}

#[test]
fn browsers_return_without_parameters_and_apps_with_a_nonce_that_brings_a_new_token() {
    let mut desk = Desk::new();
    let fields = [("strategy", "oauth_notion"), ("redirect_url", "/back")];
    let browser = Request::new("POST", "/v1/me/external_accounts")
        .with_header("cookie", &format!("__client={}", desk.user.client_cookie))
        .with_header("origin", "https://app.example")
        .with_form(&fields);
    let account = resource(&desk.send(&browser));
    assert_eq!(decide(&mut desk, &account, "allow", ""), "https://app.example/back");

    let app = [("strategy", "oauth_github"), ("redirect_url", "myapp://callback")];
    let account = connect(&mut desk, &app);
    let landed = decide(&mut desk, &account, "allow", "");
    let nonce = landed.strip_prefix("myapp://callback?rotating_token_nonce=").unwrap();
    let reloaded = desk.get(&format!("/v1/me?rotating_token_nonce={nonce}"));
    let fresh = reloaded.header("authorization").unwrap().to_owned();
    assert_ne!(fresh, desk.user.native_token);
    desk.now += 10 * MINUTE;
    assert_eq!(code_of(&desk.get("/v1/me")), (401, "authentication_invalid".into()));
    desk.user.native_token = fresh;
    assert_eq!(desk.get("/v1/me").status, 200);
    let stale = desk.get(&format!("/v1/me?rotating_token_nonce={nonce}"));
    assert_eq!(code_of(&stale), (400, "invalid_query_parameter_value".into()));
}

#[test]
fn scopes_are_taken_in_every_spelling_and_come_back_separated_by_spaces() {
    let mut desk = Desk::new();
    let fields = [
        ("strategy", "oauth_google"),
        ("redirect_url", BACK),
        ("additional_scope", "calendar"),
        ("additional_scope", "drive,photos"),
        ("oidc_prompt", "consent"),
        ("oidc_login_hint", "jane@gmail.example"),
    ];
    let account = connect(&mut desk, &fields);
    let url = account["verification"]["external_verification_redirect_url"].as_str().unwrap();
    assert!(url.contains("prompt=consent") && url.contains("login_hint=jane%40gmail.example"), "{url}");
    decide(&mut desk, &account, "allow", "");
    let found = listed(&mut desk, 0);
    assert_eq!(found["approved_scopes"], "openid email profile calendar drive photos");
    assert_eq!(found["email_address"], "jane@gmail.example");
}

#[test]
fn authorising_again_adds_scopes_and_revoking_takes_them_away() {
    let mut desk = Desk::new();
    let account = connect_notion(&mut desk);
    decide(&mut desk, &account, "allow", "jane");
    let id = account["id"].as_str().unwrap();
    let fields = [("redirect_url", BACK), ("additional_scope", "pages")];
    let again = resource(&desk.patch(&format!("/v1/me/external_accounts/{id}/reauthorize"), &fields));
    assert_eq!(again["verification"]["status"], "unverified");
    decide(&mut desk, &again, "allow", "jane");
    assert_eq!(listed(&mut desk, 0)["approved_scopes"], "openid email profile pages");

    let user = resource(&desk.delete(&format!("/v1/me/external_accounts/{id}/tokens")));
    assert_eq!(user["external_accounts"][0]["approved_scopes"], "");
    let deleted = resource(&desk.delete(&format!("/v1/me/external_accounts/{id}")));
    assert_eq!(deleted["object"], "external_account");
    assert_eq!(listed(&mut desk, 0), Value::Null);
}

#[test]
fn an_account_of_somebody_else_cannot_be_connected() {
    let mut desk = Desk::new();
    let account = connect_notion(&mut desk);
    decide(&mut desk, &account, "allow", "jane");
    let second = connect_notion(&mut desk);
    assert_ne!(second["id"], account["id"]);
    decide(&mut desk, &second, "allow", "jane");
    let error = |desk: &mut Desk, position| listed(desk, position)["verification"]["error"]["code"].clone();
    assert_eq!(error(&mut desk, 1), "oauth_account_already_connected");

    desk.user = desk.another_user();
    let third = connect_notion(&mut desk);
    decide(&mut desk, &third, "allow", "Jane");
    assert_eq!(error(&mut desk, 0), "external_account_exists");
}

#[test]
fn other_failures_can_be_chosen_at_the_provider() {
    let mut desk = Desk::new();
    for code in
        ["oauth_token_exchange_error", "external_account_missing_refresh_token", "oauth_fetch_user_error"]
    {
        let account = connect_notion(&mut desk);
        decide(&mut desk, &account, code, "");
        assert_eq!(listed(&mut desk, 0)["verification"]["error"]["code"], code);
    }
    let account = connect_notion(&mut desk);
    let url = account["verification"]["external_verification_redirect_url"].as_str().unwrap();
    let state = url.rsplit_once("state=").unwrap().1;
    // a code that the provider never gave
    desk.open(&format!("/v1/oauth_callback?code=forged&state={state}"));
    assert_eq!(listed(&mut desk, 0)["verification"]["error"]["code"], "oauth_token_exchange_error");
    assert_eq!(
        code_of(&desk.open("/v1/oauth_callback?state=forged")),
        (400, "oauth_callback_invalid".into())
    );
}

#[test]
fn a_consent_screen_left_open_too_long_is_expired() {
    let mut desk = Desk::new();
    let account = connect_notion(&mut desk);
    desk.now += 10 * MINUTE;
    assert_eq!(listed(&mut desk, 0)["verification"]["status"], "expired");
    decide(&mut desk, &account, "allow", "");
    assert_eq!(listed(&mut desk, 0)["verification"]["error"]["code"], "verification_expired");
}

#[test]
fn a_provider_that_answers_by_post_is_sent_on_with_the_same_parameters() {
    let mut desk = Desk::new();
    let posted = Request::new("POST", "/v1/oauth_callback").with_form(&[("code", "a b"), ("state", "c")]);
    assert!(location(&desk.send(&posted)).ends_with("/v1/oauth_callback?code=a+b&state=c"));
}

#[test]
fn a_token_connects_at_once() {
    let mut desk = Desk::new();
    let account = connect(&mut desk, &[("strategy", "oauth_token_apple"), ("token", "jane")]);
    assert_eq!(account["provider"], "oauth_apple");
    assert_eq!(account["verification"]["status"], "verified");
    assert_eq!(account["verification"]["strategy"], "oauth_token_apple");
    let without = desk.post("/v1/me/external_accounts", &[("strategy", "oauth_token_apple")]);
    assert_eq!(refusal(&without), param_refusal(422, "form_param_missing", "token"));
}

#[test]
fn an_enterprise_connection_becomes_an_enterprise_account() {
    let mut desk = Desk::new();
    let account = connect(&mut desk, &[("enterprise_connection_id", "ent_sandbox"), ("redirect_url", BACK)]);
    decide(&mut desk, &account, "allow", "jane@sso.example");
    let user = resource(&desk.get("/v1/me"));
    assert_eq!(user["external_accounts"], serde_json::json!([]));
    assert_eq!(user["enterprise_accounts"][0]["verification"]["status"], "verified");
    let unknown = [("enterprise_connection_id", "ent_other"), ("redirect_url", BACK)];
    assert_eq!(code_of(&desk.post("/v1/me/external_accounts", &unknown)), (404, "resource_not_found".into()));
}

#[test]
fn providers_and_redirect_urls_are_checked() {
    let mut desk = Desk::with_settings(|settings| {
        settings.disabled_providers = vec!["oauth_x".into()];
        settings.allowed_redirect_urls = vec!["https://app.example/".into()];
    });
    let mut refused = |strategy: &str, url: &str| {
        refusal(&desk.post("/v1/me/external_accounts", &[("strategy", strategy), ("redirect_url", url)]))
    };
    assert_eq!(refused("oauth_x", BACK), param_refusal(400, "oauth_provider_not_enabled", "strategy"));
    assert_eq!(refused("github", BACK), param_refusal(422, "form_param_value_invalid", "strategy"));
    assert_eq!(
        refused("oauth_box", "https://b.example"),
        param_refusal(400, "resource_missmatch", "redirect_url")
    );
    assert_eq!(
        refused("oauth_box", "javascript:x"),
        param_refusal(422, "invalid_url_scheme", "redirect_url")
    );
    let none = desk.post("/v1/me/external_accounts", &[("strategy", "oauth_box")]);
    assert_eq!(refusal(&none), param_refusal(422, "form_param_missing", "redirect_url"));
    let nothing = desk.post("/v1/me/external_accounts", &[]);
    assert_eq!(refusal(&nothing), param_refusal(422, "form_param_missing", "strategy"));

    desk.model.settings_mut().supported_providers = Some(vec!["oauth_google".into()]);
    let fields = [("strategy", "oauth_box"), ("redirect_url", BACK)];
    let unsupported = desk.post("/v1/me/external_accounts", &fields);
    assert_eq!(code_of(&unsupported), (400, "oauth_unsupported_provider".into()));
}

#[test]
fn an_address_that_a_connected_account_carries_is_linked_and_stays() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    let account = connect_notion(&mut desk);
    decide(&mut desk, &account, "allow", "jane@example.com");
    let linked = desk.read("email_addresses", &id)["linked_to"].clone();
    assert_eq!(linked[0]["type"], "oauth_notion");
    assert_eq!(linked[0]["id"], account["identification_id"]);
    let refused = desk.delete(&format!("/v1/me/email_addresses/{id}"));
    assert_eq!(code_of(&refused), (400, "delete_linked_identification_disallowed".into()));
}

#[test]
fn a_scope_that_is_asked_for_twice_is_shown_once() {
    let mut desk = Desk::new();
    let fields = [
        ("strategy", "oauth_google"),
        ("redirect_url", "/"),
        ("additional_scope", "profile"),
        ("additional_scope", "calendar.read calendar.read"),
    ];
    let account = resource(&desk.post("/v1/me/external_accounts", &fields));
    let url = account["verification"]["external_verification_redirect_url"].as_str().unwrap();
    let url = url::Url::parse(url).unwrap();
    let scope = url.query_pairs().find(|(name, _)| name == "scope").unwrap().1;
    assert_eq!(scope, "openid email profile calendar.read");
}
