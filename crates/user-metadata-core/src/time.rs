//! Points in time. The core never asks what time it is: every verb that needs to know takes a [`Timestamp`].

use crate::json::{FromNode, Node, ShapeError};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z, the unit of Clerk's `expire_at`, `created_at` and `updated_at`.
///
/// Arithmetic saturates, so that no date a server invents can overflow.
///
/// ```
/// use user_metadata_core::time::Timestamp;
/// let now = Timestamp::from_unix_millis(1_767_225_600_000);
/// assert_eq!(now.plus_millis(30_000).millis_since(now), 30_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl FromNode for Timestamp {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        i64::from_node(node).map(Self)
    }
}

impl Timestamp {
    /// From Unix milliseconds.
    pub const fn from_unix_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// As Unix milliseconds.
    pub const fn as_unix_millis(self) -> i64 {
        self.0
    }

    /// This much later (earlier, when negative).
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// How many milliseconds this lies after `earlier` (negative when before).
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads the date of an HTTP header such as `Date` or `Retry-After`.
    ///
    /// The preferred form and both obsolete ones of [RFC 9110 section 5.6.7][rfc] are read; anything else is `None`.
    ///
    /// ```
    /// use user_metadata_core::time::Timestamp;
    /// let date = Timestamp::from_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
    /// assert_eq!(date, Some(Timestamp::from_unix_millis(784_111_777_000)));
    /// assert_eq!(Timestamp::from_http_date("yesterday"), None);
    /// ```
    ///
    /// [rfc]: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
    pub fn from_http_date(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let (day, month, year, clock) = match words.as_slice() {
            // Sun, 06 Nov 1994 08:49:37 GMT
            [_, day, month, year, clock, "GMT"] => (*day, *month, *year, *clock),
            // Sunday, 06-Nov-94 08:49:37 GMT
            [_, date, clock, "GMT"] => {
                let mut parts = date.split('-');
                (parts.next()?, parts.next()?, parts.next()?, *clock)
            }
            // Sun Nov  6 08:49:37 1994
            [_, month, day, clock, year] => (*day, *month, *year, *clock),
            _ => return None,
        };
        let month = MONTHS.iter().position(|name| *name == month)?;
        let month = i64::try_from(month).ok()?.checked_add(1)?;
        let day = number(day, 1, 31)?;
        let year = match (year.len(), number(year, 0, 9999)?) {
            // RFC 850 has two digits; the date is in the past fifty years or the next.
            (2, short) if short >= 70 => short + 1900,
            (2, short) => short + 2000,
            (4, full) => full,
            _ => return None,
        };
        let mut clock = clock.split(':');
        let hours = number(clock.next()?, 0, 23)?;
        let minutes = number(clock.next()?, 0, 59)?;
        let seconds = number(clock.next()?, 0, 60)?;
        if clock.next().is_some() {
            return None;
        }
        let days = days_from_civil(year, month, day);
        Some(Self((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000))
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn number(text: &str, least: i64, most: i64) -> Option<i64> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|value| (least..=most).contains(value))
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar, for a year of at most four digits.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // The year begins in March, so that the leap day is its last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_http_date_forms_name_the_same_moment() {
        let moment = Some(Timestamp::from_unix_millis(784_111_777_000));
        assert_eq!(Timestamp::from_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), moment);
        assert_eq!(Timestamp::from_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), moment);
        assert_eq!(Timestamp::from_http_date("Sun Nov  6 08:49:37 1994"), moment);
    }

    #[test]
    fn leap_days_and_century_years_are_counted() {
        let leap = Timestamp::from_http_date("Thu, 29 Feb 2024 00:00:00 GMT");
        assert_eq!(leap, Some(Timestamp::from_unix_millis(1_709_164_800_000)));
        let century = Timestamp::from_http_date("Wed, 01 Mar 2000 00:00:00 GMT");
        assert_eq!(century, Some(Timestamp::from_unix_millis(951_868_800_000)));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "120",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 6 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:00:00 GMT",
        ] {
            assert_eq!(Timestamp::from_http_date(text), None, "{text}");
        }
    }

    #[test]
    fn arithmetic_saturates() {
        let last = Timestamp::from_unix_millis(i64::MAX);
        assert_eq!(last.plus_millis(1), last);
        assert_eq!(Timestamp::from_unix_millis(i64::MIN).millis_since(last), i64::MIN);
    }
}
