//! `POST /v1/me/phone_numbers/{id}/prepare_verification`

use super::identifier;
use crate::errors::{ApiError, Outcome, STRATEGY_INVALID};
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::Kind;
use crate::store::messages::Channel;
use crate::verification::code;

pub(crate) fn run(context: &mut Context<'_>, me: &Me, id: &str) -> Outcome<Answer> {
    context.form.accept(&["strategy", "proof_token"], &[])?;
    let found = identifier::own(context, me, Kind::PhoneNumber, id)?;
    if context.form.required("strategy")? != "phone_code" {
        return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into());
    }
    code::send(context, &me.user.id, id, Channel::Sms, &found.value)?;
    identifier::answer_current(context, id)
}
