//! `GET /`: somebody and what they have, beside the inbox, with the clock below.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Notice, Page, button, inbox, page, people, time};
use crate::http::{Instance, Shared};

/// Only the newest are shown: the page is for people.
const USERS_SHOWN: u32 = 12;

pub(super) fn router() -> Router<Shared> {
    Router::new().route("/", get(show))
}

#[derive(Deserialize)]
struct Shown {
    user: Option<String>,
    done: Option<String>,
}

async fn show(State(shared): State<Shared>, Query(shown): Query<Shown>) -> Result<Response, StatusCode> {
    shared
        .run(move |instance| {
            let notice = Notice::of(shown.done.as_deref());
            page(instance, Page::Home, "People and inbox · sandbox", &notice, &content(instance, shown.user))
        })
        .await
}

fn content(instance: &Instance, wanted: Option<String>) -> Markup {
    let now = instance.clock.now_ms();
    let model = &instance.model;
    let users = model.newest_users(USERS_SHOWN).unwrap_or_default();
    let chosen = wanted.or_else(|| users.first().cloned());
    let messages = model.inbox(None).unwrap_or_default();
    html! {
        h1.hidden { "People and inbox" }
        div.columns {
            section aria-labelledby="people" {
                div.title {
                    h2 id="people" { "People" }
                    (button("/sandbox/page/users", &[], "New user"))
                }
                div data-live="people" { (people::choice(model, &users, chosen.as_deref())) }
                div data-live="person" {
                    @match chosen.and_then(|user| model.person(&user).ok()) {
                        Some(person) => (people::card(model.base_url(), &person, now)),
                        None => p.empty { "Nobody is here yet. A new user comes signed in, with tokens for your app." },
                    }
                }
            }
            section aria-labelledby="inbox" {
                div.title { h2 id="inbox" { "Inbox" } }
                div data-live="inbox" { (inbox::messages(&messages, now)) }
            }
        }
        (clock(instance))
    }
}

fn clock(instance: &Instance) -> Markup {
    let steps = [("30", "30 seconds"), ("600", "10 minutes"), ("86400", "1 day"), ("604800", "1 week")];
    html! {
        section.panel aria-labelledby="clock" {
            h2 id="clock" { "Clock" }
            p {
                "It is " strong data-live="clock" { (time::shown(instance.clock.now_ms())) } " here. "
                @if instance.clock.is_manual() { "The clock stands still until it is moved." }
                @else { "The clock runs, and can be moved." }
                " Codes, links, sessions and cool-downs go by it."
            }
            div.actions {
                @for (seconds, words) in steps {
                    (button("/sandbox/page/clock", &[("seconds", seconds)], &format!("Forward {words}")))
                }
                form.inline method="post" action="/sandbox/page/clock" {
                    label for="seconds" { "Seconds" }
                    input id="seconds" name="seconds" type="number" required value="60" aria-describedby="seconds-hint";
                    button type="submit" { "Move" }
                    span.hint id="seconds-hint" { "Below zero goes back." }
                }
            }
        }
    }
}
