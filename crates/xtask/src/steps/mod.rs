//! What `cargo xtask test` does, step by step. One file holds the steps of one language or concern.

mod clients;
mod counts;
pub(crate) mod kotlin;
pub(crate) mod node;
pub(crate) mod python;
mod rust;
mod sandbox;
pub(crate) mod simulation;
mod swift;

use std::time::Instant;

use crate::choice::{self, Entry as Step};

/// All of them, in their order: what is quick and what others build on comes first.
const STEPS: &[&[Step]] = &[
    rust::STEPS,
    simulation::STEPS,
    sandbox::STEPS,
    clients::STEPS,
    python::STEPS,
    node::STEPS,
    kotlin::STEPS,
    swift::STEPS,
    counts::STEPS,
];

/// Runs all steps, or the named ones, and says how each ended.
pub(crate) fn test(arguments: &[String]) -> Result<(), String> {
    let steps = choice::choose(&STEPS.concat(), arguments)?;
    if steps.is_empty() {
        return Ok(());
    }
    counts::prepare(arguments.is_empty())?;
    let mut report = Vec::new();
    let mut failed = 0_usize;
    for step in steps {
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
