//! `PATCH /v1/me`: names, and which identifier is the primary one.

use crate::errors::{ApiError, NOT_FOUND, Outcome, VERIFICATION_NEEDED};
use crate::form::Form;
use crate::model::{Answer, Context, Me};
use crate::operations::identifier;
use crate::store::identifiers::Kind;
use crate::store::users;
use crate::view::user::UserView;

const PRIMARIES: [(Kind, &str); 3] = [
    (Kind::EmailAddress, "primary_email_address_id"),
    (Kind::PhoneNumber, "primary_phone_number_id"),
    (Kind::Web3Wallet, "primary_web3_wallet_id"),
];

/// Whether the body chooses a primary identifier.
pub(crate) fn sets_primary(form: &Form) -> bool {
    PRIMARIES.iter().any(|(_, name)| form.optional(name).is_some())
}

pub(crate) fn run(context: &Context<'_>, me: &Me) -> Outcome<Answer> {
    let names = ["username", "first_name", "last_name"];
    let primaries = PRIMARIES.map(|(_, name)| name);
    context.form.accept(&[names.as_slice(), primaries.as_slice()].concat(), &[])?;
    let mut user = me.user.clone();
    for (kind, name) in PRIMARIES {
        let Some(id) = context.form.optional(name) else { continue };
        let found = identifier::own(context, me, kind, id).map_err(|_| ApiError::param(&NOT_FOUND, name))?;
        if !found.is_verified() {
            return Err(ApiError::param(&VERIFICATION_NEEDED, name).into());
        }
        user.set_primary(kind, Some(found.id));
    }
    let changed = |name: &str, old: Option<String>| match context.form.find(name) {
        Some("") => None,
        Some(new) => Some(new.to_owned()),
        None => old,
    };
    user.username = changed("username", user.username);
    user.first_name = changed("first_name", user.first_name);
    user.last_name = changed("last_name", user.last_name);
    user.updated_at = context.now;
    users::save(context.db, &user)?;
    Answer::resource(&UserView::load(context, &user.id)?)
}
