//! The server wants fresh credentials.

use user_metadata::enrollment::Input;
use user_metadata::resource::ReverificationLevel;

use super::Answer;
use crate::exit::{Exit, Stop};
use crate::screen::Screen;

pub(super) fn ask(screen: &Screen, _level: Option<&ReverificationLevel>) -> Result<Answer, Stop> {
    screen.say("The server wants to know again who you are: confirm it in the app.");
    if !screen.is_typing() {
        return Ok(Answer::Leave(Exit::Reverify));
    }
    match screen.line("Enter when you have, q to stop:")?.expose().trim() {
        "q" => Ok(Answer::Leave(Exit::Reverify)),
        _ => Ok(Answer::Tell(Input::Reverified)),
    }
}
