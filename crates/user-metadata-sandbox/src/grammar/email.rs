//! Email addresses: RFC 5321 mailboxes with RFC 6531 letters and a public host name.

use std::sync::LazyLock;

use regex::Regex;

use super::{Canonical, pattern};

const MAX_LOCAL_BYTES: usize = 64;
const MAX_BYTES: usize = 254;

/// A dot-atom or a quoted string. Beyond ASCII: letters, marks, numbers and symbols, no controls,
/// separators, private use or unassigned characters.
static LOCAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-[^\x00-\x7F\p{C}\p{Z}]]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-[^\x00-\x7F\p{C}\p{Z}]]+)*|"(?:[\x20\x21\x23-\x5B\x5D-\x7E[^\x00-\x7F\p{C}\p{Z}]]|\\[\x20-\x7E])*")$"#,
    )
});

/// The domain after IDNA: at least two labels, the last one no number.
static DOMAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$")
});

/// Reads an address; white space around it is not part of it. Letter case does not tell people apart.
pub(crate) fn parse(text: &str) -> Option<Canonical> {
    let (local, domain) = text.trim_ascii().rsplit_once('@')?;
    let ascii_domain = idna::domain_to_ascii(domain).ok()?;
    let is_valid = local.len() <= MAX_LOCAL_BYTES
        && local.len() + 1 + ascii_domain.len() <= MAX_BYTES
        && LOCAL.is_match(local)
        && DOMAIN.is_match(&ascii_domain);
    let local = local.to_lowercase();
    is_valid.then(|| Canonical {
        value: format!("{local}@{}", domain.to_lowercase()),
        comparable: format!("{local}@{ascii_domain}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_people_have_are_taken() {
        for text in
            ["a@b.co", "o'hara+tag@example.com", "\"a b\"@example.org", "jörg@bücher.example", " x@y.zz\n"]
        {
            assert!(parse(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_no_mailbox_is_refused() {
        for text in [
            "",
            "a",
            "a@",
            "@b.co",
            "a@b",
            "a..b@c.de",
            ".a@b.co",
            "a b@c.de",
            "a@b.c",
            "a@127.0.0.1",
            "a@[::1]",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
        assert!(parse(&format!("{}@example.com", "a".repeat(65))).is_none());
    }

    #[test]
    fn letter_case_and_domain_spelling_do_not_matter() {
        assert_eq!(parse("Jane@Example.COM"), parse("jane@example.com"));
        assert_eq!(
            parse("a@bücher.example").map(|found| found.comparable),
            parse("a@xn--bcher-kva.example").map(|found| found.comparable)
        );
    }
}
