//! The Swift package.

use std::fs;

use super::Step;
use crate::pages::blocks;
use crate::swift::{Profile, generate, swift, update};
use crate::tools::root;

pub(super) const STEPS: &[Step] = &[Step {
    name: "swift",
    purpose: "the Swift package: every vector, every scenario, the README, the guide, the sample",
    run: test,
}];

fn test() -> Result<(), String> {
    generate(Profile::Debug)?;
    examples()?;
    // One warning is one too many; XCTest is not used, and looking for its tests takes time.
    swift("swift", &["test", "--disable-xctest", "-Xswiftc", "-warnings-as-errors"])?.run()
}

/// Puts the code of the guides beside the tests, word for word.
fn examples() -> Result<(), String> {
    let mut code = vec!["import UserMetadata\n".to_owned()];
    for page in ["docs/guides/swift.md", "docs/testing.md"] {
        code.extend(blocks(page, "swift")?);
    }
    let fresh = root().join("target/swift-generated/Guide.swift");
    fs::write(&fresh, code.join("\n")).map_err(|error| format!("{}: {error}", fresh.display()))?;
    update(&fresh, &root().join("swift/Tests/UserMetadataTests/Generated/Guide.swift"))
}
