//! What a person types, parsed: each type has one way in, `parse`, and cannot hold an invalid value.
