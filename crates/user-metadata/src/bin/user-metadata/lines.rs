//! Lines in and out: standard input in constant memory, and JSON that stays on one line for every reader.

use std::io::{self, BufRead, BufReader, Read, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Longer lines are not kept: nothing that we read is nearly so long.
const LONGEST_LINE: usize = 1024 * 1024;

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// A line of text.
    Text(&'a str),
    /// A line that is not UTF-8.
    NotUtf8,
    /// A line that is too long.
    TooLong,
}

/// The lines of a reader.
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader: BufReader::with_capacity(64 * 1024, reader), line: Vec::new() }
    }

    /// The next line. Whatever was written to `out` is flushed before this can block, so that a program that writes
    /// one line and waits for its answer gets it.
    pub(crate) fn next(&mut self, out: &mut dyn Write) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let mut length = 0_usize;
        loop {
            if self.reader.buffer().is_empty() {
                out.flush()?;
            }
            let chunk = self.reader.fill_buf()?;
            let (part, ends) = match chunk.iter().position(|byte| *byte == b'\n') {
                Some(end) => (chunk.get(..end).unwrap_or_default(), true),
                None => (chunk, false),
            };
            let is_last = chunk.is_empty();
            if length.saturating_add(part.len()) <= LONGEST_LINE {
                self.line.extend_from_slice(part);
            }
            length = length.saturating_add(part.len());
            let used = part.len().saturating_add(usize::from(ends));
            self.reader.consume(used);
            if is_last && length == 0 {
                return Ok(None);
            }
            if ends || is_last {
                return Ok(Some(self.read(length)));
            }
        }
    }

    fn read(&self, length: usize) -> Line<'_> {
        if length > LONGEST_LINE {
            return Line::TooLong;
        }
        let line = self.line.strip_suffix(b"\r").unwrap_or(&self.line);
        std::str::from_utf8(line).map_or(Line::NotUtf8, Line::Text)
    }
}

/// Writes a value as one line of JSON.
///
/// JSON allows U+0085, U+2028 and U+2029 in a text, and many a reader of lines takes them for an end of line: they are
/// escaped.
pub(crate) fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, OneLine))?;
    out.write_all(b"\n")
}

struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        for piece in fragment.split_inclusive(is_line_end) {
            let end = piece.chars().next_back().filter(|last| is_line_end(*last));
            let kept = piece.len().saturating_sub(end.map_or(0, char::len_utf8));
            out.write_all(piece.as_bytes().get(..kept).unwrap_or_default())?;
            if let Some(end) = end {
                write!(out, "\\u{:04x}", u32::from(end))?;
            }
        }
        Ok(())
    }
}

const fn is_line_end(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_on_one_line_for_every_reader() {
        let mut out = Vec::new();
        write_json(&mut out, &"a\u{2028}b\u{85}\u{2029}\nc\u{e9}").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"a\\u2028b\\u0085\\u2029\\nc\u{e9}\"\n");
    }

    fn all(input: &[u8]) -> Vec<String> {
        let mut lines = Lines::new(input);
        let mut seen = Vec::new();
        while let Some(line) = lines.next(&mut io::sink()).unwrap() {
            seen.push(match line {
                Line::Text(text) => text.to_owned(),
                Line::NotUtf8 => "not utf-8".to_owned(),
                Line::TooLong => "too long".to_owned(),
            });
        }
        seen
    }

    #[test]
    fn lines_end_with_a_line_feed_with_the_input_or_in_the_windows_way() {
        assert_eq!(all(b"a\nb\r\n\nc"), ["a", "b", "", "c"]);
        assert_eq!(all(b""), [""; 0]);
        assert_eq!(all(b"\n"), [""]);
    }

    #[test]
    fn a_bad_line_does_not_disturb_the_next() {
        let mut input = b"\xff\n".to_vec();
        input.extend(vec![b'x'; LONGEST_LINE + 1]);
        input.extend(b"\nok\n");
        assert_eq!(all(&input), ["not utf-8", "too long", "ok"]);
    }

    #[test]
    fn output_is_flushed_before_the_reader_can_block() {
        struct Counting(usize);
        impl Write for Counting {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                self.0 += 1;
                Ok(())
            }
        }
        let mut out = Counting(0);
        let mut lines = Lines::new(b"a\nb\n".as_slice());
        while lines.next(&mut out).unwrap().is_some() {}
        // once before the first read, once before the read that finds the end
        assert_eq!(out.0, 2);
    }
}
