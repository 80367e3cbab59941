//! `POST …/verify/attempt_first_factor` and `…/attempt_second_factor`

use super::{NEEDS_FIRST, NEEDS_SECOND, answer, first_factor_proved, second_factor_proved, started_at};
use crate::errors::{ApiError, CODE_INCORRECT, Outcome, PASSWORD_INCORRECT, STRATEGY_INVALID};
use crate::model::{Answer, Context, Me, require_origin};
use crate::store::reverifications::{first_owner, second_owner};
use crate::store::users::{self, User};
use crate::verification::{code, secret, totp};

const FIELDS: [&str; 4] = ["strategy", "code", "password", "public_key_credential"];

pub(crate) fn first(context: &Context<'_>, me: &Me) -> Outcome<Answer> {
    require_origin(context)?;
    started_at(context, me, NEEDS_FIRST)?;
    context.form.accept(&FIELDS, &[])?;
    let owner = first_owner(&me.session.id);
    match context.form.required("strategy")? {
        "password" => attempt_password(context, &me.user, &owner)?,
        strategy @ ("email_code" | "phone_code") => {
            code::attempt(context, &owner, &[strategy], context.form.required("code")?)?;
        }
        _ => return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into()),
    }
    first_factor_proved(context, &me.session.id)?;
    answer(context, &me.session.id)
}

fn attempt_password(context: &Context<'_>, user: &User, owner: &str) -> Outcome<()> {
    let typed = context.form.required("password")?;
    let password = user.password.as_deref().ok_or_else(|| ApiError::param(&STRATEGY_INVALID, "strategy"))?;
    secret::check_open(context, owner, "password")?;
    if typed != password {
        let wrong = ApiError::param(&PASSWORD_INCORRECT, "password");
        return Err(secret::wrong(context, owner, "password", wrong)?);
    }
    secret::right(context, owner, "password")
}

pub(crate) fn second(context: &Context<'_>, me: &Me) -> Outcome<Answer> {
    let found = started_at(context, me, NEEDS_SECOND)?;
    context.form.accept(&FIELDS, &[])?;
    let owner = second_owner(&me.session.id);
    let typed = context.form.required("code")?;
    match context.form.required("strategy")? {
        "phone_code" => code::attempt(context, &owner, &["phone_code"], typed)?,
        "totp" => attempt_totp(context, &me.user, &owner, typed)?,
        "backup_code" => spend_backup_code(context, me.user.clone(), &owner, typed)?,
        _ => return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into()),
    }
    second_factor_proved(context, found)?;
    answer(context, &me.session.id)
}

fn attempt_totp(context: &Context<'_>, user: &User, owner: &str, typed: &str) -> Outcome<()> {
    let enrolled =
        user.totp_secret.as_deref().ok_or_else(|| ApiError::param(&STRATEGY_INVALID, "strategy"))?;
    secret::check_open(context, owner, "totp")?;
    if !totp::matches(enrolled, typed, context.now) {
        let wrong = ApiError::param(&CODE_INCORRECT, "code");
        return Err(secret::wrong(context, owner, "totp", wrong)?);
    }
    secret::right(context, owner, "totp")
}

/// Each backup code works once. Who spent the last one is told that the code is wrong, as everybody is.
fn spend_backup_code(context: &Context<'_>, mut user: User, owner: &str, typed: &str) -> Outcome<()> {
    secret::check_open(context, owner, "backup_code")?;
    let Some(position) = user.backup_codes.iter().position(|code| code == typed) else {
        let wrong = ApiError::param(&CODE_INCORRECT, "code");
        return Err(secret::wrong(context, owner, "backup_code", wrong)?);
    };
    user.backup_codes.remove(position);
    users::save(context.db, &user)?;
    secret::right(context, owner, "backup_code")
}
