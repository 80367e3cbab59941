//! The command-line tool: adds and verifies what is yours, and shows what this library does before a line of code is
//! written.

mod add;
mod completions;
mod connection;
mod demo;
mod enrolling;
mod event;
mod exit;
mod lines;
mod list;
mod man;
mod private_file;
mod remove;
mod request;
mod resume;
mod reverifying;
mod saved;
mod screen;
mod style;
mod validate;
mod words;

use std::io;
use std::process::ExitCode;

use clap::Parser;

/// Adds and verifies email addresses, phone numbers, web3 wallets and external accounts of a signed-in Clerk user.
///
/// add, list, remove and resume act for a user of a Clerk instance, whose token comes from USER_METADATA_TOKEN, from the
/// file of --token-file, or from you. demo, validate and request reach nobody.
#[derive(Debug, Parser)]
#[command(name = "user-metadata", version)]
enum Tool {
    Add(add::Arguments),
    Resume(resume::Arguments),
    List(list::Arguments),
    Remove(remove::Arguments),
    Demo(demo::Arguments),
    Validate(validate::Arguments),
    Request(request::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
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
        Tool::Add(arguments) => return add::run(&arguments),
        Tool::Resume(arguments) => return resume::run(&arguments),
        Tool::List(arguments) => return list::run(&arguments),
        Tool::Remove(arguments) => return remove::run(&arguments),
        Tool::Completions(arguments) => return completions::run(&arguments),
        Tool::Man(arguments) => return man::run(&arguments),
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
