//! The grammar of RFC 8259, token by token. Nothing is built, nothing is decoded, and no depth is too much.

use crate::blocks::Block;

/// What is left of a text. Every method returns `None` where the text is no JSON.
pub(super) struct Scanner<'a> {
    rest: &'a [u8],
}

/// What stands between two quotes.
#[derive(Clone, Copy)]
pub(super) struct Quoted<'a> {
    pub(super) bytes: &'a [u8],
    /// Says whether there are escapes among them.
    pub(super) escaped: bool,
}

impl<'a> Scanner<'a> {
    pub(super) const fn new(text: &'a [u8]) -> Self {
        Self { rest: text }
    }

    /// The byte that comes next, after white space.
    #[inline(always)]
    pub(super) fn peek(&mut self) -> Option<u8> {
        if let Some(..=b' ') = self.rest.first() {
            self.rest = without_white_space(self.rest);
        }
        self.rest.first().copied()
    }

    /// Takes this very byte, after white space.
    #[inline(always)]
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        self.peek().filter(|next| *next == byte)?;
        self.advance(1);
        Some(())
    }

    /// Takes what was peeked at.
    #[inline(always)]
    pub(super) fn advance(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// The end of the text.
    pub(super) fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// `true`, `false` or `null`.
    #[inline(always)]
    pub(super) fn literal(&mut self, literal: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(literal)?;
        Some(())
    }

    /// A key and its colon.
    #[inline(always)]
    pub(super) fn key(&mut self) -> Option<Quoted<'a>> {
        self.take(b'"')?;
        let key = self.string()?;
        self.take(b':')?;
        Some(key)
    }

    /// What stands up to the closing quote. The opening one was taken.
    #[inline(always)]
    pub(super) fn string(&mut self) -> Option<Quoted<'a>> {
        let begin = self.rest;
        let mut escaped = false;
        loop {
            let (closing, after) = self.rest.get(plain_bytes(self.rest)..)?.split_first()?;
            match closing {
                b'"' => {
                    self.rest = after;
                    let length = begin.len() - after.len() - 1;
                    return Some(Quoted { bytes: begin.get(..length)?, escaped });
                }
                b'\\' => self.rest = after_escape(after)?,
                _ => return None,
            }
            escaped = true;
        }
    }

    /// A number, as it is written.
    #[inline(always)]
    pub(super) fn number(&mut self) -> Option<&'a [u8]> {
        let begin = self.rest;
        let digits = digits(begin);
        let is_whole = !matches!(begin.get(digits), Some(b'.' | b'e' | b'E'));
        let is_plain = is_whole && (digits == 1 || digits > 1 && begin.first() != Some(&b'0'));
        self.rest = if is_plain { begin.get(digits..)? } else { after_number(begin)? };
        begin.get(..begin.len() - self.rest.len())
    }

    /// One value of any kind, whatever is in it.
    #[inline(never)]
    pub(super) fn skip(&mut self) -> Option<()> {
        // A copy of its own stays in registers.
        let mut here = Self { rest: self.rest };
        let mut open = Brackets::none();
        loop {
            if open.innermost() == Some(true) {
                here.key()?;
            }
            match here.peek()? {
                b'"' => {
                    here.advance(1);
                    here.string()?;
                }
                b'{' => {
                    here.advance(1);
                    if here.take(b'}').is_none() {
                        open.push(true);
                        continue;
                    }
                }
                b'[' => {
                    here.advance(1);
                    if here.take(b']').is_none() {
                        open.push(false);
                        continue;
                    }
                }
                b't' => here.literal(b"true")?,
                b'f' => here.literal(b"false")?,
                b'n' => here.literal(b"null")?,
                _ => drop(here.number()?),
            }
            // A value has ended, and with it perhaps what it is in.
            while let Some(is_object) = open.innermost() {
                let next = here.peek()?;
                here.advance(1);
                match (next, is_object) {
                    (b',', _) => break,
                    (b'}', true) | (b']', false) => open.pop(),
                    _ => return None,
                }
            }
            if open.innermost().is_none() {
                self.rest = here.rest;
                return Some(());
            }
        }
    }
}

#[cold]
fn without_white_space(text: &[u8]) -> &[u8] {
    let is_white_space = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
    text.get(text.iter().take_while(is_white_space).count()..).unwrap_or_default()
}

/// What comes after an escape, whose backslash was taken.
#[cold]
fn after_escape(text: &[u8]) -> Option<&[u8]> {
    match text {
        [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', rest @ ..] => Some(rest),
        [b'u', rest @ ..] => {
            let (digits, rest) = rest.split_at_checked(4)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(rest)
        }
        _ => None,
    }
}

/// What comes after a number that is more than a row of digits.
#[cold]
fn after_number(text: &[u8]) -> Option<&[u8]> {
    let after_digits = |text| {
        let digits = digits(text);
        text.get(digits..).filter(|_| digits > 0)
    };
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let mut rest = match text {
        [b'0', rest @ ..] => rest,
        _ => after_digits(text)?,
    };
    if let [b'.', fraction @ ..] = rest {
        rest = after_digits(fraction)?;
    }
    if let [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] = rest {
        rest = after_digits(exponent)?;
    }
    Some(rest)
}

/// How many digits the text begins with.
#[inline(always)]
fn digits(text: &[u8]) -> usize {
    let at_a_glance =
        |block: &[u8; 16]| Block::new(*block).within(b'0', b'9').mask().trailing_ones() as usize;
    match text.first_chunk().map(at_a_glance) {
        Some(digits @ ..16) => digits,
        _ => text.iter().take_while(|byte| byte.is_ascii_digit()).count(),
    }
}

/// How many bytes come before a quote, a backslash, a control character or the end.
#[inline(always)]
fn plain_bytes(text: &[u8]) -> usize {
    let mut plain = 0;
    while let Some(block) = text.get(plain..).and_then(<[u8]>::first_chunk) {
        let block = Block::new(*block);
        let special = (block.equal_to(b'"') | block.equal_to(b'\\') | block.within(0, 0x1f)).mask();
        if special != 0 {
            return plain + special.trailing_zeros() as usize;
        }
        plain += 16;
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | ..=0x1f);
    plain + text.get(plain..).unwrap_or_default().iter().take_while(is_plain).count()
}

/// The brackets that are open, a bit for each: one for an object, none for a list.
struct Brackets {
    /// The innermost ones, the very innermost lowest, below a bit that is always set.
    word: u64,
    /// Words that were full.
    outer: Vec<u64>,
}

impl Brackets {
    const fn none() -> Self {
        Self { word: 1, outer: Vec::new() }
    }

    #[inline]
    fn push(&mut self, is_object: bool) {
        if self.word.leading_zeros() == 0 {
            self.outer.push(self.word);
            self.word = 1;
        }
        self.word = self.word << 1 | u64::from(is_object);
    }

    #[inline]
    fn pop(&mut self) {
        self.word >>= 1;
        if self.word == 1 {
            self.word = self.outer.pop().unwrap_or(1);
        }
    }

    /// Says whether the innermost one is an object's.
    #[inline]
    const fn innermost(&self) -> Option<bool> {
        if self.word == 1 { None } else { Some(self.word & 1 == 1) }
    }
}
