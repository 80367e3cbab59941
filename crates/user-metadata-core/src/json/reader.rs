//! From a tree to a type. A refusal knows its place.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::Node;
use crate::time::Timestamp;

/// A type that is read from a tree. Structs are listed with [`object`](super::object), enums with
/// [`tagged`](super::tagged) or [`named`](super::named).
pub(crate) trait FromNode: Sized {
    /// Reads the type from what stands here.
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError>;

    /// What it means that nothing stands here, not even `null`.
    fn absent() -> Result<Self, ShapeError> {
        Err(ShapeError::here())
    }
}

/// `Deserialize` by way of a tree.
pub(crate) fn deserialize<'de, T: FromNode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let node = Node::deserialize(deserializer)?;
    T::from_node(&node).map_err(|error| D::Error::custom(format_args!("unexpected shape at {error}")))
}

/// Reads a text, where it is one that this accepts.
pub(crate) fn text<T, E>(node: &Node<'_>, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<T, ShapeError> {
    node.as_str().and_then(|text| parse(text).ok()).ok_or(ShapeError::here())
}

impl Node<'_> {
    /// Reads what stands under this key of an object.
    pub(crate) fn field<T: FromNode>(&self, key: &str) -> Result<T, ShapeError> {
        match self.get(key) {
            Some(node) => T::from_node(node).map_err(|error| error.under(key)),
            None => T::absent(),
        }
    }

    /// The same, where real servers are known to leave the field out or to send `null`, and older releases did not store it.
    pub(crate) fn lenient<T: FromNode + Default>(&self, key: &str) -> Result<T, ShapeError> {
        self.field::<Option<T>>(key).map(Option::unwrap_or_default)
    }

    /// A time of the server's, or `None` for `null` and for zero, which some send for "none". A missing time never means now.
    pub(crate) fn time(&self, key: &str) -> Result<Option<Timestamp>, ShapeError> {
        let time: Option<Timestamp> = self.field(key)?;
        Ok(time.filter(|time| time.as_unix_millis() > 0))
    }

    /// The fields of a struct that stand among those of another.
    pub(crate) fn flat<T: FromNode>(&self, _: &str) -> Result<T, ShapeError> {
        T::from_node(self)
    }

    /// The fields of an object under other keys than these.
    pub(crate) fn rest(&self, known: &[&str]) -> Map<String, Value> {
        let Self::Object(fields) = self else { return Map::new() };
        let unknown = fields.iter().filter(|(key, _)| !known.contains(&key.as_ref()));
        unknown.map(|(key, node)| (key.clone().into_owned(), node.to_value())).collect()
    }

    /// The object itself, or a refusal of what is none.
    pub(crate) fn object(&self) -> Result<&Self, ShapeError> {
        if matches!(self, Self::Object(_)) { Ok(self) } else { Err(ShapeError::here()) }
    }
}

/// The tree is not of the type's shape. It says where, and nothing of what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShapeError(String);

impl ShapeError {
    pub(crate) const fn here() -> Self {
        Self(String::new())
    }

    /// The path from the root of the tree, such as `.verification.expire_at`.
    pub(crate) fn path(&self) -> &str {
        &self.0
    }

    /// The same place, seen from the object that has it under this key.
    #[cold]
    fn under(mut self, key: &str) -> Self {
        self.0.insert_str(0, key);
        self.0.insert(0, '.');
        self
    }

    #[cold]
    fn at(self, index: usize) -> Self {
        Self(format!("[{index}]{}", self.0))
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.0)
    }
}

impl FromNode for String {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        node.as_str().map(str::to_owned).ok_or(ShapeError::here())
    }
}

impl FromNode for bool {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        if let Node::Bool(yes) = node { Ok(*yes) } else { Err(ShapeError::here()) }
    }
}

/// Whole numbers that fit.
macro_rules! numbers {
    ($($number:ty)+) => {
        $(
            impl FromNode for $number {
                fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
                    let number = match node {
                        Node::Unsigned(number) => Self::try_from(*number).ok(),
                        Node::Signed(number) => Self::try_from(*number).ok(),
                        Node::Null
                        | Node::Bool(_)
                        | Node::Float(_)
                        | Node::Text(_)
                        | Node::List(_)
                        | Node::Object(_) => None,
                    };
                    number.ok_or(ShapeError::here())
                }
            }
        )+
    };
}

numbers! { u16 u32 u64 i64 }

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        if matches!(node, Node::Null) { Ok(None) } else { T::from_node(node).map(Some) }
    }

    fn absent() -> Result<Self, ShapeError> {
        Ok(None)
    }
}

impl<T: FromNode> FromNode for Box<T> {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        T::from_node(node).map(Self::new)
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        let Node::List(items) = node else { return Err(ShapeError::here()) };
        items
            .iter()
            .enumerate()
            .map(|(index, item)| T::from_node(item).map_err(|error| error.at(index)))
            .collect()
    }
}

impl FromNode for Map<String, Value> {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        node.object().map(|object| object.rest(&[]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: FromNode>(json: &str) -> Result<T, String> {
        let node = Node::parse(json.as_bytes()).unwrap();
        T::from_node(&node).map_err(|error| error.to_string())
    }

    #[derive(Debug, PartialEq)]
    struct Numbers(Vec<u16>);

    impl FromNode for Numbers {
        fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
            node.object()?.field("a").map(Self)
        }
    }

    #[test]
    fn the_path_leads_to_the_value() {
        let refusal = |json| read::<Numbers>(json).unwrap_err();
        assert_eq!(refusal("7"), "$");
        assert_eq!(refusal("{}"), "$");
        assert_eq!(refusal(r#"{"a":null}"#), "$.a");
        assert_eq!(refusal(r#"{"a":[1,2,65536]}"#), "$.a[2]");
        assert_eq!(refusal(r#"{"a":[[]]}"#), "$.a[0]");
    }

    #[test]
    fn the_last_of_two_keys_counts() {
        assert_eq!(read(r#"{"a":"x","\u0061":[3]}"#), Ok(Numbers(vec![3])));
    }

    #[test]
    fn numbers_are_whole_and_fit() {
        assert_eq!(read::<u16>("65535"), Ok(65535));
        assert_eq!(read::<i64>("-1"), Ok(-1));
        for wrong in ["65536", "-1", "1.0", "1e2", "\"1\"", "null", "true"] {
            assert_eq!(read::<u16>(wrong), Err("$".to_owned()), "{wrong}");
        }
        assert_eq!(read::<i64>("9223372036854775808"), Err("$".to_owned()));
    }

    #[test]
    fn what_may_be_missing_has_a_default() {
        let node = Node::parse(br#"{"null":null,"zero":0,"wrong":"x"}"#).unwrap();
        assert_eq!(node.field::<Option<u16>>("absent"), Ok(None));
        assert_eq!(node.field::<Option<u16>>("null"), Ok(None));
        assert_eq!(node.lenient::<u16>("absent"), Ok(0));
        assert_eq!(node.lenient::<u16>("null"), Ok(0));
        assert!(node.lenient::<u16>("wrong").is_err());
        assert_eq!(node.time("zero"), Ok(None));
        assert!(node.time("wrong").is_err());
    }
}
