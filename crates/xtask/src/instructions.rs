//! `cargo xtask instructions`: how many instructions each parser takes, counted by callgrind.
//!
//! Counts do not depend on what else the machine does. A parser is linear if four times the input takes no more than
//! four times the instructions, and a little; the counts of ordinary inputs are compared with those of the last time.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::choice;
use crate::files;
use crate::install::debian;
use crate::tools::{cargo, root, target};

/// Where the counts of ordinary inputs are kept.
const KEPT: &str = "tests/instructions/counts.tsv";

/// How much more a byte may cost in a long input than in a short one: twice what it costs in the shortest.
const GROWTH: f64 = 2.0;

/// One call: the name, the bytes of its input, its instructions.
struct Counted {
    name: String,
    bytes: u64,
    instructions: u64,
}

/// Counts, prints, and fails where a parser is not linear. With `--keep`, the counts are those to compare with.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let is_kept = choice::is_kept("instructions", arguments)?;
    debian(&[("valgrind", "/usr/bin/valgrind")])?;
    cargo(&["build", "--quiet", "--profile", "simulation", "--package", "instructions"]).run()?;
    let counted = count()?;
    let (ordinary, grown): (Vec<_>, Vec<_>) =
        by_name(counted).into_iter().partition(|(_, all)| all.len() == 1);
    compare(&ordinary, is_kept)?;
    linear(&grown)
}

fn by_name(counted: Vec<Counted>) -> Vec<(String, Vec<Counted>)> {
    let mut all: Vec<(String, Vec<Counted>)> = Vec::new();
    for one in counted {
        match all.last_mut() {
            Some((name, same)) if *name == one.name => same.push(one),
            _ => all.push((one.name.clone(), vec![one])),
        }
    }
    all
}

/// Each call of `measured` leaves a file with what it took.
fn count() -> Result<Vec<Counted>, String> {
    let folder = root().join("target/instructions");
    files::fresh(&folder)?;
    let program = target().join("simulation/instructions");
    let out = folder.join("out");
    let ran = Command::new("valgrind")
        .args([
            "--quiet",
            "--tool=callgrind",
            "--toggle-collect=instructions::measured",
            "--dump-after=instructions::measured",
        ])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .output()
        .map_err(|error| format!("valgrind could not be started: {error}"))?;
    if !ran.status.success() {
        return Err(format!("valgrind ended with {}\n{}", ran.status, String::from_utf8_lossy(&ran.stderr)));
    }
    let names = String::from_utf8_lossy(&ran.stdout).into_owned();
    names
        .lines()
        .enumerate()
        .map(|(position, line)| {
            let (name, bytes) = line.split_once('\t').ok_or_else(|| format!("no name in `{line}`"))?;
            let dump = fs::read_to_string(folder.join(format!("out.{}", position + 1)));
            let dump = dump.map_err(|error| format!("the counts of {name}: {error}"))?;
            let total = dump.lines().find_map(|line| line.strip_prefix("summary: "));
            let instructions = total.and_then(|total| total.trim().parse().ok());
            let instructions = instructions.ok_or_else(|| format!("no count of {name}"))?;
            let bytes = bytes.parse().map_err(|error| format!("the length of {name}: {error}"))?;
            Ok(Counted { name: name.to_owned(), bytes, instructions })
        })
        .collect()
}

fn compare(ordinary: &[(String, Vec<Counted>)], is_kept: bool) -> Result<(), String> {
    let counts: Vec<&Counted> = ordinary.iter().flat_map(|(_, all)| all).collect();
    if is_kept {
        let lines: Vec<String> =
            counts.iter().map(|one| format!("{}\t{}\n", one.name, one.instructions)).collect();
        fs::write(root().join(KEPT), lines.concat()).map_err(|error| error.to_string())?;
    }
    let kept = files::read(&root().join(KEPT))?;
    let kept: BTreeMap<&str, &str> = kept.lines().filter_map(|line| line.split_once('\t')).collect();
    println!("{:<40} {:>13} {:>8}", "one call", "instructions", "kept");
    for one in counts {
        let before = kept.get(one.name.as_str()).copied().unwrap_or("none");
        println!("{:<40} {:>13} {before:>8}", one.name, one.instructions);
    }
    Ok(())
}

fn linear(grown: &[(String, Vec<Counted>)]) -> Result<(), String> {
    println!("\n{:<40} instructions per byte, by length", "adversarial inputs");
    let mut failed = Vec::new();
    for (name, all) in grown {
        let per_byte: Vec<f64> = all.iter().map(|one| one.instructions as f64 / one.bytes as f64).collect();
        let shown: Vec<String> = all
            .iter()
            .zip(&per_byte)
            .map(|(one, per_byte)| format!("{:>6} B {per_byte:>7.2}", one.bytes))
            .collect();
        println!("{name:<40} {}", shown.join("  "));
        let first = per_byte.first().copied().unwrap_or_default();
        if per_byte.iter().any(|later| *later > first * GROWTH + 1.0) {
            failed.push(name.as_str());
        }
    }
    println!("linear: {} passed, {} failed", grown.len() - failed.len(), failed.len());
    if failed.is_empty() { Ok(()) } else { Err(format!("not linear: {}", failed.join(", "))) }
}
