//! Authenticator apps (RFC 6238, thirty seconds, six digits, SHA-1).

use totp_rs::{Builder, Secret, Totp};

/// Whether a code is right now, or was a step ago, or will be in a step.
pub(crate) fn matches(secret_base32: &str, code: &str, now_ms: i64) -> bool {
    authenticator(secret_base32).is_some_and(|app| app.check(code, seconds(now_ms)).is_some())
}

/// The code that an authenticator app shows; none for a secret that is no base32.
pub(crate) fn code(secret_base32: &str, now_ms: i64) -> Option<String> {
    authenticator(secret_base32).map(|app| app.generate(seconds(now_ms)).to_string())
}

fn authenticator(secret_base32: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret_base32).ok()?;
    Some(Builder::new().with_secret(secret).with_skew(1).build_noncompliant())
}

fn seconds(ms: i64) -> u64 {
    u64::try_from(ms / 1000).unwrap_or_default()
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
        assert_eq!(code(secret, 59_000).as_deref(), Some("287082"));
        // at 1111111109 seconds: 07081804, of which the leading zero stays
        assert_eq!(code(secret, 1_111_111_109_000).as_deref(), Some("081804"));
        assert_eq!(code("not base32!", 59_000), None);
    }
}
