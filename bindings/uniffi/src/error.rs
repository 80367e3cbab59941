//! Errors, sorted by who must act.

use std::fmt;

use user_metadata_core::api::{BuildError, CallError};
use user_metadata_core::error as core;
use user_metadata_core::error::codes;
use user_metadata_core::job::JobError;

use crate::convert::{FromCore, choice, record};
use crate::text::Json;

/// Why something could not be done, sorted by who must act.
#[derive(Debug, Clone, PartialEq, uniffi::Error)]
pub enum CoreError {
    /// The person typing: it was refused before anything was sent.
    Validation {
        /// What was refused, and why.
        error: ValidationError,
    },
    /// The person, or support: the server said no.
    Api {
        /// What the server said.
        error: ApiError,
    },
    /// Us: the server's answer could not be read.
    Protocol {
        /// What could not be read.
        error: ProtocolError,
    },
    /// The network. The host knows the cause.
    Transport {
        /// What the network did.
        error: TransportError,
    },
    /// The host's programmer: a call that does not exist, or an input that has no meaning now.
    Misuse {
        /// What was wrong.
        error: MisuseError,
    },
    /// The host's programmer: the text is no snapshot of this machine.
    Snapshot {
        /// What was wrong.
        error: SnapshotError,
    },
}

/// One input was refused, before anything was sent. Nothing here repeats what was typed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ValidationError {
    /// Which input, by the name of the documented parameter, in lower_snake.
    pub field: String,
    /// Why, as a stable code: translate it, or match on it.
    pub code: String,
    /// Where, as a byte of the UTF-8 input as it was typed, when one place is to blame.
    pub position: Option<i32>,
    /// One line of English for a log; free to change.
    pub text: String,
}

record! { both
    /// One reason for a refusal, as the server gave it. The set of codes is open.
    ClerkError = core::ClerkError {
        /// The stable code, such as `form_code_incorrect`. May be empty.
        code: String,
        /// A short text. May be empty.
        message: String,
        /// The text that is fit to show to the user. May be empty.
        long_message: String,
        /// Everything else that the server said, untouched.
        meta: Json,
        = error;
        /// The wire parameter that is to blame, such as `email_address`.
        param_name: Option<String> = error.param_name().map(str::to_owned),
        /// How long the user stays locked, in seconds (`user_locked`).
        lockout_expires_in_seconds: Option<i64> =
            error.lockout_expires_in_seconds().map(|seconds| i64::try_from(seconds).unwrap_or(i64::MAX)),
        /// The text to show to the user: the long message, else the short one, else the code.
        user_message: String = error.user_message().to_owned(),
    }
}

record! { from
    /// A refusal by the server: the status, every reason, and what support needs to find it again.
    ApiError = core::ApiError {
        /// The HTTP status.
        status: i32,
        /// Every reason. Empty when the body was not Clerk's, such as a proxy's HTML page.
        errors: Vec<ClerkError>,
        /// What the server said beside the reasons, untouched.
        meta: Json,
        /// The id under which support finds the request.
        trace_id: Option<String>,
        /// How long to wait before the next try, in milliseconds.
        retry_after_millis: Option<i64>,
        = error;
        /// The first reason's code, or the empty text.
        code: String = error.code().to_owned(),
        /// The server's own text for the user, or the empty text.
        user_message: String = error.user_message().to_owned(),
        /// What to do about it.
        error_class: ApiErrorClass = ApiErrorClass::from_core(error.class()),
        /// One line of English for a log: the status and the codes, no prose of the server.
        text: String = error.to_string(),
    }
}

/// An answer that this release cannot read. It names the place, never the body.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ProtocolError {
    /// The HTTP status of the answer.
    pub status: i32,
    /// What is wrong with it, as a stable code.
    pub code: String,
    /// The JSON path of the place, such as `$.response.verification.expire_at`, where there is one.
    pub path: Option<String>,
    /// One line of English for a log; free to change.
    pub text: String,
}

/// A request without an answer.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TransportError {
    /// What the network did last.
    pub failure: TransportFailure,
    /// Whether the server may have seen the request.
    pub sent: Sent,
    /// One line of English for a log; free to change.
    pub text: String,
}

/// An input that has no meaning now, or a call that does not exist. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MisuseError {
    /// What was wrong, as a stable code.
    pub code: String,
    /// One line of English for a log; free to change.
    pub text: String,
}

/// A stored machine that cannot be read back.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SnapshotError {
    /// What was wrong, as a stable code.
    pub code: String,
    /// One line of English for a log; free to change.
    pub text: String,
}

choice! { both
    /// What the network did to a request. Only hosts know.
    #[derive(Copy, Eq)]
    TransportFailure = core::TransportFailure {
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
}

choice! { both
    /// Whether a request without an answer may have reached the server.
    #[derive(Copy, Eq)]
    Sent = user_metadata_core::enrollment::Sent {
        /// It may: bytes left the device. Say so in doubt.
        Maybe,
        /// It cannot: the connection was never made.
        No,
    }
}

choice! { from
    /// What to do about a refusal by the server.
    #[derive(Copy, Eq)]
    ApiErrorClass = core::ApiErrorClass {
        /// The value is not accepted: ask the person for another.
        Input,
        /// The code or signature was wrong: ask again.
        Proof,
        /// The verification is over without success: prepare it again.
        Restart,
        /// The identifier exists: look whether it is the user's own.
        Exists,
        /// It is verified already: success, to be confirmed by a read.
        AlreadyVerified,
        /// Not now: wait, then look or try again.
        Wait,
        /// Fresh credentials are needed first.
        Reverify,
        /// A challenge that this interface cannot answer.
        Captcha,
        /// Nobody is signed in: ask the user to sign in.
        SignIn,
        /// What the call is about is gone.
        Missing,
        /// A setting of the instance or of the host stands against it.
        Settings,
        /// Final for this user and identifier.
        Fatal,
    }
}

/// A code that this project gives out.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ErrorCode {
    /// Of which kind of error: `validation`, `misuse`, `snapshot`, `protocol` or `verdict`.
    pub kind: String,
    /// The stable code.
    pub code: String,
    /// One line of English for a log; free to change.
    pub meaning: String,
}

/// Every code that this project gives out, for translations.
#[uniffi::export]
pub fn error_codes() -> Vec<ErrorCode> {
    macro_rules! table {
        ($($kind:literal: $codes:ty),+) => {
            [$(<$codes>::ALL.iter().map(|code| ErrorCode {
                kind: $kind.to_owned(),
                code: code.as_str().to_owned(),
                meaning: code.meaning().to_owned(),
            }).collect::<Vec<_>>()),+].concat()
        };
    }
    table!(
        "validation": codes::ValidationCode,
        "misuse": codes::MisuseCode,
        "snapshot": codes::SnapshotCode,
        "protocol": codes::ProtocolCode,
        "verdict": codes::VerdictCode
    )
}

impl fmt::Display for CoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Validation { error } => &error.text,
            Self::Api { error } => &error.text,
            Self::Protocol { error } => &error.text,
            Self::Transport { error } => &error.text,
            Self::Misuse { error } => &error.text,
            Self::Snapshot { error } => &error.text,
        })
    }
}

impl std::error::Error for CoreError {}

impl FromCore<core::ValidationError> for ValidationError {
    fn from_core(core: core::ValidationError) -> Self {
        Self {
            field: core.field().as_str().to_owned(),
            code: core.code().as_str().to_owned(),
            position: core.position().map(|position| i32::try_from(position).unwrap_or(i32::MAX)),
            text: core.to_string(),
        }
    }
}

impl FromCore<core::ProtocolError> for ProtocolError {
    fn from_core(core: core::ProtocolError) -> Self {
        let text = core.to_string();
        let core::ProtocolError { status, code, path } = core;
        Self { status: status.into(), code: code.as_str().to_owned(), path, text }
    }
}

impl From<core::ValidationError> for CoreError {
    fn from(error: core::ValidationError) -> Self {
        Self::Validation { error: ValidationError::from_core(error) }
    }
}

impl From<core::ApiError> for CoreError {
    fn from(error: core::ApiError) -> Self {
        Self::Api { error: ApiError::from_core(error) }
    }
}

impl From<core::ProtocolError> for CoreError {
    fn from(error: core::ProtocolError) -> Self {
        Self::Protocol { error: ProtocolError::from_core(error) }
    }
}

impl From<core::MisuseError> for CoreError {
    fn from(error: core::MisuseError) -> Self {
        let core::MisuseError { code } = error;
        Self::Misuse { error: MisuseError { code: code.as_str().to_owned(), text: error.to_string() } }
    }
}

impl From<core::SnapshotError> for CoreError {
    fn from(error: core::SnapshotError) -> Self {
        let core::SnapshotError { code } = error;
        Self::Snapshot { error: SnapshotError { code: code.as_str().to_owned(), text: error.to_string() } }
    }
}

impl From<BuildError> for CoreError {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Validation(error) => error.into(),
            BuildError::Misuse(error) => error.into(),
        }
    }
}

impl From<CallError> for CoreError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Api(error) => error.into(),
            CallError::Protocol(error) => error.into(),
        }
    }
}

impl From<JobError> for CoreError {
    fn from(error: JobError) -> Self {
        let text = error.to_string();
        match error {
            JobError::Validation(error) => error.into(),
            JobError::Api(error) => error.into(),
            JobError::Protocol(error) => error.into(),
            JobError::Transport { failure, sent } => Self::Transport {
                error: TransportError {
                    failure: TransportFailure::from_core(failure),
                    sent: Sent::from_core(sent),
                    text,
                },
            },
            JobError::Misuse(error) => error.into(),
        }
    }
}
