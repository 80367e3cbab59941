use serde_json::{Value, json};

use crate::support::{Desk, MINUTE, START, code_of, param_refusal, path_of, refusal, resource};

const EMAILS: &str = "email_addresses";
const CODE: &[(&str, &str)] = &[("strategy", "email_code")];

#[test]
fn an_address_is_added_prepared_and_verified_by_the_code_that_was_sent() {
    let mut desk = Desk::new();
    let id = desk.add_email("Jane@Example.com");
    assert!(id.starts_with("idn_") && id.len() == 31, "{id}");

    let prepared = resource(&desk.prepare(EMAILS, &id, CODE));
    assert_eq!(prepared["email_address"], "jane@example.com");
    let expected = json!({
        "object": "verification_otp", "status": "unverified", "strategy": "email_code", "attempts": 0,
        "expire_at": START + 10 * MINUTE,
    });
    assert_eq!(prepared["verification"], expected);

    let code = desk.last_code();
    let verified = resource(&desk.attempt(EMAILS, &id, &code));
    assert_eq!(verified["verification"]["status"], "verified");
    let user = resource(&desk.get("/v1/me"));
    assert_eq!(user["primary_email_address_id"], id);
    assert_eq!(user["email_addresses"][0]["id"], id);
}

#[test]
fn a_wrong_code_is_counted_and_the_last_one_allowed_ends_the_verification() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    desk.prepare(EMAILS, &id, CODE);
    for attempts in 1..5 {
        let answer = desk.attempt(EMAILS, &id, "000000");
        assert_eq!(refusal(&answer), param_refusal(422, "form_code_incorrect", "code"));
        assert_eq!(desk.read(EMAILS, &id)["verification"]["attempts"], attempts);
    }
    assert_eq!(code_of(&desk.attempt(EMAILS, &id, "000000")), (400, "verification_failed".into()));
    assert_eq!(desk.read(EMAILS, &id)["verification"]["status"], "failed");

    let right_but_late = desk.last_code();
    assert_eq!(code_of(&desk.attempt(EMAILS, &id, &right_but_late)), (400, "verification_failed".into()));

    desk.now += MINUTE;
    desk.prepare(EMAILS, &id, CODE);
    assert_eq!(code_of(&desk.attempt(EMAILS, &id, &right_but_late)), (422, "form_code_incorrect".into()));
    let fresh = desk.last_code();
    assert_eq!(desk.attempt(EMAILS, &id, &fresh).status, 200);
}

#[test]
fn a_code_expires_after_ten_minutes() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    desk.prepare(EMAILS, &id, CODE);
    let code = desk.last_code();
    desk.now += 10 * MINUTE;
    assert_eq!(desk.read(EMAILS, &id)["verification"]["status"], "expired");
    assert_eq!(code_of(&desk.attempt(EMAILS, &id, &code)), (400, "verification_expired".into()));
}

#[test]
fn a_second_message_waits_for_the_cooldown_and_leaves_the_first_code_good() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    desk.prepare(EMAILS, &id, CODE);
    let first = desk.last_code();

    desk.now += 10_001;
    let too_soon = desk.prepare(EMAILS, &id, CODE);
    assert_eq!(code_of(&too_soon), (429, "verification_code_too_many_requests".into()));
    assert_eq!(too_soon.header("retry-after"), Some("20"));

    desk.now += 20_000;
    assert_eq!(desk.prepare(EMAILS, &id, CODE).status, 200);
    assert_ne!(desk.last_code(), first);
    assert_eq!(desk.attempt(EMAILS, &id, &first).status, 200);
}

#[test]
fn what_is_verified_cannot_be_prepared_or_attempted_again() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    assert_eq!(code_of(&desk.attempt(EMAILS, &id, "123456")), (400, "verification_missing".into()));
    desk.prepare(EMAILS, &id, CODE);
    let code = desk.last_code();
    desk.attempt(EMAILS, &id, &code);
    let already = (400, "verification_already_verified".to_owned());
    assert_eq!(code_of(&desk.attempt(EMAILS, &id, &code)), already);
    assert_eq!(code_of(&desk.prepare(EMAILS, &id, CODE)), already);
}

#[test]
fn an_address_is_taken_when_this_user_has_it_or_anybody_verified_it() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    let again = desk.post("/v1/me/email_addresses", &[("email_address", "JANE@example.com")]);
    assert_eq!(refusal(&again), param_refusal(422, "form_identifier_exists", "email_address"));

    // somebody else may add it as long as nobody verified it, but not verify it afterwards
    let mine = desk.user.clone();
    desk.user = desk.another_user();
    let other = desk.add_email("jane@example.com");
    desk.prepare(EMAILS, &other, CODE);
    let other_code = desk.last_code();
    let theirs = std::mem::replace(&mut desk.user, mine);
    desk.prepare(EMAILS, &id, CODE);
    let code = desk.last_code();
    assert_eq!(desk.attempt(EMAILS, &id, &code).status, 200);

    desk.user = theirs;
    assert_eq!(code_of(&desk.attempt(EMAILS, &other, &other_code)), (422, "form_identifier_exists".into()));
    desk.user = desk.another_user();
    let third = desk.post("/v1/me/email_addresses", &[("email_address", "jane@example.com")]);
    assert_eq!(code_of(&third), (422, "form_identifier_exists".into()));
}

#[test]
fn forms_are_checked_before_anything_happens() {
    let mut desk = Desk::new();
    let long = "a".repeat(9000);
    for (body, code, param) in [
        ("", "form_param_missing", "email_address"),
        ("email_address=", "form_param_nil", "email_address"),
        ("email_address=jane@example", "form_param_format_invalid", "email_address"),
        ("email_address=a@b.co&email_address=c@d.co", "form_param_duplicate", "email_address"),
        ("email_address=a@b.co&colour=red", "form_param_unknown", "colour"),
        (&format!("email_address={long}"), "form_param_max_length_exceeded", "email_address"),
    ] {
        let mut request = desk.request("POST", "/v1/me/email_addresses").with_form(&[]);
        request.body = body.into();
        assert_eq!(refusal(&desk.send(&request)), param_refusal(422, code, param));
    }
    let id = desk.add_email("jane@example.com");
    let odd = desk.prepare(EMAILS, &id, &[("strategy", "phone_code")]);
    assert_eq!(refusal(&odd), param_refusal(400, "verification_strategy_invalid", "strategy"));
    assert_eq!(code_of(&desk.attempt(EMAILS, &id, "")), (422, "form_param_nil".into()));
}

#[test]
fn test_addresses_take_the_documented_code_and_get_no_message() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane+clerk_test@example.com");
    assert_eq!(code_of(&desk.attempt(EMAILS, &id, "424242")), (400, "verification_missing".into()));
    desk.prepare(EMAILS, &id, CODE);
    assert!(desk.model.inbox(None).unwrap().is_empty());
    assert_eq!(desk.attempt(EMAILS, &id, "424242").status, 200);

    desk.model.settings_mut().test_mode = false;
    let id = desk.add_email("joe+clerk_test@example.com");
    desk.prepare(EMAILS, &id, CODE);
    assert_eq!(desk.model.inbox(None).unwrap().len(), 1);
}

#[test]
fn lists_are_bare_and_somebody_elses_address_looks_like_none() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    let list: Value = desk.get("/v1/me/email_addresses/").json().unwrap();
    assert_eq!(list[0]["id"], id);

    desk.user = desk.another_user();
    let not_found = (404, "resource_not_found".to_owned());
    assert_eq!(code_of(&desk.get(&format!("/v1/me/email_addresses/{id}"))), not_found);
    assert_eq!(code_of(&desk.delete(&format!("/v1/me/email_addresses/{id}"))), not_found);
    assert_eq!(code_of(&desk.get(&format!("/v1/me/phone_numbers/{id}"))), not_found);
}

#[test]
fn a_deleted_address_is_gone_and_the_next_verified_one_becomes_primary() {
    let mut desk = Desk::new();
    let ids = ["a+clerk_test@example.com", "b+clerk_test@example.com"].map(|address| {
        let id = desk.add_email(address);
        desk.prepare(EMAILS, &id, CODE);
        assert_eq!(desk.attempt(EMAILS, &id, "424242").status, 200);
        id
    });
    let deleted = resource(&desk.delete(&format!("/v1/me/email_addresses/{}", ids[0])));
    assert_eq!(deleted, json!({ "object": "email_address", "id": ids[0], "deleted": true }));
    let user = resource(&desk.get("/v1/me"));
    assert_eq!(user["primary_email_address_id"], ids[1]);
    assert_eq!(user["email_addresses"].as_array().unwrap().len(), 1);
}

#[test]
fn too_many_unverified_identifiers_are_refused_where_a_limit_is_set() {
    let mut desk = Desk::with_settings(|settings| settings.max_unverified_identifications = Some(1));
    desk.add_email("jane@example.com");
    let second = desk.post("/v1/me/phone_numbers", &[("phone_number", "+15551234567")]);
    assert_eq!(code_of(&second), (400, "too_many_unverified_identifications".into()));
}

#[test]
fn an_address_of_a_company_is_verified_by_its_own_sign_in() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@sso.example");
    assert_eq!(desk.read(EMAILS, &id)["matches_sso_connection"], true);
    let fields = [("strategy", "enterprise_sso"), ("redirect_url", "https://app.example/back")];
    let prepared = resource(&desk.prepare(EMAILS, &id, &fields));
    let url = prepared["verification"]["external_verification_redirect_url"].as_str().unwrap().to_owned();
    let page = desk.open(&url);
    assert!(String::from_utf8_lossy(&page.body).contains("jane@sso.example"));

    let state = url.rsplit_once("state=").unwrap().1;
    let decision = user_metadata_sandbox::Request::new("POST", "/sandbox/provider/authorize")
        .with_form(&[("state", state), ("decision", "allow")]);
    let back = desk.send(&decision);
    let landing = desk.open(path_of(back.header("location").unwrap()));
    assert_eq!(landing.header("location"), Some("https://app.example/back"));
    assert_eq!(desk.read(EMAILS, &id)["verification"]["status"], "verified");

    let other = desk.add_email("jane@example.com");
    let refused = desk.prepare(EMAILS, &other, &fields);
    assert_eq!(code_of(&refused), (400, "verification_strategy_invalid".into()));
}
