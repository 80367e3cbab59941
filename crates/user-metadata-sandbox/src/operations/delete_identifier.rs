//! `DELETE /v1/me/{email_addresses,phone_numbers,web3_wallets}/{id}`

use super::identifier;
use crate::errors::{Failure, LINKED_DELETION, Outcome};
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::users;
use crate::view::identifier::Links;

pub(crate) fn run(context: &Context<'_>, me: &Me, kind: Kind, id: &str) -> Outcome<Answer> {
    let found = identifier::own(context, me, kind, id)?;
    if !Links::load(context, &me.user.id)?.of(&found).is_empty() {
        return Err(Failure::from(&LINKED_DELETION));
    }
    identifiers::delete(context.db, id)?;
    if me.user.primary(kind) == Some(id) {
        // another verified one steps in
        let rest = identifiers::of_user(context.db, &me.user.id)?;
        let next = rest.into_iter().find(|other| other.kind == kind && Identifier::is_verified(other));
        let mut user = me.user.clone();
        user.set_primary(kind, next.map(|other| other.id));
        user.updated_at = context.now;
        users::save(context.db, &user)?;
    }
    Answer::deleted(kind.as_str(), id)
}
