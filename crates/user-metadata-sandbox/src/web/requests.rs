//! `GET /requests`: what came in, newest first.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};

use super::{Notice, Page, page, time};
use crate::http::{Instance, Shared};

const SHOWN: usize = 200;

pub(super) fn router() -> Router<Shared> {
    Router::new().route("/requests", get(show))
}

async fn show(State(shared): State<Shared>) -> Result<Response, StatusCode> {
    let work = |instance: &mut Instance| {
        page(instance, Page::Requests, "Requests · sandbox", &Notice::Nothing, &content(instance))
    };
    shared.run(work).await
}

fn content(instance: &Instance) -> Markup {
    let entries: Vec<_> = instance.model.log().collect();
    html! {
        h1 { "Requests" }
        p { "Calls of the Frontend API, newest first, without their secrets. " code { "GET /sandbox/log" } " has them as JSON." }
        div data-live="requests" {
            @if entries.is_empty() { p.empty { "No requests yet." } }
            @else {
                div.scroll role="region" aria-label="Requests" tabindex="0" { table {
                    caption.hidden { "Requests, newest first" }
                    thead { tr { th scope="col" { "Status" } th scope="col" { "Request" } th scope="col" { "Fault" } th scope="col" { "When" } } }
                    tbody {
                        @for entry in entries.iter().rev().take(SHOWN) {
                            tr {
                                td {
                                    @match entry.status {
                                        Some(status) => span class={ "state " (colour(status)) } { (status) },
                                        None => span.state.failed { "lost" },
                                    }
                                }
                                td.how { code { (entry.method) " " (entry.path) } }
                                td { @if let Some(fault) = &entry.fault { code { (fault) } } }
                                td.when { (time::shown(entry.at)) }
                            }
                        }
                    }
                } }
            }
        }
    }
}

fn colour(status: u16) -> &'static str {
    match status {
        ..400 => "verified",
        400..500 => "expired",
        500.. => "failed",
    }
}
