//! Faults of the way between client and server: planned by tests, drawn for each request.

mod text;

pub use text::FaultError;

use serde::{Deserialize, Serialize};

use crate::random::Random;
use crate::settings::RetryAfterFormat;
use crate::wire::{Request, Response};

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultKind {
    /// The connection ends before the request is handled.
    LostBefore,
    /// The request is handled and kept, then the connection ends without an answer.
    LostAfter,
    /// This answer instead of handling the request.
    Status {
        /// The status to answer.
        status: u16,
        /// The code of the error; any text.
        code: String,
        /// The `Retry-After` header, if there is one.
        #[serde(default)]
        retry_after: Option<RetryAfter>,
    },
    /// A proxy's 502 page instead of handling the request.
    Html,
    /// The request is handled; the answer's JSON ends in the middle.
    Truncated,
    /// The request is handled; the answer comes late.
    Slow {
        /// How late, in milliseconds.
        delay_ms: u64,
    },
    /// The request is handled twice; the second answer arrives.
    Duplicate,
    /// The server's clock jumps, then the request is handled.
    ClockJump {
        /// How far, in milliseconds; below zero goes back.
        jump_ms: i64,
    },
    /// Every session of the client that asks ends, then the request is handled.
    SessionEnded,
    /// The request is handled; the answer brings a new token.
    TokenRotated,
}

impl FaultKind {
    /// The name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::LostBefore => "lost_before",
            Self::LostAfter => "lost_after",
            Self::Status { .. } => "status",
            Self::Html => "html",
            Self::Truncated => "truncated",
            Self::Slow { .. } => "slow",
            Self::Duplicate => "duplicate",
            Self::ClockJump { .. } => "clock_jump",
            Self::SessionEnded => "session_ended",
            Self::TokenRotated => "token_rotated",
        }
    }
}

/// A `Retry-After` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetryAfter {
    /// How long to wait.
    pub seconds: u64,
    /// How it is written.
    #[serde(default = "RetryAfter::seconds_format")]
    pub format: RetryAfterFormat,
}

impl RetryAfter {
    fn seconds_format() -> RetryAfterFormat {
        RetryAfterFormat::Seconds
    }
}

/// A fault and the requests that it strikes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// The verb that is meant (`DELETE` also when tunnelled); any where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// What the path starts with; a star stands for one segment of it. Any path where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_prefix: Option<String>,
    /// How often it strikes; once where both this and `probability` are absent, else without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// How likely it strikes a request that matches; always where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
}

impl Fault {
    /// A fault that strikes the next request, whatever it is.
    pub fn once(kind: FaultKind) -> Self {
        Self { kind, method: None, path_prefix: None, times: Some(1), probability: None }
    }

    /// The same for requests of this verb only.
    #[must_use]
    pub fn on_method(mut self, method: &str) -> Self {
        self.method = Some(method.into());
        self
    }

    /// The same for paths that start so only.
    #[must_use]
    pub fn on_path(mut self, prefix: &str) -> Self {
        self.path_prefix = Some(prefix.into());
        self
    }

    /// The same, so many times.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Who says neither how often nor how likely means once.
    fn counted(mut self) -> Self {
        if self.times.is_none() && self.probability.is_none() {
            self.times = Some(1);
        }
        self
    }

    fn matches(&self, request: &Request) -> bool {
        let tunnelled = request.query_value("_method").filter(|_| request.method == "POST");
        let method = tunnelled.as_deref().unwrap_or(&request.method);
        self.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self.path_prefix.as_ref().is_none_or(|prefix| starts_with(&request.path, prefix))
    }
}

/// Whether a path starts like this, where a star stands for whatever a segment holds.
fn starts_with(path: &str, pattern: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    pieces
        .try_fold(rest, |rest, piece| rest.trim_start_matches(|letter| letter != '/').strip_prefix(piece))
        .is_some()
}

/// The faults to come, with a generator of their own: planning one does not change anybody's ids.
#[derive(Debug)]
pub struct FaultPlan {
    faults: Vec<Fault>,
    random: Random,
}

impl FaultPlan {
    pub(crate) fn new(seed: u64) -> Self {
        // ids are drawn from the streams 1, 2, … (one for each time a database is opened)
        Self { faults: Vec::new(), random: Random::new(seed, 0) }
    }

    /// Plans a fault; the first one planned that matches strikes.
    pub fn add(&mut self, fault: Fault) {
        let fault = fault.counted();
        if fault.times != Some(0) {
            self.faults.push(fault);
        }
    }

    /// Forgets one fault that is planned just so; tells whether there was one.
    pub fn remove(&mut self, fault: &Fault) -> bool {
        let found = self.faults.iter().position(|planned| planned == fault);
        found.map(|position| self.faults.remove(position)).is_some()
    }

    /// Forgets all faults.
    pub fn clear(&mut self) {
        self.faults.clear();
    }

    /// What is still planned.
    pub fn planned(&self) -> &[Fault] {
        &self.faults
    }

    pub(crate) fn draw(&mut self, request: &Request) -> Option<FaultKind> {
        let Self { faults, random } = self;
        let position = faults.iter().position(|fault| {
            fault.matches(request) && fault.probability.is_none_or(|probability| random.chance(probability))
        })?;
        let fault = faults.get_mut(position)?;
        let kind = fault.kind.clone();
        if let Some(times) = &mut fault.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                faults.remove(position);
            }
        }
        Some(kind)
    }
}

/// What becomes of a request on its way.
#[derive(Debug)]
pub struct Delivery {
    /// How late the answer comes.
    pub delay_ms: u64,
    /// How far the clock jumped ahead of the request: whoever holds the clock moves it so far.
    pub clock_jump_ms: i64,
    /// The answer; none where the connection was lost.
    pub response: Option<Response>,
}

impl Delivery {
    pub(crate) fn answered(response: Response) -> Self {
        Self { delay_ms: 0, clock_jump_ms: 0, response: Some(response) }
    }

    pub(crate) fn lost() -> Self {
        Self { delay_ms: 0, clock_jump_ms: 0, response: None }
    }
}
