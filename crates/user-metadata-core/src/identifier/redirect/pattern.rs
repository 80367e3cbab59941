//! The regular part of the grammar, as a regular expression. Single characters are repeated as a class, so an engine
//! that recurses for groups (Java's) does not run out of stack.

/// What may follow an authority: every byte of a URL, `%` only with its two digits.
macro_rules! rest {
    () => {
        concat!(plain!(), "*(?:", encoded!(), plain!(), "*)*")
    };
}

macro_rules! plain {
    () => {
        r"[!#$&'\(\)*+,\-.\/0-9:;=?@A-Z\[\]^_a-z\{\|\}~]"
    };
}

macro_rules! plain_but_a_slash {
    () => {
        r"[!#$&'\(\)*+,\-.0-9:;=?@A-Z\[\]^_a-z\{\|\}~]"
    };
}

macro_rules! encoded {
    () => {
        "%[0-9A-Fa-f]{2}"
    };
}

/// A path after its first slash: no second one follows.
macro_rules! path {
    () => {
        concat!("(?:(?:", plain_but_a_slash!(), "|", encoded!(), ")", rest!(), ")?")
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
    r")?|\/",
    path!(),
    r")|\/",
    path!(),
);
