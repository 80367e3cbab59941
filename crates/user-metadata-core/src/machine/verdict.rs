//! How a link or a round trip ended.

use super::Landing;
use crate::error::ClerkError;
use crate::error::codes::VerdictCode;
use crate::resource::{Verification, VerificationStatus};

/// How a link or a round trip ended, when it did.
pub(crate) enum Verdict {
    Expired,
    Refused(ClerkError),
}

/// Reads the verification first and the landing URL second: the server knows, the URL only says.
pub(crate) fn verdict(verification: Option<&Verification>, landing: Option<&Landing>) -> Option<Verdict> {
    let status = verification.map_or("", |held| held.status.as_str());
    let said = verification.and_then(|held| held.error.clone());
    match status {
        VerificationStatus::EXPIRED => return Some(Verdict::Expired),
        VerificationStatus::FAILED => {
            let told = landing.and_then(Landing::error);
            return Some(Verdict::Refused(
                said.or(told).unwrap_or_else(|| VerdictCode::VerificationRefused.as_error()),
            ));
        }
        VerificationStatus::TRANSFERABLE => {
            return Some(Verdict::Refused(said.unwrap_or_else(|| VerdictCode::Transferable.as_error())));
        }
        _ => {}
    }
    if let Some(error) = said {
        return Some(Verdict::Refused(error));
    }
    if let Some(error) = landing.and_then(Landing::error) {
        return Some(Verdict::Refused(error));
    }
    match landing.and_then(|landing| landing.status.as_deref()) {
        Some("expired") => Some(Verdict::Expired),
        Some("failed") => Some(Verdict::Refused(VerdictCode::VerificationRefused.as_error())),
        Some("client_mismatch") => Some(Verdict::Refused(VerdictCode::ClientMismatch.as_error())),
        Some("transferable") => Some(Verdict::Refused(VerdictCode::Transferable.as_error())),
        Some(_) | None => None,
    }
}

impl Landing {
    fn error(&self) -> Option<ClerkError> {
        let code = self.error_code.as_ref()?;
        Some(ClerkError { code: code.clone(), ..VerdictCode::VerificationRefused.as_error() })
    }
}
