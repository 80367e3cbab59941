//! `cargo xtask mutants`: whether the simulation and the enumeration notice a core that is broken in one place.
//!
//! Each mutant is a file of `tests/mutants`: what it is, then the text that stands in the core and the text that takes its
//! place. A text that does not stand there exactly once fails a test, so a mutant cannot go stale unseen.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::root;
use crate::{copied, files};

/// What both are built from.
const MEMBERS: &[&str] =
    &["crates/user-metadata-core", "crates/user-metadata-sandbox", "tests/enumeration", "tests/simulation"];

const CORE: &str = "crates/user-metadata-core/src";

/// One place of the core, broken.
struct Mutant {
    name: String,
    /// What a core does that is broken so.
    story: String,
    /// From the sources of the core.
    file: String,
    stands: String,
    takes_its_place: String,
}

/// Builds and runs the named mutants, or all, and says which rule caught each. One that neither notices fails.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let mut mutants = all()?;
    if let Some(unknown) = arguments.iter().find(|name| mutants.iter().all(|mutant| mutant.name != **name)) {
        return Err(format!("there is no mutant `{unknown}`"));
    }
    mutants.retain(|mutant| arguments.is_empty() || arguments.contains(&mutant.name));
    let copy = root().join("target/mutants");
    let (mut simulated, mut enumerated, mut survivors) = (0, 0, Vec::new());
    for mutant in &mutants {
        build(mutant, &copy).map_err(|error| format!("{}: {error}", mutant.name))?;
        let by_simulation = broken(&copy, "simulation", &["--seed", "1", "--steps", "1000000"])?;
        let by_enumeration = broken(&copy, "enumeration", &[])?;
        simulated += usize::from(by_simulation.is_some());
        enumerated += usize::from(by_enumeration.is_some());
        if by_simulation.is_none() && by_enumeration.is_none() {
            survivors.push(format!("{}: {}", mutant.name, mutant.story));
        }
        let told = |rule: Option<String>| rule.unwrap_or_else(|| "-".to_owned());
        println!("{:32} {:22} {}", mutant.name, told(by_simulation), told(by_enumeration));
    }
    println!("{} mutants: the simulation caught {simulated}, the enumeration {enumerated}", mutants.len());
    if survivors.is_empty() { Ok(()) } else { Err(format!("nothing noticed\n{}", survivors.join("\n"))) }
}

fn build(mutant: &Mutant, copy: &Path) -> Result<(), String> {
    copied::workspace(copy, MEMBERS)?;
    files::copy(&root().join("Cargo.lock"), &copy.join("Cargo.lock"))?;
    let place = copy.join(CORE).join(&mutant.file);
    files::put(&place, files::read(&place)?.replacen(&mutant.stands, &mutant.takes_its_place, 1))?;
    let build = ["build", "--quiet", "--offline", "--profile", "simulation", "--workspace", "--bins"];
    copied::cargo(copy, &build).run()
}

/// The rule that a program says is broken.
fn broken(copy: &Path, program: &str, arguments: &[&str]) -> Result<Option<String>, String> {
    let ran = Command::new(copy.join("target/simulation").join(program))
        .args(arguments)
        .output()
        .map_err(|error| format!("{program} could not be started: {error}"))?;
    if ran.status.success() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&ran.stdout);
    let rule = text.lines().find_map(|line| line.split_once("broken: "));
    let rule = rule.map_or("it ended otherwise", |(_, rule)| rule.split([':', ',']).next().unwrap_or(rule));
    Ok(Some(rule.split(" after ").next().unwrap_or(rule).to_owned()))
}

fn all() -> Result<Vec<Mutant>, String> {
    files::entries(&root().join("tests/mutants"))?.iter().map(PathBuf::as_path).map(Mutant::read).collect()
}

impl Mutant {
    /// `story`, `file: …`, `--- stands`, the text, `--- takes its place`, the text.
    fn read(path: &Path) -> Result<Self, String> {
        let text = files::read(path)?;
        let parts = || {
            let (story, rest) = text.split_once("file: ")?;
            let (file, rest) = rest.split_once("--- stands\n")?;
            let (stands, takes_its_place) = rest.split_once("--- takes its place\n")?;
            Some(Self {
                name: path.file_stem()?.to_string_lossy().into_owned(),
                story: story.trim().to_owned(),
                file: file.trim().to_owned(),
                stands: stands.trim_end().to_owned(),
                takes_its_place: takes_its_place.trim_end().to_owned(),
            })
        };
        parts().ok_or_else(|| format!("{}: it is no mutant", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mutant_breaks_one_place_that_is_there() {
        let mutants = all().unwrap();
        assert!(mutants.len() >= 10, "{} mutants are left", mutants.len());
        for mutant in mutants {
            let text = files::read(&root().join(CORE).join(&mutant.file)).unwrap();
            let times = text.matches(&mutant.stands).count();
            assert_eq!(times, 1, "{}: it has to stand there once", mutant.name);
            assert_ne!(mutant.stands, mutant.takes_its_place, "{}", mutant.name);
            assert!(!mutant.story.is_empty(), "{}", mutant.name);
        }
    }
}
