//! The core and the sandbox in one thread, on a network that fails in every way, with people who do what people do.
//!
//! `README.md` beside this crate says what is simulated and what is checked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a test that may fail loudly: whatever is unexpected ends it"
)]

mod app;
mod birth;
mod campaign;
mod dice;
mod exchange;
mod fresh;
mod intent;
mod invariants;
mod network;
mod outside;
mod people;
mod reference;
mod said;
mod secrets;
mod server;
mod wallets;
mod world;

use std::process::ExitCode;

use clap::Parser;

/// Simulates worlds, one for each seed, and stops at the first rule that is broken.
#[derive(Debug, Parser)]
#[command(name = "simulate", bin_name = "cargo xtask simulate")]
struct Arguments {
    /// How many things happen, in all worlds together; the last world is lived to its end. With --seed alone: one world.
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    /// The seed of the first world; the next ones follow.
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// How many worlds at a time.
    #[arg(long, value_name = "J")]
    jobs: Option<usize>,
    /// Prints everything that happens in the first world, whatever becomes of it.
    #[arg(long)]
    trace: bool,
}

/// What one run of about a minute does.
const DEFAULT_STEPS: u64 = 1_000_000;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let steps = match (arguments.steps, arguments.seed) {
        (Some(steps), _) => steps,
        (None, Some(_)) => 1,
        (None, None) => DEFAULT_STEPS,
    };
    let first = arguments.seed.unwrap_or(1);
    if arguments.trace {
        print!("{}", campaign::trace(first, None));
    }
    let jobs = arguments.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    campaign::run(first, steps, if steps == 1 { 1 } else { jobs })
}
