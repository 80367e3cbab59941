//! A local Clerk Frontend API for adding and verifying identifiers of a signed-in user: no account, no
//! internet. It is written from the published specification and depends on no client.
//!
//! Not in the specification: the control endpoints under `/sandbox/`, `GET …/sessions/{id}/verify` and the
//! reverification strategy `email_link`; [`Reverification`] has a switch for each of the latter two.
//!
//! [`Sandbox`] runs it in a test on a free loopback port:
//!
//! ```
//! use user_metadata_sandbox::{Request, Sandbox};
//!
//! let sandbox = Sandbox::start()?;
//! let user = sandbox.new_user();
//! assert!(sandbox.url().starts_with("http://127.0.0.1:"));
//! assert!(user.session_id.starts_with("sess_"));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! [`Model`] is the server without the network: a request and a time in, a response out.
//!
//! ```
//! use user_metadata_sandbox::{Model, NewUser, Request};
//!
//! let mut model = Model::in_memory(1)?;
//! let user = model.new_user(&NewUser::default(), 0)?;
//! let create = Request::new("POST", "/v1/me/email_addresses?_is_native=1")
//!     .with_header("authorization", &user.native_token)
//!     .with_form(&[("email_address", "jane@example.com")]);
//! assert_eq!(model.handle(&create, 0).status, 200);
//! // the second time it is taken
//! assert_eq!(model.handle(&create, 0).status, 422);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;

mod clock;
mod control;
mod errors;
mod faults;
mod form;
mod grammar;
mod guard;
mod http;
mod kept;
mod limits;
mod model;
mod operations;
mod random;
mod sandbox;
mod settings;
mod store;
mod verification;
mod view;
mod web;
mod wire;

pub use clock::Clock;
pub use faults::{Delivery, Fault, FaultError, FaultKind, FaultPlan, RetryAfter};
pub use limits::raise_open_file_limit;
pub use model::{
    ControlError, LogEntry, MAX_BODY_BYTES, Model, NewUser, SeededUser, SignedOutClient, UserChange,
};
pub use sandbox::{Builder, Sandbox};
pub use settings::{
    EnterpriseConnection, Level, RateLimit, RetryAfterFormat, Reverification, Settings, TokenRotation,
};
pub use store::messages::{Channel, Message, MessageKind};
pub use wire::{Request, Response};
