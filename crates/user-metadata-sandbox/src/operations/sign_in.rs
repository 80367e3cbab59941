//! `POST /v1/client/sign_ins`: the least that lets a front end sign somebody in. An identifier of the
//! user, or the user's id, and the password where one is set.

use serde_json::json;

use super::client;
use crate::errors::{ApiError, IDENTIFIER_NOT_FOUND, Outcome, PASSWORD_INCORRECT};
use crate::grammar::{email, phone};
use crate::model::{Answer, Context};
use crate::store::clients;
use crate::store::identifiers::{self, Kind};
use crate::store::sessions::{self, Session};
use crate::store::users::{self, User};

/// Sessions last a week.
const SESSION_LIFE_MS: i64 = 7 * 24 * 60 * 60 * 1000;
const SIGN_IN_LIFE_MS: i64 = 24 * 60 * 60 * 1000;

pub(crate) fn run(context: &mut Context<'_>) -> Outcome<Answer> {
    let text = context.form.required("identifier")?;
    let user =
        find_user(context, text)?.ok_or_else(|| ApiError::param(&IDENTIFIER_NOT_FOUND, "identifier"))?;
    if user.password.is_some() && user.password.as_deref() != context.form.optional("password") {
        return Err(ApiError::param(&PASSWORD_INCORRECT, "password").into());
    }
    let identifier = text.to_owned();
    let client = client::ensure(context)?;
    let session = open_session(context, &client, &user.id)?;
    let id = context.random.id("sia");
    Answer::resource(&json!({
        "object": "sign_in_attempt",
        "id": id,
        "status": "complete",
        "supported_identifiers": ["email_address", "phone_number"],
        "supported_first_factors": null,
        "supported_second_factors": null,
        "first_factor_verification": null,
        "second_factor_verification": null,
        "identifier": identifier,
        "user_data": null,
        "created_session_id": session.id,
        "abandon_at": context.now + SIGN_IN_LIFE_MS,
    }))
}

/// Signs a user in at a client.
pub(crate) fn open_session(context: &mut Context<'_>, client: &str, user: &str) -> Outcome<Session> {
    let session = Session {
        id: context.random.id("sess"),
        client_id: client.into(),
        user_id: user.into(),
        status: "active".into(),
        first_factor_at: context.now,
        second_factor_at: None,
        last_active_at: context.now,
        expire_at: context.now + SESSION_LIFE_MS,
        created_at: context.now,
        updated_at: context.now,
    };
    sessions::create(context.db, &session)?;
    clients::set_last_active_session(context.db, client, Some(&session.id), context.now)?;
    Ok(session)
}

fn find_user(context: &Context<'_>, text: &str) -> Outcome<Option<User>> {
    if let Some(user) = users::read(context.db, text)? {
        return Ok(Some(user));
    }
    let parsed = email::parse(text)
        .map(|address| (Kind::EmailAddress, address))
        .or_else(|| phone::parse(text).map(|number| (Kind::PhoneNumber, number)));
    let Some((kind, canonical)) = parsed else { return Ok(None) };
    let found = identifiers::find_verified(context.db, kind, &canonical.comparable)?;
    Ok(found.map(|identifier| users::read(context.db, &identifier.user_id)).transpose()?.flatten())
}
