//! How an identifier is proved: codes, links, signatures and authenticators.

pub(crate) mod code;
pub(crate) mod link;
pub(crate) mod secret;
pub(crate) mod signature;
pub(crate) mod signer;
pub(crate) mod totp;

use crate::errors::{ALREADY_VERIFIED, VERIFICATION_EXPIRED, VERIFICATION_MISSING};
use crate::errors::{ApiError, CODE_TOO_SOON, Failure, Outcome, VERIFICATION_FAILED};
use crate::model::Context;
use crate::store::verifications::{self, Status, Verification};

/// What test addresses and numbers take.
pub(crate) const TEST_CODE: &str = "424242";

/// The verification that an attempt is about, if it can still be settled with this strategy.
pub(crate) fn pending(context: &Context<'_>, owner: &str, strategies: &[&str]) -> Outcome<Verification> {
    let found = verifications::read(context.db, owner)?.ok_or(&VERIFICATION_MISSING)?;
    if found.status == Status::Verified {
        return Err(Failure::from(&ALREADY_VERIFIED));
    }
    if !strategies.contains(&found.strategy.as_str()) {
        return Err(Failure::from(&VERIFICATION_MISSING));
    }
    match found.status_at(context.now) {
        Status::Failed => Err(Failure::from(&VERIFICATION_FAILED)),
        Status::Expired => Err(Failure::from(&VERIFICATION_EXPIRED)),
        Status::Unverified | Status::Verified => Ok(found),
    }
}

/// Counts a wrong answer. The last one allowed ends the verification and says so; those before it
/// answer `wrong`.
pub(crate) fn wrong_answer(
    context: &Context<'_>,
    owner: &str,
    mut verification: Verification,
    wrong: ApiError,
) -> Outcome<Failure> {
    let attempts = verification.attempts.unwrap_or_default() + 1;
    verification.attempts = Some(attempts);
    let is_last = attempts >= context.settings.max_attempts;
    if is_last {
        verification.status = Status::Failed;
        verifications::drop_codes(context.db, owner)?;
    }
    verifications::save(context.db, owner, &verification)?;
    Ok(if is_last { Failure::from(&VERIFICATION_FAILED) } else { wrong.into() })
}

/// The verification after the right answer.
pub(crate) fn settled(mut verification: Verification) -> Verification {
    verification.attempts = Some(verification.attempts.unwrap_or_default() + 1);
    verification.status = Status::Verified;
    verification
}

/// Refuses a second message within the cool-down.
pub(crate) fn check_cooldown(context: &Context<'_>, previous: Option<&Verification>) -> Outcome<()> {
    let Some(sent_at) = previous.and_then(|verification| verification.sent_at) else { return Ok(()) };
    let remaining = context.settings.resend_cooldown_ms.saturating_sub(context.now.saturating_sub(sent_at));
    if remaining > 0 {
        return Err(ApiError::new(&CODE_TOO_SOON).retry_after(remaining).into());
    }
    Ok(())
}
