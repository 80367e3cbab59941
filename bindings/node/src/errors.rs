//! Errors as data.

use napi_derive::napi;
use serde_json::{Map, Value};
use user_metadata_core::api::{BuildError, CallError};
use user_metadata_core::enrollment::{Sent, Trouble};
use user_metadata_core::error::{
    ApiError, ClerkError, Field, MisuseError, ProtocolError, SnapshotError, TransportFailure, ValidationCode,
    ValidationError,
};
use user_metadata_core::job::JobError;

/// What stands in the place of an answer when there is none.
#[napi(object, object_from_js = false)]
pub struct Refused {
    /// Why.
    pub refused: ErrorData,
}

/// Why something could not be done, sorted by who must act. `message` is a sentence for a log, without any secret.
#[napi(discriminant = "kind", discriminant_case = "snake_case", object_from_js = false)]
pub enum ErrorData {
    /// The person typing: it was refused before anything was sent.
    Validation {
        /// Which input.
        field: String,
        /// Why.
        code: String,
        /// Where, as a UTF-16 index into the input, when one place is to blame.
        position: Option<u32>,
        /// The same as a sentence.
        message: String,
    },
    /// The person, or support: the server said no.
    Api {
        /// All that the server said.
        error: ApiErrorData,
    },
    /// Us: the answer could not be read.
    Protocol {
        /// The place in the answer.
        error: ProtocolErrorData,
    },
    /// The network.
    Transport {
        /// What it did last.
        failure: TransportFailureName,
        /// Whether the server may have seen the request.
        sent: SentName,
        /// The same as a sentence.
        message: String,
    },
    /// The programmer: an input that has no meaning now, or a call that does not exist.
    Misuse {
        /// What was wrong.
        code: String,
        /// The same as a sentence.
        message: String,
    },
    /// The programmer: a stored text that is no snapshot.
    Snapshot {
        /// What was wrong.
        code: String,
        /// The same as a sentence.
        message: String,
    },
}

/// A refusal by the server.
#[napi(object, object_from_js = false)]
pub struct ApiErrorData {
    /// The HTTP status.
    pub status: u16,
    /// Every reason.
    pub errors: Vec<ClerkErrorData>,
    /// What the server said beside the reasons, untouched: an object, as JSON.
    pub meta: String,
    /// The id under which support finds the request.
    pub trace_id: Option<String>,
    /// How long to wait before the next try, in milliseconds.
    pub retry_after_millis: Option<f64>,
    /// What to do about it, such as `sign_in` or `wait`.
    pub class: String,
    /// The server's own text for the user, or the empty text.
    pub user_message: String,
    /// Status and codes as a sentence for a log.
    pub message: String,
}

/// One reason for a refusal.
#[napi(object, object_from_js = false)]
pub struct ClerkErrorData {
    /// The stable code.
    pub code: String,
    /// A short text.
    pub message: String,
    /// The text that is fit to show.
    pub long_message: String,
    /// Everything else that the server said, untouched: an object, as JSON.
    pub meta: String,
    /// The wire parameter that is to blame.
    pub param_name: Option<String>,
    /// How long the user stays locked.
    pub lockout_expires_in_seconds: Option<f64>,
    /// The long message, else the short one, else the code.
    pub user_message: String,
}

/// An answer that cannot be read.
#[napi(object, object_from_js = false)]
pub struct ProtocolErrorData {
    /// The HTTP status of the answer.
    pub status: u16,
    /// What is wrong with it.
    pub code: String,
    /// The JSON path of the place, where there is one.
    pub path: Option<String>,
    /// The same as a sentence for a log.
    pub message: String,
}

/// What the network did to a request.
#[napi(string_enum = "snake_case")]
#[derive(Clone, Copy)]
pub enum TransportFailureName {
    /// The name could not be resolved, or there is no network.
    Offline,
    /// The connection could not be made.
    Connect,
    /// The server's certificate was refused.
    Tls,
    /// No answer in time.
    Timeout,
    /// The connection broke.
    Interrupted,
    /// Anything else.
    Other,
}

/// Whether a request without an answer may have reached the server.
#[napi(string_enum = "snake_case")]
#[derive(Clone, Copy)]
pub enum SentName {
    /// It may.
    Maybe,
    /// It cannot: the connection was never made.
    No,
}

/// What went wrong last, while a machine is getting past it.
#[napi(discriminant = "kind", discriminant_case = "snake_case", object_from_js = false)]
pub enum TroubleData {
    /// The server refused, for now.
    Api {
        /// All that it said.
        error: ApiErrorData,
    },
    /// The answer could not be read.
    Protocol {
        /// The place in it.
        error: ProtocolErrorData,
    },
    /// There was no answer.
    Transport {
        /// What the network did.
        failure: TransportFailureName,
    },
}

impl<E: Into<ErrorData>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self { refused: error.into() }
    }
}

impl From<ValidationError> for ErrorData {
    fn from(error: ValidationError) -> Self {
        // Without the input at hand. The places that these refusals name have only ASCII before them.
        Self::of_validation(error.field(), error.code(), error.position())
    }
}

impl ErrorData {
    /// The refusal of this input: its place is counted as JavaScript counts.
    pub(crate) fn of_input(error: &ValidationError, input: &str) -> Self {
        let before = error.position().and_then(|position| input.get(..position));
        let place = before.map(|before| before.encode_utf16().count());
        Self::of_validation(error.field(), error.code(), place)
    }

    pub(crate) fn of_validation(field: Field, code: ValidationCode, position: Option<usize>) -> Self {
        Self::Validation {
            field: field.as_str().to_owned(),
            code: code.as_str().to_owned(),
            position: position.and_then(|position| u32::try_from(position).ok()),
            message: format!("{}: {} ({code})", field.as_str(), code.meaning()),
        }
    }
}

impl From<ApiError> for ErrorData {
    fn from(error: ApiError) -> Self {
        Self::Api { error: error.into() }
    }
}

impl From<ProtocolError> for ErrorData {
    fn from(error: ProtocolError) -> Self {
        Self::Protocol { error: error.into() }
    }
}

impl From<MisuseError> for ErrorData {
    fn from(error: MisuseError) -> Self {
        Self::Misuse { code: error.code.as_str().to_owned(), message: error.to_string() }
    }
}

impl From<SnapshotError> for ErrorData {
    fn from(error: SnapshotError) -> Self {
        Self::Snapshot { code: error.code.as_str().to_owned(), message: error.to_string() }
    }
}

impl From<BuildError> for ErrorData {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Validation(error) => error.into(),
            BuildError::Misuse(error) => error.into(),
        }
    }
}

impl From<CallError> for ErrorData {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Api(error) => error.into(),
            CallError::Protocol(error) => error.into(),
        }
    }
}

impl From<JobError> for ErrorData {
    fn from(error: JobError) -> Self {
        let message = error.to_string();
        match error {
            JobError::Validation(error) => error.into(),
            JobError::Api(error) => error.into(),
            JobError::Protocol(error) => error.into(),
            JobError::Transport { failure, sent } => {
                Self::Transport { failure: failure.into(), sent: sent.into(), message }
            }
            JobError::Misuse(error) => error.into(),
        }
    }
}

impl From<ApiError> for ApiErrorData {
    fn from(error: ApiError) -> Self {
        let class = error.class().as_str().to_owned();
        let user_message = error.user_message().to_owned();
        let message = error.to_string();
        let ApiError { status, errors, meta, trace_id, retry_after_millis } = error;
        #[expect(clippy::cast_precision_loss, reason = "nobody waits for that long")]
        let retry_after_millis = retry_after_millis.map(|millis| millis as f64);
        let errors = errors.into_iter().map(Into::into).collect();
        Self { status, errors, meta: json(meta), trace_id, retry_after_millis, class, user_message, message }
    }
}

impl From<ClerkError> for ClerkErrorData {
    fn from(error: ClerkError) -> Self {
        let param_name = error.param_name().map(str::to_owned);
        #[expect(clippy::cast_precision_loss, reason = "nobody is locked for that long")]
        let lockout_expires_in_seconds = error.lockout_expires_in_seconds().map(|seconds| seconds as f64);
        let user_message = error.user_message().to_owned();
        let ClerkError { code, message, long_message, meta } = error;
        Self {
            code,
            message,
            long_message,
            meta: json(meta),
            param_name,
            lockout_expires_in_seconds,
            user_message,
        }
    }
}

impl From<ProtocolError> for ProtocolErrorData {
    fn from(error: ProtocolError) -> Self {
        let message = error.to_string();
        let ProtocolError { status, code, path } = error;
        Self { status, code: code.as_str().to_owned(), path, message }
    }
}

impl From<Trouble> for TroubleData {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Api(error) => Self::Api { error: error.into() },
            Trouble::Protocol(error) => Self::Protocol { error: error.into() },
            Trouble::Transport(failure) => Self::Transport { failure: failure.into() },
        }
    }
}

/// An object that is handed through as it came. As text it stays what it is: a key such as `__proto__` would not survive
/// being set on an object, nor a large number being made one.
pub(crate) fn json(object: Map<String, Value>) -> String {
    Value::Object(object).to_string()
}

/// Both ways between a closed set of the core and its names.
macro_rules! mirrored {
    ($core:ident, $name:ident { $($case:ident),+ }) => {
        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                match value { $($core::$case => Self::$case),+ }
            }
        }

        impl From<$name> for $core {
            fn from(value: $name) -> Self {
                match value { $($name::$case => Self::$case),+ }
            }
        }
    };
}
pub(crate) use mirrored;

mirrored!(TransportFailure, TransportFailureName { Offline, Connect, Tls, Timeout, Interrupted, Other });
mirrored!(Sent, SentName { Maybe, No });
