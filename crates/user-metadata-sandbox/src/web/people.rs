//! Somebody: what they have and how far it is verified, their session, and the tokens that speak for it.

use maud::{Markup, html};

use super::{button, copyable, time};
use crate::model::{Model, Person};
use crate::store::identifiers::Kind;
use crate::store::users::User;
use crate::store::verifications::{Status, Verification};

/// The people to choose from.
pub(super) fn choice(model: &Model, users: &[String], chosen: Option<&str>) -> Markup {
    html! {
        @if users.len() > 1 {
            nav.choice aria-label="Choose a person" {
                @for id in users {
                    @let name = model.person(id).map(|person| name(&person.user)).unwrap_or_default();
                    a href={ "/?user=" (id) } aria-current=[(chosen == Some(id.as_str())).then_some("true")] { (name) }
                }
            }
        }
    }
}

/// All about one of them.
pub(super) fn card(base_url: &str, person: &Person, now: i64) -> Markup {
    let user = &person.user;
    html! {
        article.panel aria-labelledby="person" {
            h3 id="person" { (name(user)) }
            p.long { (copyable(&user.id, "the user's id")) " " (standing(user, now)) }
            (identifiers(person, now))
            (session(person, now))
            (connection(base_url, person))
        }
    }
}

fn name(user: &User) -> String {
    let parts: Vec<&str> =
        [&user.first_name, &user.last_name].into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() { user.username.clone().unwrap_or_else(|| user.id.clone()) } else { parts.join(" ") }
}

fn standing(user: &User, now: i64) -> Markup {
    html! {
        @if user.banned { span.state.failed { "banned" } " " }
        @if user.deactivated { span.state.failed { "deactivated" } " " }
        @if user.is_locked(now) { span.state.expired { "locked" } " " }
        @if user.password.is_some() { span.tag { "password" } " " }
        @if user.totp_secret.is_some() { span.tag { "authenticator" } " " }
        @if !user.backup_codes.is_empty() { span.tag { (user.backup_codes.len()) " backup codes" } }
    }
}

fn identifiers(person: &Person, now: i64) -> Markup {
    html! {
        @if person.identifiers.is_empty() && person.accounts.is_empty() {
            p.empty { "Nothing added yet. Let your app add an email address, a phone number, a wallet or an account." }
        } @else {
            div.scroll role="region" aria-label="Identifiers" tabindex="0" { table {
                caption.hidden { "Identifiers and their states" }
                thead { tr { th scope="col" { "Identifier" } th scope="col" { "State" } th scope="col" { "How" } } }
                tbody {
                    @for identifier in &person.identifiers {
                        (row(kind(identifier.kind), &identifier.value, person.user.primary(identifier.kind) == Some(&identifier.id),
                            identifier.verification.as_ref(), now))
                    }
                    @for account in &person.accounts {
                        @let value = if account.email_address.is_empty() { &account.provider_user_id } else { &account.email_address };
                        (row(&provider(&account.provider), value, false, account.verification.as_ref(), now))
                    }
                }
            } }
        }
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::EmailAddress => "Email address",
        Kind::PhoneNumber => "Phone number",
        Kind::Web3Wallet => "Wallet",
    }
}

/// `oauth_custom_acme` is `custom acme`.
fn provider(strategy: &str) -> String {
    format!("Account at {}", strategy.trim_start_matches("oauth_").replace('_', " "))
}

fn row(kind: &str, value: &str, is_primary: bool, verification: Option<&Verification>, now: i64) -> Markup {
    html! {
        tr {
            th scope="row" {
                span.kind { (kind) @if is_primary { " · primary" } }
                @if value.is_empty() { span.hint { "not known yet" } } @else { (value) }
            }
            td {
                @match verification {
                    None => span.state { "not prepared" },
                    Some(found) => span class={ "state " (found.status_at(now).as_str()) } { (found.status_at(now).as_str()) },
                }
            }
            td.how { @if let Some(found) = verification { (how(found, now)) } }
        }
    }
}

fn how(found: &Verification, now: i64) -> Markup {
    let is_open = found.status_at(now) == Status::Unverified;
    html! {
        code { (found.strategy) }
        @if let Some(attempts) = found.attempts.filter(|attempts| *attempts > 0) {
            " " span { (attempts) @if attempts == 1 { " attempt" } @else { " attempts" } }
        }
        @if let Some(at) = found.expire_at.filter(|_| is_open) { " " span { "ends " (time::relative(at, now)) } }
        @if let Some(error) = &found.error { " " code.failed { (error) } }
        @if let Some(url) = found.redirect_url.as_ref().filter(|_| is_open) {
            " " a href=(url) { "Open the provider's page" }
        }
    }
}

fn session(person: &Person, now: i64) -> Markup {
    let active: Vec<_> = person.sessions.iter().filter(|session| session.is_active(now)).collect();
    let user = person.user.id.as_str();
    html! {
        h4 { "Session" }
        @for session in &active {
            p.long { span.state.verified { "signed in" } " " (copyable(&session.id, "the session's id")) " until " (time::shown(session.expire_at)) }
            (button("/sandbox/page/sign_out", &[("session_id", &session.id), ("user_id", user)], "Sign out"))
        }
        @if active.is_empty() {
            p { span.state { "signed out" } }
            (button("/sandbox/page/sign_in", &[("user_id", user)], "Sign in again"))
        }
        @if let Some(session) = person.sessions.last() {
            (button("/sandbox/page/rotate_tokens", &[("client_id", &session.client_id), ("user_id", user)], "Exchange the token"))
        }
    }
}

fn connection(base_url: &str, person: &Person) -> Markup {
    html! {
        details {
            summary { "Point your app here as this person" }
            dl {
                dt { "clerk-js" } dd { (copyable(&format!("new Clerk(publishableKey, {{ proxyUrl: '{base_url}' }})"), "the line")) }
                dt { "Frontend API" } dd { (copyable(base_url, "the address")) }
                @for (carrier, token) in &person.tokens {
                    dt { (carrier_words(carrier)) } dd { (copyable(token, "the token")) }
                }
            }
        }
    }
}

fn carrier_words(carrier: &str) -> &'static str {
    match carrier {
        "native" => "Native app: Authorization, with ?_is_native=1",
        "dev_browser" => "Development browser: ?__clerk_db_jwt=",
        _ => "Browser: cookie __client",
    }
}
