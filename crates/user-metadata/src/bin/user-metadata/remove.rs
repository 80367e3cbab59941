//! `user-metadata remove`: takes an identifier from the user.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use user_metadata::error::ApiErrorClass;
use user_metadata::identifier::{EmailAddress, PhoneNumber, WalletAddress, strategy_of_provider};
use user_metadata::resource::{self, Resource, ResourceKind};
use user_metadata::{Error, User};

use crate::enrolling::Common;
use crate::event::Shown;
use crate::exit::{self, Exit, Stop};
use crate::screen::{Screen, interrupt};
use crate::style::GOOD;
use crate::{reverifying, words};

/// Removes an identifier from the user
#[derive(Debug, Args)]
#[command(after_help = REMOVE_HELP)]
pub(crate) struct Arguments {
    /// Its id, or itself: an address, a number, a wallet or a provider
    #[arg(value_name = "ID|IDENTIFIER", allow_hyphen_values = true)]
    which: String,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    common: Common,
}

const REMOVE_HELP: &str = "\
Examples:
  user-metadata remove idn_2gXgQ5jW0Vq3
  user-metadata remove jane@example.com --yes
  user-metadata remove notion";

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    exit::conclude(remove(arguments))
}

#[derive(Serialize)]
struct Removed<'a> {
    event: &'static str,
    resource: &'a Shown,
}

fn remove(arguments: &Arguments) -> Result<Exit, Stop> {
    let screen = Screen::new(arguments.common.json);
    interrupt::watch();
    let connected = arguments.common.connection.connect(&screen)?;
    let busy = screen.busy("asking the server");
    let user = connected.user.reload();
    drop(busy);
    let user = user.map_err(|error| connected.stop(error))?;
    let found = the_one(&user, &arguments.which)?;
    let shown = Shown::of_user(&user, &found);
    let name = words::resource_name(&found);
    if !arguments.yes {
        let primary = if shown.primary == Some(true) { ", the primary one" } else { "" };
        let question = format!("Remove {name} ({}{primary}, {})? [y/N]", shown.state, shown.id);
        if !matches!(screen.line(&question)?.expose().trim(), "y" | "Y" | "yes") {
            screen.say("Nothing was removed.");
            return Ok(Exit::Refused);
        }
    }
    match destroy(&screen, &connected.user, &found) {
        Err(Error::Api(error)) if error.class() == ApiErrorClass::Reverify => {
            reverifying::run(&screen, &connected.user, None)?;
            destroy(&screen, &connected.user, &found)?;
        }
        removed => removed?,
    }
    screen.event(&Removed { event: "removed", resource: &shown })?;
    screen.result(&format!("{GOOD}✓{GOOD:#} {} was removed.", words::capital(&name)))?;
    Ok(Exit::Done)
}

fn destroy(screen: &Screen, user: &User, resource: &Resource) -> Result<(), Error> {
    let _busy = screen.busy("removing");
    user.destroy(resource).map(drop)
}

/// The one identifier that is meant.
fn the_one(user: &resource::User, which: &str) -> Result<Resource, Stop> {
    let found: Vec<Resource> = ResourceKind::ALL
        .into_iter()
        .flat_map(|kind| user.resources(kind))
        .filter(|resource| is_meant(resource, which))
        .collect();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Stop::usage("the user has nothing of this name: see user-metadata list")),
        several => {
            let ids: Vec<&str> = several.iter().map(Resource::id).collect();
            Err(Stop::usage(format!("there are several; name one by its id: {}", ids.join(", "))))
        }
    }
}

/// However it was written.
fn is_meant(resource: &Resource, which: &str) -> bool {
    resource.id() == which
        || match resource {
            Resource::EmailAddress(held) => {
                EmailAddress::parse(which).is_ok_and(|email| email.same_mailbox(&held.email_address))
            }
            Resource::PhoneNumber(held) => {
                PhoneNumber::parse(which).is_ok_and(|phone| phone.as_str() == held.phone_number)
            }
            Resource::Web3Wallet(held) => {
                WalletAddress::parse(which).is_ok_and(|wallet| wallet.same_address(&held.web3_wallet))
            }
            Resource::ExternalAccount(held) => {
                strategy_of_provider(which).is_ok_and(|strategy| strategy.provider() == held.provider())
            }
        }
}
