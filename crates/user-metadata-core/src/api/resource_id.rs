//! An id that can stand in a path.

use std::fmt;

use serde::Serialize;

use super::form;
use crate::error::{Field, ValidationCode, ValidationError};
use crate::json::{self, FromNode, Node, ShapeError, deserialize_as_node};
use crate::resource::Resource;

/// The id of a resource, fit to stand in a path. Otherwise opaque: nothing is read into its prefix.
///
/// ```
/// use user_metadata_core::api::ResourceId;
/// assert_eq!(ResourceId::parse("idn_1").unwrap().as_str(), "idn_1");
/// assert_eq!(ResourceId::parse("..").unwrap_err().code().as_str(), "dot_segment");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ResourceId(String);

impl ResourceId {
    /// More than any id needs, and little enough for every URL.
    const MAX_BYTES: usize = 255;

    /// Takes an id as the server gave it.
    ///
    /// # Errors
    ///
    /// Field `id`: `empty`, `too_long`, `control`, or `dot_segment` for `.` and `..`, which an HTTP client would
    /// resolve away.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        let refused = |code| Err(ValidationError::new(Field::Id, code));
        if text.is_empty() {
            refused(ValidationCode::Empty)
        } else if text.len() > Self::MAX_BYTES {
            refused(ValidationCode::TooLong)
        } else if text.chars().any(char::is_control) {
            refused(ValidationCode::Control)
        } else if matches!(text, "." | "..") {
            refused(ValidationCode::DotSegment)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The id of a resource that the server returned.
    ///
    /// # Errors
    ///
    /// As [`ResourceId::parse`]. A resource that came on its own or in a list has been checked already; one inside a
    /// user has not, so that one odd id does not make the whole user unreadable.
    pub fn of(resource: &Resource) -> Result<Self, ValidationError> {
        Self::parse(resource.id())
    }

    /// The id as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id, escaped for a path.
    pub(super) fn path_segment(&self) -> String {
        form::path_segment(&self.0)
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromNode for ResourceId {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        json::text(node, Self::parse)
    }
}

deserialize_as_node!(ResourceId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_stand_in_a_path_is_refused() {
        for (text, code) in [
            ("", "empty"),
            (".", "dot_segment"),
            ("..", "dot_segment"),
            ("a\nb", "control"),
            ("a\u{85}", "control"),
        ] {
            assert_eq!(ResourceId::parse(text).unwrap_err().code().as_str(), code, "{text:?}");
        }
        assert_eq!(ResourceId::parse(&"a".repeat(256)).unwrap_err().code().as_str(), "too_long");
    }

    #[test]
    fn everything_else_is_escaped() {
        assert_eq!(ResourceId::parse("../x").unwrap().path_segment(), "..%2Fx");
        assert_eq!(ResourceId::parse("...").unwrap().path_segment(), "...");
    }

    #[test]
    fn deserialising_goes_through_parse() {
        assert!(serde_json::from_str::<ResourceId>(r#""idn_1""#).is_ok());
        assert!(serde_json::from_str::<ResourceId>(r#""..""#).is_err());
    }
}
