//! What the person sees and types. Results go to standard output, everything else to standard error; with `--json`
//! standard output has one event a line and nothing else.

mod hidden;
pub(crate) mod input;
pub(crate) mod interrupt;
mod spinner;

use std::io::{self, IsTerminal, Write};

use serde::Serialize;
use user_metadata::secret::Secret;
use user_metadata::time::Timestamp;

use crate::exit::{Exit, Stop};
use hidden::Hidden;
use input::{Event, Inbox};
use spinner::Spinner;

/// The terminal, or the pipes in its place.
pub(crate) struct Screen {
    json: bool,
    typing: bool,
    moving: bool,
    inbox: Inbox,
}

impl Screen {
    pub(crate) fn new(json: bool) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            json,
            typing: io::stdin().is_terminal(),
            moving: io::stderr().is_terminal() && !dumb && !json,
            inbox: Inbox::new(),
        }
    }

    /// True when a person sits at the keyboard.
    pub(crate) const fn is_typing(&self) -> bool {
        self.typing
    }

    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// Whatever is typed, and whoever comes back from the browser.
    pub(crate) const fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// A line for the person.
    pub(crate) fn say(&self, line: &str) {
        // Nobody can be told that nobody can be told anything.
        let _ = writeln!(anstream::AutoStream::auto(io::stderr().lock()), "{line}");
    }

    /// A question; the answer is typed behind it.
    pub(crate) fn ask(&self, question: &str) {
        let mut err = anstream::AutoStream::auto(io::stderr().lock());
        let _ = write!(err, "{question} ").and_then(|()| err.flush());
        self.inbox.want_line();
    }

    /// Asks, and waits for the line.
    pub(crate) fn line(&self, question: &str) -> Result<Secret, Stop> {
        self.ask(question);
        loop {
            match self.inbox.next(None) {
                Some(Event::Line(line)) => return Ok(line),
                Some(Event::End) => return Err(ended()),
                Some(Event::Landed(_)) | None => {}
            }
        }
    }

    /// The same without showing what is typed. `None` where that is not possible.
    pub(crate) fn hidden_line(&self, question: &str) -> Result<Option<Secret>, Stop> {
        if !self.typing {
            return self.line(question).map(Some);
        }
        let Some(hidden) = Hidden::start() else { return Ok(None) };
        let line = self.line(question);
        drop(hidden);
        self.say("");
        line.map(Some)
    }

    /// For people: the result of it all.
    pub(crate) fn result(&self, line: &str) -> io::Result<()> {
        if self.json {
            return Ok(());
        }
        writeln!(anstream::AutoStream::auto(io::stdout().lock()), "{line}")
    }

    /// For scripts: something that happened.
    pub(crate) fn event(&self, event: &impl Serialize) -> io::Result<()> {
        if !self.json {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, event)?;
        out.write_all(b"\n")?;
        out.flush()
    }

    /// Shows that something is going on, until the answer is dropped.
    pub(crate) fn busy(&self, what: &'static str) -> Option<Spinner> {
        self.moving.then(|| Spinner::start(move || what.to_owned()))
    }

    /// The same with the time left.
    pub(crate) fn waiting(&self, what: &'static str, until: Option<Timestamp>) -> Option<Spinner> {
        self.moving.then(|| {
            Spinner::start(move || match until {
                Some(until) => format!("{what}, {} left", crate::words::until(until)),
                None => what.to_owned(),
            })
        })
    }
}

/// The input ended where an answer was needed.
pub(crate) fn ended() -> Stop {
    Stop { exit: Exit::Stopped, words: "the input ended, and an answer was needed".to_owned() }
}
