//! The user, over canned answers: what is sent how often, what is stored when, what is an error.

#![expect(clippy::unwrap_used, reason = "helpers of tests, which may fail loudly")]

mod asynchronous;
mod canned;
mod creating;
mod running;
mod single_calls;
mod tokens;
