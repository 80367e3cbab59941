//! The project's own commands, so that what runs in CI is what runs on the laptop.
//!
//! `cargo xtask demo` and `cargo xtask test` are all that a fresh machine needs.

mod audit;
mod bench;
mod choice;
mod copied;
mod files;
mod fuzz;
mod install;
mod instructions;
mod mobile;
mod mutants;
mod package;
mod pages;
mod publishing;
mod report;
mod steps;
mod surface;
mod swift;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
The commands of this project.

Usage: cargo xtask <COMMAND>

Commands:
  demo          Adds and verifies one identifier of each kind against the embedded sandbox, good and bad
  test          Formats, lints, documents and tests everything, in every language
  bench         Measures beside the peers; takes languages, all where none is named
  fuzz          Searches for inputs that break a parser or a machine: --minutes N, and targets
  package       Builds what people install into dist/; takes languages, all where none is named
  simulate      Simulates worlds until a rule is broken; options go through: `cargo xtask simulate --help`
  mutants       Breaks the core in one place after the other, and looks whether the two notice; takes names
  enumerate     Goes through every state that the machine can reach: --depth N
  instructions  Counts the instructions of every parser, and looks whether it is linear
  surface       Compares the public items of the crates with those that are written down; --keep writes them
  audit         Looks at licences, sources, versions and breaks, before a release
  sandbox       Starts the sandbox; options go through, see `cargo xtask sandbox --help`
  help          Prints this

`test` takes the names of steps to run only those: `cargo xtask test clippy rust`.
`cargo xtask test --list` names them; `bench`, `package` and `audit` have `--list` too.
";

/// Commands whose options go through to a program, which has help of its own.
const OF_OTHER_PROGRAMS: [&str; 3] = ["demo", "simulate", "sandbox"];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let asks_for_help = matches!(rest.first().map(String::as_str), Some("--help" | "-h"));
    let result = match command.as_str() {
        own if asks_for_help && !OF_OTHER_PROGRAMS.contains(&own) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        "demo" => {
            tools::cargo(&["run", "--quiet", "--package", "user-metadata", "--features", "cli", "--", "demo"])
                .args(&rest)
                .run()
        }
        "test" => steps::test(&rest),
        "bench" => bench::run(&rest),
        "fuzz" => fuzz::run(&rest),
        "package" => package::run(&rest),
        "simulate" => steps::simulation::simulate(&rest),
        "surface" => surface::run(&rest),
        "audit" => audit::run(&rest),
        "mutants" => mutants::run(&rest),
        "instructions" => instructions::run(&rest),
        "enumerate" => steps::simulation::enumerate(&rest),
        "sandbox" => {
            tools::cargo(&["run", "--quiet", "--package", "user-metadata-sandbox", "--"]).args(&rest).run()
        }
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        "" => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
        unknown => {
            eprintln!("xtask: there is no command `{unknown}`\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
