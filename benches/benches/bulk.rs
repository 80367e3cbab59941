//! Ten million identifiers, on one core and on all: `cargo bench -p benches --bench bulk`
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for developers, with inputs of our own")]

use std::fs;
use std::hint::black_box;
use std::thread;
use std::time::Instant;

use benches::inputs;
use user_metadata_core::identifier::{EmailAddress, PhoneNumber, WalletAddress};

const COUNT: usize = 10_000_000;

/// The name, some inputs, what is asked of each.
type Kind = (&'static str, Vec<String>, fn(&str) -> bool);

fn main() {
    // what comes in is made before the clock runs; its size is what a column of this many has in memory
    let kinds: [Kind; 4] = [
        ("e-mail", inputs::emails(), |text| EmailAddress::check(text).is_ok()),
        ("phone", inputs::phones(), |text| PhoneNumber::check(text).is_ok()),
        ("Ethereum, checksummed", inputs::checksummed_addresses(), |text| WalletAddress::check(text).is_ok()),
        ("Solana", inputs::solana_addresses(), |text| WalletAddress::check(text).is_ok()),
    ];
    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!("{COUNT} identifiers       cores   million a second   ns each   memory before → after, KB");
    for (name, inputs, accepts) in kinds {
        let column: Vec<&str> = inputs.iter().map(String::as_str).cycle().take(COUNT).collect();
        for workers in [1, cores] {
            let before = resident_kilobytes();
            let start = Instant::now();
            let accepted: usize = thread::scope(|scope| {
                let share = |part: &'_ [&str]| part.iter().filter(|text| accepts(black_box(text))).count();
                let workers: Vec<_> = column
                    .chunks(COUNT.div_ceil(workers))
                    .map(|part| scope.spawn(move || share(part)))
                    .collect();
                workers.into_iter().map(|worker| worker.join().unwrap()).sum()
            });
            let seconds = start.elapsed().as_secs_f64();
            assert_eq!(accepted, COUNT, "the inputs are good ones");
            println!(
                "{name:<24} {workers:>5}   {:>16.1}   {:>7.1}   {before} → {}",
                COUNT as f64 / seconds / 1e6,
                seconds * 1e9 / COUNT as f64,
                resident_kilobytes()
            );
        }
    }
}

/// What the process holds in memory; 0 where the system does not say.
fn resident_kilobytes() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
