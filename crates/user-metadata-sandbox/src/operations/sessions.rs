//! `/v1/client/sessions/{id}`: read, tokens, touch, end and remove.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::errors::{Failure, NOT_FOUND, Outcome, SIGNED_OUT};
use crate::model::{Answer, Context};
use crate::store::clients;
use crate::store::sessions::{self, Session};
use crate::view::client::SessionView;

const TOKEN_LIFE_SECONDS: i64 = 60;

/// This client's session, whatever its status.
fn own(context: &Context<'_>, id: &str) -> Outcome<Session> {
    let client = context.client_id.as_deref().ok_or(&SIGNED_OUT)?;
    sessions::read(context.db, id)?
        .filter(|session| session.client_id == client)
        .ok_or_else(|| Failure::from(&NOT_FOUND))
}

/// This client's session, if it is active.
pub(crate) fn own_active(context: &Context<'_>, id: &str) -> Outcome<Session> {
    let session = own(context, id)?;
    if session.is_active(context.now) { Ok(session) } else { Err(Failure::from(&SIGNED_OUT)) }
}

fn answer(context: &Context<'_>, id: &str) -> Outcome<Answer> {
    Answer::resource(&SessionView::load(context, &own(context, id)?)?)
}

pub(crate) fn read(context: &Context<'_>, id: &str) -> Outcome<Answer> {
    answer(context, id)
}

pub(crate) fn touch(context: &Context<'_>, id: &str) -> Outcome<Answer> {
    let session = own_active(context, id)?;
    sessions::touch(context.db, id, context.now)?;
    clients::set_last_active_session(context.db, &session.client_id, Some(id), context.now)?;
    answer(context, id)
}

pub(crate) fn end(context: &Context<'_>, id: &str, status: &str) -> Outcome<Answer> {
    let session = own(context, id)?;
    sessions::set_status(context.db, id, status, context.now)?;
    let next = sessions::active_of_client(context.db, &session.client_id, context.now)?;
    let next = next.last().map(|session| session.id.as_str());
    clients::set_last_active_session(context.db, &session.client_id, next, context.now)?;
    answer(context, id)
}

/// A session token in the shape that front ends read. Nobody checks its signature here.
pub(crate) fn token(context: &Context<'_>, id: &str) -> Outcome<Answer> {
    let session = own_active(context, id)?;
    let issued_at = context.now.div_euclid(1000);
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = encode(&json!({ "alg": "RS256", "kid": "ins_sandbox", "typ": "JWT" }));
    let payload = encode(&json!({
        "iss": context.base_url,
        "sub": session.user_id,
        "sid": session.id,
        "azp": context.origin(),
        "iat": issued_at,
        "nbf": issued_at,
        "exp": issued_at + TOKEN_LIFE_SECONDS,
        "v": 2,
    }));
    let signature = URL_SAFE_NO_PAD.encode("this token was issued by a sandbox");
    Answer::bare(&json!({ "object": "token", "jwt": format!("{header}.{payload}.{signature}") }))
}
