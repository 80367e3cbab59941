//! `POST …/verify`

use super::{COMPLETE, NEEDS_FIRST, NEEDS_SECOND, answer, has_second_factor};
use crate::errors::{ApiError, Outcome, PARAM_VALUE};
use crate::model::{Answer, Context, Me};
use crate::store::reverifications::{self, Reverification, first_owner, second_owner};
use crate::store::verifications;
use crate::verification::secret;

pub(crate) fn run(context: &Context<'_>, me: &Me) -> Outcome<Answer> {
    context.form.accept(&["level"], &[])?;
    let level = context.form.required("level")?;
    if !matches!(level, "first_factor" | "second_factor" | "multi_factor") {
        return Err(ApiError::param(&PARAM_VALUE, "level").into());
    }
    // Where no second factor is enrolled, the first one has to do.
    let level = if has_second_factor(context, &me.user)? { level } else { "first_factor" };
    let status = if level == "second_factor" { NEEDS_SECOND } else { NEEDS_FIRST };
    let session = &me.session.id;
    let previous = reverifications::read(context.db, session)?;
    let is_another = previous.is_none_or(|previous| previous.status == COMPLETE);
    // A code that is on its way already stays good, and its cool-down counts: only what was settled goes.
    for owner in [first_owner(session), second_owner(session)] {
        if verifications::read(context.db, &owner)?.is_some_and(|found| found.is_verified()) {
            verifications::forget(context.db, &owner)?;
        }
        secret::reopen(context, &owner, is_another)?;
    }
    let found = Reverification { session_id: session.clone(), level: level.into(), status: status.into() };
    reverifications::save(context.db, &found)?;
    answer(context, session)
}
