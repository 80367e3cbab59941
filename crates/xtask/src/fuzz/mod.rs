//! `cargo xtask fuzz`: searches all targets for a while, each for its share of the time.

mod seed;

use std::process::{Command, Stdio};

use crate::tools::{cargo, root, tool};

/// Every target, by the name of its file in `fuzz/fuzz_targets`.
const TARGETS: &[&str] =
    &["identifiers", "responses", "snapshots", "return_urls", "frontend_api", "sandbox_requests", "machine"];

const USAGE: &str =
    "usage: cargo xtask fuzz [--minutes N] [TARGET]...; 7 minutes over all targets where nothing is said";

/// Seeds the corpora from the vectors, then runs the named targets, or all.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let (minutes, targets) = read(arguments)?;
    install()?;
    println!("{} seeds from the vectors", seed::all()?);
    let seconds = minutes * 60 / targets.len() as u64;
    for target in &targets {
        println!("\n── {target}: {seconds} s");
        let corpus = format!("fuzz/corpus/{target}");
        // the machine has no seeds: what happens to it is made up from nothing
        std::fs::create_dir_all(root().join(&corpus)).map_err(|error| format!("{corpus}: {error}"))?;
        let time = format!("-max_total_time={seconds}");
        tool(
            "cargo",
            &[
                "+nightly",
                "fuzz",
                "run",
                target,
                &corpus,
                "--",
                &time,
                "-print_final_stats=1",
                "-max_len=4096",
                "-verbosity=0",
                // safe code that leaks is not what is looked for, and looking for it stops the world again and again
                "-detect_leaks=0",
                "-print_funcs=0",
            ],
        )
        .run()?;
    }
    println!("\nfuzz targets: {} passed, 0 failed", targets.len());
    Ok(())
}

fn read(arguments: &[String]) -> Result<(u64, Vec<&str>), String> {
    let mut minutes = 7;
    let mut targets = Vec::new();
    let mut arguments = arguments.iter().map(String::as_str);
    while let Some(argument) = arguments.next() {
        match argument {
            "--minutes" => {
                let number =
                    arguments.next().and_then(|text| text.parse().ok()).filter(|minutes| *minutes > 0);
                minutes = number.ok_or(USAGE)?;
            }
            target if TARGETS.contains(&target) => targets.push(target),
            unknown => {
                return Err(format!(
                    "there is no target `{unknown}`; there are {}\n{USAGE}",
                    TARGETS.join(", ")
                ));
            }
        }
    }
    if targets.is_empty() {
        targets.extend(TARGETS);
    }
    Ok((minutes, targets))
}

/// The fuzzer's own command, which the tests do not need.
fn install() -> Result<(), String> {
    let found = Command::new("cargo")
        .args(["fuzz", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if found.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    println!("installing cargo-fuzz, once");
    cargo(&["install", "cargo-fuzz", "--locked", "--version", "0.13.2"]).run()
}
