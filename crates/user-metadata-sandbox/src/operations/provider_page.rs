//! `GET` and `POST /sandbox/provider/authorize`: the provider that everybody is sent to. A person allows,
//! refuses, or makes something go wrong.

use crate::errors::{OAUTH_CALLBACK_INVALID, Outcome};
use crate::grammar::redirect;
use crate::model::{Answer, Context};
use crate::store::journeys::{self, Journey};
use crate::web::provider;

/// The page with the two buttons.
pub(crate) fn show(context: &Context<'_>) -> Outcome<Answer> {
    let state = context.request.query_value("state").ok_or(&OAUTH_CALLBACK_INVALID)?;
    let journey = journeys::read(context.db, &state)?.ok_or(&OAUTH_CALLBACK_INVALID)?;
    Ok(Answer::Page(provider::page(&journey, &default_login(&journey), context.now >= journey.expire_at)))
}

/// What the person decided. `decision` is `allow`, `deny`, or the code of what goes wrong; `login` is
/// who they are at the provider.
pub(crate) fn decide(context: &mut Context<'_>) -> Outcome<Answer> {
    context.form.accept(&["state", "decision", "login"], &[])?;
    let state = context.form.required("state")?.to_owned();
    let journey = journeys::read(context.db, &state)?.ok_or(&OAUTH_CALLBACK_INVALID)?;
    let callback = format!("{}/v1/oauth_callback", context.base_url);
    let decision = context.form.required("decision")?;
    let url = match decision {
        "allow" => {
            let login = context.form.optional("login").map(str::trim).filter(|login| !login.is_empty());
            let login = login.map_or_else(|| default_login(&journey), String::from);
            let code = context.random.text(32);
            journeys::grant(context.db, &state, &code, &login)?;
            redirect::with_query(&callback, &[("code", &code), ("scope", &journey.scopes), ("state", &state)])
        }
        "deny" => redirect::with_query(&callback, &[("error", "access_denied"), ("state", &state)]),
        other => redirect::with_query(&callback, &[("error", other), ("state", &state)]),
    };
    Ok(Answer::Redirect(url))
}

/// Without a hint everybody has an account of their own at every provider.
fn default_login(journey: &Journey) -> String {
    let tail: String = journey.user_id.chars().rev().take(8).collect();
    journey.login_hint.clone().unwrap_or_else(|| format!("person-{}", tail.to_lowercase()))
}
