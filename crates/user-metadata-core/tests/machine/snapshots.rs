//! What is stored: enough to go on, and never a secret.

use serde_json::{Value, json};
use user_metadata_core::api::Call;
use user_metadata_core::enrollment::table::StateName;
use user_metadata_core::enrollment::{Enrollment, Input, Sent};
use user_metadata_core::error::SnapshotCode;
use user_metadata_core::http::HttpResponse;

use crate::walk::*;

#[test]
fn a_question_is_the_same_after_a_restart() {
    for walk in [by_code(), by_link(), by_sso(), phone(), wallet(), account(), reauthorization()] {
        let asking = walk.asking();
        assert_eq!(asking.clone().restart().enrollment, asking.enrollment);
    }
}

#[test]
fn a_create_that_was_under_way_is_looked_for() {
    let restarted = by_code().restart();
    assert!(matches!(restarted.call(), Call::ReadUser(_)));
    let user = restarted.user(&[]);
    assert!(matches!(restarted.ok(&user).call(), Call::CreateEmailAddress(_)));
}

#[test]
fn a_restart_never_sends_a_second_message() {
    let restarted = by_code().created().restart();
    assert!(matches!(restarted.call(), Call::ReadResource(_)));
    let sent = restarted.resource(&restarted.unverified());
    assert_eq!(restarted.ok(&sent).state(), StateName::AskingCode);
}

#[test]
fn a_code_that_was_under_way_is_asked_for_again() {
    let restarted = by_code().asking().type_code("424242").restart();
    assert!(matches!(restarted.call(), Call::ReadResource(_)));
    let unchanged = restarted.resource(&restarted.unverified());
    assert_eq!(restarted.ok(&unchanged).state(), StateName::AskingCode);
}

#[test]
fn a_suspended_code_is_asked_for_again_too() {
    let suspended = by_code().asking().type_code("424242").refuse(401, "signed_out");
    let resumed = suspended.restart().input(Input::SignedIn);
    assert!(matches!(resumed.call(), Call::ReadResource(_)));
}

#[test]
fn a_late_answer_from_before_the_restart_is_stale() {
    let walk = by_code();
    let (before, body) = (walk.id(), walk.verified());
    let late = Input::Responded { id: before, response: respond(200, &json!({"response": body})) };
    assert!(walk.restart().try_input(late).is_err());
}

#[test]
fn a_pause_goes_on_after_a_restart() {
    let waiting = by_code().lose(Sent::Maybe);
    assert_eq!(waiting.clone().restart().enrollment, waiting.enrollment);
}

#[test]
fn no_snapshot_and_no_debug_text_holds_a_secret() {
    let code = by_code().asking().type_code("135790");
    let signed = wallet().asking().sign(&signature());
    let nonce = account().asking().come_back("?rotating_token_nonce=nonce_13579");
    for walk in [&code, &signed, &nonce] {
        for text in
            [walk.enrollment.to_snapshot(), format!("{:?}", walk.enrollment), format!("{:?}", walk.call())]
        {
            for secret in ["135790", "a1a1a1", "nonce_13579"] {
                assert!(!text.contains(secret), "{text}");
            }
        }
    }
}

#[test]
fn backup_codes_are_never_stored() {
    let walk = phone();
    let mut resource = walk.resource(&json!(null));
    resource["backup_codes"] = json!(["bk_13579"]);
    let created = walk.ok(&resource);
    assert!(!created.enrollment.to_snapshot().contains("bk_13579"));
    assert!(!format!("{:?}", created.enrollment).contains("bk_13579"));
}

#[test]
fn unknown_fields_of_a_resource_survive() {
    let walk = by_code();
    let mut resource = walk.resource(&json!(null));
    resource["from_tomorrow"] = json!({"a": [1, 2]});
    let stored: Value = serde_json::from_str(&walk.ok(&resource).enrollment.to_snapshot()).unwrap();
    assert_eq!(stored["enrollment"]["memory"]["resource"]["resource"]["from_tomorrow"], json!({"a": [1, 2]}));
}

#[test]
fn what_is_no_snapshot_is_refused_with_its_own_code() {
    let code = |text: &str| Enrollment::from_snapshot(text).unwrap_err().code;
    assert_eq!(code("{"), SnapshotCode::NotJson);
    assert_eq!(code("{}"), SnapshotCode::Invalid);
    assert_eq!(code(r#"{"version":2,"enrollment":{}}"#), SnapshotCode::VersionUnknown);
    assert_eq!(code(r#"{"version":1,"enrollment":{}}"#), SnapshotCode::Invalid);
}

#[test]
fn a_forged_snapshot_is_refused_or_harmless() {
    let good: Value = serde_json::from_str(&account().asking().enrollment.to_snapshot()).unwrap();
    let forged = |path: &[&str], value: Value| {
        let mut forged = good.clone();
        let place = path.iter().fold(&mut forged, |place, key| &mut place[*key]);
        *place = value;
        Enrollment::from_snapshot(&forged.to_string())
    };
    assert!(forged(&["enrollment", "state", "url"], json!("javascript:alert(1)")).is_err());
    assert!(forged(&["enrollment", "request", "redirect_url"], json!("https://a@b/")).is_err());
    assert!(forged(&["enrollment", "state"], json!({"state": "asking_code", "problem": null})).is_err());
    let step = json!({"state": "calling", "id": 5, "step": {"step": "prepare"}});
    let enrollment = forged(&["enrollment", "state"], step).unwrap();
    let response = HttpResponse { status: 200, ..HttpResponse::default() };
    let id = user_metadata_core::enrollment::RequestId(5);
    assert!(enrollment.call(id).is_err());
    let now = user_metadata_core::time::Timestamp::from_unix_millis(START);
    assert!(enrollment.handle(Input::Responded { id, response }, now).is_ok());
}
