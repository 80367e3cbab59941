//! From a tree to a type, by way of serde. A refusal knows its place.

use std::borrow::Cow;
use std::collections::btree_map;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::Node;

/// Reads a type from a tree.
pub(crate) fn read<'de, T: Deserialize<'de>>(node: &'de Node<'de>) -> Result<T, ShapeError> {
    T::deserialize(node)
}

/// The tree is not of the type's shape. It says where, and nothing of what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShapeError(String);

impl ShapeError {
    const fn here() -> Self {
        Self(String::new())
    }

    /// The path from the root of the tree, such as `.verification.expire_at`.
    pub(crate) fn path(&self) -> &str {
        &self.0
    }

    /// The same place, seen from the object that has it under this key. A key that could be anything but a name shows as
    /// `*`: an error never repeats a body.
    #[cold]
    pub(crate) fn under(mut self, key: &str) -> Self {
        self.0.insert_str(0, name(key).unwrap_or("*"));
        self.0.insert(0, '.');
        self
    }

    #[cold]
    fn at(self, index: usize) -> Self {
        Self(format!("[{index}]{}", self.0))
    }
}

/// Bytes of a key that may be shown.
const MAX_KEY: usize = 48;

fn name(key: &str) -> Option<&str> {
    let is_name = (1..=MAX_KEY).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    is_name.then_some(key)
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.0)
    }
}

impl std::error::Error for ShapeError {}

impl de::Error for ShapeError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::here()
    }
}

/// Numbers of every width: the visitor says whether one fits.
macro_rules! numbers {
    ($($method:ident)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
                match self {
                    Node::Unsigned(number) => visitor.visit_u64(*number),
                    Node::Signed(number) => visitor.visit_i64(*number),
                    Node::Float(number) => visitor.visit_f64(*number),
                    _ => Err(ShapeError::here()),
                }
            }
        )+
    };
}

#[allow(clippy::wildcard_enum_match_arm, reason = "what is not named is refused, whatever it is")]
impl<'de> Deserializer<'de> for &'de Node<'de> {
    type Error = ShapeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self {
            Node::Null => visitor.visit_unit(),
            Node::Bool(yes) => visitor.visit_bool(*yes),
            Node::Unsigned(number) => visitor.visit_u64(*number),
            Node::Signed(number) => visitor.visit_i64(*number),
            Node::Float(number) => visitor.visit_f64(*number),
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::List(items) => visitor.visit_seq(Items { items, next: 0 }),
            Node::Object(fields) => visitor.visit_map(Fields { fields: fields.iter(), entry: None }),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self {
            Node::Bool(yes) => visitor.visit_bool(*yes),
            _ => Err(ShapeError::here()),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self {
            Node::Text(text) => visitor.visit_borrowed_str(text),
            _ => Err(ShapeError::here()),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self {
            Node::List(items) => visitor.visit_seq(Items { items, next: 0 }),
            _ => Err(ShapeError::here()),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self {
            Node::Object(fields) => visitor.visit_map(Fields { fields: fields.iter(), entry: None }),
            _ => Err(ShapeError::here()),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ShapeError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self {
            Node::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ShapeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ShapeError> {
        visitor.visit_enum(Case(self.as_str().ok_or(ShapeError::here())?))
    }

    forward_to_deserialize_any! { char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any }
}

struct Items<'de> {
    items: &'de [Node<'de>],
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = ShapeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ShapeError> {
        let index = self.next;
        let Some(item) = self.items.get(index) else { return Ok(None) };
        self.next = index.saturating_add(1);
        seed.deserialize(item).map(Some).map_err(|error| error.at(index))
    }
}

struct Fields<'de> {
    fields: btree_map::Iter<'de, Cow<'de, str>, Node<'de>>,
    /// The field whose key was given out.
    entry: Option<(&'de str, &'de Node<'de>)>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = ShapeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ShapeError> {
        self.entry = self.fields.next().map(|(key, node)| (key.as_ref(), node));
        let Some((key, _)) = self.entry else { return Ok(None) };
        seed.deserialize(de::value::BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, ShapeError> {
        let (key, node) = self.entry.take().ok_or(ShapeError::here())?;
        seed.deserialize(node).map_err(|error| error.under(key))
    }
}

/// A case that has a name and nothing more. Those with fields are read by [`tagged`](super::tagged).
struct Case<'de>(&'de str);

impl<'de> EnumAccess<'de> for Case<'de> {
    type Error = ShapeError;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), ShapeError> {
        let name: StrDeserializer<'_, ShapeError> = self.0.into_deserializer();
        seed.deserialize(name).map(|value| (value, self))
    }
}

impl<'de> VariantAccess<'de> for Case<'de> {
    type Error = ShapeError;

    fn unit_variant(self) -> Result<(), ShapeError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, ShapeError> {
        Err(ShapeError::here())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, ShapeError> {
        Err(ShapeError::here())
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, ShapeError> {
        Err(ShapeError::here())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Where a tree is refused that should hold lists of numbers under keys.
    fn refusal(json: &str) -> String {
        let node = Node::parse(json.as_bytes()).unwrap();
        read::<BTreeMap<String, Vec<u8>>>(&node).unwrap_err().to_string()
    }

    #[test]
    fn the_path_leads_to_the_value() {
        assert_eq!(refusal("7"), "$");
        assert_eq!(refusal(r#"{"a":[1],"b":null}"#), "$.b");
        assert_eq!(refusal(r#"{"a":[1,2,256]}"#), "$.a[2]");
        assert_eq!(refusal(r#"{"a":[1],"b":[[]]}"#), "$.b[0]");
    }

    #[test]
    fn a_key_that_is_no_name_is_not_repeated() {
        assert_eq!(refusal(r#"{"jane@example.com":1}"#), "$.*");
        assert_eq!(refusal(r#"{"":1}"#), "$.*");
        assert_eq!(refusal(&format!(r#"{{"{}":1}}"#, "k".repeat(49))), "$.*");
    }

    #[test]
    fn the_last_of_two_keys_counts() {
        let node = Node::parse(br#"{"a":"x","\u0061":[3]}"#).unwrap();
        assert_eq!(read::<BTreeMap<String, Vec<u8>>>(&node).unwrap()["a"], [3]);
    }
}
