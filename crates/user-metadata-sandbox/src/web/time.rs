//! Times as people read them.

use maud::{Markup, html};

/// A moment.
pub(super) fn shown(ms: i64) -> Markup {
    let iso = jiff::Timestamp::from_millisecond(ms).map(|time| time.to_string()).unwrap_or_default();
    let short = iso.split('.').next().unwrap_or_default().trim_end_matches('Z').replace('T', " ");
    html! { time datetime=(iso) { (short) " UTC" } }
}

/// How long ago, or how soon.
pub(super) fn relative(ms: i64, now: i64) -> String {
    match now.saturating_sub(ms) {
        0..1000 => "just now".into(),
        past @ 1000.. => format!("{} ago", length(past)),
        future => format!("in {}", length(future.saturating_neg())),
    }
}

/// The largest unit that fits.
fn length(ms: i64) -> String {
    let seconds = ms.saturating_add(999) / 1000;
    match seconds {
        ..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_largest_unit() {
        assert_eq!(relative(0, 0), "just now");
        assert_eq!(relative(0, 45_000), "45 s ago");
        assert_eq!(relative(600_000, 0), "in 10 min");
        assert_eq!(relative(0, 7_200_000), "2 h ago");
        assert_eq!(relative(0, 604_800_000), "7 days ago");
        assert_eq!(relative(i64::MAX, 0), "in 106751991167 days");
        assert_eq!(
            shown(1_767_225_600_000).into_string(),
            "<time datetime=\"2026-01-01T00:00:00Z\">2026-01-01 00:00:00 UTC</time>"
        );
    }
}
