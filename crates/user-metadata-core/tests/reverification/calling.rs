//! A request is to be sent, or under way.

use serde_json::json;
use user_metadata_core::api::{Call, FirstFactorPreparation, FirstFactorProof, SecondFactorProof};
use user_metadata_core::error::{MisuseCode, TransportFailure};
use user_metadata_core::resource::ReverificationLevel;
use user_metadata_core::reverification::table::StateName;
use user_metadata_core::reverification::{
    RequestId, Reverification, ReverificationInput as Input, ReverificationOutcome as Outcome, Sent,
};
use user_metadata_core::session::{Credentials, FrontendApi, Session};

use crate::walk::*;

#[test]
fn it_begins_at_the_level_that_the_server_named_or_at_the_strongest_single_one() {
    for (named, asked) in [(Some("multi_factor"), "multi_factor"), (None, "second_factor")] {
        let reverification = Reverification::start(named.map(ReverificationLevel::from));
        let Call::StartReverification(call) = (Walk { reverification, now: START }).call() else { panic!() };
        assert_eq!(call.level.as_str(), asked);
    }
}

#[test]
fn the_only_factor_is_taken_without_asking() {
    assert_eq!(asking_password().state(), StateName::AskingPassword);
    assert_eq!(asking_totp().state(), StateName::AskingCode);
    let Call::PrepareFirstFactor(call) = start().ok(&needs_first(&[email_code()])).call() else { panic!() };
    let FirstFactorPreparation::EmailCode { email_address_id } = call.preparation else { panic!() };
    assert_eq!(email_address_id.unwrap().as_str(), "idn_1");
}

#[test]
fn each_factor_is_proved_by_its_own_call() {
    let first = |walk: Walk| match walk.call() {
        Call::AttemptFirstFactor(call) => call.proof,
        other => panic!("{other:?}"),
    };
    assert!(matches!(first(asking_password().type_password("pw")), FirstFactorProof::Password { .. }));
    assert!(matches!(first(asking_email_code().type_code("424242")), FirstFactorProof::EmailCode { .. }));
    let by_phone =
        start().ok(&needs_first(&[phone_code()])).ok(&out(needs_first(&[phone_code()]), &phone_code()));
    assert!(matches!(first(by_phone.type_code("424242")), FirstFactorProof::PhoneCode { .. }));

    let second = |walk: Walk| match walk.call() {
        Call::AttemptSecondFactor(call) => call.proof,
        other => panic!("{other:?}"),
    };
    assert!(matches!(second(asking_totp().type_code("424242")), SecondFactorProof::Totp { .. }));
    let backup = start().ok(&needs_second(&[backup_code()])).type_code(" 12ab-34cd ");
    let SecondFactorProof::BackupCode { code } = second(backup) else { panic!() };
    assert_eq!(code.expose(), "12ab-34cd");
    let preparing = start().ok(&needs_second(&[phone_code()]));
    assert!(matches!(preparing.call(), Call::PrepareSecondFactor(_)));
    let by_phone = preparing.ok(&out(needs_second(&[phone_code()]), &phone_code()));
    assert!(matches!(second(by_phone.type_code("424242")), SecondFactorProof::PhoneCode { .. }));
}

#[test]
fn a_multi_factor_reverification_asks_for_one_factor_after_the_other() {
    let second = asking_password().type_password("pw").ok(&needs_second(&[totp()]));
    assert_eq!(second.state(), StateName::AskingCode);
    assert!(matches!(second.type_code("424242").ok(&complete()).outcome(), Outcome::Complete { .. }));
}

#[test]
fn the_second_factor_has_its_message_sent_although_the_first_had_one_too() {
    let second = asking_email_code().type_code("424242").ok(&needs_second(&[phone_code()]));
    assert!(matches!(second.call(), Call::PrepareSecondFactor(_)));
}

#[test]
fn a_level_that_the_server_lowers_is_followed_and_reported() {
    let asking = asking_password();
    assert_eq!(asking.reverification.level().as_str(), "first_factor");
    let Outcome::Complete { level, asked_level } = asking.type_password("pw").ok(&complete()).outcome()
    else {
        panic!()
    };
    assert_eq!((level.as_str(), asked_level.as_str()), ("first_factor", "second_factor"));
}

#[test]
fn what_the_server_calls_complete_is_complete_at_any_step() {
    assert!(matches!(start().ok(&complete()).outcome(), Outcome::Complete { .. }));
    let preparing = start().ok(&needs_first(&[email_code()]));
    assert!(matches!(preparing.ok(&complete()).outcome(), Outcome::Complete { .. }));
}

#[test]
fn a_user_without_a_usable_factor_is_told_what_would_do_elsewhere() {
    for factors in [vec![], vec![passkey()], vec![json!({"strategy": "enterprise_sso"}), email_link()]] {
        let Outcome::NoFactor { status, factors: listed } = start().ok(&needs_first(&factors)).outcome()
        else {
            panic!()
        };
        assert_eq!(status.as_str(), "needs_first_factor");
        assert_eq!(listed.len(), factors.len());
        assert!(listed.iter().all(|offer| !offer.is_supported));
    }
}

#[test]
fn a_factor_whose_id_cannot_be_sent_back_is_not_supported() {
    let hostile = json!({"strategy": "email_code", "email_address_id": "a\nb"});
    assert!(matches!(start().ok(&needs_first(&[hostile])).outcome(), Outcome::NoFactor { .. }));
}

#[test]
fn a_status_of_tomorrow_is_unreadable_and_named() {
    let mut held = needs_first(&[password()]);
    held["status"] = json!("needs_third_factor");
    let Outcome::Unreadable { error } = start().ok(&held).outcome() else { panic!() };
    assert_eq!(
        (error.code.as_str(), error.path.as_deref()),
        ("reverification_status_unknown", Some("$.response.status"))
    );
}

#[test]
fn a_refusal_for_good_is_an_outcome_with_the_servers_text() {
    for (status, code) in [(403, "user_locked"), (401, "requires_captcha"), (422, "form_param_value_invalid")]
    {
        let Outcome::Rejected { error } = start().refuse(status, code).outcome() else { panic!("{code}") };
        assert_eq!((error.user_message(), error.trace_id.as_deref()), ("Fit to show.", Some("trace_1")));
    }
}

#[test]
fn an_answer_to_another_request_is_stale_and_changes_nothing() {
    let walk = start().ok(&needs_first(&[email_code()]));
    let stale = Input::Responded { id: RequestId(0), response: respond(200, &json!({})) };
    assert_eq!(walk.try_input(stale).err().unwrap().code, MisuseCode::StaleAnswer);
    let late = Input::TransportFailed { id: RequestId(99), failure: TransportFailure::Tls, sent: Sent::No };
    assert_eq!(walk.try_input(late).err().unwrap().code, MisuseCode::StaleAnswer);
}

#[test]
fn the_session_has_to_be_named() {
    let walk = start();
    let api = FrontendApi::parse("https://clerk.example.com").unwrap();
    let session = Session::new(api, Credentials::native("tok_1").unwrap());
    assert!(walk.reverification.request(walk.id(), &session).is_err());
    let request = walk.reverification.request(walk.id(), &session.with_session_id("sess_1")).unwrap();
    assert!(!request.url.contains("_clerk_session_id"), "{}", request.url);
}

#[test]
fn cancelling_is_the_end_at_once() {
    assert_eq!(start().input(Input::Cancelled).outcome(), Outcome::Cancelled);
}
