//! What the fuzz targets do with their bytes.
//!
//! It is apart from `fuzz/`, whose programs need a nightly compiler, so that a test on any compiler can do the same with
//! the inputs that searches have found: they are in `corpus/`, a list for each target,
//! as texts whose letters are the bytes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::needless_pass_by_value,
    reason = "a finding is a panic, and what was taken apart is used up"
)]

mod frontend_api;
mod given;
mod identifiers;
mod machine;
mod responses;
mod return_urls;
mod sandbox_requests;
mod snapshots;

use arbitrary::{Arbitrary, Unstructured};

/// One parser of outside data, or the machine.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// That of its program and of its corpus.
    pub name: &'static str,
    /// Takes the bytes apart and does with them what an app or server would; panics on a finding. The answer is whether
    /// they could be taken apart: others are not worth keeping.
    pub run: fn(&[u8]) -> bool,
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "identifiers", run: |bytes| with(bytes, identifiers::run) },
    Target { name: "responses", run: |bytes| with(bytes, responses::run) },
    Target { name: "snapshots", run: |bytes| with(bytes, snapshots::run) },
    Target { name: "return_urls", run: |bytes| with(bytes, return_urls::run) },
    Target { name: "frontend_api", run: |bytes| with(bytes, frontend_api::run) },
    Target { name: "sandbox_requests", run: |bytes| with(bytes, sandbox_requests::run) },
    Target { name: "machine", run: |bytes| with(bytes, machine::run) },
];

/// Runs the target of this name, as its program does.
///
/// # Panics
///
/// On a finding, and where there is no such target.
pub fn run(name: &str, bytes: &[u8]) -> bool {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("a target of that name").run)(bytes)
}

/// As libFuzzer's own macro takes bytes apart.
fn with<'a, T: Arbitrary<'a>>(bytes: &'a [u8], run: impl FnOnce(T)) -> bool {
    T::arbitrary_take_rest(Unstructured::new(bytes)).map(run).is_ok()
}
