//! A code is out: asks for it, with the time left.

use user_metadata::enrollment::{Effect, Input};
use user_metadata::secret::Secret;
use user_metadata::time::Timestamp;

use super::Answer;
use crate::exit::Stop;
use crate::screen::Screen;
use crate::words;

pub(super) fn ask(screen: &Screen, effect: &Effect) -> Result<Answer, Stop> {
    let Effect::AskCode { destination, channel, expires_at, resend_at, attempts, problem } = effect else {
        return Ok(Answer::Tell(Input::Tick));
    };
    match problem {
        Some(problem) => screen.say(&format!("{}{}", words::problem(problem), so_far(*attempts))),
        None => {
            let by =
                channel.as_ref().map_or(String::new(), |channel| format!(" by {}", words::plain(channel)));
            screen.say(&format!("A code was sent to {}{by}.", destination.as_str()));
        }
    }
    ask_for(screen, *expires_at, Some(*resend_at)).map(|reply| {
        Answer::Tell(match reply {
            Reply::Code(code) => Input::CodeEntered { code },
            Reply::Resend => Input::ResendRequested,
        })
    })
}

/// What was typed at the prompt for a code.
pub(crate) enum Reply {
    Code(Secret),
    Resend,
}

/// The prompt itself: Enter alone shows the times again, `r` asks for another code.
pub(crate) fn ask_for(
    screen: &Screen,
    expires_at: Option<Timestamp>,
    resend_at: Option<Timestamp>,
) -> Result<Reply, Stop> {
    loop {
        let line = screen.line(&format!("Code ({}):", times(expires_at, resend_at)))?;
        match (line.expose().trim(), resend_at) {
            ("", _) => {}
            ("r" | "R", Some(at)) if words::is_past(at) => return Ok(Reply::Resend),
            ("r" | "R", Some(at)) => {
                screen.say(&format!("Another code can be sent in {}.", words::until(at)));
            }
            _ => return Ok(Reply::Code(line)),
        }
    }
}

fn times(expires_at: Option<Timestamp>, resend_at: Option<Timestamp>) -> String {
    let life = match expires_at {
        Some(at) if words::is_past(at) => "its time is over; ".to_owned(),
        Some(at) => format!("{} left; ", words::until(at)),
        None => String::new(),
    };
    match resend_at {
        Some(at) if words::is_past(at) => format!("{life}r sends another; Enter shows the time"),
        Some(at) => format!("{life}r sends another in {}; Enter shows the time", words::until(at)),
        None => format!("{life}Enter shows the time"),
    }
}

/// ` 2 wrong ones so far.`
fn so_far(attempts: u32) -> String {
    match attempts {
        0 => String::new(),
        1 => " 1 wrong one so far.".to_owned(),
        many => format!(" {many} wrong ones so far."),
    }
}
