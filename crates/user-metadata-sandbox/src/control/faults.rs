//! `/sandbox/faults`

use axum::body::Bytes;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};

use super::{Refusal, body};
use crate::faults::{Fault, FaultError};
use crate::http::Shared;

pub(super) fn router() -> Router<Shared> {
    Router::new().route("/sandbox/faults", get(list).post(add).delete(clear))
}

async fn list(State(shared): State<Shared>) -> Result<Json<Vec<Fault>>, Refusal> {
    Ok(Json(shared.run(|instance| instance.model.faults().planned().to_vec()).await?))
}

/// The answer is everything that is planned now.
async fn add(State(shared): State<Shared>, sent: Bytes) -> Result<Json<Vec<Fault>>, Refusal> {
    let fault = Fault::from_json(&body(&sent)?)?;
    let planned = shared.run(move |instance| {
        instance.model.faults_mut().add(fault);
        instance.model.faults().planned().to_vec()
    });
    Ok(Json(planned.await?))
}

async fn clear(State(shared): State<Shared>) -> Result<Json<Vec<Fault>>, Refusal> {
    shared.run(|instance| instance.model.faults_mut().clear()).await?;
    Ok(Json(Vec::new()))
}

impl From<FaultError> for Refusal {
    fn from(error: FaultError) -> Self {
        Self::unprocessable(error.to_string())
    }
}
