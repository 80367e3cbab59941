//! The server's clock: the system's, moved by tests, or one that stands still until it is moved.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Times beyond the year 9999 cannot be written into a `Date` header, and nothing here needs them.
const LATEST_MS: i64 = 253_402_300_799_999;

/// Which clock a sandbox starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// The time of the machine.
    #[default]
    System,
    /// Stands at this time, in Unix milliseconds, until it is moved.
    Manual(i64),
}

/// A clock that runs, or stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RunningClock {
    System { offset_ms: i64 },
    Manual { now_ms: i64 },
}

/// The answer of `/sandbox/clock`.
#[derive(Debug, Serialize)]
pub(crate) struct ClockView {
    now_ms: i64,
    manual: bool,
}

impl From<Clock> for RunningClock {
    fn from(clock: Clock) -> Self {
        match clock {
            Clock::System => Self::System { offset_ms: 0 },
            Clock::Manual(now_ms) => Self::Manual { now_ms },
        }
    }
}

impl RunningClock {
    /// Goes on from where a clock of the same kind stood when the process ended.
    pub(crate) fn resumed(self, kept: Self) -> Self {
        match (self, kept) {
            (Self::System { .. }, Self::System { .. }) | (Self::Manual { .. }, Self::Manual { .. }) => kept,
            (Self::System { .. }, Self::Manual { .. }) | (Self::Manual { .. }, Self::System { .. }) => self,
        }
    }

    pub(crate) fn now_ms(self) -> i64 {
        let now_ms = match self {
            Self::System { offset_ms } => system_now().saturating_add(offset_ms),
            Self::Manual { now_ms } => now_ms,
        };
        now_ms.clamp(0, LATEST_MS)
    }

    pub(crate) fn advance(&mut self, ms: i64) {
        match self {
            Self::System { offset_ms } => *offset_ms = offset_ms.saturating_add(ms),
            Self::Manual { now_ms } => *now_ms = now_ms.saturating_add(ms),
        }
    }

    pub(crate) fn set(&mut self, ms: i64) {
        match self {
            Self::System { offset_ms } => *offset_ms = ms.saturating_sub(system_now()),
            Self::Manual { now_ms } => *now_ms = ms,
        }
    }

    /// Whether it stands until it is moved.
    pub(crate) fn is_manual(self) -> bool {
        matches!(self, Self::Manual { .. })
    }

    pub(crate) fn view(self) -> ClockView {
        ClockView { now_ms: self.now_ms(), manual: self.is_manual() }
    }
}

fn system_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
