//! A link is out.

use serde_json::json;
use user_metadata_core::api::Call;
use user_metadata_core::enrollment::table::StateName;
use user_metadata_core::enrollment::{Effect, Input, Outcome, Sent};
use user_metadata_core::error::MisuseCode;
use user_metadata_core::secret::Secret;

use crate::walk::*;

fn still_unverified(walk: Walk) -> Walk {
    let resource = walk.resource(&walk.unverified());
    walk.ok(&resource)
}

#[test]
fn it_looks_after_a_second_then_less_and_less_often() {
    let mut walk = by_link().asking();
    let mut pauses = Vec::new();
    for _ in 0..6 {
        let before = walk.now;
        walk = walk.wait();
        assert!(matches!(walk.call(), Call::ReadResource(_)));
        pauses.push(walk.now - before);
        walk = still_unverified(walk);
    }
    assert_eq!(pauses, [1_000, 1_500, 2_250, 3_375, 5_000, 5_000]);
}

#[test]
fn an_early_tick_changes_nothing() {
    let walk = by_link().asking();
    assert_eq!(walk.clone().input(Input::Tick).enrollment, walk.enrollment);
}

#[test]
fn the_opened_link_verifies_it() {
    let walk = by_link().asking().wait();
    let verified = walk.verified();
    assert!(matches!(walk.ok(&verified).outcome(), Outcome::Verified { .. }));
}

#[test]
fn it_ends_on_every_terminal_state() {
    for (status, expected) in [("expired", "expired"), ("failed", "refused"), ("transferable", "refused")] {
        let walk = by_link().asking().wait();
        let resource = walk.resource(&walk.verification(status));
        assert_eq!(walk.ok(&resource).outcome().as_str(), expected, "{status}");
    }
    assert_eq!(by_link().asking().wait().refuse(404, "resource_not_found").outcome().as_str(), "rejected");
    assert_eq!(by_link().asking().wait().refuse(401, "signed_out").state(), StateName::SigningIn);
}

#[test]
fn it_looks_once_more_at_the_deadline_and_then_ends() {
    let mut walk = by_link().asking();
    let mut looks = 0;
    while walk.state() == StateName::AwaitingLink {
        walk = still_unverified(walk.wait());
        looks += 1;
        assert!(looks < 200);
    }
    assert!(matches!(walk.outcome(), Outcome::Expired { .. }));
    assert_eq!(walk.now, EXPIRES);
}

#[test]
fn a_deadline_that_the_server_does_not_give_is_ten_minutes() {
    let walk = by_link().created();
    let resource = walk.resource(&json!({"status": "unverified", "strategy": "email_link"}));
    let Effect::AwaitLink { expires_at, .. } = walk.ok(&resource).enrollment.effect() else { panic!() };
    assert_eq!(expires_at.as_unix_millis(), START + 600_000);
}

#[test]
fn a_rate_limit_never_delays_it_past_the_moment_at_which_the_link_dies() {
    let walk = by_link().asking().wait();
    let mut response = respond(429, &refusal("too_many_requests"));
    response.headers.push(("Retry-After".into(), "86400".into()));
    let delayed = walk.clone().input(Input::Responded { id: walk.id(), response });
    let Effect::AwaitLink { poll_at, expires_at, .. } = delayed.enrollment.effect() else { panic!() };
    assert_eq!(poll_at, expires_at);
}

#[test]
fn a_rate_limit_or_a_lost_connection_only_delays_it() {
    let walk = by_link().asking().wait();
    let mut response = respond(429, &refusal("too_many_requests"));
    response.headers.push(("Retry-After".into(), "7".into()));
    let id = walk.id();
    let delayed = walk.clone().input(Input::Responded { id, response });
    let Effect::AwaitLink { poll_at, .. } = delayed.enrollment.effect() else { panic!() };
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
    for (status, expected) in [
        ("expired", "expired"),
        ("failed", "refused"),
        ("client_mismatch", "refused"),
        ("transferable", "refused"),
    ] {
        let walk = by_link().asking().come_back(&format!("?__clerk_status={status}"));
        assert!(matches!(walk.call(), Call::ReadResource(_)));
        assert_eq!(still_unverified(walk.clone()).outcome().as_str(), expected, "{status}");
        let verified = walk.verified();
        assert_eq!(
            walk.ok(&verified).outcome().as_str(),
            "verified",
            "the server knows better than {status}"
        );
    }
    let early = still_unverified(by_link().asking().come_back("?__clerk_status=verified"));
    assert_eq!(early.state(), StateName::AwaitingLink);
}

#[test]
fn another_browser_is_refused_with_its_own_code() {
    let walk = by_link().asking().come_back("?__clerk_status=client_mismatch");
    let Outcome::Refused { error, .. } = still_unverified(walk).outcome() else { panic!() };
    assert_eq!(error.code, "client_mismatch");
}

#[test]
fn a_foreign_landing_url_is_the_hosts_mistake() {
    let foreign =
        Input::RedirectReturned { url: Secret::new("https://evil.example.com/back?__clerk_status=failed") };
    assert_eq!(by_link().asking().try_input(foreign).err().unwrap().code, MisuseCode::ForeignReturnUrl);
}

#[test]
fn a_link_is_sent_again_after_a_minute() {
    let walk = by_link().asking();
    assert!(walk.clone().at(START + 59_999).try_input(Input::ResendRequested).is_err());
    let resent = walk.at(START + 60_000).input(Input::ResendRequested);
    assert!(matches!(resent.call(), Call::PrepareVerification(_)));
}
