//! `GET /v1/verify?token=`: somebody opened the link of an email.

use super::{identifier, reverification};
use crate::errors::{LINK_TOKEN_INVALID, Outcome};
use crate::grammar::redirect;
use crate::model::{Answer, Context};
use crate::store::identifiers;
use crate::store::reverifications::session_of_first_owner;
use crate::store::verifications::{self, Link, Status};
use crate::verification::settled;

pub(crate) fn run(context: &mut Context<'_>) -> Outcome<Answer> {
    let token = context.request.query_value("token").ok_or(&LINK_TOKEN_INVALID)?;
    let link = verifications::read_link(context.db, &token)?.ok_or(&LINK_TOKEN_INVALID)?;
    let status = settle(context, &link)?;
    Ok(Answer::Redirect(redirect::with_query(&link.redirect_url, &[("__clerk_status", status)])))
}

/// Settles the link's verification; the word is what the landing page is told.
fn settle(context: &mut Context<'_>, link: &Link) -> Outcome<&'static str> {
    let Some(mut verification) = verifications::read(context.db, &link.owner)? else { return Ok("failed") };
    match verification.status {
        // mail programs open links ahead of people: the second visit must not scare them
        Status::Verified => return Ok("verified"),
        Status::Failed => return Ok("failed"),
        Status::Unverified | Status::Expired => {}
    }
    if context.now >= link.expire_at {
        return Ok("expired");
    }
    if verification.strategy != "email_link" {
        return Ok("failed");
    }
    let is_same_client = context.client_id.as_deref() == Some(link.client_id.as_str());
    if context.settings.require_same_client && !is_same_client {
        return Ok("client_mismatch");
    }
    let identifier = identifiers::read(context.db, &link.owner)?;
    if let Some(identifier) = &identifier
        && identifiers::is_verified_elsewhere(context.db, &identifier.id)?
    {
        return Ok("failed");
    }
    let session = session_of_first_owner(&link.owner);
    if let Some(session) = session
        && !reverification::awaits_first_factor(context, session)?
    {
        return Ok("failed");
    }
    // a mail program is a client of its own that nobody has met before
    let opener = context.client_id.clone().unwrap_or_else(|| context.random.id("client"));
    verification.verified_at_client = Some(opener);
    verifications::save(context.db, &link.owner, &settled(verification))?;
    match (identifier, session) {
        (Some(identifier), _) => identifier::became_verified(context, &identifier)?,
        (None, Some(session)) => reverification::first_factor_proved(context, session)?,
        (None, None) => {}
    }
    Ok("verified")
}
