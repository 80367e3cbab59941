//! Code points that have no place in a local part.

/// Every scalar value from U+0080 on may stand in a local part (RFC 6531 section 3.3) but these: one cannot see
/// them, one cannot tell them from others, or RFC 5198 section 2 bars them. ZWNJ and ZWJ (U+200C, U+200D) stay,
/// for Persian, Indic scripts and emoji need them. The last two code points of every plane are noncharacters
/// too: [`is_unsafe`] knows them by their bits.
pub(super) const UNSAFE: [(char, char); 19] = [
    ('\u{80}', '\u{a0}'),        // C1 controls, no-break space
    ('\u{ad}', '\u{ad}'),        // soft hyphen
    ('\u{37e}', '\u{37e}'),      // Greek question mark: its NFC is `;`
    ('\u{61c}', '\u{61c}'),      // Arabic letter mark
    ('\u{1680}', '\u{1680}'),    // Ogham space
    ('\u{180e}', '\u{180e}'),    // Mongolian vowel separator
    ('\u{1fef}', '\u{1fef}'),    // Greek varia: its NFC is a grave accent
    ('\u{2000}', '\u{200b}'),    // spaces
    ('\u{200e}', '\u{200f}'),    // direction marks
    ('\u{2028}', '\u{202f}'),    // line and paragraph separator, direction overrides, a space
    ('\u{205f}', '\u{206f}'),    // a space, word joiner, invisible operators, direction isolates
    ('\u{212a}', '\u{212a}'),    // Kelvin sign: its NFC is `K`
    ('\u{3000}', '\u{3000}'),    // ideographic space
    ('\u{e000}', '\u{f8ff}'),    // private use
    ('\u{fdd0}', '\u{fdef}'),    // noncharacters
    ('\u{feff}', '\u{feff}'),    // byte order mark
    ('\u{fff0}', '\u{ffff}'),    // specials and noncharacters
    ('\u{e0000}', '\u{e0fff}'),  // tags, variation selectors
    ('\u{f0000}', '\u{10ffff}'), // private use
];

/// Says whether a code point from U+0080 on has no place in a local part.
pub(super) fn is_unsafe(c: char) -> bool {
    let last_of_a_plane = u32::from(c) & 0xfffe == 0xfffe;
    last_of_a_plane || UNSAFE.iter().any(|(first, last)| (*first..=*last).contains(&c))
}
