//! A code is out, or a message waits for its signature.

use serde_json::json;
use user_metadata_core::api::Call;
use user_metadata_core::enrollment::table::StateName;
use user_metadata_core::enrollment::{Effect, Input, Outcome, Problem};
use user_metadata_core::error::MisuseCode;

use crate::walk::*;

fn problem(walk: &Walk) -> Option<Problem> {
    match walk.enrollment.effect() {
        Effect::AskCode { problem, .. } | Effect::AskSignature { problem, .. } => problem,
        other => panic!("expected a question, found {other:?}"),
    }
}

#[test]
fn the_question_says_where_the_code_went_and_how_long_there_is() {
    let Effect::AskCode { destination, expires_at, resend_at, attempts, problem, .. } =
        by_code().asking().enrollment.effect()
    else {
        panic!()
    };
    assert_eq!(destination.as_str(), "jane@example.com");
    assert_eq!(expires_at.unwrap().as_unix_millis(), EXPIRES);
    assert_eq!(resend_at.as_unix_millis(), START + 30_000);
    assert_eq!((attempts, problem), (0, None));
}

#[test]
fn a_server_that_does_not_say_when_it_ends_is_not_taken_to_mean_now() {
    let walk = by_code().created();
    for missing in [json!(null), json!(0)] {
        let resource =
            walk.resource(&json!({"status": "unverified", "strategy": "email_code", "expire_at": missing}));
        let Effect::AskCode { expires_at, .. } = walk.clone().ok(&resource).enrollment.effect() else {
            panic!()
        };
        assert_eq!(expires_at, None);
    }
}

#[test]
fn a_device_whose_clock_is_a_day_off_still_shows_the_right_time_left() {
    let day = 86_400_000;
    let walk = by_code().created().at(START + day);
    let resource = walk.resource(&walk.unverified());
    let mut response = respond(200, &json!({"response": resource}));
    response.headers.push(("Date".into(), "Thu, 01 Jan 2026 00:00:00 GMT".into()));
    let id = walk.id();
    let asked = walk.input(Input::Responded { id, response });
    let Effect::AskCode { expires_at, .. } = asked.enrollment.effect() else { panic!() };
    assert_eq!(expires_at.unwrap().as_unix_millis() - asked.now, 600_000);
}

#[test]
fn six_digits_are_sent_and_verify_it() {
    let attempted = by_code().asking().type_code(" 424242 ");
    let Call::AttemptVerification(attempt) = attempted.call() else { panic!() };
    assert_eq!(attempt.proof.expose(), "424242");
    let verified = attempted.verified();
    assert!(matches!(attempted.ok(&verified).outcome(), Outcome::Verified { .. }));
}

#[test]
fn what_cannot_be_a_code_is_asked_again_without_being_sent_or_counted() {
    for entry in ["", "12345", "1234567", "12a456", "１２３４５６"] {
        let walk = by_code().asking().type_code(entry);
        assert!(matches!(problem(&walk), Some(Problem::Malformed { .. })), "{entry}");
        let Effect::AskCode { attempts, .. } = walk.enrollment.effect() else { panic!() };
        assert_eq!(attempts, 0);
    }
}

#[test]
fn a_wrong_code_asks_again_and_is_counted() {
    let mut walk = phone().asking();
    for expected in 1..=3 {
        walk = walk.type_code("111111").refuse(422, "form_code_incorrect");
        let Effect::AskCode { attempts, problem, .. } = walk.enrollment.effect() else { panic!() };
        assert_eq!(attempts, expected);
        let Some(Problem::Incorrect { error }) = problem else { panic!() };
        assert_eq!(error.user_message(), "Fit to show.");
    }
}

#[test]
fn an_expired_code_asks_for_another_which_only_the_person_has_sent() {
    let walk = by_code().asking().at(EXPIRES + 1).type_code("424242").refuse(400, "verification_expired");
    assert!(matches!(problem(&walk), Some(Problem::Over { .. })));
    let resent = walk.input(Input::ResendRequested);
    assert!(matches!(resent.call(), Call::PrepareVerification(_)));
}

#[test]
fn a_third_verification_closed_by_wrong_codes_is_the_end() {
    let mut walk = by_code().asking();
    for _ in 0..2 {
        walk = walk.type_code("111111").refuse(400, "verification_failed");
        walk = walk.clone().at(walk.now + 30_000).input(Input::ResendRequested);
        let resource = walk.resource(&walk.unverified());
        walk = walk.ok(&resource);
    }
    let outcome = walk.type_code("111111").refuse(400, "verification_failed").outcome();
    assert!(matches!(outcome, Outcome::Exhausted { .. }), "{outcome:?}");
}

#[test]
fn a_resend_before_its_time_is_the_hosts_mistake() {
    let walk = by_code().asking().at(START + 29_999);
    assert_eq!(walk.try_input(Input::ResendRequested).err().unwrap().code, MisuseCode::ResendTooEarly);
    assert!(walk.at(START + 30_000).try_input(Input::ResendRequested).is_ok());
}

#[test]
fn a_cool_down_of_the_server_wins_over_ours() {
    let walk = by_code().asking().at(START + 30_000).input(Input::ResendRequested);
    let mut response = respond(429, &refusal("verification_code_too_many_requests"));
    response.headers.push(("Retry-After".into(), "90".into()));
    let id = walk.id();
    let checking = walk.input(Input::Responded { id, response });
    let live = checking.resource(&checking.unverified());
    let Effect::AskCode { resend_at, .. } = checking.ok(&live).enrollment.effect() else { panic!() };
    assert_eq!(resend_at.as_unix_millis(), START + 120_000);
}

#[test]
fn a_refusal_of_the_resend_for_good_ends_it() {
    let walk = phone().asking().at(START + 30_000).input(Input::ResendRequested);
    assert!(matches!(walk.refuse(400, "dev_monthly_sms_limit_exceeded").outcome(), Outcome::Rejected { .. }));
}

#[test]
fn a_wallet_is_asked_to_sign_the_message_and_nothing_else() {
    let Effect::AskSignature { message, wallet: address, strategy, .. } =
        wallet().asking().enrollment.effect()
    else {
        panic!()
    };
    assert_eq!((message.as_str(), address.as_str()), ("sign me", WALLET));
    assert_eq!(strategy.as_str(), "web3_metamask_signature");
}

#[test]
fn a_wallet_without_a_message_to_sign_is_unreadable() {
    let walk = wallet().created();
    let resource =
        walk.resource(&json!({"status": "unverified", "strategy": "web3_metamask_signature", "nonce": "n"}));
    let Outcome::Unreadable { error, .. } = walk.ok(&resource).outcome() else { panic!() };
    assert_eq!(error.code.as_str(), "verification_message_missing");
}

#[test]
fn a_signature_of_the_wrong_shape_is_asked_again() {
    let walk = wallet().asking().sign("0x1234");
    assert!(matches!(problem(&walk), Some(Problem::Malformed { .. })));
    assert!(matches!(walk.sign(&signature()).call(), Call::AttemptVerification(_)));
}

#[test]
fn a_wrong_signature_is_asked_again_for_the_same_message() {
    let walk = wallet().asking().sign(&signature()).refuse(422, "form_incorrect_signature");
    assert_eq!(walk.state(), StateName::AskingSignature);
    assert!(matches!(problem(&walk), Some(Problem::Incorrect { .. })));
}

#[test]
fn a_message_that_expired_is_made_again_at_once() {
    let walk = wallet().asking().sign(&signature()).refuse(400, "verification_expired");
    assert!(matches!(walk.call(), Call::PrepareVerification(_)));
}
