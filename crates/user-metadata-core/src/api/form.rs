//! The WHATWG [`application/x-www-form-urlencoded` serializer][spec], as `URLSearchParams` has it.
//!
//! [spec]: https://url.spec.whatwg.org/#urlencoded-serializing

/// Pairs in the order in which they were added; a list is a repeated name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Form(String);

impl Form {
    /// Adds a pair, so that `+` travels as `%2B` and a blank as `+`.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        escape(&mut self.0, name, Set::Form);
        self.0.push('=');
        escape(&mut self.0, value, Set::Form);
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// One path segment, as `encodeURIComponent` has it.
pub(super) fn path_segment(text: &str) -> String {
    let mut segment = String::with_capacity(text.len());
    escape(&mut segment, text, Set::Component);
    segment
}

#[derive(Clone, Copy)]
enum Set {
    Form,
    Component,
}

impl Set {
    const fn keeps(self, byte: u8) -> bool {
        byte.is_ascii_alphanumeric()
            || match self {
                Self::Form => matches!(byte, b'*' | b'-' | b'.' | b'_'),
                Self::Component => {
                    matches!(byte, b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')')
                }
            }
    }
}

fn escape(out: &mut String, mut text: &str, set: Set) {
    // What is kept, which is nearly all, goes over piece by piece.
    while let Some(kept) = text.bytes().position(|byte| !set.keeps(byte)) {
        let (before, rest) = text.split_at(kept);
        out.push_str(before);
        let mut characters = rest.chars();
        let escaped = characters.next().unwrap_or_default();
        text = characters.as_str();
        if escaped == ' ' && matches!(set, Set::Form) {
            out.push('+');
            continue;
        }
        for byte in escaped.encode_utf8(&mut [0; 4]).bytes() {
            out.push('%');
            out.push(hex_digit(byte >> 4));
            out.push(hex_digit(byte & 0x0F));
        }
    }
    out.push_str(text);
}

const fn hex_digit(nibble: u8) -> char {
    (if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }) as char
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> String {
        let mut form = Form::default();
        for (name, value) in pairs {
            form.push(name, value);
        }
        form.0
    }

    #[test]
    fn pairs_keep_their_order_and_may_repeat() {
        let scopes = [("additional_scope", "b"), ("additional_scope", "a"), ("strategy", "")];
        assert_eq!(form(&scopes), "additional_scope=b&additional_scope=a&strategy=");
        assert_eq!(form(&[]), "");
    }

    #[test]
    fn every_byte_is_escaped_as_a_browser_does() {
        assert_eq!(form(&[("a b", "+ %&=")]), "a+b=%2B+%25%26%3D");
        assert_eq!(form(&[("k", "Az09*-._~!'()/:@\r\n\0")]), "k=Az09*-._%7E%21%27%28%29%2F%3A%40%0D%0A%00");
        assert_eq!(form(&[("k", "é€😀")]), "k=%C3%A9%E2%82%AC%F0%9F%98%80");
    }

    #[test]
    fn a_path_segment_cannot_end_its_path() {
        assert_eq!(path_segment("idn_1"), "idn_1");
        assert_eq!(path_segment("a/b?c#d%e f+~!*'()"), "a%2Fb%3Fc%23d%25e%20f%2B~!*'()");
    }
}
