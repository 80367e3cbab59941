//! Verifications. Variants differ in which fields they have at all, hence the fields that can be skipped.

use serde::Serialize;
use serde_json::Value;

use crate::errors;
use crate::store::verifications::Verification;

/// A verification in JSON.
#[derive(Serialize)]
pub(crate) struct VerificationView<'a> {
    object: &'static str,
    status: &'static str,
    strategy: &'a str,
    attempts: Option<i64>,
    expire_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_verification_redirect_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verified_at_client: Option<&'a str>,
}

impl<'a> VerificationView<'a> {
    pub(crate) fn new(verification: &'a Verification, now: i64) -> Self {
        Self {
            object: object_of(&verification.strategy),
            status: verification.status_at(now).as_str(),
            strategy: &verification.strategy,
            attempts: verification.attempts,
            expire_at: verification.expire_at,
            nonce: verification.nonce.as_deref(),
            message: verification.message.as_deref(),
            external_verification_redirect_url: verification.redirect_url.as_deref(),
            error: verification.error.as_deref().map(|code| errors::entry(code, None)),
            verified_at_client: verification.verified_at_client.as_deref(),
        }
    }
}

fn object_of(strategy: &str) -> &'static str {
    match strategy {
        "email_code" | "phone_code" => "verification_otp",
        "email_link" => "verification_email_link",
        "password" => "verification_password",
        "totp" => "verification_totp",
        "backup_code" => "verification_backup_code",
        "saml" => "verification_saml",
        _ if strategy.starts_with("web3_") => "verification_web3",
        _ if strategy.starts_with("oauth_") => "verification_oauth",
        _ => "verification_admin",
    }
}
