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

mod api;
mod clerk_codes;
pub mod codes;
mod misuse;
mod protocol;
mod validation;

pub use api::{ApiError, ClerkError};
pub use codes::{ApiErrorClass, MisuseCode, ProtocolCode, SnapshotCode, ValidationCode, VerdictCode};
pub use misuse::{MisuseError, SnapshotError};
pub use protocol::{ProtocolError, TransportFailure};
pub use validation::{Field, ValidationError};
