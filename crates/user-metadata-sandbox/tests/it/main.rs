//! The sandbox from outside: the model by plain requests, the server by real ones.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the helpers here are called by tests only, which clippy does not see"
)]

mod bad_input;
mod carriers;
mod control;
mod durability;
mod email_addresses;
mod email_links;
mod external_accounts;
mod faults;
mod guard;
mod http;
mod kill;
mod load;
mod phone_numbers;
mod reverification;
mod rude_clients;
mod schema;
mod sessions;
mod support;
mod user;
mod web3_wallets;
mod wire;
