//! `DELETE /v1/me/external_accounts/{id}/tokens`: the answer is the user.

use super::create_external_account::own;
use crate::errors::Outcome;
use crate::model::{Answer, Context, Me};
use crate::store::external_accounts;
use crate::view::user::UserView;

pub(crate) fn run(context: &Context<'_>, me: &Me, id: &str) -> Outcome<Answer> {
    let mut account = own(context, me, id)?;
    // without tokens nothing of what was granted is left
    account.approved_scopes.clear();
    account.updated_at = context.now;
    external_accounts::save(context.db, &account)?;
    Answer::resource(&UserView::load(context, &me.user.id)?)
}
