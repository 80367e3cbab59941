//! The simulation. See `README.md`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a test that may fail loudly: whatever is unexpected ends it"
)]

mod app;
mod birth;
mod dice;
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

fn main() {
    let mut server = server::Server::open();
    let first: u64 = std::env::args().nth(1).map_or(1, |a| a.parse().unwrap());
    let n: u64 = std::env::args().nth(2).map_or(1, |a| a.parse().unwrap());
    let started = std::time::Instant::now();
    let mut steps = 0;
    for seed in first..first + n {
        let mut world = world::World::begin(seed, &mut server, n == 1);
        let outcome = world.live();
        steps += world.steps;
        if let Err(v) = outcome {
            if let Some(trace) = &world.trace {
                for (run, line) in trace {
                    if std::env::args().nth(3).is_some() || run.is_none() || *run == v.run { println!("{run:?} {line}"); }
                }
            }
            println!("seed {seed} run {:?}: {}: {}", v.run, v.rule, v.detail);
            return;
        }
    }
    println!("{steps} steps, {:.0}/s", steps as f64 / started.elapsed().as_secs_f64());
}
