//! Many worlds, one after the other and some at a time: progress, the summary, and what to do about a violation.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use user_metadata_core::enrollment::Effect;

use crate::server::Server;
use crate::world::{Violation, World};

/// A world that went wrong.
struct Failure {
    seed: u64,
    violation: Violation,
    steps: u64,
}

/// What all worlds together came to.
#[derive(Default)]
struct Tally {
    failure: Option<Failure>,
    /// How many enrollments ended how.
    ended: BTreeMap<&'static str, u64>,
}

/// Simulates worlds from the first seed on, until so many things have happened.
pub(crate) fn run(first: u64, steps: u64, jobs: usize) -> ExitCode {
    let (next_seed, done) = (AtomicU64::new(first), AtomicU64::new(0));
    let running = AtomicU64::new(jobs as u64);
    static STOPPED: AtomicBool = AtomicBool::new(false);
    let tally = Mutex::new(Tally::default());
    // Without a handler Ctrl-C ends it too, only without the summary.
    let _ = ctrlc::set_handler(|| STOPPED.store(true, Ordering::Relaxed));
    let started = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                let mut server = Server::open();
                while done.load(Ordering::Relaxed) < steps && !STOPPED.load(Ordering::Relaxed) {
                    let seed = next_seed.fetch_add(1, Ordering::Relaxed);
                    let lived = live(seed, &mut server);
                    let before = done.fetch_add(lived.steps, Ordering::Relaxed);
                    let mut tally = tally.lock().unwrap();
                    for ended in lived.ended {
                        *tally.ended.entry(ended).or_default() += 1;
                    }
                    if let Some(violation) = lived.violation {
                        STOPPED.store(true, Ordering::Relaxed);
                        let steps = before + lived.steps;
                        tally.failure.get_or_insert(Failure { seed, violation, steps });
                    }
                }
                running.fetch_sub(1, Ordering::Relaxed);
            });
        }
        let mut shown = Instant::now();
        while running.load(Ordering::Relaxed) > 0 {
            std::thread::sleep(Duration::from_millis(50));
            if shown.elapsed() > Duration::from_secs(10) {
                shown = Instant::now();
                let done = done.load(Ordering::Relaxed);
                let percent = done * 100 / steps.max(1);
                eprintln!("{done} of {steps} steps ({percent} %), {:.0} a second", rate(done, started));
            }
        }
    });
    let (worlds, done) = (next_seed.load(Ordering::Relaxed) - first, done.load(Ordering::Relaxed));
    let tally = tally.into_inner().unwrap();
    let last = (first + worlds).saturating_sub(1);
    println!("seeds {first} to {last}: {worlds} worlds, {done} steps, {:.0} a second", rate(done, started));
    let ended: Vec<String> = tally.ended.iter().map(|(name, count)| format!("{count} {name}")).collect();
    println!("enrollments: {}", ended.join(", "));
    match tally.failure {
        None => {
            println!("no rule was broken");
            ExitCode::SUCCESS
        }
        Some(failure) => {
            report(&failure);
            ExitCode::FAILURE
        }
    }
}

fn rate(steps: u64, started: Instant) -> f64 {
    steps as f64 / started.elapsed().as_secs_f64().max(0.001)
}

struct Lived {
    steps: u64,
    violation: Option<Violation>,
    ended: Vec<&'static str>,
}

fn live(seed: u64, server: &mut Server) -> Lived {
    let lived = std::panic::catch_unwind(AssertUnwindSafe(|| {
        let mut world = World::begin(seed, server, false);
        let violation = world.live().err();
        let ended = world.runs.iter().filter_map(|run| match run.enrollment.effect() {
            Effect::Finish { outcome } => Some(outcome.as_str()),
            _ => None,
        });
        Lived { steps: world.steps, violation, ended: ended.collect() }
    }));
    lived.unwrap_or_else(|panic| {
        *server = Server::open();
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let detail = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("a panic").to_owned();
        let violation = Violation { rule: "panics", detail, run: None };
        Lived { steps: 0, violation: Some(violation), ended: Vec::new() }
    })
}

/// Everything that happens in a world, or what concerns one run of it.
pub(crate) fn trace(seed: u64, run: Option<usize>) -> String {
    let mut server = Server::open();
    let mut world = World::begin(seed, &mut server, true);
    // It ends as it did before; a panic has been told already.
    let _ = std::panic::catch_unwind(AssertUnwindSafe(|| world.live()));
    let mut text = String::new();
    for (of, line) in world.trace.unwrap_or_default() {
        match (of, run) {
            (Some(of), Some(run)) if of != run => {}
            (Some(of), None) => text.push_str(&format!("[{of}] {line}\n")),
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

fn report(failure: &Failure) {
    let Failure { seed, violation, steps } = failure;
    println!("\nwhat happened to enrollment {} of that world:", violation.run.unwrap_or_default());
    print!("{}", trace(*seed, violation.run));
    println!("\nbroken: {} after {steps} steps: {}", violation.rule, violation.detail);
    println!("again: cargo xtask simulate --seed {seed}");
}
