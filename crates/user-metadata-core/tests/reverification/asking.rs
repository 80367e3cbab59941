//! A password or a code is wanted.

use serde_json::json;
use user_metadata_core::api::Call;
use user_metadata_core::error::MisuseCode;
use user_metadata_core::reverification::table::StateName;
use user_metadata_core::reverification::{
    Problem, ReverificationEffect as Effect, ReverificationInput as Input, ReverificationOutcome as Outcome,
};

use crate::walk::*;

fn question(walk: &Walk) -> (u32, Option<Problem>) {
    match walk.reverification.effect() {
        Effect::AskPassword { attempts, problem } | Effect::AskCode { attempts, problem, .. } => {
            (attempts, problem)
        }
        other => panic!("expected a question, found {other:?}"),
    }
}

#[test]
fn the_question_says_which_code_where_it_went_and_how_long_there_is() {
    let Effect::AskCode { strategy, destination, expires_at, resend_at, .. } =
        asking_email_code().reverification.effect()
    else {
        panic!()
    };
    assert_eq!((strategy.as_str(), destination.unwrap().as_str()), ("email_code", "j•••@example.com"));
    assert_eq!(expires_at.unwrap().as_unix_millis(), EXPIRES);
    assert_eq!(resend_at.unwrap().as_unix_millis(), START + 30_000);
}

#[test]
fn a_code_that_nobody_sends_has_no_destination_and_no_resend() {
    let Effect::AskCode { strategy, destination, expires_at, resend_at, .. } =
        asking_totp().reverification.effect()
    else {
        panic!()
    };
    assert_eq!((strategy.as_str(), destination, expires_at, resend_at), ("totp", None, None, None));
    for walk in [asking_totp(), asking_password(), choosing()] {
        assert_eq!(walk.try_input(Input::ResendRequested).err().unwrap().code, MisuseCode::ResendNotPossible);
    }
}

#[test]
fn the_right_password_completes_it() {
    assert!(matches!(
        asking_password().type_password("pw").ok(&complete()).outcome(),
        Outcome::Complete { .. }
    ));
}

#[test]
fn a_password_is_sent_as_it_was_typed() {
    let typed = "  blanks and ünïcode  ";
    let Call::AttemptFirstFactor(call) = asking_password().type_password(typed).call() else { panic!() };
    let user_metadata_core::api::FirstFactorProof::Password { password } = call.proof else { panic!() };
    assert_eq!(password.expose(), typed);
}

#[test]
fn a_wrong_password_asks_again_and_is_counted() {
    let mut walk = asking_password();
    for expected in 1..=3 {
        walk = walk.type_password("wrong").refuse(422, "form_password_incorrect");
        let (attempts, problem) = question(&walk);
        assert_eq!(attempts, expected);
        let Some(Problem::Incorrect { error }) = problem else { panic!() };
        assert_eq!(error.user_message(), "Fit to show.");
    }
}

#[test]
fn a_wrong_code_asks_again_and_is_counted() {
    for (asking, code) in
        [(asking_email_code(), "form_code_incorrect"), (asking_totp(), "totp_incorrect_code")]
    {
        let walk = asking.type_code("111111").refuse(422, code).type_code("222222").refuse(422, code);
        assert_eq!(question(&walk).0, 2);
    }
}

#[test]
fn an_answer_that_moves_nothing_on_was_a_wrong_proof() {
    let (attempts, problem) =
        question(&asking_password().type_password("pw").ok(&needs_first(&[password()])));
    assert_eq!(attempts, 1);
    let Some(Problem::Incorrect { error }) = problem else { panic!() };
    assert_eq!(error.code, "proof_refused");
}

#[test]
fn what_cannot_be_right_is_asked_again_without_being_sent_or_counted() {
    let backup = || start().ok(&needs_second(&[backup_code()]));
    for walk in [
        asking_password().type_password(""),
        asking_email_code().type_code("12345"),
        asking_totp().type_code("12345a"),
        backup().type_code(" \t"),
    ] {
        let (attempts, problem) = question(&walk);
        assert_eq!(attempts, 0);
        assert!(matches!(problem, Some(Problem::Malformed { .. })));
    }
    assert!(matches!(backup().type_code("12345").call(), Call::AttemptSecondFactor(_)));
}

#[test]
fn a_text_that_the_server_cannot_take_is_asked_again_without_being_counted() {
    let (attempts, problem) =
        question(&asking_totp().type_code("111111").refuse(422, "form_param_format_invalid"));
    assert_eq!(attempts, 0);
    assert!(matches!(problem, Some(Problem::Incorrect { .. })));
}

#[test]
fn an_expired_code_asks_for_another_which_only_the_person_has_sent() {
    let walk = asking_email_code().at(EXPIRES + 1).type_code("424242").refuse(400, "verification_expired");
    assert!(matches!(question(&walk).1, Some(Problem::Over { .. })));
    assert!(matches!(walk.input(Input::ResendRequested).call(), Call::PrepareFirstFactor(_)));
}

#[test]
fn a_password_verification_that_was_closed_begins_again_and_says_why() {
    let again = asking_password().type_password("wrong").refuse(400, "verification_failed");
    assert!(matches!(again.call(), Call::StartReverification(_)));
    let walk = again.ok(&needs_first(&[password()]));
    assert!(matches!(question(&walk).1, Some(Problem::Incorrect { .. })));
}

#[test]
fn a_third_verification_closed_by_wrong_answers_is_the_end() {
    let mut walk = asking_password();
    for _ in 0..2 {
        walk = walk.type_password("wrong").refuse(400, "verification_failed").ok(&needs_first(&[password()]));
    }
    assert_eq!(walk.type_password("wrong").refuse(400, "verification_failed").outcome(), Outcome::Exhausted);

    let failed = || verifying(needs_first(&[email_code()]), &verification("email_code", "failed"));
    let mut walk = asking_email_code();
    for _ in 0..2 {
        walk = walk.type_code("111111").ok(&failed());
        walk = walk.clone().at(walk.now + 30_000).input(Input::ResendRequested);
        walk = walk.ok(&out(needs_first(&[email_code()]), &email_code()));
    }
    assert_eq!(walk.type_code("111111").ok(&failed()).outcome(), Outcome::Exhausted);
}

#[test]
fn a_reverification_that_lapsed_meanwhile_begins_again_and_sends_nothing_unasked() {
    let walk = asking_email_code().type_code("424242").refuse(400, "session_reverification_missing");
    assert!(matches!(walk.call(), Call::StartReverification(_)));
    assert_eq!(walk.ok(&needs_first(&[email_code()])).state(), StateName::Choosing);
    let walk = asking_password().type_password("pw").refuse(400, "session_reverification_missing");
    assert_eq!(walk.ok(&needs_first(&[password()])).state(), StateName::AskingPassword);
}

#[test]
fn what_was_proved_elsewhere_meanwhile_is_looked_at() {
    for code in ["verification_already_verified", "invalid_action_for_session_reverification"] {
        let looking = asking_password().type_password("pw").refuse(400, code);
        assert!(matches!(looking.call(), Call::ReadReverification(_)), "{code}");
        assert!(matches!(looking.clone().ok(&complete()).outcome(), Outcome::Complete { .. }));
        assert_eq!(looking.clone().ok(&needs_second(&[totp()])).state(), StateName::AskingCode);
        assert!(matches!(looking.ok(&needs_first(&[password()])).outcome(), Outcome::Rejected { .. }));
    }
}

#[test]
fn a_reverification_that_was_taken_back_to_its_start_elsewhere_sends_nothing_unasked() {
    let second = asking_email_code().type_code("424242").ok(&needs_second(&[totp()]));
    let walk = second.type_code("424242").ok(&needs_first(&[email_code()]));
    assert_eq!(walk.state(), StateName::Choosing);
}

#[test]
fn a_locked_user_is_told_for_how_long() {
    let body = json!({"errors": [{"code": "user_locked", "meta": {"lockout_expires_in_seconds": 900}}]});
    let Outcome::Rejected { error } = asking_password().type_password("wrong").answer(403, &body).outcome()
    else {
        panic!()
    };
    assert_eq!(error.errors[0].lockout_expires_in_seconds(), Some(900));
}

#[test]
fn a_resend_before_its_time_is_the_hosts_mistake() {
    let walk = asking_email_code().at(START + 29_999);
    assert_eq!(walk.try_input(Input::ResendRequested).err().unwrap().code, MisuseCode::ResendTooEarly);
    assert!(matches!(
        walk.at(START + 30_000).input(Input::ResendRequested).call(),
        Call::PrepareFirstFactor(_)
    ));
}

#[test]
fn a_cool_down_of_the_server_wins_over_ours() {
    let resent = asking_email_code().at(START + 30_000).input(Input::ResendRequested);
    let looking = resent.refuse_for(429, "verification_code_too_many_requests", "90");
    let Effect::AskCode { resend_at, .. } =
        looking.ok(&out(needs_first(&[email_code()]), &email_code())).reverification.effect()
    else {
        panic!()
    };
    assert_eq!(resend_at.unwrap().as_unix_millis(), START + 120_000);
}
