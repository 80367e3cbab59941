//! `POST /v1/me/email_addresses/{id}/prepare_verification`

use super::identifier;
use super::provider_journey::{self, Destination};
use crate::errors::{ALREADY_VERIFIED, ApiError, Failure, Outcome, STRATEGY_INVALID};
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::{Identifier, Kind};
use crate::store::journeys::Purpose;
use crate::store::messages::Channel;
use crate::store::verifications::{self, Verification};
use crate::verification::{code, link};

pub(crate) fn run(context: &mut Context<'_>, me: &Me, id: &str) -> Outcome<Answer> {
    context.form.accept(&["strategy", "redirect_url", "action_complete_redirect_url"], &[])?;
    let found = identifier::own(context, me, Kind::EmailAddress, id)?;
    let strategy = context.form.required("strategy")?.to_owned();
    if found.is_verified() {
        return Err(Failure::from(&ALREADY_VERIFIED));
    }
    match strategy.as_str() {
        "email_code" => {
            code::send(context, &me.user.id, id, Channel::Email, &found.value)?;
        }
        "email_link" => {
            let redirect_url = context.required_redirect_url("redirect_url")?;
            link::send(context, &me.user.id, id, &found.value, redirect_url)?;
        }
        "enterprise_sso" => leave_for_enterprise(context, me, &found)?,
        _ => return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into()),
    }
    identifier::answer_current(context, id)
}

/// The address belongs to a company: its own sign-in decides.
fn leave_for_enterprise(context: &mut Context<'_>, me: &Me, address: &Identifier) -> Outcome<()> {
    let connection = context.settings.connection_of_email(&address.value).ok_or(&STRATEGY_INVALID)?;
    let provider = connection.id.clone();
    let destination = Destination {
        redirect_url: context.required_redirect_url("redirect_url")?,
        complete_url: context.redirect_url("action_complete_redirect_url")?,
        scopes: Vec::new(),
        prompt: None,
        login_hint: Some(address.value.clone()),
    };
    let url =
        provider_journey::start(context, me, Purpose::EmailAddress, &address.id, &provider, destination)?;
    // The specification lists no variant for this strategy; the one that carries a URL is SAML's.
    let expire_at = context.after(context.settings.oauth_lifetime_ms);
    let verification =
        Verification { redirect_url: Some(url), ..Verification::unverified("saml", expire_at) };
    verifications::save(context.db, &address.id, &verification)?;
    Ok(())
}
