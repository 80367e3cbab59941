//! What came back for a request, read from the bytes by the simulation itself: the second opinion on the core's reading.

use serde_json::Value;
use user_metadata_core::http::HttpResponse;
use user_metadata_sandbox::Request;

/// The requests of an enrollment, as they stand on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Create,
    Prepare,
    Attempt,
    ReadOne,
    ReadUser,
    /// One of a reverification's own.
    Verify,
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Said {
    /// The request never left.
    NotSent,
    /// Nothing: nobody knows whether it arrived.
    Lost,
    /// Something that is no answer.
    Garbled,
    /// A fault of the server, or of something before it.
    Fault {
        retry_after: Option<i64>,
    },
    /// Not now.
    Busy {
        retry_after: Option<i64>,
    },
    /// A message was sent a moment ago.
    TooSoon,
    SignedOut,
    /// Fresh credentials are wanted.
    Stale,
    /// It is not there.
    Gone,
    Exists,
    AlreadyVerified,
    /// The proof was wrong.
    Wrong,
    /// The same, by the status alone: the body is lost.
    WrongPerhaps,
    /// The verification is over, or was closed because of wrong proofs.
    Over {
        is_closed: bool,
    },
    /// No, for good.
    No,
    /// Yes: the resource.
    Fine(Value),
}

impl Route {
    pub(crate) fn of(request: &Request) -> Self {
        let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
        match (request.method.as_str(), parts.as_slice()) {
            (_, ["v1", "client", ..]) => Self::Verify,
            (_, [.., "prepare_verification"]) => Self::Prepare,
            (_, [.., "attempt_verification"]) => Self::Attempt,
            ("GET", ["v1", "me"]) => Self::ReadUser,
            ("GET", _) => Self::ReadOne,
            _ => Self::Create,
        }
    }

    pub(crate) const fn is_read(self) -> bool {
        matches!(self, Self::ReadOne | Self::ReadUser)
    }
}

impl Said {
    pub(crate) fn read(response: &HttpResponse) -> Self {
        let body: Value = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
        let code = body["errors"][0]["code"].as_str().unwrap_or_default();
        let retry_after = response.header("retry-after").and_then(|value| seconds(value, response));
        match (response.status, code) {
            (200..=299, _) if body["response"].is_object() => Self::Fine(body["response"].clone()),
            (100..=399, _) => Self::Garbled,
            (429, "verification_code_too_many_requests") => Self::TooSoon,
            (429 | 409, _) => Self::Busy { retry_after },
            (500.., _) => Self::Fault { retry_after },
            (_, "dev_browser_unauthenticated") => Self::No,
            (401, _) => Self::SignedOut,
            (404, _) => Self::Gone,
            (_, "session_reverification_required") => Self::Stale,
            (_, "form_identifier_exists") => Self::Exists,
            (_, "verification_already_verified") => Self::AlreadyVerified,
            (_, "form_code_incorrect" | "form_incorrect_signature") => Self::Wrong,
            (_, "verification_failed") => Self::Over { is_closed: true },
            (_, "verification_expired" | "verification_missing") => Self::Over { is_closed: false },
            // A refusal of the input by its status alone: another input may do.
            (422, "") => Self::WrongPerhaps,
            _ => Self::No,
        }
    }
}

/// `Retry-After` in milliseconds.
fn seconds(value: &str, response: &HttpResponse) -> Option<i64> {
    let date = |text: &str| httpdate::parse_http_date(text).ok();
    if let Ok(seconds) = value.parse::<i64>() {
        return Some(seconds * 1_000);
    }
    let until = date(value)?.duration_since(date(response.header("date")?)?);
    Some(until.map_or(0, |wait| wait.as_millis() as i64))
}
