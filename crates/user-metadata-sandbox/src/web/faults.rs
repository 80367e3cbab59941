//! `GET /faults`: switches for what goes wrong often, a form for the rest, and what is planned.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Notice, Page, button, page};
use crate::faults::{Fault, FaultError};
use crate::http::{Instance, Shared};

/// The switches: a fault in its short form, its name, and what it does. They strike the calls of a user's
/// identifiers, so that the pages of the provider and of emailed links stay usable.
const SWITCHES: [(&str, &str, &str); 13] = [
    ("lost_before", "Connection lost before", "Nothing was done."),
    ("lost_after", "Connection lost after", "It was done and kept, the answer is lost."),
    ("status=429,code=too_many_requests,retry_after=5", "429, seconds", "Refused; Retry-After: 5."),
    (
        "status=429,code=too_many_requests,retry_after=date:5",
        "429, date",
        "Refused; Retry-After is an HTTP date.",
    ),
    ("status=500,code=internal_clerk_error", "500", "The server failed; nothing was done."),
    ("status=503,code=maintenance_mode,retry_after=5", "503", "Under maintenance."),
    ("html", "HTML instead of JSON", "A proxy's 502 page."),
    ("truncated", "Truncated", "Done; the JSON of the answer ends in the middle."),
    ("slow=3000", "Slow", "Done; the answer comes three seconds late."),
    ("duplicate", "Delivered twice", "Done twice; the second answer arrives."),
    ("clock_jump=600000", "Clock jump", "The clock jumps ten minutes ahead, then it is done."),
    ("session_ended", "Session ended", "The session ends, then it is tried: signed_out."),
    ("token_rotated", "Token exchanged", "Done; the answer brings a new token."),
];

const SCOPE: &str = "path=/v1/me";

const ROUTES: [&str; 8] = [
    "/v1/me",
    "/v1/me/email_addresses",
    "/v1/me/phone_numbers",
    "/v1/me/web3_wallets",
    "/v1/me/external_accounts",
    "/v1/me/*/*/prepare_verification",
    "/v1/me/*/*/attempt_verification",
    "/v1/client",
];

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/faults", get(show))
        .route("/sandbox/page/faults/plan", post(plan))
        .route("/sandbox/page/faults/remove", post(remove))
        .route("/sandbox/page/faults/clear", post(clear))
}

#[derive(Deserialize)]
struct Shown {
    done: Option<String>,
}

async fn show(State(shared): State<Shared>, Query(shown): Query<Shown>) -> Result<Response, StatusCode> {
    shared.run(move |instance| faults_page(instance, &Notice::of(shown.done.as_deref()), "")).await
}

/// A fault as the command line takes it.
#[derive(Deserialize)]
struct Written {
    fault: String,
}

async fn plan(State(shared): State<Shared>, Form(form): Form<Written>) -> Result<Response, StatusCode> {
    let work = move |instance: &mut Instance| match form.fault.parse::<Fault>() {
        Ok(fault) => {
            instance.model.faults_mut().add(fault);
            done("planned")
        }
        Err(error) => mistaken(instance, &error, &form.fault),
    };
    shared.run(work).await
}

async fn remove(State(shared): State<Shared>, Form(form): Form<Written>) -> Result<Response, StatusCode> {
    let work = move |instance: &mut Instance| match form.fault.parse::<Fault>() {
        Ok(fault) => {
            // one that has struck meanwhile is gone, too
            instance.model.faults_mut().remove(&fault);
            done("removed")
        }
        Err(error) => mistaken(instance, &error, ""),
    };
    shared.run(work).await
}

async fn clear(State(shared): State<Shared>) -> Result<Response, StatusCode> {
    shared.run(|instance| instance.model.faults_mut().clear()).await?;
    Ok(done("cleared"))
}

fn done(what: &str) -> Response {
    Redirect::to(&format!("/faults?done={what}")).into_response()
}

fn mistaken(instance: &Instance, error: &FaultError, written: &str) -> Response {
    faults_page(instance, &Notice::Mistake(format!("This is no fault: {error}")), written)
}

fn faults_page(instance: &Instance, notice: &Notice, written: &str) -> Response {
    let planned = instance.model.faults().planned();
    let content = html! {
        h1 { "Faults" }
        p { "What goes wrong between an app and the server. A switch strikes every call under " code { "/v1/me" }
            " until it is off; " em { "once" } " strikes the next of them only. The first one planned that matches strikes." }
        div data-live="faults" {
            (planned_list(planned))
            ul.switches {
                @for (short, name, what) in SWITCHES { li { (switch(planned, short, name, what)) } }
            }
        }
        (form(written))
    };
    page(instance, Page::Faults, "Faults · sandbox", notice, &content)
}

fn planned_list(planned: &[Fault]) -> Markup {
    html! {
        section.panel aria-labelledby="planned" {
            div.title {
                h2 id="planned" { "Planned" }
                @if !planned.is_empty() { (button("/sandbox/page/faults/clear", &[], "Clear all")) }
            }
            @if planned.is_empty() { p.empty { "The network is fine." } }
            @else {
                ul.planned {
                    @for fault in planned {
                        @let text = json(fault);
                        li {
                            code { (text) }
                            (button("/sandbox/page/faults/remove", &[("fault", &text)], "Remove"))
                        }
                    }
                }
            }
        }
    }
}

fn json(fault: &Fault) -> String {
    serde_json::to_string(fault).unwrap_or_default()
}

fn switch(planned: &[Fault], short: &str, name: &str, what: &str) -> Markup {
    let always = format!("{short},{SCOPE},probability=1");
    let is_on = always.parse().is_ok_and(|fault: Fault| planned.contains(&fault));
    let action = if is_on { "/sandbox/page/faults/remove" } else { "/sandbox/page/faults/plan" };
    html! {
        div { strong { (name) } p.hint { (what) } }
        form method="post" action=(action) {
            input type="hidden" name="fault" value=(always);
            button.switch type="submit" role="switch" aria-checked=(is_on) aria-label={ (name) ", every call" } {
                span aria-hidden="true" { @if is_on { "On" } @else { "Off" } }
            }
        }
        form method="post" action="/sandbox/page/faults/plan" {
            input type="hidden" name="fault" value={ (short) "," (SCOPE) };
            button type="submit" aria-label={ (name) ", once" } { "Once" }
        }
    }
}

fn form(written: &str) -> Markup {
    html! {
        section.panel aria-labelledby="precise" {
            h2 id="precise" { "One of your own" }
            form.stacked method="post" action="/sandbox/page/faults/plan" {
                label for="fault" { "Fault" }
                input id="fault" name="fault" required value=(written) autocomplete="off" spellcheck="false"
                    aria-describedby="fault-hint" placeholder="slow=2000,method=POST,path=/v1/me,probability=0.1";
                p.hint id="fault-hint" {
                    code { "KIND[=VALUE][,NAME=VALUE]…" } ", as " code { "--fault" } " takes it, or JSON. Names: "
                    code { "times" } ", " code { "probability" } ", " code { "method" } ", " code { "path" }
                    " (a prefix; a star stands for one segment), " code { "code" } ", " code { "retry_after" } "."
                }
                button type="submit" { "Plan it" }
            }
            details {
                summary { "Paths" }
                ul { @for route in ROUTES { li { code { (route) } } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_is_a_fault_and_every_kind_has_one() {
        let mut kinds: Vec<&str> = Vec::new();
        for (short, _, _) in SWITCHES {
            let fault: Fault = format!("{short},{SCOPE}").parse().unwrap();
            kinds.push(fault.kind.name());
        }
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), 10);
        let unknown =
            serde_json::from_str::<crate::faults::FaultKind>(r#"{"kind":"x"}"#).unwrap_err().to_string();
        assert_eq!(unknown.matches('`').count(), 2 + 2 * kinds.len(), "{unknown}");
    }
}
