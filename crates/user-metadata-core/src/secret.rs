//! Text that must never be shown: tokens, passwords, codes, signatures.

use crate::json::{FromNode, Node, ShapeError};
use std::fmt;
use std::hint::black_box;

/// A token, a password, a one-time code or a signature.
///
/// It shows as `[redacted]` wherever it is formatted, it has no `Serialize`, and its bytes are overwritten when
/// it is dropped. The only way to the text is [`Secret::expose`], so a reviewer can search for every use.
///
/// ```
/// use user_metadata_core::secret::Secret;
/// let token = Secret::new("dvb_2abc");
/// assert_eq!(format!("{token:?}"), "[redacted]");
/// assert_eq!(token.expose(), "dvb_2abc");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that has to send it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// True when there is nothing to hide, that is no token.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// From an answer. It has no `Deserialize`: nothing else is to read one by the way.
impl FromNode for Secret {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        String::from_node(node).map(Self)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.0).into_bytes();
        bytes.fill(0);
        // What was cut off the text is still behind it.
        bytes.resize(bytes.capacity(), 0);
        // Keeps the compiler from dropping a write that nobody reads.
        black_box(&bytes);
    }
}
