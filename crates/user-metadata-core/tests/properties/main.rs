//! Properties of the validators, on generated texts and on damaged ones. Above all: the scanner and the published
//! regular expression are two writings of one grammar, and the `regex` crate is the judge.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test fails loudly")]

mod email;
mod phone;
mod redirect;
mod secrets;
mod strategy;
mod wallet;

use std::fmt::Debug;
use std::str::FromStr;

use proptest::prelude::*;
use regex::Regex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use user_metadata_core::error::ValidationError;

/// A published expression, matched against the whole text.
fn whole(pattern: &str) -> Regex {
    Regex::new(&format!(r"\A(?:{pattern})\z")).unwrap()
}

/// Texts of which some are what `valid` makes, and the rest are damaged at up to three places.
fn damaged(valid: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8, nasty()), 0..=3);
    (valid, edits).prop_map(|(text, edits)| edits.into_iter().fold(text, |text, edit| damage(&text, edit)))
}

fn damage(text: &str, (place, kind, c): (prop::sample::Index, u8, char)) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let place = place.index(chars.len() + 1);
    let end = (place + usize::from(kind > 0)).min(chars.len());
    let with = (kind < 2).then_some(c);
    chars.splice(place..end, with);
    chars.into_iter().collect()
}

/// Characters that mean something to one of the grammars, and a few of everything else.
fn nasty() -> impl Strategy<Value = char> {
    let meant: Vec<char> = concat!(
        "@.-_+\"\\[]():/?#%= \t\n\r\0\u{7f}09azAZlO",
        "\u{80}\u{a0}\u{ad}\u{df}\u{e9}\u{37e}\u{660}\u{5d0}\u{200b}\u{200d}\u{202e}\u{212a}\u{2488}\u{3002}\u{feff}",
        "\u{ff01}\u{ff0b}\u{ff0d}\u{ff0e}\u{ff11}\u{ff20}\u{ff21}\u{ff61}\u{fffd}\u{ffff}\u{1d7d9}\u{1f600}\u{e0041}",
    )
    .chars()
    .collect();
    prop_oneof![4 => prop::sample::select(meant), 1 => any::<char>()]
}

/// What holds for every type that is a checked text: the canonical text is a fixed point, it survives serde, and
/// a refusal points into the text.
fn check_text_type<T>(typed: &str, as_str: fn(&T) -> &str) -> Result<(), TestCaseError>
where
    T: FromStr<Err = ValidationError> + PartialEq + Debug + Serialize + DeserializeOwned,
{
    match typed.parse::<T>() {
        Ok(value) => {
            prop_assert_eq!(&as_str(&value).parse::<T>().unwrap(), &value);
            let json = serde_json::to_string(&value).unwrap();
            prop_assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
        }
        Err(error) => {
            prop_assert!(error.position().is_none_or(|place| typed.is_char_boundary(place)), "{:?}", error);
            prop_assert!(serde_json::from_value::<T>(typed.into()).is_err());
        }
    }
    Ok(())
}
