//! Effects, outcomes and errors as JSON, the same in every language, and the comparison with what a scenario expects.

use serde_json::{Value, json};
use user_metadata::Error;
use user_metadata::enrollment::{Effect, LeftOver, Outcome, Problem};
use user_metadata::error::ClerkError;
use user_metadata::resource::Resource;
use user_metadata::time::Timestamp;

pub(crate) fn effect(effect: &Effect, now: Timestamp) -> Value {
    let in_ms = |time: &Timestamp| time.millis_since(now);
    let name = effect_name(effect);
    let mut view = match effect {
        Effect::Send { .. } | Effect::SignIn => json!({}),
        Effect::OpenUrl { expires_at, .. } => json!({ "expires_in_ms": expires_at.as_ref().map(in_ms) }),
        Effect::AskCode { destination, channel, expires_at, resend_at, attempts, problem: last } => json!({
            "destination": destination.as_str(), "channel": channel, "attempts": attempts,
            "expires_in_ms": expires_at.as_ref().map(in_ms), "resend_in_ms": in_ms(resend_at).max(0),
            "problem": problem(last.as_ref()),
        }),
        Effect::AskSignature { wallet, strategy, expires_at, attempts, problem: last, .. } => json!({
            "wallet": wallet.as_str(), "strategy": strategy.as_str(), "attempts": attempts,
            "expires_in_ms": expires_at.as_ref().map(in_ms), "problem": problem(last.as_ref()),
        }),
        Effect::AwaitLink { destination, poll_at, expires_at, resend_at } => json!({
            "destination": destination.as_str(), "poll_in_ms": in_ms(poll_at),
            "expires_in_ms": in_ms(expires_at), "resend_in_ms": in_ms(resend_at).max(0),
        }),
        Effect::Reverify { level } => json!({ "level": level }),
        Effect::Wait { until, reason } => json!({ "wait_ms": in_ms(until), "reason": reason }),
        Effect::Finish { outcome: ended } => outcome(ended),
    };
    view["effect"] = name.into();
    view
}

pub(crate) const fn effect_name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Send { .. } => "send",
        Effect::OpenUrl { .. } => "open_url",
        Effect::AskCode { .. } => "ask_code",
        Effect::AskSignature { .. } => "ask_signature",
        Effect::AwaitLink { .. } => "await_link",
        Effect::SignIn => "sign_in",
        Effect::Reverify { .. } => "reverify",
        Effect::Wait { .. } => "wait",
        Effect::Finish { .. } => "finish",
    }
}

pub(crate) fn outcome(outcome: &Outcome) -> Value {
    let mut view = match outcome {
        Outcome::Verified { resource } | Outcome::Created { resource } => of_resource(resource),
        Outcome::Expired { resource } | Outcome::Exhausted { resource } => of_resource(resource),
        Outcome::Refused { resource, error } => {
            let mut view = of_resource(resource);
            view["code"] = error.code.as_str().into();
            view["message"] = error.user_message().into();
            view
        }
        Outcome::Rejected { error, left_over: left } => json!({
            "status": error.status, "code": error.code(), "message": error.user_message(),
            "retry_after_ms": error.retry_after_millis, "has_trace_id": error.trace_id.is_some(),
            "lockout_seconds": error.errors.first().and_then(ClerkError::lockout_expires_in_seconds),
            "left_over": left_over(left),
        }),
        Outcome::Unreadable { error, left_over: left } => json!({
            "status": error.status, "code": error.code.as_str(), "left_over": left_over(left),
        }),
        Outcome::Unreachable { failure, left_over: left } => json!({
            "failure": failure.as_str(), "left_over": left_over(left),
        }),
        Outcome::Cancelled { left_over: left } => json!({ "left_over": left_over(left) }),
    };
    view["outcome"] = outcome.as_str().into();
    view
}

pub(crate) fn error(error: &Error) -> Value {
    let mut view = match error {
        Error::Validation(error) => json!({ "field": error.field().as_str(), "position": error.position() }),
        Error::Api(error) => json!({
            "status": error.status, "message": error.user_message(), "retry_after_ms": error.retry_after_millis,
        }),
        Error::Protocol(error) => json!({ "status": error.status }),
        Error::Transport(_) | Error::Misuse(_) | Error::Snapshot(_) => json!({}),
    };
    view["kind"] = error.kind().as_str().into();
    view["code"] = error.code().into();
    view
}

fn of_resource(resource: &Resource) -> Value {
    json!({ "kind": resource.kind().as_str(), "identifier": resource.identifier() })
}

fn problem(problem: Option<&Problem>) -> Value {
    match problem {
        None => Value::Null,
        Some(Problem::Malformed { code }) => json!({ "problem": "malformed", "code": code.as_str() }),
        Some(Problem::Incorrect { error }) => json!({ "problem": "incorrect", "code": error.code }),
        Some(Problem::Over { error }) => json!({ "problem": "over", "code": error.code }),
    }
}

fn left_over(left_over: &LeftOver) -> &'static str {
    match left_over {
        LeftOver::Nothing => "nothing",
        LeftOver::Unverified { .. } => "unverified",
        LeftOver::Unknown => "unknown",
    }
}

/// Whatever is expected must be there; objects may hold more, lists may not.
pub(crate) fn compare(what: &str, expected: &Value, actual: &Value) -> Result<(), String> {
    match (expected, actual) {
        (Value::Object(wanted), Value::Object(found)) => wanted.iter().try_for_each(|(key, wanted)| {
            let place = format!("{what}.{key}");
            match found.get(key) {
                Some(found) => compare(&place, wanted, found),
                None => Err(format!("{place}: there is no such field in {actual}")),
            }
        }),
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => {
            let mut pairs = wanted.iter().zip(found).enumerate();
            pairs.try_for_each(|(at, (wanted, found))| compare(&format!("{what}[{at}]"), wanted, found))
        }
        (wanted, found) if wanted == found => Ok(()),
        _ => Err(format!("{what}: expected {expected}, found {actual}")),
    }
}
