//! Instances that want fresh credentials first.

use std::time::SystemTime;

use totp_rs::Builder;
use user_metadata_sandbox::{Level, NewUser};

use crate::browser;
use crate::stage::{Seat, Stage};

const JANE: &str = "jane@example.com";
const WORK: &str = "jane@work.example";
const PASSWORD: &str = "correct horse";

/// Signed in eleven minutes ago; fresh means ten.
fn stage(user: NewUser) -> Stage {
    let stage = Stage::with(&NewUser { factor_age_minutes: 11, ..user });
    stage.sandbox.change_settings(|settings| settings.reverification.enabled = true);
    stage
}

fn seat(stage: &Stage, arguments: &[&str]) -> Seat {
    let mut command = stage.command(arguments);
    command.env("USER_METADATA_SESSION_ID", &stage.user.session_id);
    Seat::of(command)
}

fn with_password() -> NewUser {
    NewUser { password: Some(PASSWORD.into()), email_addresses: vec![JANE.into()], ..NewUser::default() }
}

/// The number in front of a way to prove oneself.
fn number_of(list: &str, way: &str) -> String {
    let line = list.lines().find(|line| line.contains(way)).unwrap_or_else(|| panic!("{way}: {list}"));
    line.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn a_password_makes_it_go_on() {
    let stage = stage(with_password());
    let mut jane = seat(&stage, &["add", "email", WORK]);
    jane.sees("The server wants to know again who you are.");
    let list = jane.reads_until("By which? ");
    jane.types(&number_of(&list, "password"))
        .sees("Password (not shown; Enter alone for another way): ")
        .types("wrong horse");
    jane.sees("That was not it.").sees("Password (not shown; Enter alone for another way): ").types(PASSWORD);
    jane.sees("✓ The server knows you again.").is_asked_for_a_code().types(&stage.code(WORK));
    let screen = jane.ends(0);
    assert!(!screen.contains(PASSWORD) && !screen.contains("wrong horse"), "{screen}");
}

#[test]
fn a_code_by_mail_makes_it_go_on() {
    let stage = stage(with_password());
    let mut jane = seat(&stage, &["add", "phone", "+15551234567"]);
    let list = jane.reads_until("By which? ");
    jane.types("99").sees("Type one of the numbers.").sees("By which? ").types(&number_of(&list, "password"));
    jane.sees("Password (").sees("): ").types("").sees("By which? ");
    jane.types(&number_of(&list, "email code")).is_asked_for_a_code().types("o").sees("By which? ");
    jane.types(&number_of(&list, "email code")).is_asked_for_a_code().types(&stage.code(JANE));
    jane.sees("✓ The server knows you again.").is_asked_for_a_code().types(&stage.code("+15551234567"));
    jane.ends(0);
}

#[test]
fn a_link_by_mail_makes_it_go_on() {
    let stage = stage(with_password());
    let mut jane = seat(&stage, &["add", "email", WORK]);
    let list = jane.reads_until("By which? ");
    jane.types(&number_of(&list, "email link")).sees("waiting for the link");
    let link = stage.sandbox.inbox_of(JANE).pop().and_then(|message| message.link).unwrap();
    assert!(browser::page(&browser::follow(&link).unwrap()).is_some());
    jane.sees("✓ The server knows you again.").is_asked_for_a_code().types(&stage.code(WORK));
    jane.ends(0);
}

#[test]
fn an_authenticator_app_makes_it_go_on() {
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let stage = stage(NewUser { totp_secret: Some(secret.into()), ..with_password() });
    stage.sandbox.change_settings(|settings| settings.reverification.level = Level::SecondFactor);
    let mut jane = seat(&stage, &["add", "email", WORK]);
    jane.sees("Your authenticator app shows a code.").is_asked_for_a_code();
    let totp = Builder::new().with_secret(totp_rs::Secret::try_from_base32(secret).unwrap()).build().unwrap();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    jane.types(&totp.generate(now).to_string());
    jane.sees("✓ The server knows you again.").is_asked_for_a_code().types(&stage.code(WORK));
    jane.ends(0);
}

#[test]
fn a_user_without_any_factor_is_told_so() {
    let stage = stage(NewUser::default());
    let screen = seat(&stage, &["add", "email", WORK]).ends(7);
    assert!(screen.contains("sign out and in again") && screen.contains("user-metadata resume "), "{screen}");
}

#[test]
fn ctrl_c_at_the_password_leaves_a_run_that_can_be_resumed() {
    let stage = stage(with_password());
    let mut jane = seat(&stage, &["add", "email", WORK]);
    let list = jane.reads_until("By which? ");
    jane.types(&number_of(&list, "password"))
        .sees("Password (not shown; Enter alone for another way): ")
        .presses_ctrl_c();
    assert!(jane.ends(130).contains("Nothing was left behind. To go on:"));
    let mut jane = seat(&stage, &["resume", stage.saved().to_str().unwrap()]);
    jane.sees("By which? ").types(&number_of(&list, "password"));
    jane.sees("Password (not shown; Enter alone for another way): ")
        .types(PASSWORD)
        .is_asked_for_a_code()
        .types(&stage.code(WORK));
    jane.ends(0);
}

#[test]
fn a_removal_may_want_it_too_and_asks_for_the_session() {
    let stage = stage(with_password());
    let mut jane = stage.seat(&["remove", JANE, "--yes"]);
    jane.sees("Which session?").sees("Session: ").types(&stage.user.session_id);
    let list = jane.reads_until("By which? ");
    jane.types(&number_of(&list, "password"))
        .sees("Password (not shown; Enter alone for another way): ")
        .types(PASSWORD);
    assert!(jane.ends(0).contains("✓ jane@example.com was removed."));
}
