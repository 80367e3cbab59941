//! What `cargo xtask test` does, step by step. One file holds the steps of one language or concern.

mod rust;
pub(crate) mod simulation;

use std::time::Instant;

/// A step: its name, what it is for, and what it runs.
struct Step {
    name: &'static str,
    purpose: &'static str,
    /// Installs what it needs, then checks. It says what it runs, and prints what that prints.
    run: fn() -> Result<(), String>,
}

/// All of them, in their order: what is quick and what others build on comes first.
const STEPS: &[&[Step]] = &[rust::STEPS, simulation::STEPS];

fn all() -> impl Iterator<Item = &'static Step> {
    STEPS.iter().copied().flatten()
}

/// Runs all steps, or the named ones, and says how each ended.
pub(crate) fn test(arguments: &[String]) -> Result<(), String> {
    if arguments.iter().any(|argument| argument == "--list") {
        for step in all() {
            println!("{:10} {}", step.name, step.purpose);
        }
        return Ok(());
    }
    if let Some(unknown) = arguments.iter().find(|name| all().all(|step| step.name != name.as_str())) {
        return Err(format!("there is no step `{unknown}`; `cargo xtask test --list` names them"));
    }
    let chosen = |step: &&Step| arguments.is_empty() || arguments.iter().any(|name| name == step.name);
    let mut report = Vec::new();
    let mut failed = 0_usize;
    for step in all().filter(chosen) {
        println!("\n── {}: {}", step.name, step.purpose);
        let started = Instant::now();
        let result = (step.run)();
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
