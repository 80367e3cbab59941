//! How long the server asks to be left alone.

use crate::http::HttpResponse;
use crate::time::Timestamp;

/// Milliseconds from `Retry-After`, in seconds or as a date; for a 429 without one, from `X-RateLimit-Reset`, a Unix
/// time in seconds.
///
/// A date counts from the answer's own `Date`, since the device's clock may be wrong; from `now` where there is none.
pub(super) fn millis(response: &HttpResponse, now: Timestamp) -> Option<i64> {
    let answered = response.header("date").and_then(Timestamp::from_http_date).unwrap_or(now);
    let until = |moment: Timestamp| moment.millis_since(answered).max(0);
    if let Some(value) = response.header("retry-after").map(str::trim) {
        let wait = whole_number(value)
            .map(|seconds| seconds.saturating_mul(1000))
            .or_else(|| Timestamp::from_http_date(value).map(until));
        if wait.is_some() {
            return wait;
        }
    }
    if response.status != 429 {
        return None;
    }
    let reset = whole_number(response.header("x-ratelimit-reset")?.trim())?;
    Some(until(Timestamp::from_unix_millis(reset.saturating_mul(1000))))
}

fn whole_number(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT
    const NOW: Timestamp = Timestamp::from_unix_millis(784_111_777_000);

    fn wait(status: u16, headers: &[(&str, &str)]) -> Option<i64> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        millis(&HttpResponse { status, headers, body: Vec::new() }, NOW)
    }

    #[test]
    fn seconds_are_taken_on_any_refusal() {
        assert_eq!(wait(429, &[("Retry-After", "30")]), Some(30_000));
        assert_eq!(wait(503, &[("retry-after", " 0 ")]), Some(0));
        assert_eq!(wait(429, &[("retry-after", "9223372036854775807")]), Some(i64::MAX));
    }

    #[test]
    fn a_date_counts_from_the_answers_own_clock() {
        let date = ("Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT");
        assert_eq!(wait(429, &[date]), Some(30_000));
        assert_eq!(wait(429, &[date, ("Date", "Sun, 06 Nov 1994 08:50:02 GMT")]), Some(5_000));
        assert_eq!(wait(429, &[("Retry-After", "Sun, 06 Nov 1994 08:00:00 GMT")]), Some(0));
    }

    #[test]
    fn the_rate_limit_is_a_fallback_for_429_only() {
        let reset = ("X-RateLimit-Reset", "784111787");
        assert_eq!(wait(429, &[reset]), Some(10_000));
        assert_eq!(wait(429, &[reset, ("Retry-After", "3")]), Some(3_000));
        assert_eq!(wait(429, &[reset, ("Retry-After", "soon")]), Some(10_000));
        assert_eq!(wait(422, &[reset]), None);
    }

    #[test]
    fn nonsense_is_no_wait() {
        for value in ["", "-1", "1.5", "soon", "99999999999999999999", "١"] {
            assert_eq!(wait(429, &[("Retry-After", value), ("X-RateLimit-Reset", value)]), None, "{value:?}");
        }
    }
}
