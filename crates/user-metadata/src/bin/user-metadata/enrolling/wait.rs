//! Nothing but time is needed.

use user_metadata::enrollment::{Trouble, WaitReason};
use user_metadata::time::Timestamp;
use user_metadata::{Clock, SystemClock};

use crate::screen::Screen;
use crate::words;

pub(crate) fn wait(screen: &Screen, until: Timestamp, reason: WaitReason, trouble: Option<&Trouble>) {
    let why = match reason {
        WaitReason::RateLimited => "The server asks for fewer requests",
        WaitReason::ServerFault => "The server could not do it",
        WaitReason::Offline => "The server cannot be reached",
    };
    let detail = match trouble {
        Some(Trouble::Api(error)) => format!(" ({})", words::plain(&error.to_string())),
        Some(Trouble::Protocol(error)) => format!(" ({error})"),
        Some(Trouble::Transport(failure)) => format!(" ({failure})"),
        None => String::new(),
    };
    screen.say(&format!("{why}{detail}; next try in {}.", words::until(until)));
    let _busy = screen.waiting("waiting", Some(until));
    SystemClock.sleep_until(until);
}
