//! Leniency where real servers are known to be lenient, in one place.

use serde::{Deserialize, Deserializer};

use crate::time::Timestamp;

/// `null` counts as absent.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A time, or `None` for `null` and for zero, which some servers send for "none". A missing time never means now.
pub(crate) fn time_or_none<'de, D>(deserializer: D) -> Result<Option<Timestamp>, D::Error>
where
    D: Deserializer<'de>,
{
    let time: Option<Timestamp> = Option::deserialize(deserializer)?;
    Ok(time.filter(|time| time.as_unix_millis() > 0))
}
