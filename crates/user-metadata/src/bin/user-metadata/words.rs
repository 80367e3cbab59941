//! How things are said to a person.

use std::borrow::Cow;

use user_metadata::enrollment::{EnrollmentRequest, LeftOver, Problem};
use user_metadata::error::{ApiError, ApiErrorClass};
use user_metadata::identifier::strategy_of_provider;
use user_metadata::resource::Resource;
use user_metadata::time::Timestamp;
use user_metadata::{Clock, SystemClock};

/// How long it is until then: `9 min 58 s`.
pub(crate) fn until(then: Timestamp) -> String {
    // Rounded up: whoever reads "1 s" and waits a second must not be too early.
    let seconds = then.millis_since(SystemClock.now()).max(0).saturating_add(999) / 1000;
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

/// True when that time has come.
pub(crate) fn is_past(then: Timestamp) -> bool {
    then.millis_since(SystemClock.now()) <= 0
}

/// A text of the server's without anything that a terminal would obey.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let is_order = |char: char| char.is_control() && char != '\n';
    if text.contains(is_order) { text.replace(is_order, "\u{fffd}").into() } else { text.into() }
}

/// A refusal: the server's own text, its codes, and where to look when it is about a setting.
pub(crate) fn refusal(error: &ApiError) -> String {
    let said = plain(error.user_message());
    let mut words = if said.is_empty() {
        plain(&error.to_string()).into_owned()
    } else {
        format!("{said} ({})", plain(&error.to_string()))
    };
    if error.class() == ApiErrorClass::Settings {
        words.push_str("\nThis is about a setting of the Clerk instance: docs/real-instance.md says which.");
    }
    words
}

/// Why the last answer did not do.
pub(crate) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Malformed { code } => format!("That was not sent: {}.", code.meaning()),
        Problem::Incorrect { error } => format!("That was not it. {}", sentence(error.user_message())),
        Problem::Over { error } => {
            format!("{} Another one is needed.", sentence(error.user_message()))
        }
    }
}

fn sentence(text: &str) -> String {
    let text = plain(text);
    if text.ends_with(['.', '!', '?']) { text.into_owned() } else { format!("{text}.") }
}

/// What a person calls it: the address, the number, or the name of the provider.
pub(crate) fn name(request: &EnrollmentRequest) -> String {
    match request {
        EnrollmentRequest::EmailAddress { .. }
        | EnrollmentRequest::PhoneNumber { .. }
        | EnrollmentRequest::Web3Wallet { .. } => request.identifier().to_owned(),
        EnrollmentRequest::ExternalAccount(_) | EnrollmentRequest::Reauthorize(_) => {
            format!("your {} account", provider(request.identifier()))
        }
    }
}

/// The same of what the server holds.
pub(crate) fn resource_name(resource: &Resource) -> String {
    match resource {
        Resource::EmailAddress(_) | Resource::PhoneNumber(_) | Resource::Web3Wallet(_) => {
            plain(resource.identifier()).into_owned()
        }
        Resource::ExternalAccount(_) => format!("your {} account", provider(resource.identifier())),
    }
}

/// A provider as it is written on buttons, where its name is known.
pub(crate) fn provider(name: &str) -> String {
    let known = strategy_of_provider(name).ok().and_then(|strategy| strategy.display_name());
    plain(known.unwrap_or(name)).into_owned()
}

/// What stays on the server, and how to be rid of it. Empty where nothing does.
pub(crate) fn left_over(left_over: &LeftOver, request: &EnrollmentRequest) -> String {
    match left_over {
        LeftOver::Nothing => String::new(),
        LeftOver::Unverified { resource } => format!(
            "{} stays with the user, unverified. To remove it:\n  user-metadata remove {}",
            capital(&resource_name(resource)),
            plain(resource.id())
        ),
        LeftOver::Unknown => {
            format!("Whether {} was added is not known. To see:\n  user-metadata list", name(request))
        }
    }
}

/// The text with a capital, where it begins with `your`; addresses stay as they are.
pub(crate) fn capital(text: &str) -> String {
    match text.strip_prefix("your ") {
        Some(rest) => format!("Your {rest}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_rounded_up_and_never_negative() {
        let from_now = |millis| until(SystemClock.now().plus_millis(millis));
        assert_eq!(from_now(-5_000), "0 s");
        assert_eq!(from_now(600), "1 s");
        assert_eq!(from_now(59_900), "1 min");
        assert_eq!(from_now(598_900), "9 min 59 s");
    }

    #[test]
    fn the_server_gives_the_terminal_no_orders() {
        assert_eq!(plain("a\u{1b}[2Jb\r\nc\u{9b}"), "a\u{fffd}[2Jb\u{fffd}\nc\u{fffd}");
        assert_eq!(plain("Café"), "Café");
    }

    #[test]
    fn a_provider_has_its_name_however_it_was_written() {
        assert_eq!(provider("notion"), "Notion");
        assert_eq!(provider("oauth_notion"), "Notion");
        assert_eq!(provider("custom_acme"), "custom_acme");
    }
}
