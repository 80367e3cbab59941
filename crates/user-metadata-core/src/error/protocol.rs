//! The answer could not be read, or the request could not be carried.

use std::fmt;

use serde::Serialize;

use super::codes::ProtocolCode;
use crate::json::{named, object};

/// An answer that this release cannot read. It names the place, never the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProtocolError {
    /// The HTTP status of the answer.
    pub status: u16,
    /// What is wrong with it.
    pub code: ProtocolCode,
    /// The JSON path of the place, such as `$.response.verification.expire_at`, where there is one.
    pub path: Option<String>,
}

object! { ProtocolError { field: status, code, path } }

impl ProtocolError {
    pub(crate) fn new(status: u16, code: ProtocolCode) -> Self {
        Self { status, code, path: None }
    }

    pub(crate) fn at(status: u16, code: ProtocolCode, path: impl Into<String>) -> Self {
        Self { status, code, path: Some(path.into()) }
    }
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unreadable answer with status {}: {} ({})", self.status, self.code.meaning(), self.code)?;
        match &self.path {
            Some(path) => write!(f, " at {path}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ProtocolError {}

/// What the network did to a request. Only hosts know; they say it with
/// [`Input::TransportFailed`](crate::enrollment::Input::TransportFailed).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TransportFailure {
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

named! {
    TransportFailure {
        "offline" => Offline,
        "connect" => Connect,
        "tls" => Tls,
        "timeout" => Timeout,
        "interrupted" => Interrupted,
        "other" => Other,
    }
}

impl TransportFailure {
    /// Every failure.
    pub const ALL: [Self; 6] =
        [Self::Offline, Self::Connect, Self::Tls, Self::Timeout, Self::Interrupted, Self::Other];

    /// The stable name, in lower_snake.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Interrupted => "interrupted",
            Self::Other => "other",
        }
    }

    /// One sentence for a programmer, without a full stop.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Offline => "the server's name could not be resolved",
            Self::Connect => "no connection to the server could be made",
            Self::Tls => "the connection to the server could not be secured",
            Self::Timeout => "the server did not answer in time",
            Self::Interrupted => "the connection to the server broke",
            Self::Other => "the request could not be carried",
        }
    }
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
