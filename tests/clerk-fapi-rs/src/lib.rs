//! `clerk-fapi-rs`, an independent client in Rust, against the sandbox: see `tests/performs.rs`.
