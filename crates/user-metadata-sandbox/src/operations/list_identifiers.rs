//! `GET /v1/me/{email_addresses,phone_numbers,web3_wallets}`: a bare array.

use crate::errors::Outcome;
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::{self, Kind};
use crate::view::identifier::{IdentifierView, Links};

pub(crate) fn run(context: &Context<'_>, me: &Me, kind: Kind) -> Outcome<Answer> {
    let all = identifiers::of_user(context.db, &me.user.id)?;
    let links = Links::load(context, &me.user.id)?;
    let views: Vec<_> = all
        .iter()
        .filter(|identifier| identifier.kind == kind)
        .map(|identifier| IdentifierView::new(context, identifier, &links))
        .collect();
    Answer::bare(&views)
}
