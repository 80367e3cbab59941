//! How it ended, for the person, the script and the shell.

use user_metadata::enrollment::Outcome;
use user_metadata::{Enrolling, User};

use crate::event;
use crate::exit::{Exit, Stop, of_class};
use crate::screen::Screen;
use crate::style::{BAD, GOOD};
use crate::words;

pub(super) fn show(screen: &Screen, enrolling: &Enrolling<User>, outcome: &Outcome) -> Result<Exit, Stop> {
    screen.event(&event::Finished::of(outcome, &enrolling.left_over()))?;
    let name = words::capital(&words::name(enrolling.enrolling()));
    let (exit, line) = match outcome {
        Outcome::Verified { .. } => (Exit::Done, format!("{name} is verified.")),
        Outcome::Created { .. } => (Exit::Done, format!("{name} was added.")),
        Outcome::Refused { error, .. } => (
            Exit::Refused,
            format!(
                "{name} was not verified: {} ({})",
                words::plain(error.user_message()),
                words::plain(&error.code)
            ),
        ),
        Outcome::Rejected { error, .. } => {
            (of_class(error.class()), format!("{name} was refused: {}", words::refusal(error)))
        }
        Outcome::Expired { .. } => (Exit::TooLate, format!("{name} was not verified in time.")),
        Outcome::Exhausted { .. } => {
            (Exit::TooLate, format!("{name} was not verified: there were too many wrong answers."))
        }
        Outcome::Unreadable { error, .. } => {
            (Exit::Unreadable, format!("The server's answer about {name} is no answer: {error}"))
        }
        Outcome::Unreachable { failure, .. } => (
            Exit::Network,
            format!(
                "The server could not be reached ({failure}). The same command again goes on with what is there."
            ),
        ),
        Outcome::Cancelled { .. } => (Exit::Stopped, format!("{name} was given up.")),
    };
    match exit {
        Exit::Done => screen.result(&format!("{GOOD}✓{GOOD:#} {line}"))?,
        Exit::Refused
        | Exit::Usage
        | Exit::TooLate
        | Exit::Network
        | Exit::SignIn
        | Exit::Unreadable
        | Exit::Reverify
        | Exit::Stopped => {
            screen.say(&format!("{BAD}✗{BAD:#} {line}"));
            let left = words::left_over(&enrolling.left_over(), enrolling.enrolling());
            if !left.is_empty() {
                screen.say(&left);
            }
        }
    }
    Ok(exit)
}
