//! Base64 ([RFC 4648][rfc]), only as far as a publishable key needs it.
//!
//! [rfc]: https://www.rfc-editor.org/rfc/rfc4648

/// Decodes either alphabet, padded or not; `None` when the text is not base64.
///
/// Bits left over at the end are not looked at, as in every decoder that these keys meet.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let padded = padding > 0;
    if digits.len() % 4 == 1 || padding > 2 || (padded && !text.len().is_multiple_of(4)) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    let mut bits: u32 = 0;
    let mut held = 0;
    for digit in digits.bytes() {
        bits = (bits << 6) | u32::from(value(digit)?);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_vectors_of_the_rfc_decode_padded_and_not() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
        ];
        for (plain, encoded) in vectors {
            assert_eq!(decode(encoded).as_deref(), Some(plain.as_bytes()), "{encoded}");
            assert_eq!(decode(encoded.trim_end_matches('=')).as_deref(), Some(plain.as_bytes()), "{encoded}");
        }
    }

    #[test]
    fn both_alphabets_are_read() {
        assert_eq!(decode("-_-_"), decode("+/+/"));
        assert_eq!(decode("+/+/"), Some(vec![0xFB, 0xFF, 0xBF]));
    }

    #[test]
    fn what_is_not_base64_is_none() {
        for text in ["Z", "Zm9vY", "Zg=", "Zg===", "=", "Zm=v", "Zm 9", "Zm9v\n", "Zé=="] {
            assert_eq!(decode(text), None, "{text:?}");
        }
    }
}
