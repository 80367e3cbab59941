//! The Swift package.

use super::Step;
use crate::files;
use crate::pages::blocks;
use crate::swift::{Profile, generate, swift};
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
    files::put(&root().join("swift/Tests/UserMetadataTests/Generated/Guide.swift"), code.join("\n"))
}
