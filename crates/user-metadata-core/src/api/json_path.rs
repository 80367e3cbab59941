//! From a line and a column to the JSON path of the place, for error messages only.

/// The path, such as `$.response.verification.expire_at`, of what stands at the place where serde_json gave up.
///
/// The text has been found to be JSON at least up to there; were it not, the path would be wrong and nothing worse.
/// A key that could be anything but a name shows as `*`: an error never repeats a body.
pub(super) fn locate(json: &[u8], line: usize, column: usize) -> String {
    let line_start: usize =
        json.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let mut scanner = Scanner::default();
    for byte in json.iter().take(line_start.saturating_add(column)) {
        scanner.step(*byte);
    }
    scanner.path()
}

/// Levels that are remembered; deeper ones are only counted.
const MAX_DEPTH: usize = 32;
/// Bytes of a key that are remembered.
const MAX_KEY: usize = 48;

#[derive(Default)]
struct Scanner {
    levels: Vec<Level>,
    deeper: usize,
    string: Option<Text>,
}

enum Level {
    Object { key: Option<Vec<u8>>, in_value: bool },
    Array { index: usize },
}

/// A string that has begun.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    escaped: bool,
}

impl Scanner {
    fn step(&mut self, byte: u8) {
        if let Some(text) = &mut self.string {
            match byte {
                b'"' if !text.escaped => self.end_string(),
                _ => {
                    text.escaped = byte == b'\\' && !text.escaped;
                    if text.bytes.len() <= MAX_KEY {
                        text.bytes.push(byte);
                    }
                }
            }
            return;
        }
        match byte {
            b'"' => self.string = Some(Text::default()),
            b'{' => self.open(Level::Object { key: None, in_value: false }),
            b'[' => self.open(Level::Array { index: 0 }),
            b'}' | b']' => self.close(),
            b':' | b',' if self.deeper == 0 => match self.levels.last_mut() {
                Some(Level::Object { in_value, .. }) => *in_value = byte == b':',
                Some(Level::Array { index }) => *index = index.saturating_add(1),
                None => {}
            },
            _ => {}
        }
    }

    fn end_string(&mut self) {
        let ended = self.string.take();
        if self.deeper == 0
            && let Some(Level::Object { key, in_value: false }) = self.levels.last_mut()
        {
            *key = ended.map(|text| text.bytes);
        }
    }

    fn open(&mut self, level: Level) {
        if self.levels.len() < MAX_DEPTH {
            self.levels.push(level);
        } else {
            self.deeper = self.deeper.saturating_add(1);
        }
    }

    fn close(&mut self) {
        match self.deeper.checked_sub(1) {
            Some(deeper) => self.deeper = deeper,
            None => drop(self.levels.pop()),
        }
    }

    fn path(&self) -> String {
        let mut path = String::from("$");
        for level in &self.levels {
            match level {
                Level::Object { key: None, .. } => {}
                Level::Object { key: Some(key), .. } => {
                    path.push('.');
                    path.push_str(name(key).unwrap_or("*"));
                }
                Level::Array { index } => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

fn name(key: &[u8]) -> Option<&str> {
    let is_name = (1..=MAX_KEY).contains(&key.len())
        && key.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_name { std::str::from_utf8(key).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path of the place that is marked with `^`.
    fn path(marked: &str) -> String {
        let (before, after) = marked.split_once('^').expect("a mark");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, str::len);
        locate(format!("{before}{after}").as_bytes(), line, column)
    }

    #[test]
    fn the_path_leads_to_the_value() {
        for (marked, expected) in [
            ("^7", "$"),
            (r#"{^"a":1}"#, "$"),
            (r#"{"a":^1}"#, "$.a"),
            (r#"{"a":1^,"b":2}"#, "$.a"),
            (r#"{"a":1,"b":^2}"#, "$.b"),
            (r#"{"a":{"b":[1,{"c":^2}]}}"#, "$.a.b[1].c"),
            (r#"{"a":{"b":[1,2]^}}"#, "$.a.b"),
            (r#"{"a":{"b":[1,2]}^}"#, "$.a"),
            ("[[],[{\n\"a\":\n{\"b\"\n: ^null}}]]", "$[1][0].a.b"),
        ] {
            assert_eq!(path(marked), expected, "{marked}");
        }
    }

    #[test]
    fn strings_are_not_mistaken_for_structure() {
        assert_eq!(path(r#"{"a":"}],{[:\"}","b":^2}"#), "$.b");
        assert_eq!(path(r#"{"a":"\\","b":^2}"#), "$.b");
    }

    #[test]
    fn a_key_that_is_no_name_is_not_repeated() {
        assert_eq!(path(r#"{"jane@example.com":^1}"#), "$.*");
        assert_eq!(path(r#"{"":^1}"#), "$.*");
        assert_eq!(path(&format!(r#"{{"{}":^1}}"#, "k".repeat(49))), "$.*");
    }

    #[test]
    fn great_depth_is_counted_and_not_remembered() {
        let deep = format!(r#"{{"a":{}1{},"b":^2}}"#, "[".repeat(500), "]".repeat(500));
        assert_eq!(path(&deep), "$.b");
    }

    #[test]
    fn nonsense_is_survived() {
        for nonsense in ["]]}}", "\"", "{{{", ",,,", ":::", "[}", ""] {
            assert!(locate(nonsense.as_bytes(), 1, 99).starts_with('$'));
            assert!(locate(nonsense.as_bytes(), 0, 0).starts_with('$'));
            assert!(locate(nonsense.as_bytes(), usize::MAX, usize::MAX).starts_with('$'));
        }
    }
}
