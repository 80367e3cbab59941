//! What no text may hold: the tokens, codes, signatures, passwords and nonces of a world.

use std::collections::HashSet;

/// The secrets, by the longest word in each.
#[derive(Default)]
pub(crate) struct Secrets(HashSet<Vec<u8>>);

impl Secrets {
    pub(crate) fn add(&mut self, secret: &str) {
        let longest = words(secret).max_by_key(|word| word.len()).unwrap_or_default();
        // Round numbers stand in a snapshot for good reasons: durations are whole seconds.
        if longest.len() >= 6 && !longest.ends_with("000") {
            self.0.insert(longest.as_bytes().to_vec());
        }
    }

    /// The secret that a text holds. The times of a snapshot have thirteen digits, so a code is never a part of one:
    /// only whole words count.
    pub(crate) fn found_in<'a>(&self, text: &'a str) -> Option<&'a str> {
        let is_inside = |byte: &u8| byte.is_ascii_alphanumeric();
        let mut words = text.as_bytes().split(|byte| !is_inside(byte));
        let found = words.find(|word| word.len() >= 6 && self.0.contains(*word))?;
        std::str::from_utf8(found).ok()
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_a_token_and_a_signature_are_found_and_a_time_is_not() {
        let mut secrets = Secrets::default();
        for secret in ["726483", "dvb_2abcdefgh", "AQIDBAUGBwg+CQo=/x"] {
            secrets.add(secret);
        }
        assert_eq!(secrets.found_in(r#"{"code":"726483"}"#), Some("726483"));
        assert_eq!(secrets.found_in("__clerk_db_jwt=dvb_2abcdefgh&x=1"), Some("2abcdefgh"));
        assert_eq!(secrets.found_in("AQIDBAUGBwg%2B"), Some("AQIDBAUGBwg"));
        assert_eq!(secrets.found_in(r#"{"expire_at":1767264831000}"#), None);
        assert_eq!(secrets.found_in("x726483"), None);
    }
}
