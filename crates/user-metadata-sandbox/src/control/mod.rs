//! The control endpoints under `/sandbox/`: JSON in, JSON out. They are not part of the Frontend API.

mod clients;
mod faults;
mod inspection;
mod people;
mod settings;

use axum::Json;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::http::Shared;
use crate::model::ControlError;

/// All control routes.
pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .merge(clients::router())
        .merge(faults::router())
        .merge(inspection::router())
        .merge(people::router())
        .merge(settings::router())
}

/// A control call that was not carried out: `{"error": "…"}`.
pub(crate) struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    pub(crate) fn forbidden(message: &str) -> Self {
        Self { status: StatusCode::FORBIDDEN, message: message.into() }
    }

    fn unprocessable(message: impl Into<String>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, message: message.into() }
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::unprocessable(error.to_string())
    }
}

impl From<ControlError> for Refusal {
    fn from(error: ControlError) -> Self {
        let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, message: error.to_string() }
    }
}

impl From<StatusCode> for Refusal {
    fn from(status: StatusCode) -> Self {
        Self { status, message: "the sandbox is shutting down".into() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.message }))).into_response()
    }
}

/// An optional JSON body: none at all means the default.
fn body_or_default<T: Default + serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(T::default());
    }
    Ok(serde_json::from_slice(body)?)
}

/// A JSON body that must be there, whatever content type it claims.
fn body<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    Ok(serde_json::from_slice(body)?)
}
