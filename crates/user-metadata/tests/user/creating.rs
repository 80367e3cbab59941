//! The single create calls: exactly once, and the caller decides where the server wants something.

use user_metadata::enrollment::Sent;
use user_metadata::{Error, ErrorKind, ExternalAccountParams};

use crate::canned::{Fate, Network, answer, email, email_json, refusal, user};

const CREATE: &str = "POST /me/email_addresses";
const LOOK: &str = "GET /me";

#[test]
fn a_create_is_one_request() {
    let network = Network::new([email("null")]);
    let created = network.user().create_email_address(" jane@example.com ").unwrap();
    assert_eq!((created.id.as_str(), created.verification), ("idn_1", None));
    assert_eq!(network.sent(), [CREATE]);
}

#[test]
fn a_lost_answer_is_waited_out_and_looked_for() {
    let network = Network::new([Fate::Lost(Sent::Maybe), user(&[&email_json("null")])]);
    assert_eq!(network.user().create_email_address("jane@example.com").unwrap().id, "idn_1");
    assert_eq!(network.sent(), [CREATE, LOOK]);
    assert_eq!(network.clock.waited_millis(), 1_000);
}

#[test]
fn what_never_left_is_sent_again_without_a_look() {
    let network = Network::new([Fate::Lost(Sent::No), email("null")]);
    network.user().create_email_address("jane@example.com").unwrap();
    assert_eq!(network.sent(), [CREATE, CREATE]);
}

#[test]
fn an_unreadable_answer_is_as_good_as_a_lost_one() {
    let network = Network::new([answer(200, "{\"respo"), user(&[&email_json("null")])]);
    network.user().create_email_address("jane@example.com").unwrap();
    assert_eq!(network.sent(), [CREATE, LOOK]);
}

#[test]
fn an_address_of_ones_own_that_is_unverified_is_given_back() {
    let network = Network::new([refusal(422, "form_identifier_exists"), user(&[&email_json("null")])]);
    assert_eq!(network.user().create_email_address("JANE@example.com").unwrap().id, "idn_1");
}

#[test]
fn a_network_that_stays_away_is_given_up_with_its_cause() {
    let network = Network::new([]);
    let error = network.user().create_email_address("jane@example.com").unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.sent() == Sent::Maybe), "{error:?}");
    assert_eq!(network.sent().iter().filter(|request| *request == CREATE).count(), 1);
    // 1, 2, 4, 8, 16 and three times 30 seconds
    assert_eq!(network.clock.waited_millis(), 121_000);
}

#[test]
fn a_server_that_wants_patience_or_the_user_is_an_error_at_once() {
    for (status, code, advice) in [
        (429, "too_many_requests", "try again later"),
        (503, "maintenance_mode", "try again later"),
        (401, "signed_out", "ask the user to sign in"),
        (403, "session_reverification_required", "ask the user for fresh credentials"),
    ] {
        let network = Network::new([refusal(status, code)]);
        let error = network.user().create_phone_number("15551234567").unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Api, code));
        assert!(error.to_string().ends_with(advice), "{error}");
        assert_eq!((network.sent().len(), network.clock.waited_millis()), (1, 0), "{code}");
    }
}

#[test]
fn a_typo_is_refused_before_anything_is_sent() {
    let network = Network::new([]);
    let user = network.user();
    let notion = ExternalAccountParams { strategy: "notion", ..Default::default() };
    let path =
        ExternalAccountParams { strategy: "oauth_notion", redirect_url: Some("/"), ..Default::default() };
    let refused = [
        user.create_email_address("jane@example").unwrap_err(),
        user.create_phone_number("12").unwrap_err(),
        user.create_web3_wallet("0x12").unwrap_err(),
        user.create_external_account(&notion).unwrap_err(),
        user.create_external_account(&ExternalAccountParams::default()).unwrap_err(),
        user.create_external_account(&path).unwrap_err(),
    ];
    let codes =
        ["domain_dotless", "too_short", "too_short", "strategy_prefix", "empty", "redirect_origin_missing"];
    for (error, code) in refused.iter().zip(codes) {
        assert_eq!((error.kind(), error.code()), (ErrorKind::Validation, code));
    }
    assert!(network.sent().is_empty());
}
