use serde_json::json;
use user_metadata_sandbox::{Clock, Fault, Model, NewUser, Request, Sandbox, Settings};

use crate::http::agent;
use crate::support::{START, resource};

fn add(token: &str, address: &str) -> Request {
    Request::new("POST", "/v1/me/email_addresses?_is_native=1")
        .with_header("authorization", token)
        .with_form(&[("email_address", address)])
}

#[test]
fn what_was_answered_is_still_there_after_the_process_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.db");
    let mut model = Model::open(&file, 1).unwrap();
    let user = model.new_user(&NewUser::default(), START).unwrap();
    let added = resource(&model.handle(&add(&user.native_token, "jane@example.com"), START));
    // no clean shutdown: the handle is never dropped, as in a crash
    std::mem::forget(model);

    let mut model = Model::open(&file, 1).unwrap();
    let me = Request::new("GET", "/v1/me?_is_native=1").with_header("authorization", &user.native_token);
    let found = resource(&model.handle(&me, START));
    assert_eq!(found["email_addresses"][0]["id"], added["id"]);
    // the same seed makes up other ids the second time
    let other = resource(&model.handle(&add(&user.native_token, "joe@example.com"), START));
    assert_ne!(other["id"], added["id"]);
    assert_ne!(model.new_user(&NewUser::default(), START).unwrap().user_id, user.user_id);
}

#[test]
fn a_file_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.db");
    std::fs::write(&file, "this is no database, but it is long enough to look like one".repeat(20)).unwrap();
    assert!(Model::open(&file, 1).is_err());
}

#[test]
fn a_reset_empties_everything_and_begins_again() {
    let mut model = Model::in_memory(1).unwrap();
    let first = model.new_user(&NewUser::default(), START).unwrap();
    model.settings_mut().test_mode = false;
    model.reset().unwrap();
    assert!(model.newest_users(10).unwrap().is_empty());
    assert!(model.settings().test_mode);
    assert_eq!(model.new_user(&NewUser::default(), START).unwrap(), first);
}

#[test]
fn settings_faults_and_the_clock_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let builder = || Sandbox::builder().db(folder.path().join("s.db")).clock(Clock::Manual(START));
    let fault: Fault = "slow=5,path=/v1/me,times=2".parse().unwrap();
    let first = builder().change_settings(json!({ "max_attempts": 2 })).fault(fault.clone()).start().unwrap();
    first.change_settings(|settings| settings.reverification.enabled = true);
    let user = first.new_user();
    first.advance(5_000);
    let me = || format!("/v1/me?__clerk_db_jwt={}", user.dev_browser_token);
    assert_eq!(agent().get(format!("{}{}", first.url(), me())).call().unwrap().status(), 200);
    drop(first);

    let second = builder().change_settings(json!({ "code_lifetime_ms": 7 })).start().unwrap();
    let settings = second.settings();
    assert_eq!((settings.max_attempts, settings.code_lifetime_ms), (2, 7));
    assert!(settings.reverification.enabled);
    assert_eq!(second.now_ms(), START + 5_000);
    // one of the two strikes was before the restart
    second.with_model(|model, _| assert_eq!(model.faults().planned(), [fault.times(1)]));
    drop(second);

    let running = Sandbox::builder().db(folder.path().join("s.db")).settings(Settings::default());
    let running = running.start().unwrap();
    assert_eq!(running.settings(), Settings::default());
    assert!(running.now_ms() > START + 86_400_000, "a clock of another kind was resumed");
}
