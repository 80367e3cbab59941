//! A link is out.

use serde_json::{Value, json};
use user_metadata_core::api::Call;
use user_metadata_core::error::MisuseCode;
use user_metadata_core::reverification::table::StateName;
use user_metadata_core::reverification::{
    ReverificationEffect as Effect, ReverificationInput as Input, ReverificationOutcome as Outcome, Sent,
};
use user_metadata_core::secret::Secret;

use crate::walk::*;

fn with_status(status: &str) -> Value {
    verifying(needs_first(&[email_link()]), &verification("email_link", status))
}

fn still_unopened(walk: Walk) -> Walk {
    walk.ok(&with_status("unverified"))
}

#[test]
fn it_says_where_the_link_went_and_how_long_there_is() {
    let Effect::AwaitLink { destination, poll_at, expires_at, resend_at } =
        awaiting_link().reverification.effect()
    else {
        panic!()
    };
    assert_eq!(destination.unwrap().as_str(), "j•••@example.com");
    assert_eq!(poll_at.as_unix_millis(), START + 1_000);
    assert_eq!((expires_at.as_unix_millis(), resend_at.as_unix_millis()), (EXPIRES, START + 60_000));
}

#[test]
fn it_looks_after_a_second_then_less_and_less_often() {
    let mut walk = awaiting_link();
    let mut pauses = Vec::new();
    for _ in 0..6 {
        let before = walk.now;
        walk = walk.wait();
        assert!(matches!(walk.call(), Call::ReadReverification(_)));
        pauses.push(walk.now - before);
        walk = still_unopened(walk);
    }
    assert_eq!(pauses, [1_000, 1_500, 2_250, 3_375, 5_000, 5_000]);
}

#[test]
fn the_opened_link_completes_it_or_leads_to_the_second_factor() {
    assert!(matches!(awaiting_link().wait().ok(&complete()).outcome(), Outcome::Complete { .. }));
    assert_eq!(awaiting_link().wait().ok(&needs_second(&[totp()])).state(), StateName::AskingCode);
}

#[test]
fn it_ends_on_every_terminal_state() {
    for (status, expected) in [("expired", "expired"), ("failed", "refused"), ("transferable", "refused")] {
        assert_eq!(awaiting_link().wait().ok(&with_status(status)).outcome().as_str(), expected, "{status}");
    }
    assert_eq!(awaiting_link().wait().refuse(404, "resource_not_found").outcome().as_str(), "rejected");
    assert_eq!(awaiting_link().wait().refuse(401, "signed_out").state(), StateName::SigningIn);
}

#[test]
fn it_looks_once_more_at_the_deadline_and_then_ends() {
    let mut walk = awaiting_link();
    let mut looks = 0;
    while walk.state() == StateName::AwaitingLink {
        walk = still_unopened(walk.wait());
        looks += 1;
        assert!(looks < 200);
    }
    assert_eq!((walk.outcome(), walk.now), (Outcome::Expired, EXPIRES));
}

#[test]
fn a_deadline_that_the_server_does_not_give_is_ten_minutes() {
    let walk = with_links().ok(&needs_first(&[email_link()])).ok(&needs_first(&[email_link()]));
    let Effect::AwaitLink { expires_at, .. } = walk.reverification.effect() else { panic!() };
    assert_eq!(expires_at.as_unix_millis(), START + 600_000);
}

#[test]
fn a_rate_limit_never_delays_it_past_the_moment_at_which_the_link_dies() {
    let delayed = awaiting_link().wait().refuse_for(429, "too_many_requests", "86400");
    let Effect::AwaitLink { poll_at, expires_at, .. } = delayed.reverification.effect() else { panic!() };
    assert_eq!(poll_at, expires_at);
}

#[test]
fn a_rate_limit_or_a_lost_connection_only_delays_it() {
    let walk = awaiting_link().wait();
    let delayed = walk.clone().refuse_for(429, "too_many_requests", "7");
    let Effect::AwaitLink { poll_at, .. } = delayed.reverification.effect() else { panic!() };
    assert_eq!(poll_at.as_unix_millis(), walk.now + 7_000);
    for sent in [Sent::Maybe, Sent::No] {
        let mut offline = walk.clone();
        for _ in 0..12 {
            offline = offline.lose(sent);
            assert_eq!(offline.state(), StateName::AwaitingLink);
            offline = offline.wait();
        }
    }
}

#[test]
fn what_the_landing_url_says_is_confirmed_by_a_look() {
    for (status, expected) in [("expired", "expired"), ("failed", "refused"), ("client_mismatch", "refused")]
    {
        let walk = awaiting_link().come_back(&format!("?__clerk_status={status}"));
        assert!(matches!(walk.call(), Call::ReadReverification(_)));
        assert_eq!(still_unopened(walk.clone()).outcome().as_str(), expected, "{status}");
        assert_eq!(
            walk.ok(&complete()).outcome().as_str(),
            "complete",
            "the server knows better than {status}"
        );
    }
    let early = still_unopened(awaiting_link().come_back("?__clerk_status=verified"));
    assert_eq!(early.state(), StateName::AwaitingLink);
}

#[test]
fn another_browser_is_refused_with_its_own_code() {
    let walk = awaiting_link().come_back("?__clerk_status=client_mismatch");
    let Outcome::Refused { error } = still_unopened(walk).outcome() else { panic!() };
    assert_eq!(error.code, "client_mismatch");
}

#[test]
fn a_foreign_landing_url_is_the_hosts_mistake() {
    let foreign = || Input::RedirectReturned { url: Secret::new("https://evil.example.com/back") };
    assert_eq!(awaiting_link().try_input(foreign()).err().unwrap().code, MisuseCode::ForeignReturnUrl);
    assert_eq!(asking_password().try_input(foreign()).err().unwrap().code, MisuseCode::InputNotExpected);
}

#[test]
fn a_link_is_sent_again_after_a_minute() {
    assert!(awaiting_link().at(START + 59_999).try_input(Input::ResendRequested).is_err());
    let resent = awaiting_link().at(START + 60_000).input(Input::ResendRequested);
    assert!(matches!(resent.call(), Call::PrepareFirstFactor(_)));
}

#[test]
fn a_reverification_that_lapsed_meanwhile_goes_on_waiting_where_the_link_still_works() {
    let again = awaiting_link().wait().refuse(400, "session_reverification_missing");
    assert!(matches!(again.call(), Call::StartReverification(_)));
    assert_eq!(again.clone().ok(&with_status("unverified")).state(), StateName::AwaitingLink);
    assert_eq!(again.ok(&needs_first(&[email_link()])).state(), StateName::Choosing);
}

#[test]
fn a_code_that_was_prepared_elsewhere_says_nothing_about_the_link() {
    let other = verifying(needs_first(&[email_link()]), &verification("email_code", "failed"));
    assert_eq!(awaiting_link().wait().ok(&other).state(), StateName::AwaitingLink);
    let unknown = verifying(needs_first(&[email_link()]), &json!(null));
    assert_eq!(awaiting_link().wait().ok(&unknown).state(), StateName::AwaitingLink);
}
