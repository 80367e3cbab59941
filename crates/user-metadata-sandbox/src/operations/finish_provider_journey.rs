//! `GET /v1/oauth_callback`: the person comes back from the provider. (A provider that posts its answer
//! is sent here again with the same parameters in the query.)

use super::{identifier, provider_journey};
use crate::errors::{self, OAUTH_CALLBACK_INVALID, OAUTH_DENIED, OAUTH_TOKEN_EXCHANGE, Outcome};
use crate::errors::{IDENTIFIER_EXISTS, REVERIFICATION_REQUIRED, VERIFICATION_EXPIRED};
use crate::grammar::redirect;
use crate::model::{Answer, Context, Me, path_wants_fresh_factors, require_fresh_factors};
use crate::store::journeys::{self, Journey, Purpose};
use crate::store::verifications::{self, Status, Verification};
use crate::store::{clients, external_accounts, identifiers, sessions, users};
use crate::verification::settled;

pub(crate) fn run(context: &mut Context<'_>) -> Outcome<Answer> {
    if context.method == "POST" {
        let query = String::from_utf8_lossy(&context.request.body);
        return Ok(Answer::Redirect(format!("{}/v1/oauth_callback?{query}", context.base_url)));
    }
    let state = context.request.query_value("state").ok_or(&OAUTH_CALLBACK_INVALID)?;
    let journey = journeys::read(context.db, &state)?.ok_or(&OAUTH_CALLBACK_INVALID)?;
    // Coming here twice (a reloaded page) changes nothing and leads to the same place.
    if !journey.finished {
        check_factors(context, &journey)?;
        journeys::finish(context.db, &state)?;
        users::touch(context.db, &journey.user_id, context.now)?;
        match provider_error(context, &journey) {
            Some(code) => provider_journey::fail(context, &journey.owner, &code)?,
            None => succeed(context, &journey)?,
        }
    }
    return_url(context, &journey).map(Answer::Redirect)
}

/// A person may read a consent screen for longer than factors stay fresh.
fn check_factors(context: &Context<'_>, journey: &Journey) -> Outcome<()> {
    if !path_wants_fresh_factors(context) {
        return Ok(());
    }
    let session = sessions::read(context.db, &journey.session_id)?.ok_or(&REVERIFICATION_REQUIRED)?;
    let user = users::read(context.db, &journey.user_id)?.ok_or(&REVERIFICATION_REQUIRED)?;
    require_fresh_factors(context, &Me { session, user })
}

/// What went wrong on the way, if something did: late, refused, or a code that was not granted.
fn provider_error(context: &Context<'_>, journey: &Journey) -> Option<String> {
    if context.now >= journey.expire_at {
        return Some(VERIFICATION_EXPIRED.code.into());
    }
    if let Some(error) = context.request.query_value("error") {
        let code = errors::find(&error).map_or(OAUTH_TOKEN_EXCHANGE.code, |row| row.code);
        return Some(if error == "access_denied" { OAUTH_DENIED.code } else { code }.into());
    }
    let code = context.request.query_value("code");
    (code.is_none() || code != journey.granted_code).then(|| OAUTH_TOKEN_EXCHANGE.code.into())
}

fn succeed(context: &mut Context<'_>, journey: &Journey) -> Outcome<()> {
    match journey.purpose {
        Purpose::ExternalAccount => {
            let Some(mut account) = external_accounts::read(context.db, &journey.owner)? else {
                return Ok(());
            };
            let login = journey.granted_login.as_deref().unwrap_or_default();
            provider_journey::connect(context, &mut account, &journey.provider, login, &journey.scopes)
        }
        Purpose::EmailAddress => {
            let Some(address) = identifiers::read(context.db, &journey.owner)? else { return Ok(()) };
            if identifiers::is_verified_elsewhere(context.db, &address.id)? {
                return provider_journey::fail(context, &address.id, IDENTIFIER_EXISTS.code);
            }
            if let Some(verification) = address.verification.clone() {
                let verification = Verification { redirect_url: None, ..settled(verification) };
                verifications::save(context.db, &address.id, &verification)?;
            }
            identifier::became_verified(context, &address)
        }
    }
}

/// Where the person goes now, with what an app needs to learn the result.
fn return_url(context: &mut Context<'_>, journey: &Journey) -> Outcome<String> {
    let verification = verifications::read(context.db, &journey.owner)?;
    let is_verified = verification.as_ref().is_some_and(|found| found.status == Status::Verified);
    let url = journey.complete_url.as_ref().filter(|_| is_verified).unwrap_or(&journey.redirect_url);
    let error = verification.and_then(|found| found.error);
    if !journey.native {
        return Ok(url.clone());
    }
    let mut pairs = Vec::new();
    let nonce = context.random.text(32);
    if redirect::is_app_url(url) {
        let expire_at = context.after(context.settings.oauth_lifetime_ms);
        clients::add_nonce(context.db, &nonce, &journey.client_id, expire_at)?;
        pairs.push(("rotating_token_nonce", nonce.as_str()));
    }
    if let Some(code) = &error {
        pairs.extend([("__clerk_status", "failed"), ("__clerk_error_code", code)]);
    }
    Ok(redirect::with_query(url, &pairs))
}
