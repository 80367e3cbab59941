//! `POST /v1/me/{email_addresses,phone_numbers}/{id}/attempt_verification`

use super::identifier;
use crate::errors::Outcome;
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::Kind;
use crate::verification::code;

pub(crate) fn run(context: &Context<'_>, me: &Me, kind: Kind, id: &str) -> Outcome<Answer> {
    context.form.accept(&["code"], &[])?;
    let found = identifier::own(context, me, kind, id)?;
    let typed = context.form.required("code")?;
    identifier::check_still_free(context, &found)?;
    code::attempt(context, id, &["email_code", "phone_code"], typed)?;
    identifier::became_verified(context, &found)?;
    identifier::answer_current(context, id)
}
