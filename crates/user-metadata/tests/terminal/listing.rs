//! `list`, `remove`, `completions`, `man`.

use user_metadata_sandbox::NewUser;

use crate::stage::Stage;

fn stage() -> Stage {
    Stage::with(&NewUser {
        email_addresses: vec!["jane@example.com".into()],
        phone_numbers: vec!["+15551234567".into()],
        ..NewUser::default()
    })
}

#[test]
fn what_the_user_has_is_listed() {
    let screen = stage().seat(&["list"]).ends(0);
    let row = screen.lines().find(|line| line.contains("jane@example.com")).unwrap();
    assert!(row.starts_with("email address") && row.contains("verified") && row.contains("idn_"), "{row}");
    assert!(row.trim_end().ends_with("primary"), "{row}");
    assert!(Stage::new().seat(&["list"]).ends(0).contains("Nothing yet."));
}

#[test]
fn a_removal_is_asked_about() {
    let stage = stage();
    let mut jane = stage.seat(&["remove", "+1 555 123 4567"]);
    jane.sees("Remove +15551234567 (verified, the primary one, idn_").sees("[y/N] ").types("");
    assert!(jane.ends(1).contains("Nothing was removed."));
    let mut jane = stage.seat(&["remove", "+1 555 123 4567"]);
    jane.sees("[y/N] ").types("y");
    assert!(jane.ends(0).contains("✓ +15551234567 was removed."));
    assert!(!stage.holds("+15551234567", "verified"));
    assert!(stage.seat(&["remove", "+15551234567", "--yes"]).ends(2).contains("nothing of this name"));
}

#[test]
fn completions_and_the_manual_know_every_command() {
    let stage = Stage::new();
    let output = |arguments: &[&str]| {
        let output = stage.command(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(output(&["completions", shell]).contains("sign-with"), "{shell}");
    }
    assert!(output(&["man"]).contains("resume"));
    assert!(output(&["man", "add", "email"]).contains("user\\-metadata\\-add\\-email"));
}
