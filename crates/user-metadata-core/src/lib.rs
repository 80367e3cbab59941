//! The sans-IO core of user-metadata: a signed-in user of a Clerk-based app adds an email address, a phone
//! number, a web3 wallet or an external (OAuth) account, and verifies it.
//!
//! Nothing here does I/O, reads a clock, draws a random number or looks at the environment. The host makes the
//! HTTP calls and says what time it is; the core says what to send and what the answer means.
//!
//! | layer | start with | when |
//! |---|---|---|
//! | validators | [`identifier`] | a form field is about to be accepted |
//! | single calls | [`Call`](api::Call) | one request, one answer |
//! | a method of a user | [`Job`](job::Job) | a call and what belongs to it: created once, read back, waited out |
//! | the whole flow | [`Enrollment`](enrollment::Enrollment) | create, prepare, prove, poll, come back from a redirect, recover |
//! | fresh credentials | [`Reverification`](reverification::Reverification) | an enrollment asks for them, in the middle of its way |
//!
//! *What* to send is apart from *where* and *as whom*: a [`Session`](session::Session) joins in only when the
//! HTTP request is made, so a stored flow can never hold a token.

pub mod api;
mod blocks;
pub mod enrollment;
pub mod error;
pub mod http;
pub mod identifier;
pub mod job;
mod json;
mod machine;
pub mod resource;
pub mod reverification;
pub mod secret;
pub mod session;
pub mod time;

/// The example of the README is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
