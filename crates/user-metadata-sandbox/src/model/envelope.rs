//! How answers are written: the envelope with the client, errors, redirects and new tokens.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value, json};

use super::context::Context;
use crate::errors::{self, ApiError, Failure, INTERNAL, Outcome};
use crate::faults::RetryAfter;
use crate::settings::{RetryAfterFormat, Settings, TokenRotation};
use crate::store::clients::{self, Carrier};
use crate::view::client::ClientView;
use crate::web;
use crate::wire::Response;

/// What an operation answers.
pub(crate) enum Answer {
    /// One resource, in the envelope with the client.
    Resource(Box<RawValue>),
    /// JSON as it is: lists, tokens, the environment.
    Bare(Box<RawValue>),
    /// The client itself, as resource; null where there is none.
    Client,
    /// See Other.
    Redirect(String),
    /// A page for people.
    Page(String),
}

impl Answer {
    pub(crate) fn resource(value: &impl Serialize) -> Outcome<Self> {
        raw(value).map(Self::Resource)
    }

    pub(crate) fn bare(value: &impl Serialize) -> Outcome<Self> {
        raw(value).map(Self::Bare)
    }

    /// The answer to a deletion.
    pub(crate) fn deleted(object: &str, id: &str) -> Outcome<Self> {
        Self::resource(&json!({ "object": object, "id": id, "deleted": true }))
    }
}

fn raw(value: &impl Serialize) -> Outcome<Box<RawValue>> {
    to_raw_value(value).map_err(|_| Failure::from(&INTERNAL))
}

#[derive(Serialize)]
struct Envelope<'a> {
    response: Option<&'a RawValue>,
    client: Option<&'a ClientView>,
}

/// Writes the answer of an operation.
pub(crate) fn success(context: &mut Context<'_>, answer: Answer) -> Outcome<Response> {
    let response = match answer {
        Answer::Resource(resource) => {
            let client = current_client(context)?;
            written(200, &Envelope { response: Some(&resource), client: client.as_ref() })?
        }
        Answer::Bare(value) => Response::from_json(200, value.get().as_bytes().to_vec()),
        Answer::Client => {
            let client = current_client(context)?;
            let resource = client.as_ref().map(raw).transpose()?;
            written(200, &Envelope { response: resource.as_deref(), client: None })?
        }
        Answer::Redirect(url) => Response { status: 303, ..Response::default() }.with_header("location", url),
        Answer::Page(html) => {
            let page = Response::from_html(200, html);
            web::HEADERS.iter().fold(page, |page, (name, value)| page.with_header(name, *value))
        }
    };
    with_new_token(context, response)
}

/// Writes a refusal.
pub(crate) fn refusal(context: &mut Context<'_>, error: ApiError) -> Outcome<Response> {
    let client = if context.settings.client_on_errors { current_client(context)? } else { None };
    let trace = context.random.text(32);
    let response = error_response(error, client.as_ref(), context.settings, context.now, &trace);
    with_new_token(context, response)
}

fn current_client(context: &Context<'_>) -> Outcome<Option<ClientView>> {
    match &context.client_id {
        Some(id) => ClientView::load(context, id),
        None => Ok(None),
    }
}

fn written(status: u16, value: &impl Serialize) -> Outcome<Response> {
    let body = serde_json::to_vec(value).map_err(|_| Failure::from(&INTERNAL))?;
    Ok(Response::from_json(status, body))
}

/// An error answer in the documented shape.
pub(crate) fn error_response(
    error: ApiError,
    client: Option<&ClientView>,
    settings: &Settings,
    now: i64,
    trace: &str,
) -> Response {
    let entry = errors::entry(error.code.code, Some(error.meta));
    let mut body = error_body(entry, trace);
    if let Some(Ok(client)) = client.map(serde_json::to_value) {
        body.insert("meta".into(), json!({ "client": client }));
    }
    let response = Response::from_json(error.code.status, Value::Object(body).to_string().into_bytes());
    match error.retry_after_ms {
        Some(ms) => {
            response.with_header("retry-after", retry_after_text(ms, settings.retry_after_format, now))
        }
        None => response,
    }
}

fn error_body(entry: Value, trace: &str) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("errors".into(), Value::Array(vec![entry]));
    body.insert("clerk_trace_id".into(), trace.into());
    body
}

/// The answer of a `status` fault.
pub(crate) fn made_up(
    status: u16,
    code: &str,
    retry_after: Option<RetryAfter>,
    now: i64,
    trace: &str,
) -> Response {
    let body = error_body(errors::entry(code, None), trace);
    let response = Response::from_json(status, Value::Object(body).to_string().into_bytes());
    match retry_after {
        Some(RetryAfter { seconds, format }) => {
            let ms = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000);
            response.with_header("retry-after", retry_after_text(ms, format, now))
        }
        None => response,
    }
}

/// What a proxy answers when the server behind it is gone.
pub(crate) fn gateway_page() -> Response {
    Response::from_html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>\n".into())
}

/// Every answer tells the server's time: clients may have no better clock.
pub(crate) fn dated(response: Response, now: i64) -> Response {
    response.with_header("date", http_date(now))
}

/// A time as HTTP writes it.
pub(crate) fn http_date(ms: i64) -> String {
    httpdate::fmt_http_date(system_time(ms))
}

fn retry_after_text(ms: i64, format: RetryAfterFormat, now: i64) -> String {
    // rounded up: who waits as told must not come a moment early
    let seconds = ms.saturating_add(999).div_euclid(1000).max(0);
    match format {
        RetryAfterFormat::Seconds => seconds.to_string(),
        RetryAfterFormat::HttpDate => http_date(now.saturating_add(ms).saturating_add(999)),
    }
}

fn system_time(ms: i64) -> SystemTime {
    // HTTP dates end with the year 9999, and so does the type that writes them.
    const LAST: u64 = 253_402_300_799_999;
    UNIX_EPOCH + Duration::from_millis(u64::try_from(ms).unwrap_or_default().min(LAST))
}

/// Hands over a token that was just issued, or exchanges the one that was used.
fn with_new_token(context: &mut Context<'_>, response: Response) -> Outcome<Response> {
    if context.issued.is_none() {
        rotate(context)?;
    }
    Ok(match context.issued.take() {
        None => response,
        Some((Carrier::Native, token)) => response.with_header("authorization", token),
        Some((Carrier::DevBrowser, token)) => response.with_header("clerk-db-jwt", token),
        Some((Carrier::Cookie, token)) => {
            response.with_header("set-cookie", format!("__client={token}; Path=/; HttpOnly; SameSite=Lax"))
        }
    })
}

fn rotate(context: &mut Context<'_>) -> Outcome<()> {
    let (Some(id), Some((carrier, old))) = (&context.client_id, &context.credential) else { return Ok(()) };
    let is_due = context.wants_rotation
        || context.settings.token_rotation == TokenRotation::Always
        || clients::read(context.db, id)?.is_some_and(|client| client.rotate_next);
    if is_due {
        let token = context.random.text(43);
        clients::add_credential(context.db, &token, id, *carrier)?;
        clients::retire_credential(context.db, old, context.after(context.settings.token_overlap_ms))?;
        clients::rotate_next(context.db, id, false)?;
        context.issued = Some((*carrier, token));
    }
    Ok(())
}
