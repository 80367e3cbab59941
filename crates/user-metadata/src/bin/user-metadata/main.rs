//! The command-line tool: see what this library does before writing a line of code.

mod demo;
mod lines;
mod request;
mod style;
mod validate;

use std::io;
use std::process::ExitCode;

use clap::Parser;

/// Adds and verifies email addresses, phone numbers, web3 wallets and external accounts of a signed-in Clerk user.
///
/// Nothing here reaches a real Clerk instance.
#[derive(Debug, Parser)]
#[command(name = "user-metadata", version)]
enum Tool {
    Demo(demo::Arguments),
    Validate(validate::Arguments),
    Request(request::Arguments),
}

/// How a subcommand ended, besides an error of input or output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Everything was as hoped for.
    Good,
    /// Something was refused, or did not end as it should.
    Bad,
}

fn main() -> ExitCode {
    let ended = match Tool::parse() {
        Tool::Demo(arguments) => demo::run(&arguments),
        Tool::Validate(arguments) => validate::run(&arguments),
        Tool::Request(arguments) => request::run(&arguments),
    };
    match ended {
        Ok(Ending::Good) => ExitCode::SUCCESS,
        Ok(Ending::Bad) => ExitCode::FAILURE,
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("user-metadata: {error}");
            ExitCode::from(2)
        }
    }
}
