//! The Kotlin package: the generated layer, and everything that Maven compiles and tests.

use std::fs;
use std::process::Command;

use super::Step;
use crate::pages::blocks;
use crate::tools::{root, tool};
use crate::{files, install, mobile};

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "kotlin",
        purpose: "Kotlin and Java: the package, with every vector and every scenario",
        run: kotlin,
    },
    Step { name: "size", purpose: "the library that apps carry stays small", run: mobile::check_size },
];

fn kotlin() -> Result<(), String> {
    sources()?;
    // classes that no source makes any more stay where they are: the surface would have them still
    for folder in ["classes", "test-classes"] {
        let _ = fs::remove_dir_all(root().join("kotlin/target").join(folder));
    }
    maven(&["test"])
}

/// Measures with the library as it is shipped.
pub(crate) fn bench() -> Result<(), String> {
    sources()?;
    mobile::stripped_library()?;
    files::folder(&root().join("target/bench"))?;
    let release = format!("-Dnative.library.folder={}", root().join("target/mobile/stripped").display());
    maven(&["test-compile", "org.codehaus.mojo:exec-maven-plugin:exec", &release])
}

/// Everything that Maven needs and that is made here.
fn sources() -> Result<(), String> {
    install::workspace()?;
    mobile::generate("kotlin", &root().join("kotlin/target/generated-sources/uniffi"))?;
    examples()
}

/// Puts the first example of the README and the code of the guides beside the tests, word for word.
fn examples() -> Result<(), String> {
    let folder = root().join("kotlin/target/generated-test-sources/readme");
    for (page, file, most) in [
        ("kotlin/README.md", "Quickstart.kt", 1),
        ("docs/guides/kotlin.md", "Guide.kt", usize::MAX),
        ("docs/testing.md", "Testing.kt", usize::MAX),
    ] {
        let mut code = blocks(page, "kotlin")?;
        code.truncate(most);
        let code = format!("package dev.usermetadata.readme\n\n{}", code.join("\n"));
        files::put(&folder.join(file), code)?;
    }
    Ok(())
}

/// Maven, in the package's folder. What it downloads once for a goal it keeps, so later runs need no network.
pub(crate) fn maven(arguments: &[&str]) -> Result<(), String> {
    if Command::new("mvn").arg("--version").output().is_err() {
        return Err("there is no Maven: install a JDK of version 17 or newer and Maven 3.8 or newer \
            (apt-get install openjdk-17-jdk-headless maven)"
            .to_owned());
    }
    let pom = fs::read(root().join("kotlin/pom.xml")).map_err(|error| error.to_string())?;
    let goal = arguments.first().copied().unwrap_or_default();
    let marker = root().join(format!("target/kotlin-downloaded-{goal}.xml"));
    let downloaded = fs::read(&marker).is_ok_and(|held| held == pom);
    let mut all = vec!["--batch-mode", "--quiet", "--file", "kotlin/pom.xml"];
    if downloaded {
        all.push("--offline");
    }
    all.extend(arguments);
    tool("mvn", &all).run()?;
    files::put(&marker, pom)
}
