//! Whether the simulation notices: the core is broken in one place, built in a copy, and has to be caught. The
//! enumeration is tried on it, too.
//!
//! Each mutant is a file of `mutants/`: what it is, then the text that stands in the core and the text that takes its
//! place. A text that does not stand there exactly once fails a test, so a mutant cannot go stale unseen.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

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

/// Builds and runs every mutant, and says which rule caught it.
pub(crate) fn run(only: Option<&str>, steps: u64) -> ExitCode {
    let mutants: Vec<Mutant> =
        all().into_iter().filter(|mutant| only.is_none_or(|only| only == mutant.name)).collect();
    if mutants.is_empty() {
        eprintln!("there is no such mutant");
        return ExitCode::FAILURE;
    }
    let mut survivors = Vec::new();
    let mut found = 0;
    for mutant in &mutants {
        match caught(mutant, steps) {
            Ok((Some(by), or)) => {
                found += usize::from(or.is_some());
                let or = or.unwrap_or_else(|| "not found".to_owned());
                println!("caught    {:36} {by:16} enumeration: {or}", mutant.name);
            }
            Ok((None, _)) => {
                println!("SURVIVED  {:36} {}", mutant.name, mutant.story);
                survivors.push(mutant.name.as_str());
            }
            Err(error) => {
                eprintln!("{}: {error}", mutant.name);
                return ExitCode::FAILURE;
            }
        }
    }
    println!("mutants: {} caught, {} survived", mutants.len() - survivors.len(), survivors.len());
    println!("the enumeration found {found} of {}", mutants.len());
    if survivors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The rules by which the simulation and the enumeration caught it.
fn caught(mutant: &Mutant, steps: u64) -> io::Result<(Option<String>, Option<String>)> {
    let copy = root().join("target/mutants");
    copy_of_the_workspace(&copy)?;
    let broken = copy.join("crates/user-metadata-core/src").join(&mutant.file);
    let text = fs::read_to_string(&broken)?;
    fs::write(&broken, text.replacen(&mutant.stands, &mutant.takes_its_place, 1))?;
    // Into a target folder of its own: nobody must run a broken core by mistake.
    let built = cargo(
        &copy,
        &[
            "build",
            "--quiet",
            "--profile",
            "simulation",
            "--package",
            "simulation",
            "--package",
            "enumeration",
            "--offline",
        ],
    )
    .env_remove("CARGO_TARGET_DIR")
    .output()?;
    if !built.status.success() {
        let told = String::from_utf8_lossy(&built.stderr).into_owned();
        return Err(io::Error::other(format!("it does not build\n{told}")));
    }
    let target = copy.join("target/simulation/simulation");
    let ran = Command::new(target).args(["--seed", "1", "--steps", &steps.to_string()]).output()?;
    let text = String::from_utf8_lossy(&ran.stdout);
    let by = text.lines().find_map(|line| line.strip_prefix("broken: "));
    let by = by.map(|by| by.split(':').next().unwrap_or_default().to_owned());
    let ran = Command::new(copy.join("target/simulation/enumeration")).output()?;
    let text = String::from_utf8_lossy(&ran.stdout);
    let or = text.lines().find_map(|line| line.split_once("broken: ").map(|(_, rule)| rule.to_owned()));
    Ok((by, or))
}

/// Only what the simulation is built from, fresh each time: unchanged files keep their times, so little is built again.
fn copy_of_the_workspace(copy: &Path) -> io::Result<()> {
    let root = root();
    for folder in
        ["crates/user-metadata-core", "crates/user-metadata-sandbox", "tests/enumeration", "tests/simulation"]
    {
        copy_folder(&root.join(folder), &copy.join(folder))?;
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let members = r#"members = ["crates/*", "tests/enumeration", "tests/simulation"]"#;
    let lines = manifest.lines().filter(|line| !line.starts_with("default-members"));
    let manifest: Vec<&str> =
        lines.map(|line| if line.starts_with("members = ") { members } else { line }).collect();
    write_if_new(&copy.join("Cargo.toml"), manifest.join("\n").as_bytes())?;
    if !copy.join("Cargo.lock").exists() {
        fs::copy(root.join("Cargo.lock"), copy.join("Cargo.lock"))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => copy_folder(&entry.path(), &to.join(entry.file_name()))?,
            false => write_if_new(&to.join(entry.file_name()), &fs::read(entry.path())?)?,
        }
    }
    Ok(())
}

fn write_if_new(path: &Path, text: &[u8]) -> io::Result<()> {
    match fs::read(path) {
        Ok(held) if held == text => Ok(()),
        _ => fs::write(path, text),
    }
}

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.current_dir(folder).args(arguments);
    command
}

fn all() -> Vec<Mutant> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("mutants");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Mutant::read(path)).collect()
}

impl Mutant {
    /// `story`, `file: …`, `--- stands`, the text, `--- takes its place`, the text.
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (head, rest) = text.split_once("--- stands\n").expect("what stands there");
        let (stands, takes_its_place) =
            rest.split_once("--- takes its place\n").expect("what takes its place");
        let (story, file) = head.split_once("file: ").expect("the file");
        Self {
            name,
            story: story.trim().to_owned(),
            file: file.trim().to_owned(),
            stands: stands.trim_end().to_owned(),
            takes_its_place: takes_its_place.trim_end().to_owned(),
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mutant_breaks_one_place_that_is_there() {
        let mutants = all();
        assert!(mutants.len() >= 10, "{} mutants are left", mutants.len());
        for mutant in mutants {
            let text =
                fs::read_to_string(root().join("crates/user-metadata-core/src").join(&mutant.file)).unwrap();
            assert_eq!(
                text.matches(&mutant.stands).count(),
                1,
                "{}: it has to stand there once",
                mutant.name
            );
            assert_ne!(mutant.stands, mutant.takes_its_place, "{}", mutant.name);
            assert!(!mutant.story.is_empty(), "{}", mutant.name);
        }
    }
}
