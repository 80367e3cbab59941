//! A link is out: waits until it was opened.

use user_metadata::secret::Secret;
use user_metadata::time::Timestamp;

use super::landing::Landing;
use crate::screen::Screen;
use crate::screen::input::Event;
use crate::words;

/// The wait.
#[derive(Clone, Copy)]
pub(crate) struct Awaited<'a> {
    pub(crate) to: &'a str,
    pub(crate) poll_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) resend_at: Timestamp,
}

/// Says that a link is out: once for each link.
pub(crate) fn introduce(screen: &Screen, landing: Option<&Landing>, awaited: Awaited<'_>) {
    let (to, life) = (words::plain(awaited.to), words::until(awaited.expires_at));
    screen.say(&format!(
        "A link was sent to {to}, good for {life}. Open it, on any device; r and Enter send another."
    ));
    if let Some(landing) = landing {
        // Whether or not the browser comes back here: the server is asked as well.
        let _ = landing.listen(screen.inbox().sender());
    }
}

/// What came of the wait.
pub(crate) enum Seen {
    /// The link led back here.
    Landed(Secret),
    /// Another link is wanted.
    Resend,
    /// It is time to look.
    Nothing,
}

/// Waits until the next look.
pub(crate) fn wait(screen: &Screen, awaited: Awaited<'_>) -> Seen {
    if screen.is_typing() || screen.is_json() {
        screen.inbox().want_line();
    }
    let _busy = screen.waiting("waiting for the link to be opened", Some(awaited.expires_at));
    loop {
        match screen.inbox().next(Some(awaited.poll_at)) {
            None => return Seen::Nothing,
            Some(Event::Landed(url)) => return Seen::Landed(url),
            Some(Event::End) => {}
            Some(Event::Line(line)) => {
                match line.expose().trim() {
                    "" => {}
                    "r" | "R" if words::is_past(awaited.resend_at) => return Seen::Resend,
                    _ => screen
                        .say(&format!("Another link can be sent in {}.", words::until(awaited.resend_at))),
                }
                screen.inbox().want_line();
            }
        }
    }
}
