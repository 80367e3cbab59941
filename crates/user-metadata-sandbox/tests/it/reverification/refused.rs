//! What is refused whatever the answer: the wrong step, the wrong person, the wrong moment.

use user_metadata_sandbox::UserChange;

use super::{PASSWORD, attempt_password, attempt_second, authenticator_code, stale, started, verify};
use crate::support::{Desk, code_of, resource};

type Fields = [(&'static str, &'static str)];

const PREPARE_FIRST: (&str, &Fields) = ("/prepare_first_factor", &[("strategy", "email_code")]);
const ATTEMPT_FIRST: (&str, &Fields) = ("/attempt_first_factor", &PASSWORD);
const PREPARE_SECOND: (&str, &Fields) = ("/prepare_second_factor", &[("strategy", "phone_code")]);
const ATTEMPT_SECOND: (&str, &Fields) =
    ("/attempt_second_factor", &[("strategy", "backup_code"), ("code", "aaaa")]);
const START: (&str, &Fields) = ("", &[("level", "first_factor")]);

fn out_of_step() -> (u16, String) {
    (400, "invalid_action_for_session_reverification".into())
}

fn assert_all_refused(desk: &mut Desk, steps: &[(&str, &Fields)], expected: &(u16, String)) {
    for (step, fields) in steps {
        assert_eq!(&code_of(&verify(desk, step, fields)), expected, "{step}");
    }
}

#[test]
fn a_first_factor_is_taken_only_while_it_is_needed() {
    let mut desk = stale();
    started(&mut desk, "second_factor");
    assert_all_refused(&mut desk, &[PREPARE_FIRST, ATTEMPT_FIRST], &out_of_step());
    let code = authenticator_code(desk.now);
    let done = attempt_second(&mut desk, "totp", &code);
    assert_eq!(resource(&done)["status"], "complete");
}

#[test]
fn a_second_factor_is_taken_only_while_it_is_needed() {
    let mut desk = stale();
    started(&mut desk, "multi_factor");
    assert_all_refused(&mut desk, &[PREPARE_SECOND, ATTEMPT_SECOND], &out_of_step());
    assert_eq!(resource(&attempt_password(&mut desk, "correct horse"))["status"], "needs_second_factor");
    assert_all_refused(&mut desk, &[PREPARE_FIRST, ATTEMPT_FIRST], &out_of_step());
}

#[test]
fn nothing_more_is_taken_once_it_is_complete() {
    let mut desk = stale();
    started(&mut desk, "first_factor");
    attempt_password(&mut desk, "correct horse");
    let all = [PREPARE_FIRST, ATTEMPT_FIRST, PREPARE_SECOND, ATTEMPT_SECOND];
    assert_all_refused(&mut desk, &all, &out_of_step());
}

#[test]
fn nothing_is_taken_or_read_before_it_is_started() {
    let mut desk = stale();
    let missing = (400, "session_reverification_missing".to_owned());
    let all = [PREPARE_FIRST, ATTEMPT_FIRST, PREPARE_SECOND, ATTEMPT_SECOND];
    assert_all_refused(&mut desk, &all, &missing);
    let path = format!("/v1/client/sessions/{}/verify", desk.user.session_id);
    assert_eq!(code_of(&desk.get(&path)), missing);
}

#[test]
fn a_link_opened_while_the_second_factor_is_asked_proves_nothing() {
    let mut desk = stale();
    started(&mut desk, "first_factor");
    let fields = [("strategy", "email_link"), ("redirect_url", "https://app.example/")];
    verify(&mut desk, "/prepare_first_factor", &fields);
    started(&mut desk, "second_factor");
    let link = desk.last_link();
    assert_eq!(desk.open(&link).header("location"), Some("https://app.example/?__clerk_status=failed"));
    let path = format!("/v1/client/sessions/{}/verify", desk.user.session_id);
    let read = resource(&desk.get(&path));
    assert_eq!(read["status"], "needs_second_factor");
    assert_eq!(read["session"]["factor_verification_age"][0], 11);
}

#[test]
fn a_code_counts_for_the_strategy_it_was_sent_for() {
    let mut desk = stale();
    started(&mut desk, "first_factor");
    verify(&mut desk, "/prepare_first_factor", &[("strategy", "email_code")]);
    let code = desk.last_code();
    let other = [("strategy", "phone_code"), ("code", code.as_str())];
    let refused = verify(&mut desk, "/attempt_first_factor", &other);
    assert_eq!(code_of(&refused), (400, "verification_missing".into()));
}

#[test]
fn who_is_locked_banned_or_deactivated_cannot_reverify_and_who_is_locked_can_still_look() {
    let cases = [
        (UserChange { locked_seconds: Some(60), ..UserChange::default() }, "user_locked", 200),
        (UserChange { banned: Some(true), ..UserChange::default() }, "user_banned", 403),
        (UserChange { deactivated: Some(true), ..UserChange::default() }, "user_deactivated", 403),
    ];
    for (change, code, status_of_reading) in cases {
        let mut desk = stale();
        started(&mut desk, "first_factor");
        let user = desk.user.user_id.clone();
        desk.model.change_user(&user, &change, desk.now).unwrap();
        let all = [START, PREPARE_FIRST, ATTEMPT_FIRST, PREPARE_SECOND, ATTEMPT_SECOND];
        assert_all_refused(&mut desk, &all, &(403, code.into()));
        let path = format!("/v1/client/sessions/{}/verify", desk.user.session_id);
        assert_eq!(desk.get(&path).status, status_of_reading, "{code}");
    }
}

#[test]
fn maintenance_stops_reverifying_but_not_looking() {
    let mut desk = stale();
    started(&mut desk, "first_factor");
    desk.model.settings_mut().maintenance_mode = true;
    let all = [START, PREPARE_FIRST, ATTEMPT_FIRST, PREPARE_SECOND, ATTEMPT_SECOND];
    assert_all_refused(&mut desk, &all, &(503, "maintenance_mode".into()));
    let path = format!("/v1/client/sessions/{}/verify", desk.user.session_id);
    assert_eq!(desk.get(&path).status, 200);
}

#[test]
fn nobody_reverifies_a_session_of_another_client() {
    let mut desk = stale();
    let other = desk.another_user().session_id;
    let path = format!("/v1/client/sessions/{other}/verify");
    let refused = desk.post(&path, &[("level", "first_factor")]);
    assert_eq!(code_of(&refused), (404, "resource_not_found".into()));
}
