//! An answer that came, or may come, and how the call reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use user_metadata::api::{Answer, Call, CallError};
use user_metadata::error::{ApiError, ProtocolError};
use user_metadata::http::HttpResponse;
use user_metadata::time::Timestamp;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerLine {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: String,
    /// Unix milliseconds: what a `Retry-After` with a date is counted from.
    #[serde(default)]
    now: i64,
}

/// What the call makes of it.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Reading {
    Read(Box<Answer>),
    Refused { refused: ApiError },
    Unreadable { unreadable: ProtocolError },
}

impl AnswerLine {
    pub(super) fn read_by(&self, call: &Call) -> Reading {
        let headers = self.headers.clone().into_iter().collect();
        let response = HttpResponse { status: self.status, headers, body: self.body.clone().into_bytes() };
        match call.parse(&response, Timestamp::from_unix_millis(self.now)) {
            Ok(answer) => Reading::Read(Box::new(answer)),
            Err(CallError::Api(refused)) => Reading::Refused { refused },
            Err(CallError::Protocol(unreadable)) => Reading::Unreadable { unreadable },
        }
    }
}
