//! `user-metadata completions`: what a shell needs to complete our words.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::Tool;
use crate::exit::{self, Exit, Stop};

/// Prints the completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  user-metadata completions bash > ~/.local/share/bash-completion/completions/user-metadata
  user-metadata completions zsh > ~/.zfunc/_user-metadata
  user-metadata completions fish > ~/.config/fish/completions/user-metadata.fish")]
pub(crate) struct Arguments {
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Tool::command(), "user-metadata", &mut text);
    exit::conclude(io::stdout().write_all(&text).map(|()| Exit::Done).map_err(Stop::from))
}
