//! The stories, each with the end that it must have.

mod basics;
mod stale_session;
mod troubles;

use super::stage::{Stage, Told};

/// Something that happens to people.
pub(super) struct Story {
    /// For `--only`.
    pub(super) name: &'static str,
    /// What it is about.
    pub(super) title: &'static str,
    /// Plays it.
    pub(super) play: fn(&Stage) -> Told,
}

pub(super) const STORIES: &[Story] = &[
    story("email-code", "An email address, proved by the code in a mail", basics::email_code),
    story("email-link", "An email address, proved by the link in a mail", basics::email_link),
    story("phone-code", "A phone number, proved by the code in a text message", basics::phone_code),
    story("wallet", "An Ethereum wallet, proved by its signature", basics::wallet),
    story(
        "external-account",
        "An account at a provider, connected on the provider's page",
        basics::external_account,
    ),
    story("wrong-code", "A wrong code, then the right one", troubles::wrong_code),
    story("expired-code", "A code that is too old, and another one", troubles::expired_code),
    story(
        "refused-by-provider",
        "The user presses Deny, and the app can say why it failed",
        troubles::refused,
    ),
    story("taken", "An address that belongs to somebody else", troubles::taken),
    story("signed-out", "Nobody is signed in: the app asks the user to, and goes on", troubles::signed_out),
    story(
        "stale-session",
        "The sign-in was too long ago: the user gives the password, and the app goes on",
        stale_session::stale_session,
    ),
    story("killed-app", "The app dies while the user is at the provider", troubles::killed_app),
    story("lost-connection", "The server created it, and the answer got lost", troubles::lost_connection),
    story("rate-limit", "The server asks for patience", troubles::rate_limit),
];

const fn story(name: &'static str, title: &'static str, play: fn(&Stage) -> Told) -> Story {
    Story { name, title, play }
}
