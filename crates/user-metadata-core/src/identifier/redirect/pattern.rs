//! The regular part of the grammar, as a regular expression.

/// What may follow an authority: every byte of a URL, `%` only with its two digits.
macro_rules! rest {
    () => {
        r"(?:[!#$&'\(\)*+,\-.\/0-9:;=?@A-Z\[\]^_a-z\{\|\}~]|%[0-9A-Fa-f]{2})*"
    };
}

/// The same, but for a slash.
macro_rules! no_slash {
    () => {
        r"(?:[!#$&'\(\)*+,\-.0-9:;=?@A-Z\[\]^_a-z\{\|\}~]|%[0-9A-Fa-f]{2})"
    };
}

macro_rules! authority {
    () => {
        r"\/\/[0-9A-Za-z._\-\[\]:]"
    };
}

pub(super) const PATTERN: &str = concat!(
    r"[Hh][Tt][Tt][Pp][Ss]?:",
    authority!(),
    r"+(?:[\/?#]",
    rest!(),
    r")?|[A-Za-z][0-9A-Za-z+.\-]{1,63}:(?:",
    authority!(),
    r"*(?:[\/?#]",
    rest!(),
    r")?|\/(?:",
    no_slash!(),
    rest!(),
    r")?)|\/(?:",
    no_slash!(),
    rest!(),
    ")?",
);
