//! A token that signs nobody in, and a server that is not there.

use user_metadata_sandbox::{Fault, FaultKind};

use crate::stage::{Seat, Stage};

#[test]
fn a_token_that_is_no_good_any_more_is_said_to_be_so() {
    let stage = Stage::new();
    stage.sandbox.sign_out(&stage.user.session_id);
    let mut jane = stage.seat(&["add", "email", "jane@example.com"]);
    jane.sees("Nobody is signed in with the token").sees("It comes from USER_METADATA_TOKEN.");
    jane.sees("New token (not shown; Enter alone stops): ").types("");
    assert!(jane.ends(5).contains("user-metadata resume "));
    assert!(stage.saved().exists());
    assert!(stage.seat(&["list"]).ends(5).contains("It comes from USER_METADATA_TOKEN."));
}

#[test]
fn a_new_token_is_taken_at_once() {
    let stage = Stage::new();
    stage.sandbox.sign_out(&stage.user.session_id);
    let mut jane = stage.seat(&["add", "email", "jane@example.com"]);
    jane.sees("New token (not shown; Enter alone stops): ");
    let client = stage.sandbox.new_client();
    stage.sandbox.sign_in(&client.native_token, &stage.user.user_id);
    jane.types(&client.native_token);
    jane.is_asked_for_a_code().types(&stage.code("jane@example.com"));
    assert!(!jane.ends(0).contains(&client.native_token), "typed unseen");
}

#[test]
fn nobody_is_asked_where_nobody_sits() {
    let stage = Stage::new();
    let mut command = stage.command(&["list"]);
    command.env_remove("USER_METADATA_TOKEN").stdin(std::process::Stdio::null());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--token-file"));
}

#[test]
fn a_server_that_is_not_there_is_not_waited_for_for_ever() {
    let stage = Stage::new();
    let mut command = stage.command(&["list"]);
    command.env("USER_METADATA_FRONTEND_API", "http://127.0.0.1:9");
    assert!(Seat::of(command).ends(4).contains("nothing was sent"));
}

#[test]
fn an_answer_that_cannot_be_read_has_a_status_of_its_own() {
    let stage = Stage::new();
    stage.sandbox.set_fault(Fault::once(FaultKind::Truncated));
    assert!(stage.seat(&["list"]).ends(6).contains("unreadable answer"));
}
