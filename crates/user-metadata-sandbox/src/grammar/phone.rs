//! Phone numbers: E.164, with or without the plus.

use std::sync::LazyLock;

use regex::Regex;

use super::{Canonical, pattern};

/// Country code 1 has national numbers of ten digits; everything else has six to fifteen in all.
static E164: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\+?(1[2-9][0-9]{9}|[2-9][0-9]{5,14})$"));

/// Reads a number. A plus that a form turned into a space counts as white space around the number.
pub(crate) fn parse(text: &str) -> Option<Canonical> {
    let digits = E164.captures(text.trim_ascii())?.get(1)?.as_str();
    let value = format!("+{digits}");
    Some(Canonical { comparable: value.clone(), value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_example_works_with_and_without_its_plus() {
        let found = parse("+15551234567");
        assert_eq!(found.as_ref().map(|number| number.value.as_str()), Some("+15551234567"));
        assert_eq!(parse("15551234567"), found);
        assert_eq!(parse(" 15551234567"), found);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "+",
            "+1555",
            "+1555123456",
            "+155512345678",
            "0015551234567",
            "+1 555 123 4567",
            "abc",
            "+1234567890123456",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
