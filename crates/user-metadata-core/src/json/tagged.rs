//! Enums whose case stands in a field of its own. `Serialize` derives; a derived `Deserialize` would read each through a
//! buffer of serde's, and compile every type in it once more for that.

/// Reads an enum by the name that stands under `tag`.
///
/// A case is written as it is built: `Case { field, … }` from fields of the object, `Case(field)` from one field,
/// `Case(..)` from the object itself. What stands after a `;` is not stored and gets its default. A case that is never
/// stored comes last, after `never`.
macro_rules! tagged {
    ($enum:ident by $tag:literal { $($name:literal => $case:ident $fields:tt,)+ $(never $never:ident)? }) => {
        impl<'de> serde::Deserialize<'de> for $enum {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                fn read(node: &crate::json::Node<'_>) -> Result<$enum, crate::json::ShapeError> {
                    match node.get($tag).and_then(crate::json::Node::as_str) {
                        $(Some($name) => Ok(crate::json::tagged!(@build node, $enum, $case $fields)),)+
                        _ => Err(serde::de::Error::custom("unknown case")),
                    }
                }
                // A case that is not named above does not compile.
                const _: fn(&$enum) = |case| match case {
                    $($enum::$case { .. })|+ $(| $enum::$never { .. })? => {}
                };
                let node = crate::json::Node::deserialize(deserializer)?;
                read(&node).map_err(serde::de::Error::custom)
            }
        }
    };
    (@build $node:ident, $enum:ident, $case:ident { $($field:ident),* $(; $($unstored:ident),+)? }) => {
        $enum::$case { $($field: $node.field(stringify!($field))?,)* $($($unstored: Default::default(),)+)? }
    };
    (@build $node:ident, $enum:ident, $case:ident ($field:ident)) => {
        $enum::$case($node.field(stringify!($field))?)
    };
    (@build $node:ident, $enum:ident, $case:ident (..)) => {
        $enum::$case(crate::json::read($node)?)
    };
}

pub(crate) use tagged;
