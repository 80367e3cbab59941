//! Ctrl-C, wherever the tool is: it ends at once, and says what stays behind and how to go on.

use std::time::{Duration, Instant};

use user_metadata_sandbox::{Fault, FaultKind};

use crate::stage::{Seat, Stage, until};
use crate::wallet::Wallet;

const JANE: &str = "jane@example.com";

fn stops(mut seat: Seat) -> String {
    let start = Instant::now();
    seat.presses_ctrl_c();
    let screen = seat.ends(130);
    assert!(start.elapsed() < Duration::from_secs(3), "at once");
    assert!(screen.contains("Stopped."), "{screen}");
    screen
}

fn names_the_left_over(screen: &str, stage: &Stage) {
    assert!(screen.contains("unverified. To remove it:\r\n  user-metadata remove "), "{screen}");
    let saved = stage.saved();
    assert!(screen.contains(&format!("user-metadata resume {}", saved.display())), "{screen}");
}

#[test]
fn at_the_prompt_for_a_code() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.is_asked_for_a_code();
    names_the_left_over(&stops(jane), &stage);

    let mut jane = stage.seat(&["resume", stage.saved().to_str().unwrap()]);
    jane.is_asked_for_a_code().types(&stage.code(JANE));
    jane.ends(0);
}

#[test]
fn a_second_run_for_the_same_leaves_the_first_one_alone() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "account", "notion"]);
    jane.sees("waiting for the browser");
    stops(jane);
    let first = stage.saved();
    let mut jane = stage.seat(&["add", "account", "notion"]);
    jane.sees("An earlier run is saved as well.").sees(&format!("user-metadata resume {}", first.display()));
    jane.sees("waiting for the browser");
    stops(jane);
    assert_eq!(stage.all_saved().len(), 2);
}

#[test]
fn at_the_prompt_for_a_signature() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "wallet", &Wallet::new().address()]);
    jane.sees("Signature (personal_sign, 0x…): ");
    names_the_left_over(&stops(jane), &stage);
}

#[test]
fn while_a_command_signs() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "wallet", &Wallet::new().address(), "--sign-with", "sleep 60"]);
    jane.sees("Signing with: sleep 60");
    names_the_left_over(&stops(jane), &stage);
}

#[test]
fn while_a_link_is_waited_for() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "email", JANE, "--link"]);
    jane.sees("waiting for the link");
    names_the_left_over(&stops(jane), &stage);
}

#[test]
fn while_the_browser_is_open() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "account", "notion"]);
    jane.sees("waiting for the browser");
    names_the_left_over(&stops(jane), &stage);
}

#[test]
fn while_a_request_is_under_way() {
    let stage = Stage::new();
    stage.sandbox.set_fault(Fault::once(FaultKind::Slow { delay_ms: 5_000 }));
    let jane = stage.seat(&["add", "email", JANE]);
    until(|| stage.holds(JANE, "none").then_some(()));
    let screen = stops(jane);
    assert!(screen.contains("Whether jane@example.com was added is not known."), "{screen}");
    assert!(stage.saved().exists());
}

#[test]
fn while_it_waits_for_the_network() {
    let stage = Stage::new();
    stage.sandbox.set_fault(Fault::once(FaultKind::LostAfter).times(8));
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.sees("The server cannot be reached");
    stops(jane);
}

#[test]
fn at_the_prompt_for_the_token() {
    let stage = Stage::new();
    let mut command = stage.command(&["list"]);
    command.env_remove("USER_METADATA_TOKEN");
    let mut jane = Seat::of(command);
    jane.sees("Token (not shown): ");
    stops(jane);
}

#[test]
fn at_the_question_whether_to_remove() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.is_asked_for_a_code();
    stops(jane);
    let mut jane = stage.seat(&["remove", JANE]);
    jane.sees("Remove jane@example.com (unverified, idn_").sees("[y/N] ");
    stops(jane);
    assert_eq!(stage.held().len(), 1);
}
