//! Every state that an enrollment can reach against a small model of the server, to a depth that is stated.
//!
//! The simulation throws dice in a large world; this leaves nothing out in a small one. Each kind of identifier begins
//! with a server that knows nothing, and in every state everything happens that can: the request or its answer is lost,
//! the server has a fault, the session ends, the app is killed, the person errs, waits, leaves or does it right. States
//! that nothing can tell apart are looked at once. `src/rules.rs` says what has to hold in each of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that may fail loudly"
)]

mod kind;
mod rules;
mod server;
mod world;

use std::collections::{BTreeMap, HashSet};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Parser;
use user_metadata_core::enrollment::Effect;

use kind::Kind;
use rules::Key;
use world::World;

/// Goes through every state that an enrollment can reach in so many steps.
#[derive(Debug, Parser)]
#[command(name = "enumerate", bin_name = "cargo xtask enumerate")]
struct Arguments {
    /// How many things happen one after the other.
    #[arg(long, value_name = "N", default_value_t = 9)]
    depth: usize,
}

/// What was seen of one kind.
#[derive(Debug, Default)]
struct Seen {
    states: usize,
    steps: usize,
    /// How many states each depth added.
    layers: Vec<usize>,
    ends: BTreeMap<&'static str, usize>,
}

fn main() -> ExitCode {
    let Arguments { depth } = Arguments::parse();
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut all: Vec<(usize, Result<Seen, String>)> = std::thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            while let Some(kind) = Kind::ALL.get(next.fetch_add(1, Ordering::Relaxed)) {
                done.push((*kind as usize, enumerate(*kind, depth)));
            }
            done
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    all.sort_by_key(|(kind, _)| *kind);
    let mut failed = 0;
    let (mut states, mut steps) = (0, 0);
    for ((_, seen), kind) in all.iter().zip(Kind::ALL) {
        match seen {
            Ok(seen) => {
                states += seen.states;
                steps += seen.steps;
                println!("{kind:?}: {} states, {} steps, ends {:?}", seen.states, seen.steps, seen.ends);
                println!("    new at each depth: {:?}", seen.layers);
            }
            Err(report) => {
                failed += 1;
                println!("{kind:?}: {report}");
            }
        }
    }
    println!("enumerated to depth {depth}: {states} states, {steps} steps, {failed} kinds broke a rule");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Breadth first, so that a broken rule comes with a shortest way to it.
fn enumerate(kind: Kind, depth: usize) -> Result<Seen, String> {
    let mut seen = Seen::default();
    let mut known = HashSet::new();
    let mut ending = HashSet::new();
    let first = World::new(kind);
    known.insert(Key::of(&first));
    let mut layer = vec![(first, Vec::new())];
    seen.layers.push(1);
    for _ in 0..depth {
        let mut after = Vec::new();
        for (world, path) in &layer {
            let nexts = world.next().map_err(|rule| report(&rule, path, None))?;
            for (name, next) in nexts {
                seen.steps += 1;
                let checked = rules::check_step(world, &next);
                checked.map_err(|rule| report(&rule, path, Some(name)))?;
                if !known.insert(Key::of(&next)) {
                    continue;
                }
                let checked = rules::check(&next).and_then(|()| rules::ends(&next, &mut ending));
                checked.map_err(|rule| report(&rule, path, Some(name)))?;
                if let Effect::Finish { outcome } = next.machine.effect() {
                    *seen.ends.entry(outcome.as_str()).or_default() += 1;
                }
                let mut longer = path.clone();
                longer.push(name);
                after.push((next, longer));
            }
        }
        seen.layers.push(after.len());
        layer = after;
        if layer.is_empty() {
            break;
        }
    }
    seen.states = known.len();
    Ok(seen)
}

fn report(rule: &str, path: &[&str], last: Option<&str>) -> String {
    let path: Vec<&str> = path.iter().copied().chain(last).collect();
    format!("broken: {rule}, after: {}", path.join(" · "))
}
