//! No secret in the arguments, on the screen or in the saved file.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use user_metadata_sandbox::TokenRotation;

use crate::stage::{Seat, Stage};

const JANE: &str = "jane@example.com";

#[test]
fn nobody_else_sees_the_token_or_the_code() {
    let stage = Stage::new();
    let token = stage.user.native_token.clone();
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.is_asked_for_a_code();
    let arguments = fs::read_to_string(format!("/proc/{}/cmdline", jane.process())).unwrap_or_default();
    assert!(!arguments.contains(&token));
    let saved = fs::read_to_string(stage.saved()).unwrap();
    assert!(!saved.contains(&token) && !saved.contains(&stage.code(JANE)));
    assert_eq!(fs::metadata(stage.saved()).unwrap().permissions().mode() & 0o777, 0o600);
    jane.types(stage.wrong_code(JANE)).sees("not it").is_asked_for_a_code();
    assert!(!fs::read_to_string(stage.saved()).unwrap().contains(stage.wrong_code(JANE)));
    jane.types(&stage.code(JANE));
    assert!(!jane.ends(0).contains(&token));
}

#[test]
fn a_token_file_that_others_can_read_is_refused() {
    let stage = Stage::new();
    let file = stage.path("token");
    fs::write(&file, &stage.user.native_token).unwrap();
    let list = || stage.seat(&["list", "--token-file", file.to_str().unwrap()]);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(list().ends(2).contains("chmod 600"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    list().ends(0);
}

#[test]
fn a_new_token_is_written_back_to_its_file() {
    let stage = Stage::new();
    stage.sandbox.change_settings(|settings| {
        settings.token_rotation = TokenRotation::Always;
        settings.token_overlap_ms = 0;
    });
    let file = stage.path("token");
    fs::write(&file, &stage.user.native_token).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    for _ in 0..2 {
        let screen = stage.seat(&["list", "--token-file", file.to_str().unwrap()]).ends(0);
        assert!(!screen.contains("replaced"), "{screen}");
    }
    assert_ne!(fs::read_to_string(&file).unwrap().trim(), stage.user.native_token);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_new_token_that_has_no_file_is_told_of_once() {
    let stage = Stage::new();
    stage.sandbox.change_settings(|settings| settings.token_rotation = TokenRotation::Always);
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.is_asked_for_a_code().types(&stage.code(JANE));
    let screen = jane.ends(0);
    assert_eq!(screen.matches("The server has replaced the token.").count(), 1, "{screen}");
}

#[test]
fn a_typed_token_is_not_shown() {
    let stage = Stage::new();
    let mut command = stage.command(&["list"]);
    command.env_remove("USER_METADATA_TOKEN");
    let mut jane = Seat::of(command);
    jane.sees("Token (not shown): ").types(&stage.user.native_token);
    assert!(!jane.ends(0).contains(&stage.user.native_token));
}
