//! `POST …/verify/prepare_first_factor` and `…/prepare_second_factor`

use super::{answer, second_factor_phone, under_way};
use crate::errors::{ApiError, NOT_FOUND, Outcome, STRATEGY_INVALID};
use crate::model::{Answer, Context, require_origin};
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::messages::Channel;
use crate::store::reverifications::{first_owner, second_owner};
use crate::verification::{code, link};

const FIELDS: [&str; 5] = ["strategy", "email_address_id", "phone_number_id", "redirect_url", "proof_token"];

pub(crate) fn first(context: &mut Context<'_>, session: &str) -> Outcome<Answer> {
    require_origin(context)?;
    let (session, user, _) = under_way(context, session)?;
    context.form.accept(&FIELDS, &[])?;
    let owner = first_owner(&session.id);
    match context.form.required("strategy")? {
        "email_code" => {
            let address = chosen(context, &user.id, Kind::EmailAddress, "email_address_id")?;
            code::send(context, &user.id, &owner, Channel::Email, &address.value)?;
        }
        "phone_code" => {
            let phone = chosen(context, &user.id, Kind::PhoneNumber, "phone_number_id")?;
            code::send(context, &user.id, &owner, Channel::Sms, &phone.value)?;
        }
        "email_link" => {
            let address = chosen(context, &user.id, Kind::EmailAddress, "email_address_id")?;
            let redirect_url = context.required_redirect_url("redirect_url")?;
            link::send(context, &user.id, &owner, &address.value, redirect_url)?;
        }
        _ => return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into()),
    }
    answer(context, &session.id)
}

pub(crate) fn second(context: &mut Context<'_>, session: &str) -> Outcome<Answer> {
    let (session, user, _) = under_way(context, session)?;
    context.form.accept(&FIELDS, &[])?;
    if context.form.required("strategy")? != "phone_code" {
        return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into());
    }
    let phone = match context.form.optional("phone_number_id") {
        Some(_) => Some(chosen(context, &user.id, Kind::PhoneNumber, "phone_number_id")?),
        None => second_factor_phone(context, &user.id)?,
    };
    let phone = phone
        .filter(super::is_second_factor)
        .ok_or_else(|| ApiError::param(&STRATEGY_INVALID, "strategy"))?;
    code::send(context, &user.id, &second_owner(&session.id), Channel::Sms, &phone.value)?;
    answer(context, &session.id)
}

/// The verified identifier that the body names, or the first one where it names none.
fn chosen(context: &Context<'_>, user: &str, kind: Kind, param: &str) -> Outcome<Identifier> {
    let wanted = context.form.optional(param);
    let mut all = identifiers::of_user(context.db, user)?;
    all.retain(|found| found.kind == kind && found.is_verified());
    all.into_iter()
        .find(|found| wanted.is_none_or(|id| id == found.id))
        .ok_or_else(|| ApiError::param(&NOT_FOUND, param).into())
}
