//! The Swift package.

use super::Step;
use crate::swift::{Profile, generate, swift};

pub(super) const STEPS: &[Step] = &[Step {
    name: "swift",
    purpose: "the Swift package: every vector, every scenario, the README, the sample",
    run: test,
}];

fn test() -> Result<(), String> {
    generate(Profile::Debug)?;
    // One warning is one too many; XCTest is not used, and looking for its tests takes time.
    swift("swift", &["test", "--disable-xctest", "-Xswiftc", "-warnings-as-errors"])?.run()
}
