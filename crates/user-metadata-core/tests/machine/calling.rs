//! A request is to be sent, or under way.

use serde_json::json;
use user_metadata_core::api::Call;
use user_metadata_core::enrollment::table::StateName;
use user_metadata_core::enrollment::{Input, LeftOver, Outcome, RequestId, Sent};
use user_metadata_core::error::{MisuseCode, TransportFailure};

use crate::walk::*;

#[test]
fn an_enrollment_begins_with_its_create_call() {
    for walk in all_kinds() {
        assert_eq!(walk.state(), StateName::Calling);
        assert!(!walk.call().is_read());
    }
}

#[test]
fn a_created_identifier_without_verification_is_prepared() {
    for walk in [by_code(), by_link(), by_sso(), phone(), wallet()] {
        assert!(matches!(walk.created().call(), Call::PrepareVerification(_)));
    }
}

#[test]
fn what_the_server_answers_as_verified_is_verified_at_once() {
    for walk in [by_code(), by_link(), by_sso(), phone(), wallet(), account()] {
        let verified = walk.verified();
        assert!(matches!(walk.clone().ok(&verified).outcome(), Outcome::Verified { .. }));
        assert!(matches!(walk.only_create().ok(&verified).outcome(), Outcome::Verified { .. }));
    }
}

#[test]
fn where_only_a_create_was_asked_for_it_ends_there() {
    for walk in [by_code(), phone(), wallet(), account(), reauthorization()] {
        let outcome = walk.only_create().created().outcome();
        assert!(matches!(outcome, Outcome::Created { .. }), "{outcome:?}");
    }
}

#[test]
fn a_refusal_of_the_value_is_an_outcome_with_the_servers_text() {
    let outcome = by_code().refuse(422, "form_param_format_invalid").outcome();
    let Outcome::Rejected { error, left_over } = outcome else { panic!("{outcome:?}") };
    assert_eq!(error.user_message(), "Fit to show.");
    assert_eq!(error.trace_id.as_deref(), Some("trace_1"));
    assert_eq!(left_over, LeftOver::Nothing);
}

#[test]
fn a_challenge_or_a_missing_dev_browser_is_no_sign_out() {
    for code in ["requires_captcha", "dev_browser_unauthenticated"] {
        assert!(matches!(by_code().refuse(401, code).outcome(), Outcome::Rejected { .. }), "{code}");
    }
}

#[test]
fn an_answer_to_another_request_is_stale_and_changes_nothing() {
    let walk = by_code().created();
    let stale = Input::Responded { id: RequestId(0), response: respond(200, &json!({})) };
    assert_eq!(walk.try_input(stale).err().unwrap().code, MisuseCode::StaleAnswer);
    let late = Input::TransportFailed { id: RequestId(99), failure: TransportFailure::Tls, sent: Sent::No };
    assert_eq!(walk.try_input(late).err().unwrap().code, MisuseCode::StaleAnswer);
    assert!(matches!(walk.call(), Call::PrepareVerification(_)));
}

#[test]
fn cancelling_a_create_that_is_under_way_leaves_an_unknown() {
    let outcome = by_code().input(Input::Cancelled).outcome();
    assert_eq!(outcome, Outcome::Cancelled { left_over: LeftOver::Unknown });
}

#[test]
fn cancelling_after_the_create_names_what_stays_behind() {
    let outcome = wallet().asking().input(Input::Cancelled).outcome();
    let Outcome::Cancelled { left_over: LeftOver::Unverified { resource } } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(resource.id(), "idn_1");
}

#[test]
fn an_account_that_the_user_had_before_is_never_a_left_over() {
    let outcome = reauthorization().asking().input(Input::Cancelled).outcome();
    assert_eq!(outcome, Outcome::Cancelled { left_over: LeftOver::Nothing });
}

#[test]
fn a_redirect_that_is_not_safe_is_never_opened() {
    for url in [
        "javascript:alert(1)",
        "http://provider.example.com/",
        "https://me@provider.example.com/",
        "/relative",
    ] {
        let walk = account();
        let mut verification = walk.unverified();
        verification["external_verification_redirect_url"] = json!(url);
        let resource = walk.resource(&verification);
        for walk in [walk.clone(), walk.only_create()] {
            let outcome = walk.ok(&resource).outcome();
            let Outcome::Unreadable { error, .. } = outcome else { panic!("{outcome:?}") };
            assert_eq!(error.code.as_str(), "verification_redirect_url_unsafe");
        }
    }
}

#[test]
fn what_is_deleted_elsewhere_is_no_left_over() {
    let outcome = by_code().created().refuse(404, "resource_not_found").outcome();
    let Outcome::Rejected { left_over, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(left_over, LeftOver::Nothing);
}
