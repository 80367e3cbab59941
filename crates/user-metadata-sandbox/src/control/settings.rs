//! `/sandbox/settings` and `/sandbox/clock`

use axum::body::Bytes;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Refusal, body};
use crate::clock::ClockView;
use crate::http::Shared;
use crate::settings::Settings;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/sandbox/settings", get(read).patch(change))
        .route("/sandbox/clock", get(read_clock).post(move_clock))
}

async fn read(State(shared): State<Shared>) -> Result<Json<Settings>, Refusal> {
    Ok(Json(shared.run(|instance| instance.model.settings().clone()).await?))
}

/// Changes the settings named, and only those; objects inside are merged as well.
async fn change(State(shared): State<Shared>, sent: Bytes) -> Result<Json<Settings>, Refusal> {
    let changes: Map<String, Value> = body(&sent)?;
    let changed = shared.run(move |instance| {
        let settings = instance.model.settings().merged(Value::Object(changes))?;
        *instance.model.settings_mut() = settings.clone();
        Ok::<_, serde_json::Error>(settings)
    });
    Ok(Json(changed.await??))
}

async fn read_clock(State(shared): State<Shared>) -> Result<Json<ClockView>, Refusal> {
    Ok(Json(shared.run(|instance| instance.clock.view()).await?))
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ClockMove {
    AdvanceMs(i64),
    SetMs(i64),
}

async fn move_clock(State(shared): State<Shared>, sent: Bytes) -> Result<Json<ClockView>, Refusal> {
    let change: ClockMove = body(&sent)?;
    let moved = shared.run(move |instance| {
        match change {
            ClockMove::AdvanceMs(ms) => instance.clock.advance(ms),
            ClockMove::SetMs(ms) => instance.clock.set(ms),
        }
        instance.clock.view()
    });
    Ok(Json(moved.await?))
}
