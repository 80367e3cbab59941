//! The user has to go to the provider: opens the browser, and waits until it comes back.

use user_metadata::enrollment::Input;
use user_metadata::secret::Secret;
use user_metadata::time::Timestamp;

use super::{Answer, Helpers, browser};
use crate::exit::Stop;
use crate::screen::input::Event;
use crate::screen::{Screen, ended};
use crate::style::BOLD;

pub(super) fn ask(
    screen: &Screen,
    helpers: &mut Helpers,
    name: &str,
    url: &str,
    expires_at: Option<Timestamp>,
) -> Result<Answer, Stop> {
    let listening = helpers.landing.as_ref().is_some_and(|landing| listen(screen, landing));
    let opened = !helpers.no_browser && !helpers.may_be_open && browser::open(url).is_ok();
    let say_where = || match opened {
        true => screen.say(&format!(
            "Your browser opens, to connect {name}. If it does not, go to:\n  {BOLD}{url}{BOLD:#}"
        )),
        false => screen.say(&format!("To connect {name}, go to:\n  {BOLD}{url}{BOLD:#}")),
    };
    say_where();
    if helpers.may_be_open && !helpers.no_browser {
        screen.say("Enter opens it, if it is not open still.");
    }
    helpers.may_be_open = true;
    if !listening {
        screen.ask("When you are done, paste the address of the page that you came to:");
    } else if screen.is_typing() || screen.is_json() {
        screen.inbox().want_line();
    }
    let _busy =
        listening.then(|| screen.waiting("waiting for the browser to come back", expires_at)).flatten();
    loop {
        match screen.inbox().next(expires_at) {
            Some(Event::Landed(url)) => return Ok(came_back(url)),
            Some(Event::Line(line)) => match line.expose().trim() {
                "" => {
                    if !helpers.no_browser {
                        let _ = browser::open(url);
                    }
                    say_where();
                    screen.inbox().want_line();
                }
                pasted => return Ok(came_back(Secret::new(pasted))),
            },
            // Nobody types, but the browser may still come back.
            Some(Event::End) if listening => {}
            Some(Event::End) => return Err(ended()),
            None => return Ok(Answer::Tell(Input::Tick)),
        }
    }
}

fn came_back(url: Secret) -> Answer {
    Answer::Tell(Input::RedirectReturned { url })
}

/// False when the browser cannot come back here; the person then pastes where it went.
fn listen(screen: &Screen, landing: &super::landing::Landing) -> bool {
    match landing.listen(screen.inbox().sender()) {
        Ok(()) => true,
        Err(error) => {
            screen.say(&format!("Nobody can listen at {}: {error}", landing.place()));
            false
        }
    }
}
