//! Proving again who a session belongs to.

mod factors;
mod flow;
mod refused;
mod settings;
mod wrong_answers;

use serde_json::Value;
use totp_rs::{Builder, Secret};
use user_metadata_sandbox::{NewUser, Response};

use crate::support::{Desk, resource};

pub(crate) const TOTP_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// A person with every factor, whose session proved itself eleven minutes ago.
pub(crate) fn stale() -> Desk {
    let new = NewUser {
        email_addresses: vec!["jane@example.com".into()],
        phone_numbers: vec!["+15551234567".into()],
        password: Some("correct horse".into()),
        totp_secret: Some(TOTP_SECRET.into()),
        backup_codes: vec!["aaaa".into(), "bbbb".into()],
        factor_age_minutes: 11,
        ..NewUser::default()
    };
    let mut desk = Desk::with(&new);
    desk.model.settings_mut().reverification.enabled = true;
    desk
}

pub(crate) fn authenticator_code(now: i64) -> String {
    let secret = Secret::try_from_base32(TOTP_SECRET).unwrap();
    let authenticator = Builder::new().with_secret(secret).build_noncompliant();
    authenticator.generate(u64::try_from(now / 1000).unwrap()).to_string()
}

pub(crate) fn add(desk: &mut Desk) -> Response {
    desk.post("/v1/me/email_addresses", &[("email_address", "new@example.com")])
}

pub(crate) fn verify(desk: &mut Desk, step: &str, fields: &[(&str, &str)]) -> Response {
    let session = desk.user.session_id.clone();
    desk.post(&format!("/v1/client/sessions/{session}/verify{step}"), fields)
}

pub(crate) fn started(desk: &mut Desk, level: &str) -> Value {
    resource(&verify(desk, "", &[("level", level)]))
}

pub(crate) const PASSWORD: [(&str, &str); 2] = [("strategy", "password"), ("password", "correct horse")];

pub(crate) fn attempt_password(desk: &mut Desk, text: &str) -> Response {
    verify(desk, "/attempt_first_factor", &[("strategy", "password"), ("password", text)])
}

pub(crate) fn attempt_second(desk: &mut Desk, strategy: &str, code: &str) -> Response {
    verify(desk, "/attempt_second_factor", &[("strategy", strategy), ("code", code)])
}
