//! Emailed links.

use super::check_cooldown;
use crate::errors::{ALREADY_VERIFIED, Failure, Outcome};
use crate::model::Context;
use crate::store::messages::{self, Channel, Message, MessageKind};
use crate::store::verifications::{self, Link, Verification};

/// Sends a link that settles the verification of `owner` when it is opened. Test addresses get theirs too.
pub(crate) fn send(
    context: &mut Context<'_>,
    user: &str,
    owner: &str,
    to: &str,
    redirect_url: String,
) -> Outcome<Verification> {
    let previous = verifications::read(context.db, owner)?;
    if previous.as_ref().is_some_and(Verification::is_verified) {
        return Err(Failure::from(&ALREADY_VERIFIED));
    }
    check_cooldown(context, previous.as_ref())?;
    let token = context.random.text(48);
    let expire_at = context.after(context.settings.link_lifetime_ms);
    let client_id = context.client_id.clone().unwrap_or_default();
    let link = Link { owner: owner.to_owned(), client_id, redirect_url, expire_at };
    verifications::add_link(context.db, &token, &link)?;
    let url = format!("{}/v1/verify?token={token}", context.base_url);
    let (to, sent_at) = (to.to_owned(), context.now);
    let message = Message {
        channel: Channel::Email,
        to,
        kind: MessageKind::Link,
        code: None,
        link: Some(url),
        sent_at,
    };
    messages::add(context.db, user, &message)?;
    let verification =
        Verification { sent_at: Some(context.now), ..Verification::unverified("email_link", expire_at) };
    verifications::save(context.db, owner, &verification)?;
    Ok(verification)
}
