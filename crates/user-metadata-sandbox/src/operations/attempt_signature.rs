//! `POST /v1/me/web3_wallets/{id}/attempt_verification`

use super::identifier;
use crate::errors::{ApiError, Outcome, SIGNATURE_INCORRECT};
use crate::model::{Answer, Context, Me, require_origin};
use crate::store::identifiers::Kind;
use crate::store::verifications;
use crate::verification::{pending, settled, signature, wrong_answer};

const STRATEGIES: [&str; 5] = [
    "web3_metamask_signature",
    "web3_base_signature",
    "web3_coinbase_wallet_signature",
    "web3_okx_wallet_signature",
    "web3_solana_signature",
];

pub(crate) fn run(context: &Context<'_>, me: &Me, id: &str) -> Outcome<Answer> {
    require_origin(context)?;
    context.form.accept(&["signature"], &[])?;
    let found = identifier::own(context, me, Kind::Web3Wallet, id)?;
    let signed = context.form.required("signature")?;
    identifier::check_still_free(context, &found)?;
    let verification = pending(context, id, &STRATEGIES)?;
    let message = verification.message.as_deref().unwrap_or_default();
    if !signature::is_authentic(&found.value, message, signed) {
        let wrong = ApiError::param(&SIGNATURE_INCORRECT, "signature");
        return Err(wrong_answer(context, id, verification, wrong)?);
    }
    verifications::save(context.db, id, &settled(verification))?;
    identifier::became_verified(context, &found)?;
    identifier::answer_current(context, id)
}
