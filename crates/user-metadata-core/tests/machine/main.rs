//! The enrollment machine, one file per state, with a builder that walks to any of them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::disallowed_methods,
    reason = "a test fails loudly, says only what it is about, and reads the page that it checks"
)]

#[path = "../page/mod.rs"]
mod page;

mod asking;
mod awaiting_link;
mod awaiting_return;
mod calling;
mod exactly_once;
mod properties;
mod snapshots;
mod suspended;
mod table;
mod walk;
