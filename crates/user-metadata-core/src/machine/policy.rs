//! The numbers of the machines, all in one place. Server times win over them wherever the server gives one.

use crate::time::Timestamp;

/// Between two codes: what Clerk's own interfaces wait.
pub(crate) const CODE_COOL_DOWN_MILLIS: i64 = 30_000;
/// Between two links: what Clerk's own interfaces wait.
pub(crate) const LINK_COOL_DOWN_MILLIS: i64 = 60_000;
/// How long a link is waited for when the server does not say until when it works (documented: ten minutes).
pub(crate) const LINK_LIFETIME_MILLIS: i64 = 600_000;
/// The first pause between two looks at a link.
pub(crate) const FIRST_POLL_MILLIS: i64 = 1_000;
/// The longest pause between two looks at a link.
pub(crate) const LAST_POLL_MILLIS: i64 = 5_000;
/// How often in a row the network may fail.
pub(crate) const TRANSPORT_TRIES: u32 = 8;
/// How often in a row the server may ask for patience.
pub(crate) const SERVER_TRIES: u32 = 6;
/// How often in a row an answer may be unreadable.
pub(crate) const UNREADABLE_TRIES: u32 = 3;
/// The longest pause that a server may ask for; a longer one ends the machine with the server's refusal.
pub(crate) const LONGEST_WAIT_MILLIS: i64 = 600_000;
/// How often in a row a sign-in may be asked for without effect.
pub(crate) const SIGN_IN_TRIES: u32 = 3;
/// How many verifications may be closed because of wrong proofs.
pub(crate) const CLOSED_VERIFICATIONS: u32 = 3;
/// `Date` counts in seconds and an answer takes time to travel: a smaller difference is no difference.
const CLOCK_TOLERANCE_MILLIS: i64 = 2_000;

/// The pause before the next try: 1, 2, 4, 8, 16, then 30 seconds.
pub(crate) const fn backoff_millis(failures: u32) -> i64 {
    match failures {
        0 | 1 => 1_000,
        2 => 2_000,
        3 => 4_000,
        4 => 8_000,
        5 => 16_000,
        _ => 30_000,
    }
}

/// The pause before the next look at a link: half as long again each time.
pub(crate) const fn next_poll_millis(interval: i64) -> i64 {
    let longer = interval.saturating_add(interval / 2);
    if longer < FIRST_POLL_MILLIS {
        FIRST_POLL_MILLIS
    } else if longer > LAST_POLL_MILLIS {
        LAST_POLL_MILLIS
    } else {
        longer
    }
}

/// The server's clock minus the device's.
pub(crate) const fn clock_offset_millis(server: Timestamp, device: Timestamp) -> i64 {
    let offset = server.millis_since(device);
    if offset.saturating_abs() < CLOCK_TOLERANCE_MILLIS { 0 } else { offset }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polling_grows_from_one_second_to_five_and_stays_there() {
        let mut interval = FIRST_POLL_MILLIS;
        let mut seen = vec![interval];
        for _ in 0..5 {
            interval = next_poll_millis(interval);
            seen.push(interval);
        }
        assert_eq!(seen, [1_000, 1_500, 2_250, 3_375, 5_000, 5_000]);
        assert_eq!(next_poll_millis(i64::MIN), FIRST_POLL_MILLIS);
        assert_eq!(next_poll_millis(i64::MAX), LAST_POLL_MILLIS);
    }

    #[test]
    fn a_clock_that_differs_by_less_than_the_header_can_tell_is_right() {
        let device = Timestamp::from_unix_millis(1_000_000);
        assert_eq!(clock_offset_millis(device.plus_millis(-1_999), device), 0);
        assert_eq!(clock_offset_millis(device.plus_millis(86_400_000), device), 86_400_000);
    }
}
