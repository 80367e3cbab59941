use std::time::{Duration, Instant};

use crate::{lines, run};

#[test]
fn every_story_ends_as_it_should_in_a_few_seconds() {
    let started = Instant::now();
    let output = run(&["demo"], b"");
    let told = lines(&output).join("\n");
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(started.elapsed() < Duration::from_secs(30));
    for documented in ["test@test.com", "15551234567", "0x0123456789ABCDEF0123456789ABCDEF01234567", "notion"]
    {
        assert!(told.contains(documented), "{documented} is missing");
    }
    assert!(!told.contains('\u{1b}'), "colours are for terminals");
}

#[test]
fn quietly_it_prints_one_line_a_story() {
    let listed = lines(&run(&["demo", "--list"], b""));
    let quiet = run(&["demo", "--quiet"], b"");
    assert_eq!(lines(&quiet).len(), listed.len());
    assert!(lines(&quiet).iter().all(|line| line.starts_with("ok ")));
}

#[test]
fn one_story_can_be_chosen() {
    let output = run(&["demo", "--quiet", "--only", "wrong-code", "--only", "wallet"], b"");
    assert_eq!(lines(&output).len(), 2);
    assert_eq!(run(&["demo", "--only", "nonsense"], b"").status.code(), Some(2));
}
