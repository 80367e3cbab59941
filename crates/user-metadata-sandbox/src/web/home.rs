//! `GET /`: what the sandbox holds, and a few buttons.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use axum::{Router, response::IntoResponse};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use super::document;
use crate::http::{Instance, Shared};
use crate::model::NewUser;
use crate::store::messages::Message;

/// Only the newest are shown: the page is for people.
const USERS_SHOWN: u32 = 10;
const MESSAGES_SHOWN: usize = 30;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(show))
        .route("/sandbox/page/clock", post(move_clock))
        .route("/sandbox/page/users", post(add_user))
        .route("/sandbox/page/faults", post(clear_faults))
}

async fn show(State(shared): State<Shared>) -> Result<impl IntoResponse, StatusCode> {
    let page = shared.run(|instance| page(instance)).await?;
    Ok(([("cache-control", "no-store")], Html(page)))
}

#[derive(Deserialize)]
struct MoveClock {
    advance_ms: i64,
}

async fn move_clock(
    State(shared): State<Shared>,
    Form(form): Form<MoveClock>,
) -> Result<Redirect, StatusCode> {
    shared.run(move |instance| instance.clock.advance(form.advance_ms)).await?;
    Ok(Redirect::to("/"))
}

async fn add_user(State(shared): State<Shared>) -> Result<Redirect, StatusCode> {
    let made = shared.run(|instance| {
        let now = instance.clock.now_ms();
        instance.model.new_user(&NewUser::default(), now)
    });
    made.await?.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Redirect::to("/"))
}

async fn clear_faults(State(shared): State<Shared>) -> Result<Redirect, StatusCode> {
    shared.run(|instance| instance.model.faults_mut().clear()).await?;
    Ok(Redirect::to("/"))
}

fn page(instance: &Instance) -> String {
    let now = instance.clock.now_ms();
    let model = &instance.model;
    let users: Vec<Value> = model
        .newest_users(USERS_SHOWN)
        .unwrap_or_default()
        .iter()
        .filter_map(|user| model.user_state(user, now).ok())
        .collect();
    let messages = model.inbox(None).unwrap_or_default();
    let content = html! {
        h1 { "user-metadata sandbox" }
        p { "A local Clerk Frontend API at " code { (model.base_url()) } ". Nothing here is real, and nothing leaves this machine." }
        (clock(now))
        h2 { "Inbox" }
        (inbox(&messages))
        h2 { "Users" }
        form method="post" action="/sandbox/page/users" { button type="submit" { "Add a signed-in user" } }
        @if users.is_empty() { p.quiet { "No users yet." } }
        @for user in &users { (user_section(user)) }
        h2 { "Faults" }
        @let faults = model.faults().planned();
        @if faults.is_empty() { p.quiet { "The network is fine. Plan faults with POST /sandbox/faults." } }
        @else {
            ul { @for fault in faults { li { code { (serde_json::to_string(fault).unwrap_or_default()) } } } }
            form method="post" action="/sandbox/page/faults" { button type="submit" { "Clear all faults" } }
        }
    };
    document("user-metadata sandbox", &content)
}

fn clock(now: i64) -> Markup {
    html! {
        h2 { "Clock" }
        p { "It is " time { (crate::model::http_date(now)) } " here (" code { (now) } " ms)." }
        @for (ms, words) in [(30_000, "30 seconds"), (600_000, "10 minutes"), (86_400_000, "a day")] {
            form method="post" action="/sandbox/page/clock" {
                button type="submit" name="advance_ms" value=(ms) { "Forward " (words) }
            }
        }
    }
}

fn inbox(messages: &[Message]) -> Markup {
    html! {
        @if messages.is_empty() { p.quiet { "No messages yet." } }
        @else {
            table {
                thead { tr { th { "To" } th { "Code or link" } th { "Sent" } } }
                tbody {
                    @for message in messages.iter().rev().take(MESSAGES_SHOWN) {
                        tr {
                            td { (message.to) }
                            td {
                                @if let Some(code) = &message.code { code.code { (code) } }
                                @if let Some(link) = &message.link { a href=(link) { "Open the link" } }
                            }
                            td { (crate::model::http_date(message.sent_at)) }
                        }
                    }
                }
            }
        }
    }
}

fn user_section(user: &Value) -> Markup {
    let text =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let kinds = ["email_addresses", "phone_numbers", "web3_wallets", "external_accounts"];
    let rows: Vec<&Value> =
        kinds.iter().filter_map(|kind| user.get(kind).and_then(Value::as_array)).flatten().collect();
    html! {
        h3 { code { (text(user, "user_id")) } }
        @if rows.is_empty() { p.quiet { "Nothing added yet." } }
        @else {
            table {
                thead { tr { th { "What" } th { "State" } th { "By" } } }
                tbody {
                    @for row in rows {
                        @let verification = row.get("verification").unwrap_or(&Value::Null);
                        @let status = text(verification, "status");
                        tr {
                            td { (text(row, "value")) (text(row, "provider")) }
                            td class=(status) { @if status.is_empty() { "not prepared" } @else { (status) } }
                            td { (text(verification, "strategy")) " " (text(verification, "error")) }
                        }
                    }
                }
            }
        }
    }
}
