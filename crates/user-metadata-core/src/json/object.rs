//! Structs, field by field. `Serialize` derives; a derived `Deserialize` is five times as long in a library for phones, and
//! one with a flattened field reads everything through a buffer of serde's.

/// Reads a struct. Each field is named once, after the method of [`Node`](super::Node) that reads it and, where that is
/// another, with its key. A field after `..` takes in what stands under all other keys; those after `never` are not stored
/// and get their default.
macro_rules! object {
    ($struct:ident $fields:tt) => {
        crate::json::object!(@impl node, $struct $fields {});
    };
    ($struct:ident { $($how:ident: $($field:ident $(as $key:literal)?),+);+ } ..$rest:ident) => {
        crate::json::object!(@impl node, $struct { $($how: $($field $(as $key)?),+);+ } {
            $rest: node.rest(&[$($(crate::json::object!(@key $field $($key)?)),+),+]),
        });
    };
    ($struct:ident $fields:tt never $($unstored:ident),+) => {
        crate::json::object!(@impl node, $struct $fields { $($unstored: Default::default(),)+ });
    };
    (@impl $node:ident, $struct:ident { $($how:ident: $($field:ident $(as $key:literal)?),+);+ } { $($more:tt)* }) => {
        impl crate::json::FromNode for $struct {
            fn from_node($node: &crate::json::Node<'_>) -> Result<Self, crate::json::ShapeError> {
                let $node = $node.object()?;
                Ok(Self {
                    $($($field: $node.$how(crate::json::object!(@key $field $($key)?))?,)+)+
                    $($more)*
                })
            }
        }

        crate::json::deserialize_as_node!($struct);
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}

/// `Deserialize`, for whoever has JSON of another source.
macro_rules! deserialize_as_node {
    ($type:ident) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::json::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use {deserialize_as_node, object};
