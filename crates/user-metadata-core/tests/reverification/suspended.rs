//! The next request follows a sign-in, or a pause.

use user_metadata_core::api::Call;
use user_metadata_core::reverification::table::StateName;
use user_metadata_core::reverification::{
    ReverificationEffect as Effect, ReverificationInput as Input, ReverificationOutcome as Outcome,
    WaitReason,
};

use crate::walk::*;

#[test]
fn whoever_is_signed_out_is_asked_to_sign_in_and_it_begins_anew() {
    for code in ["signed_out", "authentication_invalid", "session_expired"] {
        for walk in [start(), asking_email_code().type_code("424242"), awaiting_link().wait()] {
            let signed_out = walk.refuse(401, code);
            assert_eq!(signed_out.reverification.effect(), Effect::SignIn);
            assert!(matches!(signed_out.input(Input::SignedIn).call(), Call::StartReverification(_)));
        }
    }
}

#[test]
fn nothing_of_the_old_session_is_left_in_the_new_one() {
    let walk = asking_email_code().type_code("424242").refuse(401, "signed_out").input(Input::SignedIn);
    assert_eq!(walk.reverification.resource(), None);
    assert!(walk.reverification.factors().is_empty());
}

#[test]
fn sign_ins_that_do_not_help_end_it() {
    let mut walk = start();
    for _ in 0..3 {
        walk = walk.refuse(401, "signed_out").input(Input::SignedIn);
    }
    assert!(matches!(walk.refuse(401, "signed_out").outcome(), Outcome::Rejected { .. }));
}

#[test]
fn a_rate_limit_waits_as_long_as_the_server_says_and_keeps_the_password() {
    let waiting = asking_password().type_password("pw").refuse_for(429, "too_many_requests", "12");
    let Effect::Wait { until, reason } = waiting.reverification.effect() else { panic!() };
    assert_eq!((until.as_unix_millis() - START, reason), (12_000, WaitReason::RateLimited));
    assert!(matches!(waiting.wait().call(), Call::AttemptFirstFactor(_)));
}

#[test]
fn an_hour_of_patience_is_a_refusal() {
    let Outcome::Rejected { error } = start().refuse_for(429, "too_many_requests", "3600").outcome() else {
        panic!()
    };
    assert_eq!(error.retry_after_millis, Some(3_600_000));
}

#[test]
fn the_reason_of_a_pause_is_at_hand() {
    let waiting = start().refuse(503, "maintenance_mode");
    let Effect::Wait { reason, .. } = waiting.reverification.effect() else { panic!() };
    assert_eq!(reason, WaitReason::ServerFault);
    assert!(format!("{:?}", waiting.reverification.trouble().unwrap()).contains("trace_1"));
    assert_eq!(waiting.wait().ok(&needs_first(&[password()])).reverification.trouble(), None);
}

#[test]
fn cancelling_while_signed_out_is_accepted() {
    let signed_out = start().refuse(401, "signed_out");
    assert_eq!(signed_out.state(), StateName::SigningIn);
    assert_eq!(signed_out.input(Input::Cancelled).outcome(), Outcome::Cancelled);
}
