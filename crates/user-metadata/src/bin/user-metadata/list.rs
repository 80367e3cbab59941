//! `user-metadata list`: what the user has.

use std::process::ExitCode;

use clap::Args;
use user_metadata::resource::ResourceKind;

use crate::enrolling::Common;
use crate::event::Shown;
use crate::exit::{self, Exit, Stop};
use crate::screen::{Screen, interrupt};
use crate::style::{BOLD, GOOD, QUIET};
use crate::words;

/// Lists the email addresses, phone numbers, wallets and external accounts of the user
///
/// With --json, one object a line: {"kind":…,"identifier":…,"state":…,"id":…,"primary":…}.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub(crate) struct Arguments {
    #[command(flatten)]
    common: Common,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    exit::conclude(list(arguments))
}

fn list(arguments: &Arguments) -> Result<Exit, Stop> {
    let screen = Screen::new(arguments.common.json);
    interrupt::watch();
    let connected = arguments.common.connection.connect(&screen)?;
    let busy = screen.busy("asking the server");
    let user = connected.user.reload();
    drop(busy);
    let user = user.map_err(|error| connected.stop(error))?;
    let all: Vec<Shown> = ResourceKind::ALL
        .into_iter()
        .flat_map(|kind| user.resources(kind))
        .map(|resource| Shown::of_user(&user, &resource))
        .collect();
    if all.is_empty() {
        screen.result("Nothing yet. To add something: user-metadata add --help")?;
    }
    let width = all.iter().map(|shown| shown.identifier.chars().count()).max().unwrap_or_default();
    for shown in &all {
        screen.event(shown)?;
        screen.result(&row(shown, width))?;
    }
    Ok(Exit::Done)
}

fn row(shown: &Shown, width: usize) -> String {
    let Shown { kind, identifier, state, id, primary } = shown;
    let (identifier, state, id) = (words::plain(identifier), words::plain(state), words::plain(id));
    let style = if state == "verified" { GOOD } else { QUIET };
    let primary = if *primary == Some(true) { "  primary" } else { "" };
    let kind = kind.replace('_', " ");
    format!(
        "{kind:<17} {BOLD}{identifier:<width$}{BOLD:#}  {style}{state:<12}{style:#} {QUIET}{id}{QUIET:#}{primary}"
    )
}
