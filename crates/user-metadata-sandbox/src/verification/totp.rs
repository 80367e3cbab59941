//! Authenticator apps (RFC 6238, thirty seconds, six digits, SHA-1).

use totp_rs::{Builder, Secret};

/// Whether a code is right now, or was a step ago, or will be in a step.
pub(crate) fn matches(secret_base32: &str, code: &str, now_ms: i64) -> bool {
    let Ok(secret) = Secret::try_from_base32(secret_base32) else { return false };
    let seconds = u64::try_from(now_ms / 1000).unwrap_or_default();
    let authenticator = Builder::new().with_secret(secret).with_skew(1).build_noncompliant();
    authenticator.check(code, seconds).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_test_vector_holds() {
        // RFC 6238, appendix B, at 59 seconds: 94287082, of which the last six digits count.
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert!(matches(secret, "287082", 59_000));
        assert!(!matches(secret, "287082", 590_000));
        assert!(!matches("not base32!", "287082", 59_000));
    }
}
