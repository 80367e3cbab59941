//! Numbers of JavaScript that have to be whole.

use napi::{Error, Result, Status};
use user_metadata_core::time::Timestamp;

/// The largest whole number that a `number` holds exactly.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// A point in time, in Unix milliseconds.
pub(crate) fn time(millis: f64) -> Result<Timestamp> {
    whole(millis, -MAX_SAFE, MAX_SAFE).map(Timestamp::from_unix_millis)
}

/// A time of the core as a number. What JavaScript cannot hold exactly, no clock will ever show.
#[expect(clippy::cast_precision_loss, reason = "a time of the far future may lose milliseconds")]
pub(crate) fn millis(time: Timestamp) -> f64 {
    time.as_unix_millis() as f64
}

/// An HTTP status.
pub(crate) fn status(status: f64) -> Result<u16> {
    whole(status, 0.0, 65_535.0)?.try_into().map_err(|_| refused())
}

/// The number of a request.
pub(crate) fn id(id: f64) -> Result<u64> {
    whole(id, 0.0, MAX_SAFE)?.try_into().map_err(|_| refused())
}

/// A place in a list.
pub(crate) fn index(index: f64) -> Result<usize> {
    whole(index, 0.0, 4_294_967_295.0)?.try_into().map_err(|_| refused())
}

#[expect(clippy::cast_possible_truncation, reason = "it was found to be whole, and in the range")]
fn whole(number: f64, least: f64, most: f64) -> Result<i64> {
    if number.fract() == 0.0 && (least..=most).contains(&number) { Ok(number as i64) } else { Err(refused()) }
}

fn refused() -> Error {
    Error::new(Status::InvalidArg, "not a whole number in the range that is possible here")
}
