//! The next request follows a sign-in, fresh credentials, or a pause.

use serde_json::json;
use user_metadata_core::api::Call;
use user_metadata_core::enrollment::table::StateName;
use user_metadata_core::enrollment::{Effect, Input, LeftOver, Outcome, Trouble, WaitReason};

use crate::walk::*;

#[test]
fn whoever_is_signed_out_is_asked_to_sign_in_and_the_same_call_follows() {
    for code in ["signed_out", "authentication_invalid", "session_expired"] {
        let walk = by_code().refuse(401, code);
        assert_eq!(walk.enrollment.effect(), Effect::SignIn);
        assert!(matches!(walk.input(Input::SignedIn).call(), Call::CreateEmailAddress(_)));
    }
}

#[test]
fn why_somebody_is_asked_for_is_known() {
    for (status, code) in [(401, "signed_out"), (403, "session_reverification_required")] {
        let walk = by_code().refuse(status, code);
        let Some(Trouble::Api(error)) = walk.enrollment.trouble() else { panic!("{code}") };
        assert_eq!((error.status, error.code()), (status, code));
    }
}

#[test]
fn a_typed_code_survives_the_sign_in() {
    let walk = by_code().asking().type_code("424242").refuse(401, "signed_out").input(Input::SignedIn);
    let Call::AttemptVerification(attempt) = walk.call() else { panic!() };
    assert_eq!(attempt.proof.expose(), "424242");
}

#[test]
fn sign_ins_that_do_not_help_end_it() {
    let mut walk = by_code();
    for _ in 0..3 {
        walk = walk.refuse(401, "signed_out").input(Input::SignedIn);
    }
    assert!(matches!(walk.refuse(401, "signed_out").outcome(), Outcome::Rejected { .. }));
}

#[test]
fn fresh_credentials_are_asked_for_and_the_same_call_follows() {
    for code in ["session_reverification_required", "session_step_up_verification_required"] {
        let walk = by_code().refuse(403, code);
        assert_eq!(walk.enrollment.effect(), Effect::Reverify { level: None });
        assert!(matches!(walk.input(Input::Reverified).call(), Call::CreateEmailAddress(_)));
    }
}

#[test]
fn credentials_that_are_not_enough_are_followed_by_both_factors_and_then_by_the_end() {
    let again = by_code().refuse(403, "session_reverification_required").input(Input::Reverified);
    let more = again.refuse(403, "session_reverification_required");
    assert_eq!(more.enrollment.effect(), Effect::Reverify { level: Some("multi_factor".into()) });
    let last = more.restart().input(Input::Reverified);
    assert!(matches!(last.call(), Call::CreateEmailAddress(_)));
    assert!(matches!(
        last.refuse(403, "session_reverification_required").outcome(),
        Outcome::Rejected { .. }
    ));
}

#[test]
fn a_server_that_names_its_level_is_asked_once() {
    let body =
        json!({"errors": [{"code": "session_reverification_required", "meta": {"level": "first_factor"}}]});
    let again = by_code().answer(403, &body).input(Input::Reverified);
    assert!(matches!(again.answer(403, &body).outcome(), Outcome::Rejected { .. }));
}

#[test]
fn a_second_lapse_later_on_is_asked_about_again() {
    let walk = wallet().refuse(403, "session_reverification_required").input(Input::Reverified).created();
    assert_eq!(walk.refuse(403, "session_reverification_required").state(), StateName::Reverifying);
}

#[test]
fn what_the_server_says_of_the_level_is_handed_on() {
    let body = json!({"errors": [{"code": "session_reverification_required", "meta": {"reverification": {"level": "second_factor"}}}]});
    let walk = by_code().answer(403, &body);
    assert_eq!(walk.enrollment.effect(), Effect::Reverify { level: Some("second_factor".into()) });
}

#[test]
fn a_rate_limit_waits_as_long_as_the_server_says() {
    for (header, pause) in [("12", 12_000), ("Thu, 01 Jan 2026 00:00:30 GMT", 30_000)] {
        let walk = by_code();
        let mut response = respond(429, &refusal("too_many_requests"));
        response.headers.push(("Retry-After".into(), header.into()));
        let id = walk.id();
        let waiting = walk.input(Input::Responded { id, response });
        let Effect::Wait { until, reason } = waiting.enrollment.effect() else { panic!() };
        assert_eq!((until.as_unix_millis() - START, reason), (pause, WaitReason::RateLimited));
        assert!(matches!(waiting.wait().call(), Call::CreateEmailAddress(_)));
    }
}

#[test]
fn an_hour_of_patience_is_a_refusal() {
    let walk = by_code();
    let mut response = respond(429, &refusal("too_many_requests"));
    response.headers.push(("Retry-After".into(), "3600".into()));
    let id = walk.id();
    let Outcome::Rejected { error, .. } = walk.input(Input::Responded { id, response }).outcome() else {
        panic!()
    };
    assert_eq!(error.retry_after_millis, Some(3_600_000));
}

#[test]
fn an_attempt_that_failed_on_the_server_is_looked_after_with_the_trace_at_hand() {
    let walk = by_code().asking().type_code("424242").refuse(500, "internal_clerk_error");
    let trouble = format!("{:?}", walk.enrollment.trouble().unwrap());
    assert!(trouble.contains("trace_1"), "{trouble}");
    assert!(matches!(walk.wait().call(), Call::ReadResource(_)));
}

#[test]
fn cancelling_while_signed_out_leaves_nothing_behind() {
    let outcome = by_code().refuse(401, "signed_out").input(Input::Cancelled).outcome();
    assert_eq!(outcome, Outcome::Cancelled { left_over: LeftOver::Nothing });
}
