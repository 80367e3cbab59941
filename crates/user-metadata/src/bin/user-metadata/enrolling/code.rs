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
    ask_for(screen, *expires_at, Some(*resend_at), None).map(|reply| {
        Answer::Tell(match reply {
            // Nothing stands for it here.
            Reply::Otherwise => Input::Tick,
            Reply::Code(code) => Input::CodeEntered { code },
            Reply::Resend => Input::ResendRequested,
        })
    })
}

/// What was typed at the prompt for a code.
pub(crate) enum Reply {
    Code(Secret),
    Resend,
    /// Not by a code.
    Otherwise,
}

/// The prompt itself: Enter alone shows the times again, `r` asks for another code, and where there is a key for that,
/// it asks for another way.
pub(crate) fn ask_for(
    screen: &Screen,
    expires_at: Option<Timestamp>,
    resend_at: Option<Timestamp>,
    otherwise: Option<char>,
) -> Result<Reply, Stop> {
    loop {
        let line = screen.line(&format!("Code ({}):", hints(expires_at, resend_at, otherwise)))?;
        match (line.expose().trim(), resend_at) {
            ("", _) => {}
            ("r" | "R", Some(at)) if words::is_past(at) => return Ok(Reply::Resend),
            ("r" | "R", Some(at)) => {
                screen.say(&format!("Another code can be sent in {}.", words::until(at)));
            }
            (typed, _) if otherwise.is_some_and(|key| typed.chars().eq([key])) => {
                return Ok(Reply::Otherwise);
            }
            _ => return Ok(Reply::Code(line)),
        }
    }
}

/// `9 min 58 s left; r sends another in 28 s; Enter shows the time`
fn hints(expires_at: Option<Timestamp>, resend_at: Option<Timestamp>, otherwise: Option<char>) -> String {
    let life = expires_at.map(|at| match words::is_past(at) {
        true => "its time is over".to_owned(),
        false => format!("{} left", words::until(at)),
    });
    let another = resend_at.map(|at| match words::is_past(at) {
        true => "r sends another".to_owned(),
        false => format!("r sends another in {}", words::until(at)),
    });
    let way = otherwise.map(|key| format!("{key} for another way"));
    let time = (life.is_some() || another.is_some()).then(|| "Enter shows the time".to_owned());
    let hints: Vec<String> = [life, another, way, time].into_iter().flatten().collect();
    hints.join("; ")
}

/// ` 2 wrong ones so far.`
fn so_far(attempts: u32) -> String {
    match attempts {
        0 => String::new(),
        1 => " 1 wrong one so far.".to_owned(),
        many => format!(" {many} wrong ones so far."),
    }
}
