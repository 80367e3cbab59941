//! The control endpoints under `/sandbox/`: JSON in, JSON out. They are not part of the Frontend API.

mod clients;
mod faults;
mod inspection;
mod people;
mod settings;

use axum::body::to_bytes;
use axum::http::StatusCode;
use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, middleware};
use serde_json::json;

use crate::errors::Code;
use crate::http::Shared;
use crate::model::{ControlError, MAX_BODY_BYTES};

/// All control routes.
pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .merge(clients::router())
        .merge(faults::router())
        .merge(inspection::router())
        .merge(people::router())
        .merge(settings::router())
        .layer(middleware::map_response(as_json))
}

/// What the framework refuses by itself (a query that cannot be read, a verb that is not known) in our shape.
async fn as_json(response: Response) -> Response {
    let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|value| value == "application/json");
    if !response.status().is_client_error() || is_json {
        return response;
    }
    let (head, body) = response.into_parts();
    let text = to_bytes(body, MAX_BODY_BYTES).await.unwrap_or_default();
    let message = match String::from_utf8_lossy(&text).trim() {
        "" => head.status.canonical_reason().unwrap_or_default().to_owned(),
        text => text.to_owned(),
    };
    let mut refusal = Refusal { status: head.status, message }.into_response();
    if let Some(allow) = head.headers.get(ALLOW) {
        refusal.headers_mut().insert(ALLOW, allow.clone());
    }
    refusal
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

    pub(crate) fn of(code: &Code) -> Self {
        let status = StatusCode::from_u16(code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, message: code.long_message.into() }
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
    self::body(body)
}

/// A JSON object that must be there, whatever content type it claims.
fn body<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    // serde would take a list for a struct: its fields, in their order
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(Refusal::unprocessable("the body must be a JSON object"));
    }
    Ok(serde_json::from_slice(body)?)
}
