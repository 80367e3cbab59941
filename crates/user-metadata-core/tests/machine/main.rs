//! The enrollment machine, one file per state, with a builder that walks to any of them.

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
