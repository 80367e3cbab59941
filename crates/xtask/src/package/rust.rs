//! The crates, as the registry would get them.

use std::path::{Path, PathBuf};

use crate::files::{self, copy, put};
use crate::tools::{CRATES, cargo, root, target, tool};

/// Packs the crates and builds each from its archive; puts the archives into `dist/rust`; then makes a project of what
/// is in them, and runs there what a user would.
pub(super) fn package() -> Result<(), String> {
    let mut arguments = vec!["package", "--quiet", "--allow-dirty"];
    for name in CRATES {
        arguments.extend(["--package", name]);
    }
    cargo(&arguments).run()?;
    let dist = super::fresh("rust")?;
    for name in CRATES {
        let file = format!("{}.crate", versioned(name));
        copy(&target().join("package").join(&file), &dist.join(&file))?;
    }
    consume(&dist)
}

/// None of the crates is on a registry, so they are found together, unpacked; everything else comes from there.
fn consume(dist: &Path) -> Result<(), String> {
    const FOLDER: &str = "target/rust-consumer";
    let project = root().join(FOLDER);
    let crates = project.join("crates");
    files::fresh(&crates)?;
    let mut patches = String::new();
    for name in CRATES {
        let archive: PathBuf = dist.join(format!("{}.crate", versioned(name)));
        tool("tar", &["-xzf", &archive.to_string_lossy(), "-C", &crates.to_string_lossy()]).run()?;
        patches += &format!("{name} = {{ path = \"crates/{}\" }}\n", versioned(name));
    }
    put(&project.join("Cargo.toml"), format!("{WORKSPACE}{patches}"))?;
    put(&project.join("consumer/Cargo.toml"), CONSUMER.replace("VERSION", env!("CARGO_PKG_VERSION")))?;
    put(&project.join("consumer/src/main.rs"), PROGRAM)?;
    // the versions that everything else is tested with
    copy(&root().join("Cargo.lock"), &project.join("Cargo.lock"))?;
    let there = |arguments: &[&str]| {
        cargo(arguments)
            .within(FOLDER)
            // not where the project's own programs are, which tests start
            .env("CARGO_TARGET_DIR", &project.join("target").to_string_lossy())
    };
    there(&["run", "--quiet", "--package", "consumer"]).run()?;
    let tool = ["run", "--quiet", "--package", "user-metadata", "--features", "cli", "--", "demo", "--quiet"];
    there(&tool).run()?;
    let pages = ["doc", "--quiet", "--no-deps", "--all-features", "--exclude", "consumer", "--workspace"];
    there(&pages).env("RUSTDOCFLAGS", "-D warnings").run()
}

const WORKSPACE: &str = "\
[workspace]
resolver = \"3\"
members = [\"consumer\", \"crates/*\"]

[profile.dev]
debug = false

[patch.crates-io]
";

const CONSUMER: &str = "\
[package]
name = \"consumer\"
version = \"1.0.0\"
edition = \"2024\"

[dependencies]
user-metadata = \"VERSION\"
user-metadata-sandbox = \"VERSION\"
";

const PROGRAM: &str = r#"use user_metadata::session::{Credentials, FrontendApi, Session};
use user_metadata::{UreqTransport, User};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = user_metadata_sandbox::Sandbox::start()?;
    let api = FrontendApi::parse(&sandbox.url())?;
    let session = Session::new(api, Credentials::native(&sandbox.new_user().native_token)?);
    let email = User::new(session, UreqTransport::new()).create_email_address(" Jane@Example.com ")?;
    assert_eq!(email.email_address, "jane@example.com");
    println!("a program with the crates of dist/rust created {}", email.id);
    Ok(())
}
"#;

fn versioned(name: &str) -> String {
    format!("{name}-{}", env!("CARGO_PKG_VERSION"))
}
