//! What the operations on email addresses, phone numbers and wallets share.

use crate::errors::{ApiError, Failure, IDENTIFIER_EXISTS, NOT_FOUND, Outcome, TOO_MANY_UNVERIFIED};
use crate::grammar::Canonical;
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::users;
use crate::view::identifier as view;

/// This user's identifier; somebody else's looks like none.
pub(crate) fn own(context: &Context<'_>, me: &Me, kind: Kind, id: &str) -> Outcome<Identifier> {
    identifiers::read(context.db, id)?
        .filter(|found| found.user_id == me.user.id && found.kind == kind)
        .ok_or_else(|| Failure::from(&NOT_FOUND))
}

/// Adds an identifier, unverified and not even prepared.
pub(crate) fn add(
    context: &mut Context<'_>,
    me: &Me,
    kind: Kind,
    canonical: Canonical,
    reserved_for_second_factor: bool,
) -> Outcome<Answer> {
    if identifiers::is_taken(context.db, kind, &canonical.comparable, &me.user.id)? {
        return Err(ApiError::param(&IDENTIFIER_EXISTS, kind.as_str()).into());
    }
    if let Some(limit) = context.settings.max_unverified_identifications
        && identifiers::count_unverified(context.db, &me.user.id)? >= limit
    {
        return Err(Failure::from(&TOO_MANY_UNVERIFIED));
    }
    let identifier = Identifier {
        id: context.random.id("idn"),
        user_id: me.user.id.clone(),
        kind,
        value: canonical.value,
        reserved_for_second_factor,
        default_second_factor: false,
        created_at: context.now,
        updated_at: context.now,
        verification: None,
    };
    identifiers::create(context.db, &identifier, &canonical.comparable)?;
    answer(context, &identifier)
}

/// Refuses when somebody else verified the same value in the meantime.
pub(crate) fn check_still_free(context: &Context<'_>, identifier: &Identifier) -> Outcome<()> {
    if identifiers::is_verified_elsewhere(context.db, &identifier.id)? {
        return Err(ApiError::param(&IDENTIFIER_EXISTS, identifier.kind.as_str()).into());
    }
    Ok(())
}

/// The first identifier of a kind that is verified becomes the primary one.
pub(crate) fn became_verified(context: &Context<'_>, identifier: &Identifier) -> Outcome<()> {
    identifiers::touch(context.db, &identifier.id, context.now)?;
    users::touch(context.db, &identifier.user_id, context.now)?;
    let Some(mut user) = users::read(context.db, &identifier.user_id)? else { return Ok(()) };
    if user.primary(identifier.kind).is_none() {
        user.set_primary(identifier.kind, Some(identifier.id.clone()));
        user.updated_at = context.now;
        users::save(context.db, &user)?;
    }
    Ok(())
}

/// The identifier as it is stored now.
pub(crate) fn answer_current(context: &Context<'_>, id: &str) -> Outcome<Answer> {
    let identifier = identifiers::read(context.db, id)?.ok_or(&NOT_FOUND)?;
    answer(context, &identifier)
}

/// One identifier as resource.
pub(crate) fn answer(context: &Context<'_>, identifier: &Identifier) -> Outcome<Answer> {
    let links = view::Links::load(context, &identifier.user_id)?;
    Answer::resource(&view::IdentifierView::new(context, identifier, &links))
}
