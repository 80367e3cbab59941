//! How a run ends, for the shell.

use std::process::ExitCode;
use std::{fmt, io};

use user_metadata::Error;
use user_metadata::error::ApiErrorClass;

/// The exit status. `docs/command-line.md` and `--help` list the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It is verified, removed or listed.
    Done = 0,
    /// The server, the provider or the person said no.
    Refused = 1,
    /// The arguments, a value that cannot be right, or a file.
    Usage = 2,
    /// Too late, or too many wrong answers.
    TooLate = 3,
    /// The server could not be reached.
    Network = 4,
    /// Nobody is signed in with this token.
    SignIn = 5,
    /// The server's answer could not be read.
    Unreadable = 6,
    /// Fresh credentials are needed, and were not given.
    Reverify = 7,
    /// Ctrl-C, or the end of the input where an answer was needed.
    Stopped = 130,
}

/// The table for `--help`.
pub(crate) const TABLE: &str = "\
Exit status:
    0  verified, removed or listed
    1  refused by the server, the provider or you
    2  wrong arguments, a value that cannot be right, or a file that cannot be used
    3  not proved in time, or too many wrong codes
    4  the server could not be reached
    5  the token signs nobody in (any more)
    6  the server's answer could not be read
    7  fresh credentials are needed
  130  stopped by Ctrl-C, or the input ended where an answer was needed";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a run ends before its time, in words for the person.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) exit: Exit,
    pub(crate) words: String,
}

impl Stop {
    pub(crate) fn usage(words: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, words: words.into() }
    }

    /// A file that cannot be used.
    pub(crate) fn file(what: &str, path: &std::path::Path, error: &io::Error) -> Self {
        Self::usage(format!("{what} {}: {error}", path.display()))
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        let exit = match &error {
            Error::Validation(_) | Error::Misuse(_) | Error::Snapshot(_) => Exit::Usage,
            Error::Protocol(_) => Exit::Unreadable,
            Error::Transport(_) => Exit::Network,
            Error::Api(error) => of_class(error.class()),
        };
        let words = match &error {
            Error::Api(error) => crate::words::refusal(error),
            Error::Snapshot(_)
            | Error::Validation(_)
            | Error::Misuse(_)
            | Error::Protocol(_)
            | Error::Transport(_) => error.to_string(),
        };
        Self { exit, words }
    }
}

impl From<user_metadata::error::ValidationError> for Stop {
    fn from(error: user_metadata::error::ValidationError) -> Self {
        Error::from(error).into()
    }
}

/// Standard output, which is all that is written without a name.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { exit: Exit::Done, words: String::new() };
        }
        Self::usage(error.to_string())
    }
}

/// The exit status of a refusal.
pub(crate) const fn of_class(class: ApiErrorClass) -> Exit {
    match class {
        ApiErrorClass::SignIn => Exit::SignIn,
        ApiErrorClass::Reverify => Exit::Reverify,
        ApiErrorClass::Input
        | ApiErrorClass::Proof
        | ApiErrorClass::Restart
        | ApiErrorClass::Exists
        | ApiErrorClass::AlreadyVerified
        | ApiErrorClass::Wait
        | ApiErrorClass::Captcha
        | ApiErrorClass::Missing
        | ApiErrorClass::Settings
        | ApiErrorClass::Fatal => Exit::Refused,
    }
}

/// Says why it ended, if it did so before its time.
pub(crate) fn conclude(ended: Result<Exit, Stop>) -> ExitCode {
    match ended {
        Ok(exit) => exit.into(),
        Err(stop) => {
            if !stop.words.is_empty() {
                eprintln!("user-metadata: {stop}");
            }
            stop.exit.into()
        }
    }
}
