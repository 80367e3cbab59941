//! The reverification machine, one file per state, with a builder that walks to any of them.

mod asking;
mod awaiting_link;
mod calling;
mod choosing;
mod composition;
mod properties;
mod safe_to_lose;
mod snapshots;
mod suspended;
mod table;
mod walk;
