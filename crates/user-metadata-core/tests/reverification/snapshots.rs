//! What is stored: enough to go on, and never a secret.

use serde_json::{Value, json};
use user_metadata_core::api::Call;
use user_metadata_core::enrollment::Enrollment;
use user_metadata_core::error::SnapshotCode;
use user_metadata_core::reverification::table::StateName;
use user_metadata_core::reverification::{Reverification, ReverificationInput as Input, Sent};

use crate::walk::*;

#[test]
fn a_question_is_the_same_after_a_restart() {
    for asking in [choosing(), asking_password(), asking_email_code(), asking_totp(), awaiting_link()] {
        assert_eq!(asking.clone().restart().reverification, asking.reverification);
    }
}

#[test]
fn the_redirect_url_and_the_preference_survive() {
    let Call::PrepareFirstFactor(_) = with_links().restart().ok(&needs_first(&[email_link()])).call() else {
        panic!()
    };
    let preferring = prefer(&["password"]).restart().ok(&needs_first(&all_first()));
    assert_eq!(preferring.state(), StateName::AskingPassword);
}

#[test]
fn a_restart_never_sends_a_second_message() {
    let restarted = start().ok(&needs_first(&[email_code()])).restart();
    assert!(matches!(restarted.call(), Call::ReadReverification(_)));
    assert_eq!(
        restarted.clone().ok(&out(needs_first(&[email_code()]), &email_code())).state(),
        StateName::AskingCode
    );
    let begun = restarted.refuse(404, "resource_not_found").ok(&needs_first(&[email_code()]));
    assert_eq!(begun.state(), StateName::Choosing);
}

#[test]
fn a_password_or_code_that_was_under_way_is_asked_for_again() {
    let password = asking_password().type_password("pw").restart();
    assert!(matches!(password.call(), Call::ReadReverification(_)));
    assert_eq!(password.ok(&needs_first(&[crate::walk::password()])).state(), StateName::AskingPassword);
    let code = asking_email_code().type_code("424242").restart();
    assert_eq!(code.ok(&out(needs_first(&[email_code()]), &email_code())).state(), StateName::AskingCode);
    let paused = asking_totp().type_code("424242").refuse(429, "too_many_requests").restart().wait();
    assert!(matches!(paused.call(), Call::ReadReverification(_)));
    assert_eq!(paused.ok(&needs_second(&[totp()])).state(), StateName::AskingCode);
}

#[test]
fn a_late_answer_from_before_the_restart_is_stale() {
    let walk = asking_password().type_password("pw");
    let response = respond(200, &json!({"response": complete()}));
    let late = Input::Responded { id: walk.id(), response };
    assert!(walk.restart().try_input(late).is_err());
}

#[test]
fn a_pause_goes_on_after_a_restart() {
    let waiting = start().lose(Sent::Maybe);
    assert_eq!(waiting.clone().restart().reverification, waiting.reverification);
}

#[test]
fn no_snapshot_and_no_debug_text_holds_a_secret() {
    let password = asking_password().type_password("horse_13579");
    let code = asking_email_code().type_code("135790");
    let backup = start().ok(&needs_second(&[backup_code()])).type_code("bk_13579");
    let lost = asking_password().type_password("horse_13579").lose(Sent::Maybe);
    for walk in [&password, &code, &backup, &lost] {
        let call =
            if walk.state() == StateName::Calling { format!("{:?}", walk.call()) } else { String::new() };
        for text in [walk.reverification.to_snapshot(), format!("{:?}", walk.reverification), call] {
            for secret in ["horse_13579", "135790", "bk_13579", "jwt_13579"] {
                assert!(!text.contains(secret), "{text}");
            }
        }
    }
}

#[test]
fn unknown_fields_survive() {
    let mut held = needs_first(&all_first());
    held["from_tomorrow"] = json!({"a": [1, 2]});
    held["supported_first_factors"][1]["hint"] = json!("x");
    let stored: Value = serde_json::from_str(&start().ok(&held).reverification.to_snapshot()).unwrap();
    let stored = &stored["reverification"]["memory"]["reverification"];
    assert_eq!(stored["from_tomorrow"], json!({"a": [1, 2]}));
    assert_eq!(stored["supported_first_factors"][1]["hint"], "x");
}

#[test]
fn what_is_no_snapshot_of_a_reverification_is_refused_with_its_own_code() {
    let code = |text: &str| Reverification::from_snapshot(text).unwrap_err().code;
    assert_eq!(code("{"), SnapshotCode::NotJson);
    assert_eq!(code("{}"), SnapshotCode::Invalid);
    assert_eq!(code(r#"{"version":2,"reverification":{}}"#), SnapshotCode::VersionUnknown);
    assert_eq!(code(r#"{"version":1,"reverification":{}}"#), SnapshotCode::Invalid);
    assert!(Enrollment::from_snapshot(&start().reverification.to_snapshot()).is_err());
}

#[test]
fn a_forged_snapshot_is_refused_or_harmless() {
    let good: Value = serde_json::from_str(&asking_email_code().reverification.to_snapshot()).unwrap();
    let forged = |path: &[&str], value: Value| {
        let mut forged = good.clone();
        let place = path.iter().fold(&mut forged, |place, key| &mut place[*key]);
        *place = value;
        Reverification::from_snapshot(&forged.to_string())
    };
    let state = ["reverification", "state"];
    assert!(forged(&state, json!({"state": "asking_password", "problem": null})).is_err());
    assert!(forged(&state, json!({"state": "awaiting_link", "poll_at": 0, "interval_millis": 0})).is_err());
    assert!(forged(&["reverification", "plan", "redirect_url"], json!("https://a@b/")).is_err());
    assert!(forged(&["reverification", "memory", "reverification"], json!(null)).is_err());
    for step in [
        json!({"step": "attempt", "proof": "424242"}),
        json!({"step": "poll", "interval_millis": 1000, "landing": null}),
        json!({"step": "tomorrow"}),
    ] {
        assert!(forged(&state, json!({"state": "calling", "id": 5, "step": step})).is_err(), "{step}");
    }
    let nobody = json!({"strategy": "passkey"});
    assert!(forged(&["reverification", "memory", "chosen"], nobody).is_err());
    let choosing = forged(&state, json!({"state": "choosing", "problem": null})).unwrap();
    assert_eq!(choosing.factors().len(), 1);
}
