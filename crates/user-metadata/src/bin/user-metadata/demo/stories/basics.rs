//! The four operations, each to the end, with the values of Clerk's documentation.

use user_metadata::ExternalAccountParams;
use user_metadata::api::Preparation;
use user_metadata::enrollment::{EmailProof, EnrollmentRequest};
use user_metadata::identifier::{EmailAddress, RedirectUrl, WalletAddress, Web3Strategy};
use user_metadata::resource::VerificationStatus;

use crate::demo::person::Move;
use crate::demo::stage::{Stage, Told};
use crate::demo::wallet::Wallet;

pub(super) fn email_code(stage: &Stage) -> Told {
    stage.voice.says("user.create_email_address(\"test@test.com\")");
    let email = stage.user.create_email_address("test@test.com")?;
    stage.must(email.verification.is_none(), "it exists, and is not verified")?;
    stage.voice.says("user.prepare_verification(&email, EmailCode)");
    let email = stage.user.prepare_verification(&email, Preparation::EmailCode)?;
    let code = stage.code("test@test.com").ok_or("no mail has come")?;
    stage.voice.says(&format!("user.attempt_verification(&email, \"{code}\")"));
    let email = stage.user.attempt_verification(&email, &code)?;
    let is_verified = email.verification.is_some_and(|held| held.status.is(VerificationStatus::VERIFIED));
    stage.must(is_verified, "test@test.com is verified")
}

pub(super) fn email_link(stage: &Stage) -> Told {
    let redirect_url = RedirectUrl::parse("/settings")?;
    let email = EmailAddress::parse("test@test.com")?;
    let request = EnrollmentRequest::EmailAddress { email, proof: EmailProof::Link { redirect_url } };
    stage.verify(request, &[Move::OpenLink])
}

pub(super) fn phone_code(stage: &Stage) -> Told {
    stage.voice.says("user.create_phone_number(\"15551234567\")");
    let phone = stage.user.create_phone_number("15551234567")?;
    stage.must(phone.phone_number == "+15551234567", "the plus sign was put in")?;
    stage.voice.says("user.prepare_verification(&phone, PhoneCode)");
    let phone = stage.user.prepare_verification(&phone, Preparation::PhoneCode)?;
    let code = stage.code("+15551234567").ok_or("no text message has come")?;
    stage.voice.says(&format!("user.attempt_verification(&phone, \"{code}\")"));
    let phone = stage.user.attempt_verification(&phone, &code)?;
    let is_verified = phone.verification.is_some_and(|held| held.status.is(VerificationStatus::VERIFIED));
    stage.must(is_verified, "+15551234567 is verified")
}

pub(super) fn wallet(stage: &Stage) -> Told {
    const DOCUMENTED: &str = "0x0123456789ABCDEF0123456789ABCDEF01234567";
    stage.voice.says(&format!("user.create_web3_wallet(\"{DOCUMENTED}\")"));
    let documented = stage.user.create_web3_wallet(DOCUMENTED)?;
    stage.must(documented.verification.is_none(), "it exists; nobody has its key, so it stays unverified")?;
    let ours = Wallet::for_tests().ok_or("the key is none")?.address();
    let request = EnrollmentRequest::Web3Wallet {
        web3_wallet: WalletAddress::parse(&ours)?,
        strategy: Web3Strategy::parse("web3_metamask_signature")?,
    };
    stage.verify(request, &[Move::Sign])
}

pub(super) fn external_account(stage: &Stage) -> Told {
    stage.verify(EnrollmentRequest::ExternalAccount(notion()?), &[Move::Allow])?;
    let user = stage.user.reload()?;
    let account = user.external_accounts.first().ok_or("the user has no external account")?;
    stage.must(account.provider() == "notion", "it is among user.external_accounts")
}

/// The example of the documentation.
pub(super) fn notion() -> Result<user_metadata::api::CreateExternalAccount, user_metadata::Error> {
    let params =
        ExternalAccountParams { strategy: "oauth_notion", redirect_url: Some("/"), ..Default::default() };
    Ok(params.to_call()?)
}
