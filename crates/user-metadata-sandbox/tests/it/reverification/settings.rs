//! What the instance decides.

use user_metadata_sandbox::{Level, NewUser};

use super::{add, attempt_password, attempt_second, stale, started};
use crate::support::{Desk, code_of, resource};

#[test]
fn a_server_as_specified_does_not_let_a_reverification_be_read() {
    let mut desk = stale();
    started(&mut desk, "first_factor");
    let path = format!("/v1/client/sessions/{}/verify", desk.user.session_id);
    assert_eq!(resource(&desk.get(&path))["status"], "needs_first_factor");
    desk.model.settings_mut().reverification.read_enabled = false;
    assert_eq!(code_of(&desk.get(&path)), (404, "resource_not_found".into()));
    assert_eq!(resource(&attempt_password(&mut desk, "correct horse"))["status"], "complete");
}

#[test]
fn without_a_second_factor_the_first_one_has_to_do() {
    for (level, asked) in [(Level::SecondFactor, "second_factor"), (Level::MultiFactor, "multi_factor")] {
        let mut desk = Desk::with(&NewUser {
            password: Some("correct horse".into()),
            factor_age_minutes: 11,
            ..NewUser::default()
        });
        let rules = &mut desk.model.settings_mut().reverification;
        (rules.enabled, rules.level) = (true, level);
        assert_eq!(code_of(&add(&mut desk)).1, "session_reverification_required");
        let found = started(&mut desk, asked);
        assert_eq!(
            (&found["level"], &found["status"]),
            (&"first_factor".into(), &"needs_first_factor".into())
        );
        assert_eq!(resource(&attempt_password(&mut desk, "correct horse"))["status"], "complete");
        assert_eq!(add(&mut desk).status, 200);
    }
}

#[test]
fn with_a_second_factor_the_first_one_alone_does_not_do() {
    let mut desk = stale();
    desk.model.settings_mut().reverification.level = Level::SecondFactor;
    started(&mut desk, "first_factor");
    assert_eq!(resource(&attempt_password(&mut desk, "correct horse"))["status"], "complete");
    assert_eq!(code_of(&add(&mut desk)).1, "session_reverification_required");
    assert_eq!(started(&mut desk, "second_factor")["status"], "needs_second_factor");
    assert_eq!(resource(&attempt_second(&mut desk, "backup_code", "bbbb"))["status"], "complete");
    assert_eq!(add(&mut desk).status, 200);
}

#[test]
fn the_last_backup_code_counts_though_no_second_factor_is_left() {
    let mut desk = Desk::with(&NewUser {
        password: Some("correct horse".into()),
        backup_codes: vec!["aaaa".into()],
        factor_age_minutes: 11,
        ..NewUser::default()
    });
    let rules = &mut desk.model.settings_mut().reverification;
    (rules.enabled, rules.level) = (true, Level::SecondFactor);
    started(&mut desk, "second_factor");
    assert_eq!(resource(&attempt_second(&mut desk, "backup_code", "aaaa"))["status"], "complete");
    assert_eq!(add(&mut desk).status, 200);
}
