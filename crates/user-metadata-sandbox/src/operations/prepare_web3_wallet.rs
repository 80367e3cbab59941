//! `POST /v1/me/web3_wallets/{id}/prepare_verification`

use url::Url;

use super::identifier;
use crate::errors::{ALREADY_VERIFIED, ApiError, Failure, Outcome, STRATEGY_INVALID};
use crate::grammar::wallet::{self, Chain};
use crate::model::{Answer, Context, Me, require_origin};
use crate::store::identifiers::Kind;
use crate::store::verifications::{self, Verification};
use crate::verification::signature;

pub(crate) fn run(context: &mut Context<'_>, me: &Me, id: &str) -> Outcome<Answer> {
    require_origin(context)?;
    context.form.accept(&["strategy", "redirect_url"], &[])?;
    let found = identifier::own(context, me, Kind::Web3Wallet, id)?;
    let strategy = context.form.required("strategy")?.to_owned();
    let chain = wallet::parse(&found.value).map(|(chain, _)| chain);
    let (Some(chain), true) = (chain, chain == chain_of(&strategy)) else {
        return Err(ApiError::param(&STRATEGY_INVALID, "strategy").into());
    };
    if found.is_verified() {
        return Err(Failure::from(&ALREADY_VERIFIED));
    }
    let expire_at = context.after(context.settings.signature_lifetime_ms);
    let nonce = context.random.text(24);
    let app = Url::parse(context.origin().unwrap_or(context.base_url));
    let domain = app.as_ref().map_or("localhost", |url| url.authority()).to_owned();
    let message = signature::message(&domain, chain, &found.value, &nonce, context.now, expire_at);
    let verification = Verification {
        nonce: Some(nonce),
        message: Some(message),
        attempts: Some(0),
        ..Verification::unverified(&strategy, expire_at)
    };
    verifications::save(context.db, id, &verification)?;
    identifier::answer_current(context, id)
}

/// The chain that a strategy's wallets sign for.
fn chain_of(strategy: &str) -> Option<Chain> {
    match strategy {
        "web3_metamask_signature"
        | "web3_base_signature"
        | "web3_coinbase_wallet_signature"
        | "web3_okx_wallet_signature" => Some(Chain::Ethereum),
        "web3_solana_signature" => Some(Chain::Solana),
        _ => None,
    }
}
