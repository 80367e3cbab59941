use user_metadata_sandbox::{Model, NewUser, Request};

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
