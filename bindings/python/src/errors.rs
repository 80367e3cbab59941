//! From the core's errors to the exceptions of `user_metadata._errors`, which are written in Python.

use pyo3::prelude::*;
use user_metadata_core::api::{BuildError, CallError};
use user_metadata_core::enrollment::{Sent, Trouble};
use user_metadata_core::error::{self, TransportFailure};
use user_metadata_core::job::JobError;

#[cfg(feature = "stubs")]
use pyo3::inspect::PyStaticExpr;
#[cfg(feature = "stubs")]
use pyo3::type_hint_identifier;

use crate::convert::{Json, Shown, Tuple, record};

mod exceptions {
    pyo3::import_exception!(user_metadata._errors, ApiError);
    pyo3::import_exception!(user_metadata._errors, MisuseError);
    pyo3::import_exception!(user_metadata._errors, ProtocolError);
    pyo3::import_exception!(user_metadata._errors, SnapshotError);
    pyo3::import_exception!(user_metadata._errors, TransportError);
    pyo3::import_exception!(user_metadata._errors, ValidationError);
}

record! {
    /// One reason for a refusal, as the server gave it.
    ClerkError {
        /// The stable code, such as `form_code_incorrect`; may be empty.
        code: String,
        /// A short text.
        message: String,
        /// The text that is fit to show to the user.
        long_message: String,
        /// The wire parameter that is to blame, such as `email_address`.
        param_name: Option<String>,
        /// How long the user stays locked, in seconds (`user_locked`).
        lockout_expires_in_seconds: Option<u64>,
        /// The text to show to the user: the long message, else the short one, else the code.
        user_message: String,
        /// Everything else that the server said, untouched.
        meta: Json,
    }
}

impl From<error::ClerkError> for ClerkError {
    fn from(error: error::ClerkError) -> Self {
        Self {
            param_name: error.param_name().map(str::to_owned),
            lockout_expires_in_seconds: error.lockout_expires_in_seconds(),
            user_message: error.user_message().to_owned(),
            code: error.code,
            message: error.message,
            long_message: error.long_message,
            meta: Json(error.meta),
        }
    }
}

/// An error as a value, where it is part of an outcome and is not raised.
macro_rules! error_value {
    ($name:ident, $core:ty, $exception:literal, $raise:ident) => {
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct $name(pub(crate) $core);

        impl<'py> IntoPyObject<'py> for $name {
            type Target = PyAny;
            type Output = Bound<'py, PyAny>;
            type Error = PyErr;
            #[cfg(feature = "stubs")]
            const OUTPUT_TYPE: PyStaticExpr = type_hint_identifier!("user_metadata._errors", $exception);

            fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                Ok($raise(self.0).into_value(py).into_bound(py).into_any())
            }
        }

        impl Shown for $name {
            fn shown(&self) -> String {
                format!("{}({})", $exception, self.0.to_string().shown())
            }
        }
    };
}

error_value!(ApiError, error::ApiError, "ApiError", api);
error_value!(ProtocolError, error::ProtocolError, "ProtocolError", protocol);

/// What the network did, as a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LostError(pub(crate) TransportFailure);

impl<'py> IntoPyObject<'py> for LostError {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_identifier!("user_metadata._errors", "TransportError");

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(transport(self.0, Sent::Maybe).into_value(py).into_bound(py).into_any())
    }
}

/// What went wrong last, while a machine waits to get past it.
#[derive(Debug, Clone, PartialEq, IntoPyObject)]
pub(crate) enum TroubleError {
    Api(ApiError),
    Protocol(ProtocolError),
    Transport(LostError),
}

impl From<Trouble> for TroubleError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Api(error) => Self::Api(ApiError(error)),
            Trouble::Protocol(error) => Self::Protocol(ProtocolError(error)),
            Trouble::Transport(failure) => Self::Transport(LostError(failure)),
        }
    }
}

/// A refusal of what was typed; the core counts bytes, Python counts characters.
pub(crate) fn validation_in(error: error::ValidationError, text: &str) -> PyErr {
    let position =
        error.position().map(|bytes| text.get(..bytes).map_or(bytes, |before| before.chars().count()));
    refuse(error, position)
}

/// A refusal of a text that is ASCII up to the place that is to blame.
pub(crate) fn validation(error: error::ValidationError) -> PyErr {
    refuse(error, error.position())
}

fn refuse(error: error::ValidationError, position: Option<usize>) -> PyErr {
    let code = error.code();
    exceptions::ValidationError::new_err((error.field().as_str(), code.as_str(), position, code.meaning()))
}

pub(crate) fn api(error: error::ApiError) -> PyErr {
    let text = error.to_string();
    let class = error.class().as_str();
    let errors: Tuple<ClerkError> = error.errors.into();
    let retry_after = error.retry_after_millis;
    exceptions::ApiError::new_err((
        error.status,
        errors.0,
        error.trace_id,
        retry_after,
        Json(error.meta),
        class,
        text,
    ))
}

pub(crate) fn protocol(error: error::ProtocolError) -> PyErr {
    let text = error.to_string();
    exceptions::ProtocolError::new_err((error.status, error.code.as_str(), error.path, text))
}

pub(crate) fn transport(failure: TransportFailure, sent: Sent) -> PyErr {
    exceptions::TransportError::new_err((failure.as_str(), sent == Sent::Maybe))
}

pub(crate) fn misuse(error: error::MisuseError) -> PyErr {
    exceptions::MisuseError::new_err((error.code.as_str(), error.code.meaning()))
}

pub(crate) fn snapshot(error: error::SnapshotError) -> PyErr {
    exceptions::SnapshotError::new_err((error.code.as_str(), error.code.meaning()))
}

pub(crate) fn build(error: BuildError) -> PyErr {
    match error {
        BuildError::Validation(error) => validation(error),
        BuildError::Misuse(error) => misuse(error),
    }
}

pub(crate) fn call(error: CallError) -> PyErr {
    match error {
        CallError::Api(error) => api(error),
        CallError::Protocol(error) => protocol(error),
    }
}

pub(crate) fn job(error: JobError) -> PyErr {
    match error {
        JobError::Validation(error) => validation(error),
        JobError::Api(error) => api(error),
        JobError::Protocol(error) => protocol(error),
        JobError::Transport { failure, sent } => transport(failure, sent),
        JobError::Misuse(error) => misuse(error),
    }
}

/// The same where this text was typed.
pub(crate) fn job_in(error: JobError, text: &str) -> PyErr {
    match error {
        JobError::Validation(error) => validation_in(error, text),
        error @ (JobError::Api(_)
        | JobError::Protocol(_)
        | JobError::Transport { .. }
        | JobError::Misuse(_)) => job(error),
    }
}

/// What the network did and whether it may have been sent, in the words of the core.
#[pyfunction]
pub(crate) fn transport_meaning(failure: &str, maybe_sent: bool) -> PyResult<String> {
    let sent = if maybe_sent { Sent::Maybe } else { Sent::No };
    Ok(format!("{}; {}", failure_of(failure)?.meaning(), sent.meaning()))
}

pub(crate) fn failure_of(name: &str) -> PyResult<TransportFailure> {
    TransportFailure::ALL
        .into_iter()
        .find(|failure| failure.as_str() == name)
        .ok_or_else(|| pyo3::exceptions::PyValueError::new_err("there is no such failure"))
}

/// Every code of this package by kind, and Clerk's known codes with what to do about each.
#[pyfunction]
pub(crate) fn error_codes() -> Json {
    use error::{ApiErrorClass, Field, MisuseCode, ProtocolCode, SnapshotCode, ValidationCode, VerdictCode};
    use serde_json::{Map, Value, json};
    let mut table = Map::new();
    macro_rules! put {
        ($key:literal, codes of $set:ty) => {
            let codes = <$set>::ALL.iter().map(|code| (code.as_str().to_owned(), json!(code.meaning())));
            table.insert($key.to_owned(), Value::Object(codes.collect()));
        };
        ($key:literal, names of $set:ty) => {
            let names: Vec<&str> = <$set>::ALL.iter().map(|name| name.as_str()).collect();
            table.insert($key.to_owned(), json!(names));
        };
    }
    put!("validation", codes of ValidationCode);
    put!("misuse", codes of MisuseCode);
    put!("snapshot", codes of SnapshotCode);
    put!("protocol", codes of ProtocolCode);
    put!("verdict", codes of VerdictCode);
    put!("fields", names of Field);
    put!("transport", names of TransportFailure);
    put!("api_classes", names of ApiErrorClass);
    let clerk = error::codes::clerk_codes().map(|(code, class)| (code.to_owned(), json!(class.as_str())));
    table.insert("clerk".to_owned(), Value::Object(clerk.collect()));
    Json(table)
}
