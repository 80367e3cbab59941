//! `/sandbox/users`, `/sandbox/clients`, `/sandbox/sign_in`, `/sandbox/sign_out`, `/sandbox/rotate_tokens`

use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refusal, body, body_or_default};
use crate::http::Shared;
use crate::model::{NewUser, SeededUser, SignedOutClient, UserChange};

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/sandbox/users", post(create_user).patch(change_user))
        .route("/sandbox/clients", post(create_client))
        .route("/sandbox/sign_in", post(sign_in))
        .route("/sandbox/sign_out", post(sign_out))
        .route("/sandbox/rotate_tokens", post(rotate_tokens))
}

async fn create_user(State(shared): State<Shared>, sent: Bytes) -> Result<Json<SeededUser>, Refusal> {
    let new: NewUser = body_or_default(&sent)?;
    let user = shared.run(move |instance| {
        let now = instance.clock.now_ms();
        instance.model.new_user(&new, now)
    });
    Ok(Json(user.await??))
}

#[derive(Deserialize)]
struct ChangeUser {
    user_id: String,
    // `deny_unknown_fields` and `flatten` exclude each other, so the change is read from what is left
    #[serde(flatten)]
    change: serde_json::Map<String, Value>,
}

async fn change_user(State(shared): State<Shared>, sent: Bytes) -> Result<Json<Value>, Refusal> {
    let ChangeUser { user_id, change } = body(&sent)?;
    let change: UserChange = serde_json::from_value(Value::Object(change))?;
    let changed = shared.run(move |instance| {
        let now = instance.clock.now_ms();
        instance.model.change_user(&user_id, &change, now)
    });
    changed.await??;
    Ok(Json(json!({})))
}

async fn create_client(State(shared): State<Shared>) -> Result<Json<SignedOutClient>, Refusal> {
    let client = shared.run(|instance| {
        let now = instance.clock.now_ms();
        instance.model.new_client(now)
    });
    Ok(Json(client.await??))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    client_token: String,
    user_id: String,
}

async fn sign_in(State(shared): State<Shared>, sent: Bytes) -> Result<Json<Value>, Refusal> {
    let SignIn { client_token, user_id } = body(&sent)?;
    let session = shared.run(move |instance| {
        let now = instance.clock.now_ms();
        instance.model.sign_in(&client_token, &user_id, now)
    });
    Ok(Json(json!({ "session_id": session.await?? })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignOut {
    session_id: String,
}

async fn sign_out(State(shared): State<Shared>, sent: Bytes) -> Result<Json<Value>, Refusal> {
    let SignOut { session_id } = body(&sent)?;
    let done = shared.run(move |instance| {
        let now = instance.clock.now_ms();
        instance.model.sign_out(&session_id, now)
    });
    done.await??;
    Ok(Json(json!({})))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RotateTokens {
    client_id: Option<String>,
}

async fn rotate_tokens(State(shared): State<Shared>, sent: Bytes) -> Result<Json<Value>, Refusal> {
    let RotateTokens { client_id } = body_or_default(&sent)?;
    let done = shared.run(move |instance| {
        let now = instance.clock.now_ms();
        instance.model.rotate_tokens(client_id.as_deref(), now)
    });
    done.await??;
    Ok(Json(json!({})))
}
