//! The other single calls: sent once, and never again by themselves.

use user_metadata::api::Preparation;
use user_metadata::enrollment::Sent;
use user_metadata::resource::{EmailAddress, ExternalAccount, Resource, ResourceKind, Web3Wallet};
use user_metadata::{ErrorKind, ReauthorizeParams};

use crate::canned::{Fate, Network, UNVERIFIED, VERIFIED, answer, email, email_json, refusal, user};

fn jane(verification: &str) -> EmailAddress {
    serde_json::from_str(&email_json(verification)).unwrap()
}

#[test]
fn prepare_attempt_and_read_give_back_the_kind_that_they_were_given() {
    let network = Network::new([email(UNVERIFIED), email(VERIFIED), email(VERIFIED)]);
    let user = network.user();
    let prepared: EmailAddress = user.prepare_verification(&jane("null"), Preparation::EmailCode).unwrap();
    let verified: Resource = user.attempt_verification(&Resource::from(prepared), " 424242 ").unwrap();
    assert!(verified.is_verified());
    assert_eq!(user.resource(ResourceKind::EmailAddress, "idn_1").unwrap().id(), "idn_1");
    let path = "/me/email_addresses/idn_1";
    let prepare = format!("POST {path}/prepare_verification");
    let attempt = format!("POST {path}/attempt_verification");
    assert_eq!(network.sent(), [prepare, attempt, format!("GET {path}")]);
}

#[test]
fn a_lost_answer_is_an_error_and_nothing_is_repeated() {
    let network = Network::new([Fate::Lost(Sent::Maybe)]);
    let error = network.user().prepare_verification(&jane("null"), Preparation::EmailCode).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Transport, "interrupted"));
    assert_eq!(network.sent().len(), 1);
}

#[test]
fn what_cannot_be_right_is_not_sent() {
    let network = Network::new([]);
    let user = network.user();
    let wallet = Web3Wallet {
        id: "idn_2".into(),
        web3_wallet: "0x0123456789ABCDEF0123456789ABCDEF01234567".into(),
        ..Default::default()
    };
    let account = ExternalAccount { id: "eac_1".into(), ..Default::default() };
    let refused = [
        (user.attempt_verification(&jane(UNVERIFIED), "12345").unwrap_err(), "too_short"),
        (user.attempt_verification(&wallet, "1234").unwrap_err(), "signature_prefix"),
        (user.attempt_verification(&account, "424242").unwrap_err(), "not_of_this_kind"),
        (
            user.prepare_verification(&wallet, Preparation::EmailCode).unwrap_err(),
            "strategy_not_of_this_kind",
        ),
        (user.set_primary(&jane(UNVERIFIED)).unwrap_err(), "not_verified"),
        (user.set_primary(&account).unwrap_err(), "kind_without_primary"),
        (user.resource(ResourceKind::EmailAddress, "..").unwrap_err(), "dot_segment"),
        (user.list(ResourceKind::ExternalAccount).unwrap_err(), "not_of_this_kind"),
        (user.reauthorize(&account, &ReauthorizeParams::default()).unwrap_err(), "empty"),
        (user.resume("{}").unwrap_err(), "snapshot_invalid"),
        (user.resume_reverification("").unwrap_err(), "snapshot_not_json"),
    ];
    for (error, code) in refused {
        assert_eq!(error.code(), code);
    }
    assert!(network.sent().is_empty());
}

#[test]
fn list_primary_and_destroy_answer_what_the_server_says() {
    let deleted = r#"{"response":{"object":"email_address","id":"idn_1","deleted":true},"client":null}"#;
    let network = Network::new([
        answer(200, &format!("[{}]", email_json(VERIFIED))),
        user(&[&email_json(VERIFIED)]),
        answer(200, deleted),
        refusal(404, "resource_not_found"),
    ]);
    let user = network.user();
    let listed = user.list(ResourceKind::EmailAddress).unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(user.set_primary(&listed[0]).unwrap().id, "user_1");
    assert!(user.destroy(&listed[0]).unwrap().deleted);
    assert_eq!(user.delete(ResourceKind::EmailAddress, "idn_1").unwrap_err().code(), "resource_not_found");
    let path = "/me/email_addresses";
    let expected = [
        format!("GET {path}"),
        "PATCH /me".to_owned(),
        format!("DELETE {path}/idn_1"),
        format!("DELETE {path}/idn_1"),
    ];
    assert_eq!(network.sent(), expected);
}
