//! The consent page of the fake provider.

use maud::{Markup, html};

use super::document;
use crate::store::journeys::Journey;

/// What can go wrong at a provider, as code and words.
const FAILURES: [(&str, &str); 7] = [
    ("oauth_token_exchange_error", "The exchange of the code fails"),
    ("oauth_fetch_user_error", "The provider does not tell who you are"),
    ("external_account_exists", "The account belongs to somebody else"),
    ("oauth_account_already_connected", "The account is connected already"),
    ("oauth_identification_claimed", "The email address belongs to somebody else"),
    ("external_account_missing_refresh_token", "The provider gives no refresh token"),
    ("external_account_email_address_verification_required", "The email address is unverified there"),
];

/// The page that asks for consent.
pub(crate) fn page(journey: &Journey, default_login: &str, is_late: bool) -> String {
    let name = journey.provider.trim_start_matches("oauth_").replace('_', " ");
    let content = html! {
        main.consent id="content" {
            p.provider { "Sandbox provider" }
            h1 { "Give an app access to your " (name) " account?" }
            @if is_late { p.notice.mistake role="alert" { "This request has expired: the app will be told so." } }
            @if journey.finished { p.notice role="status" { "This request was answered already." } }
            @if journey.scopes.trim().is_empty() { p { "It asks who you are, and for nothing else." } }
            @else {
                p { "It asks for:" }
                ul { @for scope in journey.scopes.split_whitespace() { li { code { (scope) } } } }
            }
            @if let Some(prompt) = &journey.prompt { p { "It wants the prompt " code { (prompt) } "." } }
            (consent(journey, default_login))
            details {
                summary { "Let it fail" }
                form.stacked method="post" action="/sandbox/provider/authorize" {
                    (state(journey))
                    label for="failure" { "What happens" }
                    select id="failure" name="decision" {
                        @for (code, words) in FAILURES { option value=(code) { (words) } }
                    }
                    button type="submit" { "Fail" }
                }
            }
            p.hint { "Nobody real is behind this page. It plays the provider for every strategy, and nothing leaves this machine." }
        }
    };
    document(&format!("Sandbox provider: {name}"), &content)
}

fn consent(journey: &Journey, default_login: &str) -> Markup {
    html! {
        form.stacked method="post" action="/sandbox/provider/authorize" {
            (state(journey))
            label for="login" { "You are" }
            input id="login" name="login" value=(default_login) autocomplete="off" spellcheck="false" aria-describedby="login-hint";
            p.hint id="login-hint" { "Your name at the provider. The same name is the same account." }
            div.actions {
                button.main type="submit" name="decision" value="allow" autofocus { "Allow" }
                button type="submit" name="decision" value="deny" formnovalidate { "Deny" }
            }
        }
    }
}

fn state(journey: &Journey) -> Markup {
    html! { input type="hidden" name="state" value=(journey.state); }
}
