//! `POST /v1/me/web3_wallets`

use super::identifier;
use crate::errors::{ApiError, Outcome, PARAM_FORMAT};
use crate::grammar::wallet;
use crate::model::{Answer, Context, Me};
use crate::store::identifiers::Kind;

pub(crate) fn run(context: &mut Context<'_>, me: &Me) -> Outcome<Answer> {
    context.form.accept(&["web3_wallet"], &[])?;
    let text = context.form.required("web3_wallet")?;
    let (_, address) = wallet::parse(text).ok_or_else(|| ApiError::param(&PARAM_FORMAT, "web3_wallet"))?;
    identifier::add(context, me, Kind::Web3Wallet, address, false)
}
