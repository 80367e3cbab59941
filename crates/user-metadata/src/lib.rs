//! A signed-in user of a Clerk-based app adds an email address, a phone number, a web3 wallet or an external (OAuth)
//! account, and verifies it.
//!
//! ```
//! use user_metadata::api::Preparation;
//! use user_metadata::session::{Credentials, FrontendApi, Session};
//! use user_metadata::{UreqTransport, User};
//! # let sandbox = user_metadata_sandbox::Sandbox::start()?;
//! # let seeded = sandbox.new_user();
//! # let (url, token) = (sandbox.url(), seeded.native_token);
//!
//! let session = Session::new(FrontendApi::parse(&url)?, Credentials::native(&token)?);
//! let user = User::new(session, UreqTransport::new()).on_rotated(|_token| { /* store it */ });
//!
//! let phone = user.create_phone_number("15551234567")?;
//! let phone = user.prepare_verification(&phone, Preparation::PhoneCode)?;
//! # let code = sandbox.inbox().pop().and_then(|message| message.code).unwrap();
//! let phone = user.attempt_verification(&phone, &code)?;
//! assert!(phone.verification.is_some_and(|verification| verification.status.is("verified")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | take |
//! |---|---|
//! | check what was typed | [`identifier`] |
//! | make single calls | [`User`], [`AsyncUser`] |
//! | go all the way, through redirects, restarts and lost connections | [`User::enroll`] and [`Enrolling`] |
//! | use another HTTP client | [`Transport`], [`AsyncTransport`], [`transport::http_types`] |
//!
//! Everything that decides is in [`user_metadata_core`], whose modules are re-exported here; this crate carries
//! requests and waits.

mod any_resource;
mod async_user;
mod clock;
mod driver;
mod enrolling;
mod failure;
mod person;
mod reverifying;
pub mod transport;
mod user;

pub use any_resource::AnyResource;
pub use async_user::AsyncUser;
#[cfg(feature = "reqwest")]
pub use clock::TokioClock;
pub use clock::{AsyncClock, Clock, SystemClock};
pub use enrolling::{Enrolling, HasClock};
pub use failure::{Error, ErrorKind};
pub use person::{CodeAsked, CodeReply, LinkAwaited, LinkReply, Person, SignatureAsked};
pub use reverifying::Reverifying;
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
#[cfg(feature = "ureq")]
pub use transport::UreqTransport;
pub use transport::{AsyncTransport, Transport, TransportError};
pub use user::User;
pub use user_metadata_core::job::{ExternalAccountParams, ReauthorizeParams};
pub use user_metadata_core::{
    api, enrollment, error, http, identifier, job, resource, reverification, secret, session, time,
};

/// The examples of the READMEs and of the guides are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct ProjectReadme;

#[cfg(doctest)]
#[doc = include_str!("../../../docs/guides/rust.md")]
struct Guide;

#[cfg(doctest)]
#[doc = include_str!("../../../docs/testing.md")]
struct Testing;
