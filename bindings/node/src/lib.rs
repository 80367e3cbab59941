//! The core for Node-API. Mechanical: it turns values of JavaScript into those of the core and back, and knows no rule,
//! path, header name or code of its own. People use the npm package in `node/`, which stands on it.
//!
//! - What may be refused answers [`Refused`](errors::Refused) instead of throwing: an error of the core is data.
//! - Times are numbers, in Unix milliseconds. A number that is not one (NaN, a fraction, out of range) is an error that
//!   is thrown, as a value of a wrong type is.
//! - A lone surrogate reads as U+FFFD, as in every form that a browser sends; every grammar refuses that.
//! - No panic leaves a function.

pub mod answer;
pub mod call;
pub mod calls;
pub mod enrollment;
pub mod errors;
pub mod external_account;
pub mod factors;
pub mod http;
pub mod identifiers;
pub mod job;
pub mod many;
pub mod number;
pub mod outcome;
pub mod raw;
pub mod requests;
pub mod resources;
pub mod reverification;
pub mod session;
pub mod user;

use napi_derive::napi;

/// The version of this binary: the workspace's.
#[napi(catch_unwind)]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
