//! `user-metadata man`: the manual page, made from what `--help` says.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_mangen::Man;

use crate::Tool;
use crate::exit::{self, Exit, Stop};

/// Prints the manual page of the tool, or of one of its commands
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  user-metadata man | man -l -
  user-metadata man add email > user-metadata-add-email.1")]
pub(crate) struct Arguments {
    /// The command, such as `add email`
    command: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    exit::conclude(page(&arguments.command))
}

fn page(words: &[String]) -> Result<Exit, Stop> {
    let mut command = Tool::command();
    command.build();
    let mut command = &command;
    for word in words {
        command = command
            .find_subcommand(word)
            .ok_or_else(|| Stop::usage(format!("there is no command {}", words.join(" "))))?;
    }
    let mut text = Vec::new();
    Man::new(command.clone()).render(&mut text)?;
    io::stdout().write_all(&text)?;
    Ok(Exit::Done)
}
