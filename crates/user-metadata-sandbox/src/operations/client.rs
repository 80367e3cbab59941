//! `POST`, `PUT` and `DELETE /v1/client`, and `DELETE /v1/client/sessions`

use serde_json::json;

use crate::errors::Outcome;
use crate::model::{Answer, Context};
use crate::store::clients::{self, Carrier};
use crate::store::sessions;

/// A client where there is none yet.
pub(crate) fn create(context: &mut Context<'_>) -> Outcome<Answer> {
    ensure(context)?;
    Ok(Answer::Client)
}

/// Makes a client for a caller that has none; its token goes out with the answer.
pub(crate) fn ensure(context: &mut Context<'_>) -> Outcome<String> {
    if let Some(id) = &context.client_id {
        return Ok(id.clone());
    }
    let id = context.random.id("client");
    let token = context.random.text(43);
    let carrier = if context.is_native { Carrier::Native } else { Carrier::Cookie };
    clients::create(context.db, &id, context.now)?;
    clients::add_credential(context.db, &token, &id, carrier)?;
    context.client_id = Some(id.clone());
    context.issued = Some((carrier, token));
    Ok(id)
}

/// Signs out everybody at this client, and answers that there is none.
pub(crate) fn delete(context: &mut Context<'_>) -> Outcome<Answer> {
    sign_everybody_out(context)?;
    Answer::bare(&json!({ "response": null, "client": null }))
}

/// Signs out everybody at this client, which stays: it is what clerk-js does to sign out.
pub(crate) fn remove_sessions(context: &mut Context<'_>) -> Outcome<Answer> {
    sign_everybody_out(context)?;
    Ok(Answer::Client)
}

fn sign_everybody_out(context: &mut Context<'_>) -> Outcome<()> {
    if let Some(id) = context.client_id.clone() {
        for session in sessions::active_of_client(context.db, &id, context.now)? {
            sessions::set_status(context.db, &session.id, "removed", context.now)?;
        }
        clients::set_last_active_session(context.db, &id, None, context.now)?;
    }
    Ok(())
}
