//! Ctrl-C: at once, wherever the tool is, with a word about what stays behind.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use std::{process, thread};

use super::hidden;
use crate::exit::Exit;

/// What Ctrl-C says.
#[derive(Debug, Default)]
pub(crate) struct LastWords {
    /// For the person.
    pub(crate) text: String,
    /// For scripts: a whole line.
    pub(crate) event: Option<String>,
}

const STATUS: i32 = Exit::Stopped as i32;

static LAST_WORDS: Mutex<LastWords> = Mutex::new(LastWords { text: String::new(), event: None });

/// From now on Ctrl-C ends the tool with the last words that were left here.
pub(crate) fn watch() {
    // Without a handler the system ends the tool, and the saved file says the rest.
    let _ = ctrlc::set_handler(|| {
        hidden::show_again();
        // At once, even where nobody reads what is written.
        thread::spawn(|| {
            thread::sleep(Duration::from_secs(1));
            process::exit(STATUS);
        });
        // Both stay locked until the end, so that nobody else writes behind the last words.
        let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
        let words = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
        // The terminal has written ^C behind whatever stood there.
        let new_line = if io::stderr().is_terminal() { "\n" } else { "" };
        let _ = writeln!(err, "{new_line}Stopped. {}", words.text);
        if let Some(event) = &words.event {
            let _ = writeln!(out, "{event}").and_then(|()| out.flush());
        }
        process::exit(STATUS);
    });
}

/// What is to be said from now on.
pub(crate) fn leave(words: LastWords) {
    *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner) = words;
}

/// A program that ran beside us was stopped. If that was Ctrl-C, it is on its way to us as well, and has its own words.
pub(crate) fn give_way() {
    thread::sleep(Duration::from_millis(500));
}
