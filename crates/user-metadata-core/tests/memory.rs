//! What is left of a secret in memory, as Linux lets a program read its own.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_types,
    reason = "a test reads its own memory and fails loudly"
)]

use std::fs::File;
use std::os::unix::fs::FileExt;

use user_metadata_core::secret::Secret;

const LENGTH: usize = 400;
/// What an allocator writes into memory that was given back, and what is the same by chance.
const FEW: usize = 16;

/// How many of the bytes at that place are still those of the text, after `give_back`. Nothing is allocated in between.
fn left_of(text: &str, place: usize, give_back: impl FnOnce()) -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let mut found = [0_u8; LENGTH];
    give_back();
    memory.read_exact_at(&mut found, place as u64).unwrap();
    found.iter().zip(text.bytes()).filter(|(found, byte)| *found == byte).count()
}

#[test]
fn a_dropped_secret_is_overwritten() {
    let text: String = (0..LENGTH).map(|number| char::from(b'a' + (number % 26) as u8)).collect();
    let secret = Secret::new(text.clone());
    let place = secret.expose().as_ptr() as usize;
    assert_eq!(left_of(&text, place, || ()), LENGTH, "it can be read while it is there");
    assert!(left_of(&text, place, || drop(secret)) <= FEW);
}

/// The allocator leaves it: so the test above can fail.
#[test]
fn a_dropped_text_is_not() {
    let text: String = (0..LENGTH).map(|number| char::from(b'A' + (number % 26) as u8)).collect();
    let copy = text.clone();
    let place = copy.as_ptr() as usize;
    assert!(left_of(&text, place, || drop(copy)) >= LENGTH - FEW);
}

#[test]
fn what_a_secret_was_before_it_was_cut_is_overwritten_as_well() {
    let text: String = (0..LENGTH).map(|number| char::from(b'0' + (number % 10) as u8)).collect();
    let mut cut = text.clone();
    let place = cut.as_ptr() as usize;
    cut.truncate(6);
    let secret = Secret::new(cut);
    assert_eq!(secret.expose().as_ptr() as usize, place, "it was taken over, not copied");
    assert!(left_of(&text, place, || drop(secret)) <= FEW);
}
