//! Email addresses, by link.

use crate::browser;
use crate::stage::Stage;

const JANE: &str = "jane@example.com";

#[test]
fn a_link_that_is_opened_on_this_machine_leads_back_to_the_tool() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "email", JANE, "--link"]);
    jane.sees("A link was sent to jane@example.com").sees("waiting for the link to be opened, ");
    let link = stage.sandbox.inbox_of(JANE).pop().and_then(|message| message.link).unwrap();
    let landing = browser::follow(&link).unwrap();
    assert!(browser::page(&landing).unwrap().contains("You can close this window."));
    jane.ends(0);
    assert!(stage.holds(JANE, "verified"));
}

#[test]
fn a_link_that_is_opened_elsewhere_is_seen_as_well() {
    let stage = Stage::new();
    let mut jane =
        stage.seat(&["add", "email", JANE, "--link", "--redirect-url", "https://app.example.com/verified"]);
    jane.sees("A link was sent").types("r").sees("Another link can be sent in ");
    let link = stage.sandbox.inbox_of(JANE).pop().and_then(|message| message.link).unwrap();
    assert!(browser::follow(&link).unwrap().starts_with("https://app.example.com/verified"));
    jane.ends(0);
}

#[test]
fn a_killed_wait_for_a_link_goes_on() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "email", JANE, "--link"]);
    jane.sees("waiting for the link");
    jane.dies();
    let link = stage.sandbox.inbox_of(JANE).pop().and_then(|message| message.link).unwrap();
    browser::follow(&link).unwrap();
    stage.seat(&["resume", stage.saved().to_str().unwrap()]).ends(0);
    assert_eq!(stage.sandbox.inbox_of(JANE).len(), 1);
}

#[test]
fn a_link_that_nobody_opens_ends_with_its_time() {
    let stage = Stage::new();
    stage.sandbox.change_settings(|settings| settings.link_lifetime_ms = 1_500);
    let screen = stage.seat(&["add", "email", JANE, "--link"]).ends(3);
    assert!(screen.contains("✗ jane@example.com was not verified in time."), "{screen}");
}
