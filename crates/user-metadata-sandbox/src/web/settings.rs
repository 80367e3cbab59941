//! `GET /settings`: every setting, with the input that suits it.

mod fields;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use self::fields::{Field, GROUPS, Input};
use super::{Notice, Page, button, page};
use crate::form::Form;
use crate::http::{Instance, Shared};
use crate::settings::Settings;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/settings", get(show))
        .route("/sandbox/page/settings", post(save))
        .route("/sandbox/page/settings/defaults", post(defaults))
}

#[derive(Deserialize)]
struct Shown {
    done: Option<String>,
}

async fn show(State(shared): State<Shared>, Query(shown): Query<Shown>) -> Result<Response, StatusCode> {
    shared
        .run(move |instance| {
            let shown_now = serde_json::to_value(instance.model.settings()).unwrap_or_default();
            settings_page(instance, &Notice::of(shown.done.as_deref()), &shown_now)
        })
        .await
}

async fn save(State(shared): State<Shared>, sent: Bytes) -> Result<Response, StatusCode> {
    let form = Form::parse(&sent);
    let work = move |instance: &mut Instance| {
        let wanted = fields::read(&form);
        match instance.model.settings().merged(wanted.clone()) {
            Ok(settings) => {
                *instance.model.settings_mut() = settings;
                Redirect::to("/settings?done=saved").into_response()
            }
            // what was typed stays in the form
            Err(error) => {
                settings_page(instance, &Notice::Mistake(format!("Nothing was saved: {error}")), &wanted)
            }
        }
    };
    shared.run(work).await
}

async fn defaults(State(shared): State<Shared>) -> Result<Redirect, StatusCode> {
    shared.run(|instance| *instance.model.settings_mut() = Settings::default()).await?;
    Ok(Redirect::to("/settings?done=defaults"))
}

fn settings_page(instance: &Instance, notice: &Notice, shown: &Value) -> Response {
    let content = html! {
        h1 { "Settings" }
        p { "What the dashboard of an instance would decide. " code { "PATCH /sandbox/settings" } " and " code { "--setting" } " change the same." }
        form.settings method="post" action="/sandbox/page/settings" {
            @for (name, fields) in GROUPS {
                fieldset { legend { (name) } @for field in fields { (field_row(field, shown)) } }
            }
            div.save { button.main type="submit" { "Save" } }
        }
        section.panel aria-labelledby="over" {
            h2 id="over" { "Start over" }
            div.actions {
                (button("/sandbox/page/settings/defaults", &[], "All settings to their defaults"))
                (button("/sandbox/page/reset", &[], "Forget everybody and everything"))
            }
        }
    };
    page(instance, Page::Settings, "Settings · sandbox", notice, &content)
}

fn field_row(field: &Field, shown: &Value) -> Markup {
    let value = field.path.split('.').fold(shown, |value, key| value.get(key).unwrap_or(&Value::Null));
    let hint = format!("{}-hint", field.path);
    let text = field.input.text(value);
    html! {
        div.field {
            label for=(field.path) { (field.label) }
            @match field.input {
                Input::Switch => input type="checkbox" id=(field.path) name=(field.path) value="true"
                    checked[value == &Value::Bool(true)] aria-describedby=(hint);,
                Input::Number | Input::OptionalNumber => input type="number" id=(field.path) name=(field.path) value=(text)
                    required[matches!(field.input, Input::Number)] aria-describedby=(hint);,
                Input::Choice(options) => select id=(field.path) name=(field.path) aria-describedby=(hint) {
                    @for option in options { option value=(option) selected[*option == text] { (option) } }
                },
                Input::Lines | Input::OptionalLines => textarea id=(field.path) name=(field.path) rows="2" spellcheck="false"
                    aria-describedby=(hint) { (text) },
                Input::OptionalText | Input::Json => input type="text" id=(field.path) name=(field.path) value=(text)
                    autocomplete="off" spellcheck="false" aria-describedby=(hint);,
            }
            p.hint id=(hint) { code { (field.path) } " " (field.hint) }
        }
    }
}
