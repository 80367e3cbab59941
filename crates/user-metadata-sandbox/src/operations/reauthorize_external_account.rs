//! `PATCH /v1/me/external_accounts/{id}/reauthorize`

use super::create_external_account::{answer, own};
use super::provider_journey::{self, Destination};
use crate::errors::Outcome;
use crate::model::{Answer, Context, Me, require_origin};

const FIELDS: [&str; 4] = ["redirect_url", "action_complete_redirect_url", "oidc_login_hint", "oidc_prompt"];

pub(crate) fn run(context: &mut Context<'_>, me: &Me, id: &str) -> Outcome<Answer> {
    require_origin(context)?;
    context.form.accept(&FIELDS, &["additional_scope"])?;
    let account = own(context, me, id)?;
    context.form.required("redirect_url")?;
    let destination = Destination::from_form(context)?;
    provider_journey::send_account(context, me, &account, destination)?;
    answer(context, id)
}
