//! The user is at the provider.

use serde_json::json;
use user_metadata_core::api::Call;
use user_metadata_core::enrollment::table::StateName;
use user_metadata_core::enrollment::{Effect, Input, Outcome};
use user_metadata_core::error::MisuseCode;
use user_metadata_core::secret::Secret;

use crate::walk::*;

fn with_user(walk: Walk, resource: &serde_json::Value) -> Walk {
    let user = walk.user(std::slice::from_ref(resource));
    walk.ok(&user)
}

#[test]
fn the_user_is_sent_to_the_providers_url() {
    let Effect::OpenUrl { url, expires_at } = account().asking().enrollment.effect() else { panic!() };
    assert_eq!(url, PROVIDER_URL);
    assert_eq!(expires_at.unwrap().as_unix_millis(), EXPIRES);
}

#[test]
fn on_return_the_account_is_read_from_the_user() {
    for walk in [account(), reauthorization()] {
        let returned = walk.asking().come_back("");
        assert!(matches!(returned.call(), Call::ReadUser(_)));
        let verified = returned.verified();
        assert!(matches!(with_user(returned, &verified).outcome(), Outcome::Verified { .. }));
    }
}

#[test]
fn the_nonce_of_a_native_return_redeems_the_rotated_token() {
    let returned = account().asking().come_back("?rotating_token_nonce=nonce_1");
    let Call::ReadUser(read) = returned.call() else { panic!() };
    assert_eq!(read.rotating_token_nonce, Some(Secret::new("nonce_1")));
    assert!(!returned.enrollment.to_snapshot().contains("nonce_1"));
}

#[test]
fn a_refusal_at_the_provider_carries_the_text_to_show() {
    let returned =
        account().asking().come_back("?__clerk_status=failed&__clerk_error_code=oauth_access_denied");
    let mut verification = returned.verification("failed");
    verification["error"] =
        json!({"code": "oauth_access_denied", "message": "no", "long_message": "You did not grant access."});
    let resource = returned.resource(&verification);
    let Outcome::Refused { error, .. } = with_user(returned, &resource).outcome() else { panic!() };
    assert_eq!(
        (error.code.as_str(), error.user_message()),
        ("oauth_access_denied", "You did not grant access.")
    );
}

#[test]
fn an_error_on_an_account_that_is_still_unverified_is_a_refusal() {
    let returned = account().asking().come_back("");
    let mut verification = returned.unverified();
    verification["error"] = json!({"code": "oauth_account_already_connected"});
    let resource = returned.resource(&verification);
    assert!(matches!(with_user(returned, &resource).outcome(), Outcome::Refused { .. }));
}

#[test]
fn a_code_in_the_landing_url_is_enough_when_the_server_says_nothing() {
    let returned =
        account().asking().come_back("?__clerk_status=failed&__clerk_error_code=oauth_access_denied");
    let resource = returned.resource(&returned.unverified());
    let Outcome::Refused { error, .. } = with_user(returned, &resource).outcome() else { panic!() };
    assert_eq!(error.code, "oauth_access_denied");
}

#[test]
fn coming_back_without_having_decided_leaves_the_url_open() {
    let returned = account().asking().come_back("");
    let resource = returned.resource(&returned.unverified());
    let open = with_user(returned, &resource);
    assert_eq!(open.state(), StateName::AwaitingReturn);
    assert!(open.try_input(Input::RedirectReturned { url: Secret::new(RETURN_URL) }).is_ok());
}

#[test]
fn a_url_that_died_is_looked_at_once_more() {
    let walk = account().asking();
    assert_eq!(walk.clone().at(EXPIRES - 1).input(Input::Tick).state(), StateName::AwaitingReturn);
    let dead = walk.at(EXPIRES).input(Input::Tick);
    let resource = dead.resource(&dead.unverified());
    assert!(matches!(with_user(dead.clone(), &resource).outcome(), Outcome::Expired { .. }));
    let verified = dead.verified();
    assert!(matches!(with_user(dead, &verified).outcome(), Outcome::Verified { .. }));
}

#[test]
fn an_account_that_is_gone_is_a_refusal() {
    let returned = account().asking().come_back("");
    let user = returned.user(&[]);
    let Outcome::Refused { error, .. } = returned.ok(&user).outcome() else { panic!() };
    assert_eq!(error.code, "account_gone");
}

#[test]
fn an_account_with_another_id_is_found_by_its_provider() {
    let returned = account().asking().come_back("");
    let other = json!({"id": "idn_9", "provider": "notion", "verification": {"status": "verified", "strategy": "oauth_notion"}});
    assert!(matches!(with_user(returned, &other).outcome(), Outcome::Verified { .. }));
}

#[test]
fn coming_back_twice_or_late_is_harmless() {
    let twice = account().asking().come_back("").come_back("");
    let verified = twice.verified();
    let done = with_user(twice, &verified);
    assert_eq!(done.clone().come_back("").enrollment, done.enrollment);
}

#[test]
fn a_foreign_return_url_is_the_hosts_mistake() {
    let foreign = Input::RedirectReturned { url: Secret::new("https://evil.example.com/back") };
    assert_eq!(account().asking().try_input(foreign).err().unwrap().code, MisuseCode::ForeignReturnUrl);
}

#[test]
fn enterprise_sso_comes_back_to_the_address() {
    let returned = by_sso().asking().come_back("");
    assert!(matches!(returned.call(), Call::ReadResource(_)));
    let verified = returned.verified();
    assert!(matches!(returned.ok(&verified).outcome(), Outcome::Verified { .. }));
}

#[test]
fn a_lapsed_session_on_return_asks_for_fresh_credentials_and_goes_on() {
    let returned = account().asking().come_back("").refuse(403, "session_reverification_required");
    assert_eq!(returned.state(), StateName::Reverifying);
    let again = returned.input(Input::Reverified);
    let verified = again.verified();
    assert!(matches!(with_user(again, &verified).outcome(), Outcome::Verified { .. }));
}
