//! `/v1/client/sessions/{id}/verify`: proving again who a session belongs to.

pub(crate) mod attempt;
pub(crate) mod prepare;
pub(crate) mod read;
pub(crate) mod start;

use crate::errors::{Failure, Outcome, REVERIFICATION_ACTION, REVERIFICATION_MISSING};
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::reverifications::{self, Reverification};
use crate::store::sessions;
use crate::store::users::User;
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

/// What was started for this session and, perhaps, completed.
fn started(context: &Context<'_>, me: &Me) -> Outcome<Reverification> {
    let found = reverifications::read(context.db, &me.session.id)?;
    found.ok_or_else(|| Failure::from(&REVERIFICATION_MISSING))
}

/// The same where it stands at one step; at every other step the call comes too early or too late.
fn started_at(context: &Context<'_>, me: &Me, status: &str) -> Outcome<Reverification> {
    let found = started(context, me)?;
    if found.status == status { Ok(found) } else { Err(Failure::from(&REVERIFICATION_ACTION)) }
}

/// Whether a first factor, proved now, would count for this session.
pub(crate) fn awaits_first_factor(context: &Context<'_>, session: &str) -> Outcome<bool> {
    let found = reverifications::read(context.db, session)?;
    Ok(found.is_some_and(|found| found.status == NEEDS_FIRST))
}

/// The first factor holds: it is fresh again, and the second factor is next where one is asked. It settles
/// nothing that was not waiting for it.
pub(crate) fn first_factor_proved(context: &Context<'_>, session: &str) -> Outcome<()> {
    let Some(mut found) = reverifications::read(context.db, session)? else { return Ok(()) };
    if found.status != NEEDS_FIRST {
        return Ok(());
    }
    sessions::set_factors(context.db, session, Some(context.now), None)?;
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
