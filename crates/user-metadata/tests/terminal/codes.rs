//! Email addresses and phone numbers, by code.

use std::fs;

use serde_json::Value;

use crate::stage::Stage;

const JANE: &str = "jane@example.com";

#[test]
fn an_email_address_is_verified_by_the_code_that_was_sent() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.sees("A code was sent to jane@example.com.").is_asked_for_a_code().types(&stage.code(JANE));
    let screen = jane.ends(0);
    assert!(screen.contains("✓ jane@example.com is verified."), "{screen}");
    assert!(stage.holds(JANE, "verified"));
    assert!(stage.all_saved().is_empty(), "what is over is not kept");
}

#[test]
fn a_phone_number_is_verified_however_it_was_typed() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "phone", "+1 (555) 123-4567"]);
    jane.sees("A code was sent to +15551234567").is_asked_for_a_code().types(&stage.code("+15551234567"));
    jane.ends(0);
    assert!(stage.holds("+15551234567", "verified"));
}

#[test]
fn a_wrong_code_is_said_to_be_wrong_and_the_right_one_is_welcome() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.is_asked_for_a_code().types(stage.wrong_code(JANE));
    jane.sees("That was not it.").sees("1 wrong one so far.");
    jane.is_asked_for_a_code().types(stage.wrong_code(JANE)).sees("2 wrong ones so far.");
    jane.is_asked_for_a_code().types("12 34").sees("That was not sent: ");
    jane.is_asked_for_a_code().types("").is_asked_for_a_code().types(&stage.code(JANE));
    jane.ends(0);
}

#[test]
fn another_code_is_sent_after_the_cool_down_and_not_before() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.is_asked_for_a_code().types("r").sees("Another code can be sent in ");
    jane.is_asked_for_a_code();
    jane.dies();

    // The cool-down is thirty seconds; a saved run that is a minute older has it behind itself.
    change_saved(&stage, "resend_at", |at| at - 60_000);
    stage.sandbox.change_settings(|settings| settings.resend_cooldown_ms = 0);

    let mut jane = stage.seat(&["resume", stage.saved().to_str().unwrap()]);
    jane.sees("r sends another; Enter").types("r");
    jane.sees("A code was sent").is_asked_for_a_code();
    assert_eq!(stage.sandbox.inbox_of(JANE).len(), 2);
    jane.types(&stage.code(JANE));
    jane.ends(0);
}

/// Changes a number of the saved run, wherever it is.
fn change_saved(stage: &Stage, name: &str, change: fn(i64) -> i64) {
    fn walk(value: &mut Value, wanted: &str, change: fn(i64) -> i64) {
        match value {
            Value::Object(map) => {
                for (name, value) in map {
                    match value.as_i64().filter(|_| name == wanted) {
                        Some(number) => *value = change(number).into(),
                        None => walk(value, wanted, change),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| walk(item, wanted, change)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let file = stage.saved();
    let mut saved: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    walk(&mut saved, name, change);
    fs::write(file, saved.to_string()).unwrap();
}

#[test]
fn a_run_that_was_killed_goes_on_and_sends_nothing_again() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.is_asked_for_a_code();
    jane.dies();
    let mut jane = stage.seat(&["resume", stage.saved().to_str().unwrap()]);
    jane.sees("A code was sent").is_asked_for_a_code().types(&stage.code(JANE));
    jane.ends(0);
    assert_eq!(stage.sandbox.inbox_of(JANE).len(), 1);
    assert!(stage.all_saved().is_empty());
}

#[test]
fn a_code_that_was_tried_too_often_is_over_and_after_three_of_them_so_is_the_run() {
    let stage = Stage::new();
    stage.sandbox.change_settings(|settings| settings.max_attempts = 1);
    let mut jane = stage.seat(&["add", "email", JANE]);
    jane.is_asked_for_a_code().dies();
    change_saved(&stage, "closed_verifications", |_| 1);
    let mut jane = stage.seat(&["resume", stage.saved().to_str().unwrap()]);
    jane.is_asked_for_a_code().types(stage.wrong_code(JANE)).sees("Another one is needed.");
    jane.is_asked_for_a_code().dies();

    change_saved(&stage, "resend_at", |at| at - 60_000);
    stage.sandbox.change_settings(|settings| settings.resend_cooldown_ms = 0);
    let mut jane = stage.seat(&["resume", stage.saved().to_str().unwrap()]);
    jane.is_asked_for_a_code().types("r").sees("A code was sent").is_asked_for_a_code();
    jane.types(stage.wrong_code(JANE));
    let screen = jane.ends(3);
    assert!(
        screen.contains("too many wrong answers") && screen.contains("user-metadata remove idn_"),
        "{screen}"
    );
}

#[test]
fn what_cannot_be_right_is_refused_before_anything_is_sent() {
    let stage = Stage::new();
    let screen = stage.seat(&["add", "email", "jane@@example.com"]).ends(2);
    assert!(screen.contains("more than one @ sign"), "{screen}");
    stage.seat(&["add", "phone", "12"]).ends(2);
    stage.seat(&["add", "wallet", "0x12"]).ends(2);
    stage.seat(&["add", "account", "Not A Provider"]).ends(2);
    assert!(stage.held().is_empty() && stage.all_saved().is_empty());
}
