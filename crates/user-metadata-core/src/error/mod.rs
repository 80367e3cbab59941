//! Errors, sorted by who must act.
//!
//! | kind | who acts | type |
//! |---|---|---|
//! | validation | the person typing | [`ValidationError`] |
//! | api | the person, or support | [`ApiError`] |
//! | protocol | us | [`ProtocolError`] |
//! | transport | the network; made by hosts only | [`TransportFailure`] |
//! | misuse, snapshot | the host's programmer | [`MisuseError`], [`SnapshotError`] |
//!
//! Texts never contain what was typed, a token, a URL with its query, or a body.

pub mod codes;
mod validation;

pub use codes::ValidationCode;
pub use validation::{Field, ValidationError};
