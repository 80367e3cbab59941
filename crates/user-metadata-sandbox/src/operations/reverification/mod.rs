//! `/v1/client/sessions/{id}/verify`: proving again who a session belongs to.

pub(crate) mod attempt;
pub(crate) mod prepare;
pub(crate) mod read;
pub(crate) mod start;

use crate::errors::{Outcome, REVERIFICATION_MISSING};
use crate::model::{Answer, Context};
use crate::operations::sessions::own_active;
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::reverifications::{self, Reverification};
use crate::store::sessions::{self, Session};
use crate::store::users::{self, User};
use crate::view::reverification::ReverificationView;

pub(crate) const NEEDS_FIRST: &str = "needs_first_factor";
pub(crate) const NEEDS_SECOND: &str = "needs_second_factor";
pub(crate) const COMPLETE: &str = "complete";

/// Whether this user could prove a second factor.
pub(crate) fn has_second_factor(context: &Context<'_>, user: &User) -> Outcome<bool> {
    Ok(is_enrolled(user, &identifiers::of_user(context.db, &user.id)?))
}

/// The same for identifiers that were read already.
pub(crate) fn is_enrolled(user: &User, identifiers: &[Identifier]) -> bool {
    user.totp_secret.is_some() || !user.backup_codes.is_empty() || identifiers.iter().any(is_second_factor)
}

fn is_second_factor(phone: &Identifier) -> bool {
    phone.kind == Kind::PhoneNumber && phone.reserved_for_second_factor && phone.is_verified()
}

/// The number that gets the second factor's code: the default one, else the first.
fn second_factor_phone(context: &Context<'_>, user: &str) -> Outcome<Option<Identifier>> {
    let mut phones = identifiers::of_user(context.db, user)?;
    phones.retain(is_second_factor);
    phones.sort_by_key(|phone| !phone.default_second_factor);
    Ok(phones.into_iter().next())
}

/// The reverification under way for an active session of this client.
fn under_way(context: &Context<'_>, session: &str) -> Outcome<(Session, User, Reverification)> {
    let session = own_active(context, session)?;
    let user = users::read(context.db, &session.user_id)?.ok_or(&REVERIFICATION_MISSING)?;
    let found = reverifications::read(context.db, &session.id)?.ok_or(&REVERIFICATION_MISSING)?;
    Ok((session, user, found))
}

/// The first factor holds: the session is fresh again, and the second factor is next where one is asked.
pub(crate) fn first_factor_proved(context: &Context<'_>, session: &str) -> Outcome<()> {
    sessions::set_factors(context.db, session, Some(context.now), None)?;
    let Some(mut found) = reverifications::read(context.db, session)? else { return Ok(()) };
    found.status = if found.level == "multi_factor" { NEEDS_SECOND } else { COMPLETE }.into();
    reverifications::save(context.db, &found)?;
    Ok(())
}

fn second_factor_proved(context: &Context<'_>, mut found: Reverification) -> Outcome<()> {
    sessions::set_factors(context.db, &found.session_id, None, Some(context.now))?;
    found.status = COMPLETE.into();
    reverifications::save(context.db, &found)?;
    Ok(())
}

fn answer(context: &Context<'_>, session: &str) -> Outcome<Answer> {
    Answer::resource(&ReverificationView::load(context, session)?)
}
