//! `GET /v1/me/{email_addresses,phone_numbers,web3_wallets}/{id}`

use super::identifier;
use crate::errors::Outcome;
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::Kind;

pub(crate) fn run(context: &Context<'_>, me: &Me, kind: Kind, id: &str) -> Outcome<Answer> {
    let found = identifier::own(context, me, kind, id)?;
    identifier::answer(context, &found)
}
