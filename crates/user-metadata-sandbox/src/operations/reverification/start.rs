//! `POST …/verify`

use super::{NEEDS_FIRST, NEEDS_SECOND, answer, has_second_factor};
use crate::errors::{ApiError, Failure, Outcome, PARAM_VALUE, SIGNED_OUT};
use crate::model::{Answer, Context};
use crate::operations::sessions::own_active;
use crate::store::reverifications::{self, Reverification, first_owner, second_owner};
use crate::store::{users, verifications};

pub(crate) fn run(context: &Context<'_>, session: &str) -> Outcome<Answer> {
    let session = own_active(context, session)?;
    context.form.accept(&["level"], &[])?;
    let level = context.form.required("level")?;
    if !matches!(level, "first_factor" | "second_factor" | "multi_factor") {
        return Err(ApiError::param(&PARAM_VALUE, "level").into());
    }
    let user = users::read(context.db, &session.user_id)?.ok_or_else(|| Failure::from(&SIGNED_OUT))?;
    // Where no second factor is enrolled, the first one has to do.
    let level = if has_second_factor(context, &user)? { level } else { "first_factor" };
    let status = if level == "second_factor" { NEEDS_SECOND } else { NEEDS_FIRST };
    // A code that is on its way already stays good, and its cool-down counts: only what was settled goes.
    for owner in [first_owner(&session.id), second_owner(&session.id)] {
        if verifications::read(context.db, &owner)?.is_some_and(|found| found.is_verified()) {
            verifications::forget(context.db, &owner)?;
        }
    }
    let found = Reverification { session_id: session.id.clone(), level: level.into(), status: status.into() };
    reverifications::save(context.db, &found)?;
    answer(context, &session.id)
}
