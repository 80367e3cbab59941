//! Wrong answers are counted, and too many of them end it.

use super::{PASSWORD, attempt_password, attempt_second, authenticator_code, stale, started, verify};
use crate::support::{Desk, MINUTE, code_of, param_refusal, refusal, resource};

fn failed() -> (u16, String) {
    (400, "verification_failed".into())
}

/// A person who may answer wrongly twice, not three times.
fn patient(level: &str) -> Desk {
    let mut desk = stale();
    desk.model.settings_mut().max_attempts = 3;
    started(&mut desk, level);
    desk
}

#[test]
fn too_many_wrong_passwords_end_it_until_it_is_started_again() {
    let mut desk = patient("first_factor");
    for attempts in [1, 2] {
        let wrong = attempt_password(&mut desk, "x");
        assert_eq!(refusal(&wrong), param_refusal(422, "form_password_incorrect", "password"));
        let path = format!("/v1/client/sessions/{}/verify", desk.user.session_id);
        let shown = resource(&desk.get(&path))["first_factor_verification"].clone();
        assert_eq!((&shown["strategy"], &shown["attempts"]), (&"password".into(), &attempts.into()));
    }
    assert_eq!(code_of(&attempt_password(&mut desk, "x")), failed());
    assert_eq!(code_of(&attempt_password(&mut desk, "correct horse")), failed());
    started(&mut desk, "first_factor");
    assert_eq!(resource(&attempt_password(&mut desk, "correct horse"))["status"], "complete");
}

#[test]
fn too_many_wrong_authenticator_and_backup_codes_end_it_until_it_is_started_again() {
    for (strategy, right) in [("totp", None), ("backup_code", Some("aaaa"))] {
        let mut desk = patient("second_factor");
        let right = right.map_or_else(|| authenticator_code(desk.now), String::from);
        for _ in 0..2 {
            let wrong = attempt_second(&mut desk, strategy, "zzzzzz");
            assert_eq!(refusal(&wrong), param_refusal(422, "form_code_incorrect", "code"));
        }
        assert_eq!(code_of(&attempt_second(&mut desk, strategy, "zzzzzz")), failed());
        assert_eq!(code_of(&attempt_second(&mut desk, strategy, &right)), failed());
        started(&mut desk, "second_factor");
        assert_eq!(resource(&attempt_second(&mut desk, strategy, &right))["status"], "complete");
    }
}

#[test]
fn too_many_wrong_codes_end_it_until_it_is_prepared_again() {
    let mut desk = patient("first_factor");
    let email_code = [("strategy", "email_code")];
    verify(&mut desk, "/prepare_first_factor", &email_code);
    let attempt = |desk: &mut Desk, code: &str| {
        verify(desk, "/attempt_first_factor", &[("strategy", "email_code"), ("code", code)])
    };
    for _ in 0..2 {
        assert_eq!(code_of(&attempt(&mut desk, "000000")).1, "form_code_incorrect");
    }
    assert_eq!(code_of(&attempt(&mut desk, "000000")), failed());
    let burnt = desk.last_code();
    assert_eq!(code_of(&attempt(&mut desk, &burnt)), failed());
    // starting again does not take the cool-down of the message away
    started(&mut desk, "first_factor");
    let soon = verify(&mut desk, "/prepare_first_factor", &email_code);
    assert_eq!(code_of(&soon).1, "verification_code_too_many_requests");
    desk.now += MINUTE;
    verify(&mut desk, "/prepare_first_factor", &email_code);
    let code = desk.last_code();
    assert_eq!(resource(&attempt(&mut desk, &code))["status"], "complete");
}

#[test]
fn starting_again_forgives_no_wrong_answers_before_there_were_too_many() {
    let mut desk = patient("first_factor");
    attempt_password(&mut desk, "x");
    attempt_password(&mut desk, "x");
    started(&mut desk, "first_factor");
    assert_eq!(code_of(&attempt_password(&mut desk, "x")), failed());
}

#[test]
fn wrong_answers_are_forgotten_once_it_is_complete() {
    let mut desk = patient("first_factor");
    attempt_password(&mut desk, "x");
    attempt_password(&mut desk, "x");
    assert_eq!(resource(&verify(&mut desk, "/attempt_first_factor", &PASSWORD))["status"], "complete");
    let again = started(&mut desk, "first_factor");
    assert_eq!(again["first_factor_verification"], serde_json::Value::Null);
    assert_eq!(code_of(&attempt_password(&mut desk, "x")).1, "form_password_incorrect");
}

#[test]
fn a_mistyped_password_leaves_the_code_that_is_on_its_way_alone() {
    let mut desk = patient("first_factor");
    verify(&mut desk, "/prepare_first_factor", &[("strategy", "email_code")]);
    for _ in 0..3 {
        attempt_password(&mut desk, "x");
    }
    let code = desk.last_code();
    let right = [("strategy", "email_code"), ("code", code.as_str())];
    assert_eq!(resource(&verify(&mut desk, "/attempt_first_factor", &right))["status"], "complete");
}

#[test]
fn an_authenticator_that_is_not_enrolled_is_no_wrong_answer() {
    let mut desk = patient("second_factor");
    let change = user_metadata_sandbox::UserChange {
        totp_secret: Some(String::new()),
        ..user_metadata_sandbox::UserChange::default()
    };
    let user = desk.user.user_id.clone();
    desk.model.change_user(&user, &change, desk.now).unwrap();
    let refused = attempt_second(&mut desk, "totp", "000000");
    assert_eq!(refusal(&refused), param_refusal(400, "verification_strategy_invalid", "strategy"));
}
