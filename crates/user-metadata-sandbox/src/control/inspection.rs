//! `/sandbox/inbox`, `/sandbox/state`, `/sandbox/log`, `/sandbox/reset`

use axum::extract::{Query, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Refusal;
use crate::http::Shared;
use crate::model::LogEntry;
use crate::store::messages::Message;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/sandbox/inbox", get(inbox))
        .route("/sandbox/state", get(state))
        .route("/sandbox/log", get(log))
        .route("/sandbox/reset", post(reset))
}

#[derive(Deserialize)]
struct Inbox {
    to: Option<String>,
}

async fn inbox(
    State(shared): State<Shared>,
    Query(query): Query<Inbox>,
) -> Result<Json<Vec<Message>>, Refusal> {
    Ok(Json(shared.run(move |instance| instance.model.inbox(query.to.as_deref())).await??))
}

#[derive(Deserialize)]
struct StateOf {
    user_id: String,
}

async fn state(State(shared): State<Shared>, Query(query): Query<StateOf>) -> Result<Json<Value>, Refusal> {
    let found = shared.run(move |instance| {
        let now = instance.clock.now_ms();
        instance.model.user_state(&query.user_id, now)
    });
    Ok(Json(found.await??))
}

async fn log(State(shared): State<Shared>) -> Result<Json<Vec<LogEntry>>, Refusal> {
    Ok(Json(shared.run(|instance| instance.model.log().cloned().collect()).await?))
}

async fn reset(State(shared): State<Shared>) -> Result<Json<Value>, Refusal> {
    shared.run(|instance| instance.model.reset()).await??;
    Ok(Json(json!({})))
}
