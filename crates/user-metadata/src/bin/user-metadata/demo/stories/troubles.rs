//! What happens to real people: typos, delays, second thoughts, bad networks.

use user_metadata::enrollment::{Effect, EmailProof, EnrollmentRequest, Input, Outcome};
use user_metadata::identifier::EmailAddress;
use user_metadata::secret::Secret;
use user_metadata_sandbox::{Fault, FaultKind, NewUser, RetryAfter, RetryAfterFormat};

use super::basics::notion;
use crate::demo::browser;
use crate::demo::person::Move;
use crate::demo::stage::{Stage, Told, session};

pub(super) fn wrong_code(stage: &Stage) -> Told {
    stage.verify(by_code("jane@example.com")?, &[Move::TypeWrongCode, Move::TypeCode])
}

pub(super) fn expired_code(stage: &Stage) -> Told {
    let moves = [Move::TypeCodeTooLate, Move::AskForAnother, Move::TypeCode];
    stage.verify(by_code("jane@example.com")?, &moves)?;
    stage.must(stage.sandbox.inbox().len() == 2, "two mails were sent, the second because the person asked")
}

pub(super) fn refused(stage: &Stage) -> Told {
    let outcome = stage.enroll(EnrollmentRequest::ExternalAccount(notion()?), &[Move::Deny])?;
    let Outcome::Refused { resource, error } = &outcome else { return unexpected(&outcome) };
    let text = format!("the app shows \"{}\" ({})", error.user_message(), error.code);
    stage.must(error.code == "oauth_access_denied" && !resource.is_verified(), &text)
}

pub(super) fn taken(stage: &Stage) -> Told {
    let somebody = NewUser { email_addresses: vec!["ada@example.com".into()], ..NewUser::default() };
    stage.sandbox.new_user_with(&somebody);
    stage.voice.says("somebody else has verified ada@example.com before");
    let outcome = stage.enroll(by_code("ada@example.com")?, &[])?;
    let Outcome::Rejected { error, .. } = &outcome else { return unexpected(&outcome) };
    let text = format!("the app shows \"{}\" ({})", error.user_message(), error.code());
    stage.must(error.has_code("form_identifier_exists"), &text)
}

pub(super) fn signed_out(stage: &Stage) -> Told {
    let nobody = stage.sandbox.new_client();
    stage.user.replace_session(session(&stage.sandbox, &nobody.dev_browser_token)?);
    stage.verify(by_code("jane@example.com")?, &[Move::SignIn, Move::TypeCode])
}

pub(super) fn killed_app(stage: &Stage) -> Told {
    stage.voice.says("the app enrolls notion");
    let mut enrolling = stage.user.enroll(EnrollmentRequest::ExternalAccount(notion()?));
    let Effect::OpenUrl { url, .. } = enrolling.proceed()? else {
        return Err("there is no URL to send the user to".into());
    };
    let snapshot = enrolling.snapshot();
    drop(enrolling);
    stage.voice.says(&format!(
        "the app stores a snapshot of {} bytes, sends the user off, and dies",
        snapshot.len()
    ));
    let landing = browser::decide(&url, "allow", None).ok_or("the provider's page leads nowhere")?;
    stage.voice.says(&format!("the person presses allow; the app starts again at {landing}"));
    let mut enrolling = stage.user.resume(&snapshot)?;
    enrolling.answer(Input::RedirectReturned { url: Secret::new(landing) })?;
    let Effect::Finish { outcome } = enrolling.proceed()? else {
        return Err("it has not ended".into());
    };
    stage.is_verified(&outcome)
}

pub(super) fn lost_connection(stage: &Stage) -> Told {
    stage.fault(Fault::once(FaultKind::LostAfter).on_method("POST"));
    stage.verify(by_code("jane@example.com")?, &[Move::TypeCode])?;
    let state = stage.server_state()?;
    let addresses = state.pointer("/email_addresses").and_then(|list| list.as_array()).map_or(0, Vec::len);
    stage.must(addresses == 1, "the server has it exactly once")
}

pub(super) fn rate_limit(stage: &Stage) -> Told {
    let retry_after = Some(RetryAfter { seconds: 20, format: RetryAfterFormat::Seconds });
    let kind = FaultKind::Status { status: 429, code: "too_many_requests".into(), retry_after };
    stage.fault(Fault::once(kind).on_method("POST"));
    let before = stage.sandbox.now_ms();
    stage.verify(by_code("jane@example.com")?, &[Move::TypeCode])?;
    let waited = stage.sandbox.now_ms().saturating_sub(before);
    stage.must(waited == 20_000, "it has waited for the 20 seconds that the server asked for")
}

fn by_code(email: &str) -> Result<EnrollmentRequest, user_metadata::Error> {
    Ok(EnrollmentRequest::EmailAddress { email: EmailAddress::parse(email)?, proof: EmailProof::Code })
}

fn unexpected(outcome: &Outcome) -> Told {
    Err(format!("it ended as {}", outcome.as_str()).into())
}
