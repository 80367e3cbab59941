//! Enums. `Serialize` derives; a derived `Deserialize` would read each case through a buffer of serde's, and compile every
//! type in it once more for that.

/// Reads an enum by the name that stands under `tag`.
///
/// A case is written as it is built: `Case { field, … }` from fields of the object, `Case(field)` from one field,
/// `Case(..)` from the object itself. What stands after a `;` is not stored and gets its default. A case that is never
/// stored comes last, after `never`.
macro_rules! tagged {
    ($enum:ident by $tag:literal { $($name:literal => $case:ident $fields:tt,)+ $(never $never:ident)? }) => {
        impl crate::json::FromNode for $enum {
            fn from_node(node: &crate::json::Node<'_>) -> Result<Self, crate::json::ShapeError> {
                // A case that is not named here does not compile.
                const _: fn(&$enum) = |case| match case {
                    $($enum::$case { .. })|+ $(| $enum::$never { .. })? => {}
                };
                match node.get($tag).and_then(crate::json::Node::as_str) {
                    $(Some($name) => Ok(crate::json::tagged!(@build node, $enum, $case $fields)),)+
                    _ => Err(crate::json::ShapeError::here()),
                }
            }
        }

        crate::json::deserialize_as_node!($enum);
    };
    (@build $node:ident, $enum:ident, $case:ident { $($field:ident),* $(; $($unstored:ident),+)? }) => {
        $enum::$case { $($field: $node.field(stringify!($field))?,)* $($($unstored: Default::default(),)+)? }
    };
    (@build $node:ident, $enum:ident, $case:ident ($field:ident)) => {
        $enum::$case($node.field(stringify!($field))?)
    };
    (@build $node:ident, $enum:ident, $case:ident (..)) => {
        $enum::$case(crate::json::FromNode::from_node($node)?)
    };
}

/// Reads an enum whose cases are nothing but names.
macro_rules! named {
    ($enum:ident { $($name:literal => $case:ident,)+ }) => {
        impl crate::json::FromNode for $enum {
            fn from_node(node: &crate::json::Node<'_>) -> Result<Self, crate::json::ShapeError> {
                // As above.
                const _: fn($enum) = |case| match case {
                    $($enum::$case)|+ => {}
                };
                match node.as_str() {
                    $(Some($name) => Ok(Self::$case),)+
                    _ => Err(crate::json::ShapeError::here()),
                }
            }
        }

        crate::json::deserialize_as_node!($enum);
    };
}

pub(crate) use {named, tagged};
