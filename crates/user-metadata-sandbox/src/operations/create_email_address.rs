//! `POST /v1/me/email_addresses`

use super::identifier;
use crate::errors::{ApiError, Outcome, PARAM_FORMAT};
use crate::grammar::email;
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::Kind;

pub(crate) fn run(context: &mut Context<'_>, me: &Me) -> Outcome<Answer> {
    context.form.accept(&["email_address"], &[])?;
    let text = context.form.required("email_address")?;
    let address = email::parse(text).ok_or_else(|| ApiError::param(&PARAM_FORMAT, "email_address"))?;
    identifier::add(context, me, Kind::EmailAddress, address, false)
}
