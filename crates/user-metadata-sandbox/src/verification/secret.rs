//! Answers that no message asked for: passwords, authenticator codes and backup codes.

use super::{settled, wrong_answer};
use crate::errors::{ApiError, Failure, Outcome, VERIFICATION_FAILED};
use crate::model::Context;
use crate::store::verifications::{self, Status, Verification};

const STRATEGIES: [&str; 3] = ["password", "totp", "backup_code"];

/// Wrong answers are counted for each strategy apart, so that a mistyped password does not end the code
/// that is on its way to the same person.
fn count_owner(owner: &str, strategy: &str) -> String {
    format!("{owner}:{strategy}")
}

/// Refuses while too many wrong answers stand against a strategy.
pub(crate) fn check_open(context: &Context<'_>, owner: &str, strategy: &str) -> Outcome<()> {
    let count = verifications::read(context.db, &count_owner(owner, strategy))?;
    if count.is_some_and(|count| count.status == Status::Failed) {
        return Err(Failure::from(&VERIFICATION_FAILED));
    }
    Ok(())
}

/// Settles the verification of `owner`.
pub(crate) fn right(context: &Context<'_>, owner: &str, strategy: &str) -> Outcome<()> {
    let count = count_owner(owner, strategy);
    let verification = verifications::read(context.db, &count)?.unwrap_or_else(|| unanswered(strategy));
    verifications::forget(context.db, &count)?;
    verifications::save(context.db, owner, &settled(verification))?;
    Ok(())
}

/// Counts a wrong answer.
pub(crate) fn wrong(context: &Context<'_>, owner: &str, strategy: &str, wrong: ApiError) -> Outcome<Failure> {
    let count = count_owner(owner, strategy);
    let verification = verifications::read(context.db, &count)?.unwrap_or_else(|| unanswered(strategy));
    wrong_answer(context, &count, verification, wrong)
}

/// Takes answers again where too many were wrong, and begins to count anew where `is_another` occasion begins.
pub(crate) fn reopen(context: &Context<'_>, owner: &str, is_another: bool) -> Outcome<()> {
    for count in STRATEGIES.map(|strategy| count_owner(owner, strategy)) {
        let found = verifications::read(context.db, &count)?;
        if is_another || found.is_some_and(|found| found.status == Status::Failed) {
            verifications::forget(context.db, &count)?;
        }
    }
    Ok(())
}

/// The verification of `owner` as it is shown: the message's, or else what was tried without one.
pub(crate) fn shown(context: &Context<'_>, owner: &str) -> Outcome<Option<Verification>> {
    if let Some(found) = verifications::read(context.db, owner)? {
        return Ok(Some(found));
    }
    for strategy in STRATEGIES {
        if let Some(mut found) = verifications::read(context.db, &count_owner(owner, strategy))? {
            // the specification knows these as unverified or verified only
            found.status = Status::Unverified;
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn unanswered(strategy: &str) -> Verification {
    Verification { expire_at: None, ..Verification::unverified(strategy, 0) }
}
