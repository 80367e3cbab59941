//! `user-metadata add`: an identifier, on its way to being verified.

mod account;
mod email;
mod phone;
mod wallet;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use user_metadata::enrollment::EnrollmentRequest;

use crate::enrolling::{self, Common, Helpers};
use crate::exit::{self, Stop};

/// Adds an email address, a phone number, a wallet or an external account, and verifies it
///
/// It is saved before every wait, so that a run that was stopped or killed goes on with `user-metadata resume`.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
    /// Save here; by default in the state folder, with a name that says what it is about
    #[arg(long, value_name = "FILE", global = true)]
    state: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum What {
    Email(email::Arguments),
    Phone(phone::Arguments),
    Wallet(wallet::Arguments),
    Account(account::Arguments),
}

/// What is to be enrolled, and what helps.
type Wanted = (EnrollmentRequest, Helpers);

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let ended = wanted(&arguments.what).and_then(|(request, helpers)| {
        enrolling::begin(&arguments.common, arguments.state.as_ref(), request, helpers)
    });
    exit::conclude(ended)
}

fn wanted(what: &What) -> Result<Wanted, Stop> {
    match what {
        What::Email(given) => given.wanted(),
        What::Phone(given) => given.wanted(),
        What::Wallet(given) => given.wanted(),
        What::Account(given) => given.wanted(),
    }
}
