//! The regular part of the grammar, as a regular expression.
pub(super) const PATTERN: &str = "";
