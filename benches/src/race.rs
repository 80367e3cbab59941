//! Contenders take turns on the same inputs.

use std::alloc::System;
use std::hint::black_box;
use std::time::Instant;

use crate::rows::{self, Row};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Odd, so that there is a median.
const ROUNDS: usize = 41;

/// One implementation.
pub struct Contender {
    name: &'static str,
    is_ours: bool,
    run: Box<Run>,
}

/// Goes through the inputs, and returns how many it accepts.
type Run = dyn Fn(&[String]) -> usize;

/// An implementation that says whether it accepts a text. It is compiled into its own loop, so no call through a
/// pointer is measured.
pub fn contender(name: &'static str, accepts: impl Fn(&str) -> bool + 'static) -> Contender {
    let run =
        move |inputs: &[String]| inputs.iter().filter(|input| accepts(black_box(input.as_str()))).count();
    Contender { name, is_ours: false, run: Box::new(run) }
}

/// The same for our own code.
pub fn ours(name: &'static str, accepts: impl Fn(&str) -> bool + 'static) -> Contender {
    Contender { is_ours: true, ..contender(name, accepts) }
}

/// Lets the contenders run, and prints a table. The first one is ours; the medians of the others are set in
/// proportion to its. The best round is shown too: it is what is left of the noise of a shared machine.
pub fn race(title: &str, inputs: &[String], contenders: &[Contender]) {
    if !is_wanted(title) {
        return;
    }
    let mut times = vec![Vec::with_capacity(ROUNDS); contenders.len()];
    let mut facts = Vec::new();
    for contender in contenders {
        // The first run warms up: caches, tables that are built on first use.
        (contender.run)(inputs);
        let region = Region::new(ALLOCATOR);
        let accepted = (contender.run)(inputs);
        let allocations = region.change().allocations as f64 / inputs.len() as f64;
        facts.push((accepted, allocations));
    }
    for _ in 0..ROUNDS {
        for (contender, times) in contenders.iter().zip(&mut times) {
            let start = Instant::now();
            black_box((contender.run)(black_box(inputs)));
            times.push(start.elapsed().as_nanos() as f64 / inputs.len() as f64);
        }
    }
    let bytes: usize = inputs.iter().map(String::len).sum();
    println!("\n{title} ({} inputs, {} bytes on average)", inputs.len(), bytes / inputs.len());
    println!(
        "{:<34} {:>9} {:>9} {:>7} {:>9} {:>8}",
        "ns per call", "median", "best", "ratio", "accepted", "allocs"
    );
    let mut ours = None;
    for ((contender, times), (accepted, allocations)) in contenders.iter().zip(&mut times).zip(facts) {
        times.sort_by(f64::total_cmp);
        let median = times.get(ROUNDS / 2).copied().unwrap_or_default();
        let ratio = median / *ours.get_or_insert(median);
        let best = times.first().copied().unwrap_or_default();
        let quartile = |quarter: usize| times.get(ROUNDS * quarter / 4).copied().unwrap_or_default();
        let spread_ns = quartile(3) - quartile(1);
        let (name, is_ours) = (contender.name, contender.is_ours);
        rows::keep(Row { operation: title.to_owned(), name, ours: is_ours, median_ns: median, spread_ns });
        println!(
            "{:<34} {median:>9.1} {best:>9.1} {ratio:>6.2}× {accepted:>9} {allocations:>8.2}",
            contender.name
        );
    }
}

/// `cargo bench -p benches -- phone` runs the races that have the word in their title.
fn is_wanted(title: &str) -> bool {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with('-')).peekable();
    words.peek().is_none() || words.any(|word| title.contains(&word))
}
