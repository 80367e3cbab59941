//! The consent page of the fake provider.

use maud::{Markup, html};

use super::document;
use crate::store::journeys::Journey;

/// What can go wrong at a provider, as code and words.
const FAILURES: [(&str, &str); 7] = [
    ("oauth_token_exchange_error", "the exchange of the code fails"),
    ("oauth_fetch_user_error", "the provider does not tell who you are"),
    ("external_account_exists", "the account belongs to somebody else"),
    ("oauth_account_already_connected", "the account is connected already"),
    ("oauth_identification_claimed", "the email address belongs to somebody else"),
    ("external_account_missing_refresh_token", "the provider gives no refresh token"),
    ("external_account_email_address_verification_required", "the email address is unverified there"),
];

/// The page that asks for consent.
pub(crate) fn page(journey: &Journey, default_login: &str, is_late: bool) -> String {
    let name = journey.provider.trim_start_matches("oauth_").replace('_', " ");
    let content = html! {
        h1 { "Sandbox provider: " (name) }
        p.quiet { "Nobody real is behind this page. It plays the provider for every strategy." }
        @if is_late { p.expired role="alert" { "This request has expired: the app will be told so." } }
        @if journey.finished { p role="status" { "This request was answered already." } }
        p { "An app asks for access to your account:" }
        ul { @for scope in journey.scopes.split_whitespace() { li { code { (scope) } } } }
        @if let Some(prompt) = &journey.prompt { p { "It asks to be shown as " code { (prompt) } "." } }
        (consent(journey, default_login))
        h2 { "Let it fail" }
        form method="post" action="/sandbox/provider/authorize" {
            (state(journey))
            label { "What happens " select name="decision" {
                @for (code, words) in FAILURES { option value=(code) { (words) } }
            } }
            " " button type="submit" { "Fail" }
        }
    };
    document(&format!("Sandbox provider: {name}"), &content)
}

fn consent(journey: &Journey, default_login: &str) -> Markup {
    html! {
        form method="post" action="/sandbox/provider/authorize" {
            (state(journey))
            label { "You are " input name="login" value=(default_login) autocomplete="off"; }
            " " button type="submit" name="decision" value="allow" autofocus { "Allow" }
            " " button type="submit" name="decision" value="deny" formnovalidate { "Deny" }
        }
    }
}

fn state(journey: &Journey) -> Markup {
    html! { input type="hidden" name="state" value=(journey.state); }
}
