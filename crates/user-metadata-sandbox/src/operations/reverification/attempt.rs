//! `POST …/verify/attempt_first_factor` and `…/attempt_second_factor`

use super::{answer, first_factor_proved, second_factor_proved, under_way};
use crate::errors::{ApiError, CODE_INCORRECT, Failure, Outcome, PASSWORD_INCORRECT, STRATEGY_INVALID};
use crate::errors::{VERIFICATION_EXPIRED, VERIFICATION_FAILED, VERIFICATION_MISSING};
use crate::model::{Answer, Context, require_origin};
use crate::store::reverifications::{first_owner, second_owner};
use crate::store::users::{self, User};
use crate::store::verifications::{self, Status, Verification};
use crate::verification::{code, totp};

const FIELDS: [&str; 4] = ["strategy", "code", "password", "public_key_credential"];

pub(crate) fn first(context: &Context<'_>, session: &str) -> Outcome<Answer> {
    require_origin(context)?;
    let (session, user, _) = under_way(context, session)?;
    context.form.accept(&FIELDS, &[])?;
    let owner = first_owner(&session.id);
    match context.form.required("strategy")? {
        "password" => {
            let typed = context.form.required("password")?;
            let password = user.password.as_deref().ok_or(&STRATEGY_INVALID)?;
            if typed != password {
                return Err(ApiError::param(&PASSWORD_INCORRECT, "password").into());
            }
            verifications::save(context.db, &owner, &Verification::verified("password"))?;
        }
        "email_code" | "phone_code" => code::attempt(context, &owner, context.form.required("code")?)?,
        "email_link" => {
            // nothing to type: the link itself settles it, this only looks
            check_link(context, &owner)?;
            return answer(context, &session.id);
        }
        _ => return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into()),
    }
    first_factor_proved(context, &session.id)?;
    answer(context, &session.id)
}

fn check_link(context: &Context<'_>, owner: &str) -> Outcome<()> {
    let found = verifications::read(context.db, owner)?.ok_or(&VERIFICATION_MISSING)?;
    if found.strategy != "email_link" {
        return Err(Failure::from(&VERIFICATION_MISSING));
    }
    match found.status_at(context.now) {
        Status::Expired => Err(Failure::from(&VERIFICATION_EXPIRED)),
        Status::Failed => Err(Failure::from(&VERIFICATION_FAILED)),
        Status::Unverified | Status::Verified => Ok(()),
    }
}

pub(crate) fn second(context: &Context<'_>, session: &str) -> Outcome<Answer> {
    let (session, user, found) = under_way(context, session)?;
    context.form.accept(&FIELDS, &[])?;
    if found.status == super::NEEDS_FIRST {
        return Err(Failure::from(&VERIFICATION_MISSING));
    }
    let owner = second_owner(&session.id);
    let typed = context.form.required("code")?;
    match context.form.required("strategy")? {
        "phone_code" => code::attempt(context, &owner, typed)?,
        "totp" => {
            let secret = user.totp_secret.as_deref().ok_or(&STRATEGY_INVALID)?;
            if !totp::matches(secret, typed, context.now) {
                return Err(ApiError::param(&CODE_INCORRECT, "code").into());
            }
            verifications::save(context.db, &owner, &Verification::verified("totp"))?;
        }
        "backup_code" => {
            spend_backup_code(context, user, typed)?;
            verifications::save(context.db, &owner, &Verification::verified("backup_code"))?;
        }
        _ => return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into()),
    }
    second_factor_proved(context, found)?;
    answer(context, &session.id)
}

/// Each backup code works once.
fn spend_backup_code(context: &Context<'_>, mut user: User, typed: &str) -> Outcome<()> {
    let position = user.backup_codes.iter().position(|code| code == typed);
    let position = position.ok_or_else(|| ApiError::param(&CODE_INCORRECT, "code"))?;
    user.backup_codes.remove(position);
    users::save(context.db, &user)?;
    Ok(())
}
