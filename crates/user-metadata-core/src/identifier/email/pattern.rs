//! The regular part of the grammar, as a regular expression.
//!
//! Code points beyond ASCII stand in it as themselves: no escape for them is common to all five languages. Each
//! repetition is unambiguous, so an engine that backtracks takes linear time; each repetition of single characters is
//! one of a class, so an engine that recurses for groups (Java's) does not run out of stack.

/// What [`is_unsafe`](super::unicode::is_unsafe) leaves from U+0080 on.
macro_rules! safe {
    () => {
        concat!(
            "\u{a1}-\u{ac}\u{ae}-\u{37d}\u{37f}-\u{61b}\u{61d}-\u{167f}\u{1681}-\u{180d}\u{180f}-\u{1fee}",
            "\u{1ff0}-\u{1fff}\u{200c}-\u{200d}\u{2010}-\u{2027}\u{2030}-\u{205e}\u{2070}-\u{2129}",
            "\u{212b}-\u{2fff}\u{3001}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{fefe}\u{ff00}-\u{ffef}",
            "\u{10000}-\u{1fffd}\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}\u{40000}-\u{4fffd}",
            "\u{50000}-\u{5fffd}\u{60000}-\u{6fffd}\u{70000}-\u{7fffd}\u{80000}-\u{8fffd}",
            "\u{90000}-\u{9fffd}\u{a0000}-\u{afffd}\u{b0000}-\u{bfffd}\u{c0000}-\u{cfffd}",
            "\u{d0000}-\u{dfffd}\u{e1000}-\u{efffd}",
        )
    };
}

macro_rules! atext {
    () => {
        concat!(r"[A-Za-z0-9!#$%&'*+\-\/=?^_`\{\|\}~", safe!(), "]")
    };
}

macro_rules! qtext {
    () => {
        concat!(r"[ !#-\[\]-~", safe!(), "]")
    };
}

macro_rules! local {
    () => {
        concat!(atext!(), r"+(?:\.", atext!(), r#"+)*|""#, qtext!(), r"*(?:\\[ -~]", qtext!(), r#"*)*""#)
    };
}

/// What UTS 46 may make a letter of, and what it does not read as a dot.
macro_rules! beyond_ascii {
    () => {
        "\u{80}-\u{3001}\u{3003}-\u{d7ff}\u{e000}-\u{ff0d}\u{ff0f}-\u{ff60}\u{ff62}-\u{10ffff}"
    };
}

macro_rules! ascii_label {
    () => {
        "[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*"
    };
}

/// A label with a character beyond ASCII. UTS 46 without CheckHyphens leaves its hyphens alone.
macro_rules! idn_label {
    () => {
        concat!(r"[A-Za-z0-9\-]*[", beyond_ascii!(), r"][A-Za-z0-9\-", beyond_ascii!(), "]*")
    };
}

macro_rules! tld {
    () => {
        concat!(r"[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9\-]*[A-Za-z0-9]|", idn_label!())
    };
}

pub(super) const PATTERN: &str = concat!(
    "(?:",
    local!(),
    ")@(?:(?:",
    ascii_label!(),
    "|",
    idn_label!(),
    ")[.\u{3002}\u{ff0e}\u{ff61}])+(?:",
    tld!(),
    ")",
);
