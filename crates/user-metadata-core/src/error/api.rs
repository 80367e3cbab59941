//! Clerk said no.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use super::codes::{ApiErrorClass, class_of_code, class_of_status};
use crate::json::object;

/// One reason for a refusal, as the server gave it (specification: schema `ClerkError`).
///
/// `code` is open: keep a `_ =>` arm. Real servers leave fields out, so each may be empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ClerkError {
    /// The stable code, such as `form_code_incorrect`.
    pub code: String,
    /// A short text.
    pub message: String,
    /// The text that is fit to show to the user.
    pub long_message: String,
    /// Everything else that the server said, untouched.
    pub meta: Map<String, Value>,
}

object! { ClerkError { lenient: code, message, long_message, meta } }

impl ClerkError {
    /// The wire parameter that is to blame, such as `email_address`.
    pub fn param_name(&self) -> Option<&str> {
        self.meta.get("param_name").and_then(Value::as_str)
    }

    /// How long the user stays locked, in seconds (`user_locked`).
    pub fn lockout_expires_in_seconds(&self) -> Option<u64> {
        self.meta.get("lockout_expires_in_seconds").and_then(Value::as_u64)
    }

    /// The text to show to the user: the long message, else the short one, else the code.
    pub fn user_message(&self) -> &str {
        [&self.long_message, &self.message, &self.code]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", String::as_str)
    }
}

/// A refusal by the server: the status, every reason, and what support needs to find it again.
///
/// `Display` names the status and the codes only. [`ApiError::user_message`] is the server's own text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    /// Every reason. Empty when the body was not Clerk's, such as a proxy's HTML page.
    pub errors: Vec<ClerkError>,
    /// What the server said beside the reasons, untouched.
    pub meta: Map<String, Value>,
    /// The id under which support finds the request.
    pub trace_id: Option<String>,
    /// How long to wait before the next try, in milliseconds, from `Retry-After` or `X-RateLimit-Reset`.
    pub retry_after_millis: Option<i64>,
}

object! {
    ApiError {
        field: status, trace_id, retry_after_millis;
        lenient: errors, meta
    }
}

impl ApiError {
    /// The first reason's code, or the empty text.
    pub fn code(&self) -> &str {
        self.errors.first().map_or("", |error| error.code.as_str())
    }

    /// True when any reason has this code.
    pub fn has_code(&self, code: &str) -> bool {
        self.errors.iter().any(|error| error.code == code)
    }

    /// The server's own text for the user, or the empty text.
    pub fn user_message(&self) -> &str {
        self.errors.first().map_or("", ClerkError::user_message)
    }

    /// What to do about it: by the first code that is known, else by the status.
    pub fn class(&self) -> ApiErrorClass {
        self.errors
            .iter()
            .find_map(|error| class_of_code(&error.code))
            .unwrap_or_else(|| class_of_status(self.status))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server answered {}", self.status)?;
        for (index, error) in self.errors.iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { ", " })?;
            f.write_str(&error.code)?;
        }
        match &self.trace_id {
            Some(trace_id) => write!(f, " (trace {trace_id})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ApiError {}
