//! What `cargo xtask test` does, step by step.

use std::time::Instant;

use crate::tools::{Tool, cargo};

/// A step: its name, what it is for, and what it runs.
struct Step {
    name: &'static str,
    purpose: &'static str,
    tool: fn() -> Tool,
}

const STEPS: &[Step] = &[
    Step { name: "fmt", purpose: "every file is formatted", tool: || cargo(&["fmt", "--all", "--check"]) },
    Step {
        name: "clippy",
        purpose: "no lint fires, with every feature",
        tool: || {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--all-features",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ])
        },
    },
    Step {
        name: "features",
        purpose: "the host builds without its default features",
        tool: || cargo(&["check", "--quiet", "--package", "user-metadata", "--no-default-features"]),
    },
    Step {
        name: "rust",
        purpose: "all Rust tests: units, vectors, properties, scenarios, documentation examples",
        tool: || cargo(&["test", "--workspace", "--all-features", "--no-fail-fast"]),
    },
    Step {
        name: "doc",
        purpose: "the documentation builds without a warning",
        tool: || {
            cargo(&["doc", "--workspace", "--all-features", "--no-deps", "--quiet"])
                .env("RUSTDOCFLAGS", "-D warnings")
        },
    },
    Step {
        name: "demo",
        purpose: "every story of the demo ends as it should",
        // With every feature, so that what the tests were built from is not built again.
        tool: || {
            cargo(&[
                "run",
                "--quiet",
                "--package",
                "user-metadata",
                "--all-features",
                "--",
                "demo",
                "--quiet",
            ])
        },
    },
];

/// Runs all steps, or the named ones, and says how each ended.
pub(crate) fn test(arguments: &[String]) -> Result<(), String> {
    if arguments.iter().any(|argument| argument == "--list") {
        for step in STEPS {
            println!("{:10} {}", step.name, step.purpose);
        }
        return Ok(());
    }
    if let Some(unknown) = arguments.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str())) {
        return Err(format!("there is no step `{unknown}`; `cargo xtask test --list` names them"));
    }
    let chosen = |step: &&Step| arguments.is_empty() || arguments.iter().any(|name| name == step.name);
    let mut report = Vec::new();
    let mut failed = 0_usize;
    for step in STEPS.iter().filter(chosen) {
        println!("\n── {}: {}", step.name, step.purpose);
        let started = Instant::now();
        let result = (step.tool)().run();
        let seconds = started.elapsed().as_secs_f32();
        failed += usize::from(result.is_err());
        report.push(match result {
            Ok(()) => format!("ok      {:10} {seconds:6.1} s", step.name),
            Err(error) => format!("FAILED  {:10} {seconds:6.1} s  {error}", step.name),
        });
    }
    println!("\n── summary");
    for line in &report {
        println!("{line}");
    }
    println!("steps: {} passed, {failed} failed", report.len() - failed);
    if failed == 0 { Ok(()) } else { Err(format!("{failed} of {} steps failed", report.len())) }
}
