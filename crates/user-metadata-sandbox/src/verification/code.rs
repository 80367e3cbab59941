//! Six-digit codes by email and SMS.

use std::sync::LazyLock;

use regex::Regex;

use super::{TEST_CODE, check_cooldown, pending, settled, wrong_answer};
use crate::errors::{ALREADY_VERIFIED, ApiError, CODE_INCORRECT, Failure, Outcome};
use crate::grammar::pattern;
use crate::model::Context;
use crate::store::messages::{self, Channel, Message, MessageKind};
use crate::store::verifications::{self, Status, Verification};

static TEST_ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\+clerk_test(\+[^@]*)?@"));
static TEST_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\+1[0-9]{3}55501[0-9]{2}$"));

/// Sends a code to `to` that settles the verification of `owner`. An earlier code stays good within its
/// own life, unless it was burnt by wrong answers.
pub(crate) fn send(
    context: &mut Context<'_>,
    user: &str,
    owner: &str,
    channel: Channel,
    to: &str,
) -> Outcome<Verification> {
    let previous = verifications::read(context.db, owner)?;
    if previous.as_ref().is_some_and(Verification::is_verified) {
        return Err(Failure::from(&ALREADY_VERIFIED));
    }
    check_cooldown(context, previous.as_ref())?;
    let expire_at = context.after(context.settings.code_lifetime_ms);
    let is_test = context.settings.test_mode && takes_test_code(channel, to);
    let code = if is_test { TEST_CODE.to_owned() } else { context.random.code() };
    verifications::add_code(context.db, owner, &code, expire_at)?;
    if !is_test {
        let (to, sent_at) = (to.to_owned(), context.now);
        let message = Message { channel, to, kind: MessageKind::Code, code: Some(code), link: None, sent_at };
        messages::add(context.db, user, &message)?;
    }
    let strategy = match channel {
        Channel::Email => "email_code",
        Channel::Sms => "phone_code",
    };
    let verification = Verification {
        attempts: Some(0),
        sent_at: Some(context.now),
        status: Status::Unverified,
        ..Verification::unverified(strategy, expire_at)
    };
    verifications::save(context.db, owner, &verification)?;
    Ok(verification)
}

/// Settles a verification of one of these strategies with a code; on a wrong one the attempt is counted.
pub(crate) fn attempt(context: &Context<'_>, owner: &str, strategies: &[&str], code: &str) -> Outcome<()> {
    let verification = pending(context, owner, strategies)?;
    if !verifications::code_matches(context.db, owner, code, context.now)? {
        let wrong = ApiError::param(&CODE_INCORRECT, "code");
        return Err(wrong_answer(context, owner, verification, wrong)?);
    }
    verifications::save(context.db, owner, &settled(verification))?;
    verifications::drop_codes(context.db, owner)?;
    Ok(())
}

fn takes_test_code(channel: Channel, to: &str) -> bool {
    match channel {
        Channel::Email => TEST_ADDRESS.is_match(to),
        Channel::Sms => TEST_NUMBER.is_match(to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_addresses_and_numbers_are_recognised() {
        assert!(takes_test_code(Channel::Email, "jane+clerk_test@example.com"));
        assert!(!takes_test_code(Channel::Email, "jane+clerk_tester@example.com"));
        assert!(takes_test_code(Channel::Sms, "+12015550100"));
        assert!(!takes_test_code(Channel::Sms, "+12015550200"));
    }
}
