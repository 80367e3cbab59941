//! Nobody is signed in with the token.

use super::Answer;
use crate::connection::Connected;
use crate::exit::{Exit, Stop};
use crate::screen::Screen;

pub(super) fn ask(screen: &Screen, connected: &Connected<'_>) -> Result<Answer, Stop> {
    screen.say(&format!(
        "Nobody is signed in with the token: it is not good, or not any more. {}\n\
         Sign in again in the app to get a new one.",
        connected.source()
    ));
    if !screen.is_typing() {
        return Ok(Answer::Leave(Exit::SignIn));
    }
    let Some(token) = screen.hidden_line("New token (not shown; Enter alone stops):")? else {
        return Ok(Answer::Leave(Exit::SignIn));
    };
    match token.expose().trim() {
        "" => Ok(Answer::Leave(Exit::SignIn)),
        _ => Ok(Answer::SignedIn(Box::new(connected.session_with(&token)?))),
    }
}
