//! A link is out: waits until it was opened.

use user_metadata::enrollment::Input;
use user_metadata::time::Timestamp;

use super::Answer;
use super::landing::Landing;
use crate::exit::Stop;
use crate::screen::Screen;
use crate::screen::input::Event;
use crate::words;

/// The wait.
#[derive(Clone, Copy)]
pub(super) struct Awaited<'a> {
    pub(super) to: &'a str,
    pub(super) poll_at: Timestamp,
    pub(super) expires_at: Timestamp,
    pub(super) resend_at: Timestamp,
}

/// Says that a link is out: once for each link.
pub(super) fn introduce(screen: &Screen, landing: Option<&Landing>, awaited: Awaited<'_>) {
    let (to, life) = (awaited.to, words::until(awaited.expires_at));
    screen.say(&format!(
        "A link was sent to {to}, good for {life}. Open it, on any device; r and Enter send another."
    ));
    if let Some(landing) = landing {
        // Whether or not the browser comes back here: the server is asked as well.
        let _ = landing.listen(screen.inbox().sender());
    }
}

/// Waits until the next look.
pub(super) fn wait(screen: &Screen, awaited: Awaited<'_>) -> Result<Answer, Stop> {
    if screen.is_typing() {
        screen.inbox().want_line();
    }
    let _busy = screen.waiting("waiting for the link to be opened", Some(awaited.expires_at));
    loop {
        let input = match screen.inbox().next(Some(awaited.poll_at)) {
            None => Input::Tick,
            Some(Event::Landed(url)) => Input::RedirectReturned { url },
            Some(Event::End) => continue,
            Some(Event::Line(line)) => match line.expose().trim() {
                "r" | "R" if words::is_past(awaited.resend_at) => Input::ResendRequested,
                typed => {
                    if !typed.is_empty() {
                        screen.say(&format!(
                            "Another link can be sent in {}.",
                            words::until(awaited.resend_at)
                        ));
                    }
                    screen.inbox().want_line();
                    continue;
                }
            },
        };
        return Ok(Answer::Tell(input));
    }
}
