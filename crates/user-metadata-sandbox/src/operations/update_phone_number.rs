//! `PATCH /v1/me/phone_numbers/{id}`

use super::identifier;
use crate::errors::{Failure, Outcome, SECOND_FACTOR_UNVERIFIED};
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::{self, Kind};

pub(crate) fn run(context: &Context<'_>, me: &Me, id: &str) -> Outcome<Answer> {
    context.form.accept(&["reserved_for_second_factor", "default_second_factor"], &[])?;
    let mut phone = identifier::own(context, me, Kind::PhoneNumber, id)?;
    let reserved = context.form.flag("reserved_for_second_factor")?;
    let default = context.form.flag("default_second_factor")?;
    if (reserved == Some(true) || default == Some(true)) && !phone.is_verified() {
        return Err(Failure::from(&SECOND_FACTOR_UNVERIFIED));
    }
    if default == Some(true) {
        identifiers::clear_default_second_factor(context.db, &me.user.id)?;
    }
    phone.reserved_for_second_factor = reserved.unwrap_or(phone.reserved_for_second_factor);
    phone.default_second_factor = default.unwrap_or(phone.default_second_factor);
    phone.updated_at = context.now;
    identifiers::save_second_factor(context.db, &phone)?;
    identifier::answer_current(context, id)
}
