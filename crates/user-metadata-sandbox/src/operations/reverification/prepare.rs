//! `POST …/verify/prepare_first_factor` and `…/prepare_second_factor`

use super::{NEEDS_FIRST, NEEDS_SECOND, answer, second_factor_phone, started_at};
use crate::errors::{ApiError, NOT_FOUND, Outcome, STRATEGY_INVALID};
use crate::model::{Answer, Context, Me, require_origin};
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::messages::Channel;
use crate::store::reverifications::{first_owner, second_owner};
use crate::verification::{code, link};

const FIELDS: [&str; 5] = ["strategy", "email_address_id", "phone_number_id", "redirect_url", "proof_token"];

pub(crate) fn first(context: &mut Context<'_>, me: &Me) -> Outcome<Answer> {
    require_origin(context)?;
    started_at(context, me, NEEDS_FIRST)?;
    context.form.accept(&FIELDS, &[])?;
    let user = &me.user.id;
    let owner = first_owner(&me.session.id);
    match context.form.required("strategy")? {
        "email_code" => {
            let address = chosen(context, user, Kind::EmailAddress, "email_address_id")?;
            code::send(context, user, &owner, Channel::Email, &address.value)?;
        }
        "phone_code" => {
            let phone = chosen(context, user, Kind::PhoneNumber, "phone_number_id")?;
            code::send(context, user, &owner, Channel::Sms, &phone.value)?;
        }
        "email_link" if context.settings.reverification.email_link => {
            let address = chosen(context, user, Kind::EmailAddress, "email_address_id")?;
            let redirect_url = context.required_redirect_url("redirect_url")?;
            link::send(context, user, &owner, &address.value, redirect_url)?;
        }
        _ => return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into()),
    }
    answer(context, &me.session.id)
}

pub(crate) fn second(context: &mut Context<'_>, me: &Me) -> Outcome<Answer> {
    started_at(context, me, NEEDS_SECOND)?;
    context.form.accept(&FIELDS, &[])?;
    if context.form.required("strategy")? != "phone_code" {
        return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into());
    }
    let user = &me.user.id;
    let phone = match context.form.optional("phone_number_id") {
        Some(_) => Some(chosen(context, user, Kind::PhoneNumber, "phone_number_id")?),
        None => second_factor_phone(context, user)?,
    };
    let phone = phone
        .filter(super::is_second_factor)
        .ok_or_else(|| ApiError::param(&STRATEGY_INVALID, "strategy"))?;
    code::send(context, user, &second_owner(&me.session.id), Channel::Sms, &phone.value)?;
    answer(context, &me.session.id)
}

/// The verified identifier that the body names, or the first one where it names none. Who has none of the
/// kind cannot use the strategy at all.
fn chosen(context: &Context<'_>, user: &str, kind: Kind, param: &str) -> Outcome<Identifier> {
    let wanted = context.form.optional(param);
    let mut all = identifiers::of_user(context.db, user)?;
    all.retain(|found| found.kind == kind && found.is_verified());
    if all.is_empty() {
        return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into());
    }
    all.into_iter()
        .find(|found| wanted.is_none_or(|id| id == found.id))
        .ok_or_else(|| ApiError::param(&NOT_FOUND, param).into())
}
