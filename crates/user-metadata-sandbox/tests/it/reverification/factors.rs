//! Which factors are offered, and how much of an identifier they show.

use serde_json::{Value, json};
use user_metadata_sandbox::{NewUser, UserChange};

use super::{TOTP_SECRET, attempt_password, stale, started, verify};
use crate::support::{Desk, param_refusal, refusal, resource};

fn strategies(factors: &Value) -> Vec<&str> {
    factors.as_array().unwrap().iter().map(|factor| factor["strategy"].as_str().unwrap()).collect()
}

#[test]
fn only_what_is_verified_and_set_is_offered() {
    let mut desk =
        Desk::with(&NewUser { email_addresses: vec!["jane@example.com".into()], ..NewUser::default() });
    desk.add_email("unverified@example.com");
    let phone = desk.add_phone("+15551234567");
    desk.model.settings_mut().reverification.email_link = false;
    let found = started(&mut desk, "first_factor");
    assert_eq!(strategies(&found["supported_first_factors"]), ["email_code"]);
    desk.model.settings_mut().reverification.email_link = true;
    assert_eq!(strategies(&found["supported_second_factors"]), Vec::<&str>::new());

    desk.prepare("phone_numbers", &phone, &[("strategy", "phone_code")]);
    let code = desk.last_code();
    desk.attempt("phone_numbers", &phone, &code);
    let found = started(&mut desk, "first_factor");
    assert_eq!(strategies(&found["supported_first_factors"]), ["email_code", "email_link", "phone_code"]);
    // a verified number is a second factor only once it is reserved for it
    assert_eq!(strategies(&found["supported_second_factors"]), Vec::<&str>::new());
    desk.patch(&format!("/v1/me/phone_numbers/{phone}"), &[("reserved_for_second_factor", "true")]);
    let found = started(&mut desk, "second_factor");
    assert_eq!(found["level"], "second_factor");
    assert_eq!(strategies(&found["supported_second_factors"]), ["phone_code"]);
}

#[test]
fn who_has_nothing_to_prove_meets_a_dead_end() {
    let mut desk = Desk::new();
    let found = started(&mut desk, "multi_factor");
    assert_eq!((&found["level"], &found["status"]), (&"first_factor".into(), &"needs_first_factor".into()));
    assert_eq!(found["supported_first_factors"], json!([]));
    assert_eq!(found["supported_second_factors"], json!([]));
    let invalid = param_refusal(400, "verification_strategy_invalid", "strategy");
    assert_eq!(refusal(&attempt_password(&mut desk, "")), param_refusal(422, "form_param_nil", "password"));
    assert_eq!(refusal(&attempt_password(&mut desk, "x")), invalid);
    for strategy in ["email_code", "phone_code", "passkey"] {
        let refused = verify(&mut desk, "/prepare_first_factor", &[("strategy", strategy)]);
        assert_eq!(refusal(&refused), invalid, "{strategy}");
    }
}

#[test]
fn factors_show_only_enough_of_an_identifier_to_recognise_it() {
    let mut desk = stale();
    let found = started(&mut desk, "first_factor");
    let shown: Vec<_> = found["supported_first_factors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|factor| factor["safe_identifier"].as_str())
        .collect();
    assert_eq!(shown, [None, Some("j•••@example.com"), Some("j•••@example.com"), Some("+1 •••• ••• •67")]);
}

#[test]
fn factors_are_set_and_removed_while_running() {
    let mut desk = Desk::new();
    let user = desk.user.user_id.clone();
    let enrolled = UserChange {
        password: Some("correct horse".into()),
        totp_secret: Some(TOTP_SECRET.into()),
        backup_codes: Some(vec!["aaaa".into()]),
        ..UserChange::default()
    };
    desk.model.change_user(&user, &enrolled, desk.now).unwrap();
    let found = started(&mut desk, "multi_factor");
    assert_eq!(found["level"], "multi_factor");
    assert_eq!(strategies(&found["supported_first_factors"]), ["password"]);
    assert_eq!(strategies(&found["supported_second_factors"]), ["totp", "backup_code"]);
    assert_eq!(resource(&attempt_password(&mut desk, "correct horse"))["status"], "needs_second_factor");

    let removed = UserChange {
        password: Some(String::new()),
        totp_secret: Some(String::new()),
        backup_codes: Some(Vec::new()),
        ..UserChange::default()
    };
    desk.model.change_user(&user, &removed, desk.now).unwrap();
    let found = started(&mut desk, "multi_factor");
    assert_eq!(found["level"], "first_factor");
    assert_eq!(found["supported_first_factors"], json!([]));
    assert_eq!(found["supported_second_factors"], json!([]));
}
