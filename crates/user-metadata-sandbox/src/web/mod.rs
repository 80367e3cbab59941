//! Pages for people: plain HTML that works without scripts. Links and forms; a form posts to
//! `/sandbox/page/…` and leads back to the page with a word of what was done.

mod actions;
mod faults;
mod home;
mod inbox;
mod people;
pub(crate) mod provider;
mod requests;
mod settings;
mod time;

use axum::Router;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};

use crate::http::{Instance, Shared};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Nothing from elsewhere, no frame around it. Forms may lead anywhere: a consent leads back to an app.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; \
                      base-uri 'none'; frame-ancestors 'none'";

/// The headers of every page.
pub(crate) const HEADERS: [(&str, &str); 4] = [
    ("cache-control", "no-store"),
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
];

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .merge(actions::router())
        .merge(faults::router())
        .merge(home::router())
        .merge(requests::router())
        .merge(settings::router())
        .route("/sandbox/page.css", get(|| asset("text/css; charset=utf-8", STYLE)))
        .route("/sandbox/page.js", get(|| asset("text/javascript; charset=utf-8", SCRIPT)))
}

async fn asset(content_type: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-cache")], text)
}

/// The pages that the navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Home,
    Faults,
    Settings,
    Requests,
}

impl Page {
    const ALL: [(Self, &str, &str); 4] = [
        (Self::Home, "/", "People and inbox"),
        (Self::Faults, "/faults", "Faults"),
        (Self::Settings, "/settings", "Settings"),
        (Self::Requests, "/requests", "Requests"),
    ];
}

/// What is said on top of a page about what was just done.
enum Notice {
    Nothing,
    Done(&'static str),
    Mistake(String),
}

impl Notice {
    /// The words for `?done=`.
    fn of(done: Option<&str>) -> Self {
        done.and_then(actions::words).map_or(Self::Nothing, Self::Done)
    }
}

/// A page of the sandbox, with its navigation.
fn page(instance: &Instance, page: Page, title: &str, notice: &Notice, content: &Markup) -> Response {
    let planned = instance.model.faults().planned().len();
    let now = instance.clock.now_ms();
    let body = html! {
        a.skip href="#content" { "Skip to the content" }
        header.top {
            div.bar {
                a.brand href="/" { span.mark aria-hidden="true" { "◆" } " user-metadata sandbox" }
                nav aria-label="Pages" {
                    @for (target, path, words) in Page::ALL {
                        a href=(path) aria-current=[(target == page).then_some("page")] {
                            (words)
                            @if target == Page::Faults && planned > 0 { " " span.count { (planned) span.hidden { " planned" } } }
                        }
                    }
                }
                p.now { span.hidden { "The sandbox's clock: " } (time::shown(now)) }
            }
        }
        main id="content" tabindex="-1" {
            @match notice {
                Notice::Nothing => {}
                Notice::Done(words) => p.notice role="status" { (words) },
                Notice::Mistake(words) => p.notice.mistake role="alert" { (words) },
            }
            (content)
        }
        footer { p { "Nothing here is real, and nothing leaves this machine. It serves " code { (instance.model.base_url()) } "." } }
    };
    let status = match notice {
        Notice::Mistake(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Notice::Nothing | Notice::Done(_) => StatusCode::OK,
    };
    let headers = HEADERS.map(|(name, value)| (HeaderName::from_static(name), value));
    (status, headers, Html(document(title, &body))).into_response()
}

/// A whole document.
pub(crate) fn document(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/sandbox/page.css";
                script defer src="/sandbox/page.js" {}
            }
            body { (body) }
        }
    };
    page.into_string()
}

/// A form with one button.
fn button(action: &str, fields: &[(&str, &str)], words: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            button type="submit" { (words) }
        }
    }
}

/// Something to copy; the script puts a button beside it.
fn copyable(text: &str, what: &str) -> Markup {
    html! { code data-copy=(what) { (text) } }
}
