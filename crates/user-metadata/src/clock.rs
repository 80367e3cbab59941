//! What time it is, and how to wait: the two things about time that a test wants to decide.

use std::pin::Pin;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::time::Timestamp;

/// The clock of a blocking program.
///
/// ```
/// use user_metadata::{Clock, SystemClock};
/// let before = SystemClock.now();
/// SystemClock.sleep_until(before.plus_millis(5));
/// assert!(SystemClock.now().millis_since(before) >= 5);
/// ```
pub trait Clock: Send + Sync {
    /// The time of this device.
    fn now(&self) -> Timestamp;

    /// Blocks until that time has come. A clock may return early; whoever waits looks again.
    fn sleep_until(&self, until: Timestamp);
}

/// The clock of an asynchronous program.
pub trait AsyncClock: Send + Sync {
    /// The time of this device.
    fn now(&self) -> Timestamp;

    /// Is ready when that time has come.
    fn sleep_until(&self, until: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        system_now()
    }

    fn sleep_until(&self, until: Timestamp) {
        thread::sleep(time_left(until));
    }
}

/// The clock of the machine, with tokio's timer.
#[cfg(feature = "reqwest")]
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioClock;

#[cfg(feature = "reqwest")]
impl AsyncClock for TokioClock {
    fn now(&self) -> Timestamp {
        system_now()
    }

    fn sleep_until(&self, until: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(time_left(until)))
    }
}

fn system_now() -> Timestamp {
    // A device whose clock stands before 1970 gets 1970: the machine corrects it by the server's `Date`.
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
}

fn time_left(until: Timestamp) -> Duration {
    Duration::from_millis(u64::try_from(until.millis_since(system_now())).unwrap_or_default())
}
