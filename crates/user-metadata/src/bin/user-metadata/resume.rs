//! `user-metadata resume`: goes on with a run that was stopped or killed.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::enrolling::landing::Landing;
use crate::enrolling::{Common, Helpers, Run};
use crate::exit::{self, Exit, Stop};
use crate::saved::Saved;
use crate::screen::{Screen, interrupt};

/// Goes on with a saved run
///
/// The file knows neither the instance nor the token: they come from where they came from the first time. It may be of
/// any program that uses this library. No message is sent a second time.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub(crate) struct Arguments {
    /// The saved run; it is removed when it has ended
    file: PathBuf,
    /// Have this command sign, as in `add wallet`
    #[arg(long, value_name = "COMMAND")]
    sign_with: Option<String>,
    /// Open no browser, as in `add account`
    #[arg(long)]
    no_browser: bool,
    #[command(flatten)]
    common: Common,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    exit::conclude(go_on(arguments))
}

fn go_on(arguments: &Arguments) -> Result<Exit, Stop> {
    let snapshot = fs::read_to_string(&arguments.file)
        .map_err(|error| Stop::file("cannot read", &arguments.file, &error))?;
    let screen = Screen::new(arguments.common.json);
    interrupt::watch();
    let connected = arguments.common.connection.connect(&screen)?;
    let enrolling = connected.user.resume(&snapshot)?;
    let helpers = Helpers {
        sign_with: arguments.sign_with.clone(),
        no_browser: arguments.no_browser,
        landing: enrolling.enrolling().redirect_url().and_then(Landing::at),
        may_be_open: true,
    };
    let saved = Saved::at(&arguments.file);
    Run::new(&screen, &connected, saved, helpers)?.drive(enrolling)
}
