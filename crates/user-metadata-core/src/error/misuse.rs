//! The host's programmer made a mistake, or handed over a snapshot that is none.

use std::fmt;

use super::codes::{MisuseCode, SnapshotCode};

/// An input that has no meaning now. Nothing has changed: the old value still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MisuseError {
    /// What was wrong.
    pub code: MisuseCode,
}

impl MisuseError {
    pub(crate) const fn new(code: MisuseCode) -> Self {
        Self { code }
    }
}

impl fmt::Display for MisuseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.code.meaning(), self.code)
    }
}

impl std::error::Error for MisuseError {}

/// A stored machine that cannot be read back. The text never repeats what was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SnapshotError {
    /// What was wrong.
    pub code: SnapshotCode,
}

impl SnapshotError {
    pub(crate) const fn new(code: SnapshotCode) -> Self {
        Self { code }
    }
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.code.meaning(), self.code)
    }
}

impl std::error::Error for SnapshotError {}
