//! What the buttons do: people, sessions, tokens, the clock.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::post;
use serde::Deserialize;

use crate::http::{Instance, Shared};
use crate::model::{ControlError, NewUser};

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/sandbox/page/clock", post(move_clock))
        .route("/sandbox/page/users", post(add_user))
        .route("/sandbox/page/sign_in", post(sign_in))
        .route("/sandbox/page/sign_out", post(sign_out))
        .route("/sandbox/page/rotate_tokens", post(rotate_tokens))
        .route("/sandbox/page/reset", post(reset))
}

/// What a page says after an action.
pub(super) fn words(done: &str) -> Option<&'static str> {
    let words = match done {
        "clock" => "The clock was moved.",
        "user" => "A new user is signed in.",
        "sign_in" => "Signed in again.",
        "sign_out" => "Signed out: the next call answers signed_out.",
        "rotate_tokens" => "The next answer brings a new token.",
        "planned" => "The fault is planned.",
        "removed" => "The fault is gone.",
        "cleared" => "All faults are gone.",
        "saved" => "The settings are saved.",
        "defaults" => "All settings are at their defaults.",
        "reset" => "Everything is forgotten. The sandbox is as new.",
        _ => return None,
    };
    Some(words)
}

#[derive(Deserialize)]
struct MoveClock {
    seconds: i64,
}

async fn move_clock(
    State(shared): State<Shared>,
    Form(form): Form<MoveClock>,
) -> Result<Redirect, StatusCode> {
    shared.run(move |instance| instance.clock.advance(form.seconds.saturating_mul(1000))).await?;
    Ok(Redirect::to("/?done=clock"))
}

async fn add_user(State(shared): State<Shared>) -> Result<Redirect, StatusCode> {
    act(&shared, "user", |instance, now| {
        instance.model.new_user(&NewUser::default(), now).map(|user| user.user_id)
    })
    .await
}

#[derive(Deserialize)]
struct OfUser {
    user_id: String,
}

/// At the client where they were signed in last.
async fn sign_in(State(shared): State<Shared>, Form(form): Form<OfUser>) -> Result<Redirect, StatusCode> {
    act(&shared, "sign_in", move |instance, now| {
        let person = instance.model.person(&form.user_id)?;
        let token = match person.tokens.first() {
            Some((_, token)) => token.clone(),
            None => instance.model.new_client(now)?.native_token,
        };
        instance.model.sign_in(&token, &form.user_id, now)?;
        Ok(form.user_id)
    })
    .await
}

#[derive(Deserialize)]
struct OfSession {
    session_id: String,
    user_id: String,
}

async fn sign_out(State(shared): State<Shared>, Form(form): Form<OfSession>) -> Result<Redirect, StatusCode> {
    act(&shared, "sign_out", move |instance, now| {
        instance.model.sign_out(&form.session_id, now)?;
        Ok(form.user_id)
    })
    .await
}

#[derive(Deserialize)]
struct OfClient {
    client_id: String,
    user_id: String,
}

async fn rotate_tokens(
    State(shared): State<Shared>,
    Form(form): Form<OfClient>,
) -> Result<Redirect, StatusCode> {
    act(&shared, "rotate_tokens", move |instance, now| {
        instance.model.rotate_tokens(Some(&form.client_id), now)?;
        Ok(form.user_id)
    })
    .await
}

async fn reset(State(shared): State<Shared>) -> Result<Redirect, StatusCode> {
    let done = shared.run(|instance| instance.model.reset()).await?;
    done.map_err(|error| status_of(&error))?;
    Ok(Redirect::to("/?done=reset"))
}

/// Does it, and leads back to the person that it was about.
async fn act(
    shared: &Shared,
    done: &'static str,
    work: impl FnOnce(&mut Instance, i64) -> Result<String, ControlError> + Send + 'static,
) -> Result<Redirect, StatusCode> {
    let outcome = shared.run(move |instance| {
        let now = instance.clock.now_ms();
        work(instance, now)
    });
    let user = outcome.await?.map_err(|error| status_of(&error))?;
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("user", user.as_str()), ("done", done)])
        .finish();
    Ok(Redirect::to(&format!("/?{query}")))
}

fn status_of(error: &ControlError) -> StatusCode {
    StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
