//! Open sets: what the server sends is carried as it came, with constants for what is known today.

/// Makes a text type with known constants; an unknown text is as good a value as a known one.
macro_rules! open_string {
    ($(#[$doc:meta])* $name:ident { $($(#[$const_doc:meta])* $constant:ident = $text:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            $($(#[$const_doc])* pub const $constant: &'static str = $text;)+

            /// Every text that is known today; servers may send others.
            pub const KNOWN: &'static [&'static str] = &[$($text),+];

            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// True when it is that text.
            pub fn is(&self, text: &str) -> bool {
                self.0 == text
            }
        }

        impl crate::json::FromNode for $name {
            fn from_node(node: &crate::json::Node<'_>) -> Result<Self, crate::json::ShapeError> {
                String::from_node(node).map(Self)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

pub(super) use open_string;
