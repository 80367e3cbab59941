//! The command line that a person uses, typed through a pseudo-terminal against the sandbox in this process.
//!
//! Every wait has an end: `Seat` gives up after ten seconds, and so does whatever stands beside it.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests, which may fail loudly"
)]

mod accounts;
mod browser;
mod codes;
mod interrupts;
mod links;
mod listing;
mod pipes;
mod reverification;
mod secrets;
mod sign_in;
mod stage;
mod wallet;
mod wallets;
