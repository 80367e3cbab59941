//! What the types of this module share.

/// The text without ASCII white space (U+0009, 000A, 000C, 000D, 0020: the set of the HTML standard) at its
/// ends, and how many bytes were cut off before it.
pub(super) fn trim(typed: &str) -> (&str, usize) {
    let tail = typed.trim_ascii_start();
    (tail.trim_ascii_end(), typed.len() - tail.len())
}

/// Where ASCII white space stands at an end of the text, if it does.
pub(super) fn white_space_at_an_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes {
        [first, ..] if first.is_ascii_whitespace() => Some(0),
        [.., last] if last.is_ascii_whitespace() => Some(bytes.len() - 1),
        _ => None,
    }
}

/// Says whether a label of a domain is punycode, or claims to be: `xn--` in any case (RFC 5890 section 2.3.2.1).
pub(super) fn is_a_label(label: &str) -> bool {
    label.as_bytes().first_chunk().is_some_and(|prefix: &[u8; 4]| prefix.eq_ignore_ascii_case(b"xn--"))
}

/// The traits of a type that is a checked text: it shows as its canonical text, and whatever reads it, serde
/// too, goes through `parse`.
macro_rules! checked_text {
    ($type:ident, $expected:literal) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($type)).field(&self.as_str()).finish()
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::str::FromStr for $type {
            type Err = crate::error::ValidationError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<&str> for $type {
            type Error = crate::error::ValidationError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $type {
            type Error = crate::error::ValidationError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                value.as_str().to_owned()
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl crate::json::FromNode for $type {
            fn from_node(node: &crate::json::Node<'_>) -> Result<Self, crate::json::ShapeError> {
                crate::json::text(node, Self::parse)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;

                impl serde::de::Visitor<'_> for Text {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                        $type::parse(text).map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }
    };
}

pub(super) use checked_text;
