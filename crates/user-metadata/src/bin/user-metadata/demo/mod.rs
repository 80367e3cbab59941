//! `user-metadata demo`: stories in which people add and verify what is theirs, against the sandbox in this very
//! process.

mod browser;
mod person;
mod stage;
mod stories;
mod voice;
mod wallet;

use std::io::{self, Write};

use clap::Args;

use crate::Ending;
use crate::style::{self, BAD, BOLD, GOOD};
use stage::Stage;
use stories::{STORIES, Story};
use voice::Voice;

/// Plays stories against a sandbox in this process, and checks how each ends
///
/// Nothing leaves this machine, and no account is needed: a local Frontend API is started on a free port, with a clock
/// that is moved instead of waited for.
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 if every story ends as it should, 1 if one does not.")]
pub(crate) struct Arguments {
    /// One line a story
    #[arg(short, long)]
    quiet: bool,
    /// Name the stories, and play none
    #[arg(long)]
    list: bool,
    /// Play this story only; may be given more than once
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Ending> {
    let mut out = style::stdout();
    if let Some(unknown) =
        arguments.only.iter().find(|name| !STORIES.iter().any(|story| story.name == **name))
    {
        let message = format!("there is no story {unknown}: see --list");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let mut ending = Ending::Good;
    for story in STORIES {
        if !arguments.only.is_empty() && !arguments.only.iter().any(|name| name == story.name) {
            continue;
        }
        if arguments.list {
            writeln!(out, "{BOLD}{:<22}{BOLD:#} {}", story.name, story.title)?;
        } else if tell(story, arguments.quiet, &mut out)? == Ending::Bad {
            ending = Ending::Bad;
        }
        out.flush()?;
    }
    Ok(ending)
}

fn tell(story: &Story, quiet: bool, out: &mut dyn Write) -> io::Result<Ending> {
    let voice = Voice::default();
    let ended = Stage::new(voice.clone()).and_then(|stage| (story.play)(&stage));
    let (mark, ending) = match &ended {
        Ok(()) => (format!("{GOOD}ok{GOOD:#}    "), Ending::Good),
        Err(_) => (format!("{BAD}failed{BAD:#}"), Ending::Bad),
    };
    if quiet {
        writeln!(out, "{mark}  {:<22} {}", story.name, story.title)?;
    } else {
        writeln!(out, "{BOLD}{}{BOLD:#}  {}\n{}", story.name, story.title, voice.told())?;
    }
    match ended {
        Ok(()) => {}
        Err(error) => writeln!(out, "  {BAD}not as it should end:{BAD:#} {error}\n")?,
    }
    Ok(ending)
}
