//! `DELETE /v1/me/external_accounts/{id}`

use super::create_external_account::own;
use crate::errors::Outcome;
use crate::model::{Answer, Context, Me};
use crate::store::external_accounts;

pub(crate) fn run(context: &Context<'_>, me: &Me, id: &str) -> Outcome<Answer> {
    own(context, me, id)?;
    external_accounts::delete(context.db, id)?;
    Answer::deleted("external_account", id)
}
