//! From text to a tree.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Node;
use super::scan::{Quoted, Scanner};

/// How deep lists and objects that are built may lie in one another; serde_json has the same limit. It keeps the stack
/// small, whatever a server sends.
const DEEPEST: usize = 127;

/// Reads a text whole. Nothing is built from what stands under the key `skipped` of the outermost object.
pub(super) fn parse<'a>(text: &'a [u8], skipped: Option<&str>) -> Option<Node<'a>> {
    let mut scanner = Scanner::new(text);
    let node = value(&mut scanner, DEEPEST, skipped)?;
    scanner.end()?;
    Some(node)
}

fn value<'a>(scanner: &mut Scanner<'a>, depth: usize, skipped: Option<&str>) -> Option<Node<'a>> {
    let first = scanner.peek()?;
    let node = match first {
        b'"' => {
            scanner.advance(1);
            Node::Text(text(scanner.string()?)?)
        }
        b'{' => Node::Object(object(scanner, depth.checked_sub(1)?, skipped)?),
        b'[' => Node::List(list(scanner, depth.checked_sub(1)?)?),
        b't' => scanner.literal(b"true").map(|()| Node::Bool(true))?,
        b'f' => scanner.literal(b"false").map(|()| Node::Bool(false))?,
        b'n' => scanner.literal(b"null").map(|()| Node::Null)?,
        _ => number(scanner.number()?)?,
    };
    Some(node)
}

fn list<'a>(scanner: &mut Scanner<'a>, depth: usize) -> Option<Vec<Node<'a>>> {
    let mut items = Vec::new();
    scanner.advance(1);
    if scanner.take(b']').is_some() {
        return Some(items);
    }
    loop {
        items.push(value(scanner, depth, None)?);
        if scanner.take(b',').is_none() {
            return scanner.take(b']').map(|()| items);
        }
    }
}

fn object<'a>(
    scanner: &mut Scanner<'a>,
    depth: usize,
    skipped: Option<&str>,
) -> Option<BTreeMap<Cow<'a, str>, Node<'a>>> {
    let mut fields = BTreeMap::new();
    scanner.advance(1);
    if scanner.take(b'}').is_some() {
        return Some(fields);
    }
    loop {
        let key = text(scanner.key()?)?;
        if skipped.is_some_and(|skipped| skipped == key) {
            scanner.skip()?;
        } else {
            fields.insert(key, value(scanner, depth, None)?);
        }
        if scanner.take(b',').is_none() {
            return scanner.take(b'}').map(|()| fields);
        }
    }
}

/// A whole number where it fits into 64 bits. What no `f64` can hold is refused, as serde_json does.
fn number<'a>(written: &[u8]) -> Option<Node<'a>> {
    let written = std::str::from_utf8(written).ok()?;
    if let Ok(number) = written.parse() {
        return Some(Node::Unsigned(number));
    }
    match written.parse() {
        // There is a zero below zero, though no integer of that kind.
        Ok(0) | Err(_) => written.parse().ok().filter(|number: &f64| number.is_finite()).map(Node::Float),
        Ok(number) => Some(Node::Signed(number)),
    }
}

fn text(quoted: Quoted<'_>) -> Option<Cow<'_, str>> {
    if quoted.escaped {
        unescaped(quoted.bytes).map(Cow::Owned)
    } else {
        std::str::from_utf8(quoted.bytes).ok().map(Cow::Borrowed)
    }
}

/// The text that was meant. Half a surrogate pair is no text.
#[cold]
fn unescaped(mut bytes: &[u8]) -> Option<String> {
    let mut text = Vec::with_capacity(bytes.len());
    while let Some(plain) = bytes.iter().position(|byte| *byte == b'\\') {
        let (before, escape) = bytes.split_at_checked(plain)?;
        text.extend_from_slice(before);
        let (kind, rest) = escape.get(1..)?.split_first()?;
        bytes = rest;
        let character = match kind {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => code_point(&mut bytes)?,
            other => char::from(*other),
        };
        text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
    text.extend_from_slice(bytes);
    String::from_utf8(text).ok()
}

/// What `\u` and four digits stand for, together with the other half of a pair.
fn code_point(bytes: &mut &[u8]) -> Option<char> {
    let first = code_unit(bytes)?;
    let pair = match first {
        0xd800..=0xdbff => {
            *bytes = bytes.strip_prefix(b"\\u")?;
            [first, code_unit(bytes)?]
        }
        _ => return char::from_u32(u32::from(first)),
    };
    char::decode_utf16(pair).next()?.ok()
}

fn code_unit(bytes: &mut &[u8]) -> Option<u16> {
    let (digits, rest) = bytes.split_at_checked(4)?;
    *bytes = rest;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    /// Says whether both read the text alike, or both refuse it.
    fn agrees_with_serde_json(text: &[u8]) -> Result<(), TestCaseError> {
        let theirs = serde_json::from_slice::<Value>(text).ok();
        let ours = parse(text, None).map(|node| node.to_value());
        prop_assert_eq!(&ours, &theirs, "{}", String::from_utf8_lossy(text));
        let theirs = serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
        let mut scanner = Scanner::new(text);
        let ours = scanner.skip().and_then(|()| scanner.end()).is_some();
        prop_assert_eq!(ours, theirs, "skipping {}", String::from_utf8_lossy(text));
        Ok(())
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            "\\PC{0,40}".prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 64, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::hash_map("[a-z\"\\\\\n]{0,20}", inner, 0..8)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_json_is_read(value in json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_vec_pretty(&value) } else { serde_json::to_vec(&value) }.unwrap();
            prop_assert_eq!(parse(&text, None).map(|node| node.to_value()), Some(value));
            agrees_with_serde_json(&text)?;
        }

        #[test]
        fn what_is_nearly_json_is_read_alike(
            value in json(),
            places in prop::collection::vec((any::<prop::sample::Index>(), "[\\[\\]{},:\"\\\\0-9.eE+\\-tfnu \u{1}\u{7f}é]?"), 1..4),
        ) {
            let mut text = serde_json::to_vec(&value).unwrap();
            for (place, put) in places {
                let at = place.index(text.len() + 1);
                text.splice(at..(at + 1).min(text.len()), put.bytes());
            }
            agrees_with_serde_json(&text)?;
        }

        #[test]
        fn tokens_in_any_order_are_read_alike(
            tokens in prop::collection::vec(
                prop::sample::select(vec![
                    "{", "}", "[", "]", ",", ":", "\"a\"", "\"\\u0061\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\q\"",
                    "null", "true", "false", "nul", "0", "-0", "01", "1.", "1.5", "1e5", "1e999", "1E+2", "-", "\n",
                    "18446744073709551615", "18446744073709551616", "-9223372036854775808", "\"a long text without an end",
                ]),
                0..12,
            ),
        ) {
            agrees_with_serde_json(tokens.concat().as_bytes())?;
        }
    }

    #[test]
    fn any_byte_anywhere_in_a_text_is_read_alike() {
        let answer = br#"{"response":{"a":[1,-2.5e3,"x\n\u00e9"],"b":null},"client":[true,{}]}"#;
        for place in 0..answer.len() {
            for byte in 0..=u8::MAX {
                let mut text = answer.to_vec();
                text[place] = byte;
                agrees_with_serde_json(&text).unwrap();
                agrees_with_serde_json(&text[..place]).unwrap();
            }
        }
    }

    #[test]
    fn depth_ends_where_it_ends_for_serde_json() {
        for depth in [1, DEEPEST, DEEPEST + 1, 10_000] {
            let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            agrees_with_serde_json(text.as_bytes()).unwrap();
            assert_eq!(parse(text.as_bytes(), None).is_some(), depth <= DEEPEST);
            let mixed = format!("{}0{}", r#"{"a":["#.repeat(depth), "]}".repeat(depth));
            agrees_with_serde_json(mixed.as_bytes()).unwrap();
        }
    }

    #[test]
    fn of_what_is_skipped_the_grammar_counts() {
        let parsed = |text: &str| parse(text.as_bytes(), Some("client")).map(|node| node.to_value());
        assert_eq!(
            parsed(r#"{"client":[1],"a":{"client":2}}"#),
            Some(serde_json::json!({"a": {"client": 2}}))
        );
        assert_eq!(parsed(r#"{"\u0063lient":[1]}"#), Some(serde_json::json!({})));
        assert_eq!(parsed(r#"{"client":[1}}"#), None);
        assert_eq!(parsed(r#"{"client":"#), None);
    }
}
