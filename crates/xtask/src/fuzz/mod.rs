//! `cargo xtask fuzz`: searches all targets for a while, each for its share of the time.

mod seed;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::files;
use crate::tools::{cargo, root, tool};

const USAGE: &str = "usage: cargo xtask fuzz [--minutes N] [--keep] [TARGET]...; 7 minutes over all targets where \
                     nothing is said; --keep writes down what a search found and no vector covers";

/// What is kept of one target, the shortest inputs first: a search finds the others again.
const MOST_BYTES: usize = 50_000;

/// What the arguments ask for.
struct Wanted {
    minutes: u64,
    is_kept: bool,
    targets: Vec<String>,
}

/// Seeds the corpora from the vectors, then runs the named targets, or all.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let Wanted { minutes, is_kept, targets } = read(arguments, targets()?)?;
    install()?;
    println!("{} seeds from the vectors", seed::all()?);
    let seconds = minutes * 60 / targets.len() as u64;
    for target in &targets {
        println!("\n── {target}: {seconds} s");
        unpack(target)?;
        let time = format!("-max_total_time={seconds}");
        fuzzer(target, &[&found(target)], &[&time, "-print_final_stats=1", "-verbosity=0"])?;
        if is_kept {
            keep(target)?;
        }
    }
    println!("\nfuzz targets: {} passed, 0 failed", targets.len());
    Ok(())
}

/// Where a search puts what it finds. It is not committed.
fn found(target: &str) -> PathBuf {
    root().join("fuzz/corpus").join(target)
}

/// What is committed, and replayed by every test run: a list of texts, each letter a byte.
fn kept(target: &str) -> PathBuf {
    root().join(format!("tests/fuzzing/corpus/{target}.json"))
}

/// Puts what is committed where a search begins.
fn unpack(target: &str) -> Result<(), String> {
    let inputs: Vec<String> = serde_json::from_str(&files::read(&kept(target))?)
        .map_err(|error| format!("{}: {error}", kept(target).display()))?;
    for (number, input) in inputs.iter().enumerate() {
        let bytes: Result<Vec<u8>, _> = input.chars().map(u8::try_from).collect();
        let bytes =
            bytes.map_err(|_| format!("{}: {input:?} is no text of bytes", kept(target).display()))?;
        files::put(&found(target).join(format!("kept-{number:05}")), bytes)?;
    }
    Ok(())
}

/// Replaces what is committed by the fewest inputs that reach what the seeds do not.
fn keep(target: &str) -> Result<(), String> {
    let merged = root().join("target/fuzz").join(target);
    files::fresh(&merged)?;
    let is_seed =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("seed-"));
    for seed in files::entries(&found(target))?.iter().filter(|path| is_seed(path)) {
        files::copy(seed, &merged.join(seed.file_name().unwrap_or_default()))?;
    }
    let merge = ["-set_cover_merge=1", "-use_counters=0", "-verbosity=0"];
    fuzzer(target, &[&merged, &found(target)], &merge)?;
    let mut inputs = Vec::new();
    for input in files::entries(&merged)?.iter().filter(|path| !is_seed(path)) {
        let bytes = std::fs::read(input).map_err(|error| format!("{}: {error}", input.display()))?;
        inputs.push(bytes.into_iter().map(char::from).collect::<String>());
    }
    inputs.sort_by_key(|input: &String| input.chars().count());
    let (all, mut bytes) = (inputs.len(), 0);
    inputs.retain(|input| {
        bytes += input.chars().count();
        bytes <= MOST_BYTES
    });
    inputs.sort();
    println!("{target}: {} of {all} inputs are kept", inputs.len());
    let list = serde_json::to_string_pretty(&inputs).map_err(|error| error.to_string())?;
    files::put(&kept(target), list + "\n")
}

/// The target's program, on these folders: it writes into the first.
fn fuzzer(target: &str, folders: &[&Path], options: &[&str]) -> Result<(), String> {
    let folders: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    let options = options.iter().map(|option| (*option).to_owned());
    let always = [
        "-max_len=4096",
        // safe code that leaks is not what is looked for, and looking for it stops the world again and again
        "-detect_leaks=0",
        "-print_funcs=0",
    ];
    tool("cargo", &["+nightly", "fuzz", "run", target])
        .args(&folders)
        .args(&["--".to_owned()])
        .args(&options.chain(always.map(str::to_owned)).collect::<Vec<_>>())
        .run()
}

/// Every target, by the name of its program.
fn targets() -> Result<Vec<String>, String> {
    let programs = files::entries(&root().join("fuzz/fuzz_targets"))?;
    Ok(programs.iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect())
}

fn read(arguments: &[String], known: Vec<String>) -> Result<Wanted, String> {
    let mut wanted = Wanted { minutes: 7, is_kept: false, targets: Vec::new() };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--minutes" => {
                let number =
                    arguments.next().and_then(|text| text.parse().ok()).filter(|minutes| *minutes > 0);
                wanted.minutes = number.ok_or(USAGE)?;
            }
            "--keep" => wanted.is_kept = true,
            _ if known.contains(argument) => wanted.targets.push(argument.clone()),
            unknown => {
                let known = known.join(", ");
                return Err(format!("there is no target `{unknown}`; there are {known}\n{USAGE}"));
            }
        }
    }
    if wanted.targets.is_empty() {
        wanted.targets = known;
    }
    Ok(wanted)
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
