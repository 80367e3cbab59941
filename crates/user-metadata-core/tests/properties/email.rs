use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;
use user_metadata_core::identifier::EmailAddress;

use super::{check_text_type, damaged, whole};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| whole(EmailAddress::PATTERN));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_the_scanner_accepts_the_expression_matches(text in damaged(address())) {
        if EmailAddress::check(&text).is_ok() {
            prop_assert!(PATTERN.is_match(&text));
        }
    }

    #[test]
    fn what_the_expression_matches_the_scanner_accepts_but_for_what_is_not_regular(text in damaged(ascii_address())) {
        if text.is_ascii() && PATTERN.is_match(&text) && !holds_what_is_not_regular(&text) {
            prop_assert_eq!(EmailAddress::check(&text), Ok(()));
        }
    }

    #[test]
    fn it_is_a_checked_text(text in damaged(address())) {
        check_text_type::<EmailAddress>(&text, EmailAddress::as_str)?;
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        check_text_type::<EmailAddress>(&text, EmailAddress::as_str)?;
    }

    #[test]
    fn parse_is_check_of_the_trimmed_text(text in damaged(address()), before in "[ \t\n\r\u{c}]{0,2}", after in "[ \t\n\r\u{c}]{0,2}") {
        let typed = format!("{before}{text}{after}");
        let trimmed = typed.trim_matches(|c: char| c.is_ascii_whitespace());
        prop_assert_eq!(EmailAddress::parse(&typed).is_ok(), EmailAddress::check(trimmed).is_ok());
    }

    #[test]
    fn the_canonical_text_alone_is_that_of_the_address(text in damaged(address()), before in "[ \t]{0,2}") {
        let typed = format!("{before}{text}");
        let parsed = EmailAddress::parse(&typed).map(String::from);
        prop_assert_eq!(EmailAddress::canonical(&typed).map(String::from), parsed);
    }

    #[test]
    fn both_forms_name_the_same_mailbox(text in damaged(address())) {
        if let Ok(email) = EmailAddress::parse(&text) {
            prop_assert!(email.same_mailbox(email.ascii()));
            prop_assert!(email.same_mailbox(&text));
            prop_assert_eq!(EmailAddress::parse(email.ascii()).unwrap(), email.clone());
            prop_assert_eq!(format!("{}@{}", email.local(), email.domain()), email.as_str());
        }
    }
}

#[test]
fn every_code_point_has_the_same_verdict_in_scanner_and_expression() {
    for c in '\0'..=char::MAX {
        for text in [format!("a{c}b@example.com"), format!("\"{c}\"@example.com")] {
            assert_eq!(EmailAddress::check(&text).is_ok(), PATTERN.is_match(&text), "U+{:04X}", u32::from(c));
        }
    }
}

#[test]
fn no_code_point_of_a_domain_is_accepted_without_a_match() {
    for c in '\0'..=char::MAX {
        let text = format!("a@x{c}y.com");
        assert!(EmailAddress::check(&text).is_err() || PATTERN.is_match(&text), "U+{:04X}", u32::from(c));
    }
}

/// The lengths, and labels that are punycode.
fn holds_what_is_not_regular(text: &str) -> bool {
    let (local, domain) = text.rsplit_once('@').unwrap();
    let domain = domain.to_ascii_lowercase();
    local.len() > 64
        || text.len() > 254
        || domain.split('.').any(|label| label.len() > 63 || label.starts_with("xn--"))
}

fn address() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => ascii_address(),
        1 => "[a-z\u{e9}\u{3b1}-\u{3c9}\u{4e00}-\u{4e20}\u{1f600}]{1,12}@([a-z0-9\u{e4}\u{5d0}-\u{5ea}\u{627}-\u{62a}\u{4e00}-\u{4e20}\u{ff41}-\u{ff5a}\u{200c}\u{ad}-]{1,12}[.\u{3002}]){1,3}(com|\u{440}\u{444}|xn--p1ai|\u{5546}\u{52d9})",
    ]
}

fn ascii_address() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,20}@([a-zA-Z0-9-]{1,10}\.){1,4}[a-zA-Z]{2,10}",
        2 => "[a-z0-9]{1,8}(\\.[a-z0-9+]{1,8}){0,9}@([a-z0-9]{1,5}(-{1,2}[a-z0-9]{1,5}){0,3}\\.){1,6}[a-z]{2,6}",
        1 => r#""([ -~]|\\[ -~]){0,20}"@[a-z]{1,9}\.[a-z]{2,3}"#,
        1 => "[a-z]{60,66}@([a-z0-9]{58,64}\\.){1,4}[a-z]{2,64}",
        1 => "[a-z]{1,3}@(xn--[a-z0-9-]{1,12}\\.){1,2}(com|xn--p1ai)",
    ]
}
