use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;
use user_metadata_core::identifier::PhoneNumber;

use super::{check_text_type, damaged, whole};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| whole(PhoneNumber::PATTERN));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_the_scanner_accepts_the_expression_matches(text in damaged(number())) {
        if PhoneNumber::parse(&text).is_ok() {
            prop_assert!(PATTERN.is_match(text.trim_matches(|c: char| c.is_ascii_whitespace())));
        }
    }

    /// The expression knows characters, their order and the number of digits; the rest are the country codes.
    #[test]
    fn what_the_expression_matches_is_refused_for_its_country_code_or_length_only(text in damaged(number())) {
        if let (true, Err(error)) = (PATTERN.is_match(&text), PhoneNumber::parse(&text)) {
            let code = error.code().as_str();
            let beyond = ["phone_leading_zero", "phone_country_code", "phone_plus_missing", "phone_length", "too_short", "too_long"];
            prop_assert!(beyond.contains(&code), "{}", code);
        }
    }

    #[test]
    fn it_is_a_checked_text(text in damaged(number())) {
        check_text_type::<PhoneNumber>(&text, PhoneNumber::as_str)?;
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        check_text_type::<PhoneNumber>(&text, PhoneNumber::as_str)?;
    }

    #[test]
    fn the_canonical_text_is_e164_and_keeps_every_digit(text in damaged(number())) {
        if let Ok(phone) = PhoneNumber::parse(&text) {
            let digits = phone.as_str().strip_prefix('+').unwrap();
            prop_assert!((6..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()));
            prop_assert!(digits.starts_with(&phone.country_code().to_string()));
            prop_assert_eq!(PhoneNumber::parse(&format!("+{digits}")).unwrap().possible(), phone.possible());
        }
    }

    #[test]
    fn it_compares_as_its_canonical_text_does(text in damaged(number()), other in "\\+?[0-9]{0,3}[\0 ]?") {
        if let Ok(phone) = PhoneNumber::parse(&text) {
            for other in [&text, phone.as_str(), &format!("{phone}{other}"), &other] {
                prop_assert_eq!(phone == *other, phone.as_str() == other);
            }
        }
    }

    #[test]
    fn separators_and_scripts_do_not_change_the_number(
        digits in "[1-9][0-9]{5,14}",
        separators in prop::collection::vec("[ ./()\u{a0}\u{2011}\u{202a}-]{0,2}", 16),
        zero in prop::sample::select(vec!['0', '\u{660}', '\u{966}', '\u{ff10}', '\u{1d7ce}']),
    ) {
        let in_script = |digit: char| char::from_u32(u32::from(zero) + digit.to_digit(10).unwrap()).unwrap();
        let typed: String = digits.chars().zip(separators).map(|(digit, after)| format!("{}{after}", in_script(digit))).collect();
        prop_assert_eq!(
            PhoneNumber::parse(&format!("+{typed}")).map_err(|error| error.code()),
            PhoneNumber::parse(&format!("+{digits}")).map_err(|error| error.code()),
        );
    }
}

#[test]
fn every_code_point_has_the_same_verdict_in_scanner_and_expression() {
    for c in '\0'..=char::MAX {
        let text = format!("+4420794{c}6095");
        assert_eq!(PhoneNumber::parse(&text).is_ok(), PATTERN.is_match(&text), "U+{:04X}", u32::from(c));
    }
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "\\+?[1-9][0-9]{4,15}",
        2 => "\\+?1[ .-]?\\(?[2-9][0-9]{2}\\)?[ .-][0-9]{3}[ .-][0-9]{4}",
        2 => "\\+(20|27|31|33|39|44|49|225|351|380|800|886|971|998)[ /-]?(\\(0\\))?[0-9 ]{5,14}",
        1 => "[tT][eE][lL]:\\+[0-9-]{6,18}",
        1 => "[\u{202a}\u{feff}]?\u{ff0b}[\u{661}-\u{669}\u{ff11}-\u{ff19}]{6,15}\u{202c}?",
    ]
}
