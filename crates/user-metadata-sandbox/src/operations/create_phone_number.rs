//! `POST /v1/me/phone_numbers`

use super::identifier;
use crate::errors::{ApiError, COUNTRY_UNSUPPORTED, Outcome, PARAM_FORMAT};
use crate::grammar::phone;
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::Kind;

pub(crate) fn run(context: &mut Context<'_>, me: &Me) -> Outcome<Answer> {
    context.form.accept(&["phone_number", "reserved_for_second_factor"], &[])?;
    let text = context.form.required("phone_number")?;
    let number = phone::parse(text).ok_or_else(|| ApiError::param(&PARAM_FORMAT, "phone_number"))?;
    let reserved = context.form.flag("reserved_for_second_factor")?.unwrap_or_default();
    let digits = number.value.trim_start_matches('+');
    if context.settings.blocked_country_codes.iter().any(|code| digits.starts_with(code.as_str())) {
        return Err(ApiError::param(&COUNTRY_UNSUPPORTED, "phone_number").into());
    }
    identifier::add(context, me, Kind::PhoneNumber, number, reserved)
}
