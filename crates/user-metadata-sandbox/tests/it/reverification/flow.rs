use user_metadata_sandbox::{Level, Request};

use super::{add, authenticator_code, stale, started, verify};
use crate::support::{Desk, MINUTE, code_of, param_refusal, refusal, resource};

const REQUIRED: (u16, &str) = (403, "session_reverification_required");

#[test]
fn stale_sessions_must_prove_themselves_before_sensitive_operations_only() {
    let mut desk = stale();
    desk.model.settings_mut().reverification.enabled = false;
    let id = desk.add_email("other+clerk_test@example.com");
    desk.model.settings_mut().reverification.enabled = true;

    let required = (REQUIRED.0, REQUIRED.1.to_owned());
    let path = format!("/v1/me/email_addresses/{id}");
    assert_eq!(code_of(&add(&mut desk)), required);
    assert_eq!(code_of(&desk.delete(&path)), required);
    assert_eq!(code_of(&desk.patch("/v1/me", &[("primary_email_address_id", &id)])), required);
    // reading, preparing, attempting and renaming go on
    assert_eq!(desk.prepare("email_addresses", &id, &[("strategy", "email_code")]).status, 200);
    assert_eq!(desk.attempt("email_addresses", &id, "424242").status, 200);
    assert_eq!(desk.patch("/v1/me", &[("first_name", "Jane")]).status, 200);

    desk.model.settings_mut().reverification.also = vec!["/v1/me/email_addresses".into()];
    assert_eq!(code_of(&desk.get(&path)), required);
}

#[test]
fn a_password_makes_the_session_fresh_for_ten_minutes() {
    let mut desk = stale();
    let found = started(&mut desk, "first_factor");
    assert_eq!(found["status"], "needs_first_factor");
    let strategies: Vec<_> = found["supported_first_factors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|factor| &factor["strategy"])
        .collect();
    assert_eq!(strategies, ["password", "email_code", "email_link", "phone_code"]);

    let wrong = verify(&mut desk, "/attempt_first_factor", &[("strategy", "password"), ("password", "x")]);
    assert_eq!(refusal(&wrong), param_refusal(422, "form_password_incorrect", "password"));
    let fields = [("strategy", "password"), ("password", "correct horse")];
    let complete = resource(&verify(&mut desk, "/attempt_first_factor", &fields));
    assert_eq!(complete["status"], "complete");
    assert_eq!(complete["session"]["factor_verification_age"][0], 0);
    desk.now += 10 * MINUTE;
    assert_eq!(add(&mut desk).status, 200);
    desk.now += 1;
    let again = desk.post("/v1/me/email_addresses", &[("email_address", "newer@example.com")]);
    assert_eq!(code_of(&again).1, REQUIRED.1);
}

#[test]
fn codes_by_email_and_phone_prove_the_first_factor() {
    for strategy in ["email_code", "phone_code"] {
        let mut desk = stale();
        started(&mut desk, "first_factor");
        let prepared = resource(&verify(&mut desk, "/prepare_first_factor", &[("strategy", strategy)]));
        assert_eq!(prepared["first_factor_verification"]["strategy"], strategy);
        let wrong = [("strategy", strategy), ("code", "000000")];
        assert_eq!(code_of(&verify(&mut desk, "/attempt_first_factor", &wrong)).1, "form_code_incorrect");
        let code = desk.last_code();
        let right = [("strategy", strategy), ("code", code.as_str())];
        assert_eq!(resource(&verify(&mut desk, "/attempt_first_factor", &right))["status"], "complete");
        assert_eq!(add(&mut desk).status, 200);
    }
}

#[test]
fn an_emailed_link_proves_the_first_factor_while_the_client_looks() {
    let mut desk = stale();
    started(&mut desk, "first_factor");
    let fields = [("strategy", "email_link"), ("redirect_url", "https://app.example/")];
    resource(&verify(&mut desk, "/prepare_first_factor", &fields));
    let path = format!("/v1/client/sessions/{}/verify", desk.user.session_id);
    assert_eq!(resource(&desk.get(&path))["status"], "needs_first_factor");

    let link = desk.last_link();
    assert_eq!(desk.open(&link).header("location"), Some("https://app.example/?__clerk_status=verified"));
    let read = resource(&desk.get(&path));
    assert_eq!(read["status"], "complete");
    assert_eq!(read["first_factor_verification"]["status"], "verified");
    assert_eq!(add(&mut desk).status, 200);
}

#[test]
fn a_link_has_nothing_to_attempt_and_is_not_sent_where_the_settings_say_so() {
    let mut desk = stale();
    started(&mut desk, "first_factor");
    let invalid = param_refusal(400, "verification_strategy_invalid", "strategy");
    let fields = [("strategy", "email_link"), ("redirect_url", "https://app.example/")];
    desk.model.settings_mut().reverification.email_link = false;
    assert_eq!(refusal(&verify(&mut desk, "/prepare_first_factor", &fields)), invalid);
    desk.model.settings_mut().reverification.email_link = true;
    assert_eq!(verify(&mut desk, "/prepare_first_factor", &fields).status, 200);
    let looks = [("strategy", "email_link")];
    assert_eq!(refusal(&verify(&mut desk, "/attempt_first_factor", &looks)), invalid);
}

#[test]
fn both_factors_are_asked_where_the_level_says_so() {
    let mut desk = stale();
    desk.model.settings_mut().reverification.level = Level::MultiFactor;
    started(&mut desk, "multi_factor");
    let password = [("strategy", "password"), ("password", "correct horse")];
    let half = resource(&verify(&mut desk, "/attempt_first_factor", &password));
    assert_eq!(half["status"], "needs_second_factor");
    assert_eq!(code_of(&add(&mut desk)).1, REQUIRED.1);

    let code = authenticator_code(desk.now);
    let done = verify(&mut desk, "/attempt_second_factor", &[("strategy", "totp"), ("code", &code)]);
    assert_eq!(resource(&done)["status"], "complete");
    assert_eq!(add(&mut desk).status, 200);
}

#[test]
fn a_backup_code_works_once() {
    let mut desk = stale();
    for (code, expected) in [("aaaa", "complete"), ("aaaa", ""), ("bbbb", "complete")] {
        let found = started(&mut desk, "second_factor");
        assert_eq!(found["status"], "needs_second_factor");
        let answer =
            verify(&mut desk, "/attempt_second_factor", &[("strategy", "backup_code"), ("code", code)]);
        match expected {
            "" => assert_eq!(code_of(&answer).1, "form_code_incorrect"),
            status => assert_eq!(resource(&answer)["status"], status),
        }
    }
}

#[test]
fn a_number_proves_the_second_factor_when_it_is_one() {
    let mut desk = stale();
    started(&mut desk, "second_factor");
    let fields = [("strategy", "phone_code")];
    let refused = verify(&mut desk, "/prepare_second_factor", &fields);
    assert_eq!(code_of(&refused), (400, "verification_strategy_invalid".into()));

    let phone = resource(&desk.get("/v1/me"))["phone_numbers"][0]["id"].as_str().unwrap().to_owned();
    desk.patch(&format!("/v1/me/phone_numbers/{phone}"), &[("reserved_for_second_factor", "true")]);
    assert_eq!(verify(&mut desk, "/prepare_second_factor", &fields).status, 200);
    let code = desk.last_code();
    let right = [("strategy", "phone_code"), ("code", code.as_str())];
    assert_eq!(resource(&verify(&mut desk, "/attempt_second_factor", &right))["status"], "complete");
}

#[test]
fn nothing_can_be_proved_before_it_is_started() {
    let mut desk = stale();
    let fields = [("strategy", "password"), ("password", "correct horse")];
    let refused = verify(&mut desk, "/attempt_first_factor", &fields);
    assert_eq!(code_of(&refused), (400, "session_reverification_missing".into()));
    assert_eq!(code_of(&verify(&mut desk, "", &[("level", "third_factor")])).1, "form_param_value_invalid");
}

#[test]
fn the_return_from_a_provider_can_ask_for_it_too() {
    let mut desk = Desk::new();
    desk.model.settings_mut().reverification.also = vec!["/v1/oauth_callback".into()];
    let fields = [("strategy", "oauth_notion"), ("redirect_url", "https://app.example/")];
    let account = resource(&desk.post("/v1/me/external_accounts", &fields));
    let url = account["verification"]["external_verification_redirect_url"].as_str().unwrap();
    let state = url.rsplit_once("state=").unwrap().1;
    // reading the consent screen takes longer than factors stay fresh, but not as long as the URL lives
    desk.model.settings_mut().oauth_lifetime_ms = 60 * MINUTE;
    desk.now += 11 * MINUTE;
    let back = desk.model.handle(
        &Request::new("GET", &format!("/v1/oauth_callback?error=access_denied&state={state}")),
        desk.now,
    );
    assert_eq!(code_of(&back).1, REQUIRED.1);
}
