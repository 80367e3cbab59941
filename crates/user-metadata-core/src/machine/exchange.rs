//! The exchange with the server: ids of requests, its clock, and how often it may fail.

use serde::{Deserialize, Serialize};

use super::policy;
use crate::error::{ApiError, ProtocolError, TransportFailure};
use crate::http::HttpResponse;
use crate::json::{FromNode, Node, ShapeError, named, object, tagged};
use crate::time::Timestamp;

/// Names a request of one machine; an answer is handed back under the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub u64);

impl FromNode for RequestId {
    fn from_node(node: &Node<'_>) -> Result<Self, ShapeError> {
        u64::from_node(node).map(Self)
    }
}

/// Whether a request without an answer may have reached the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sent {
    /// It may: bytes left the device. Say so in doubt.
    Maybe,
    /// It cannot: the connection was never made.
    No,
}

impl Sent {
    /// What follows from it, to stand behind [`TransportFailure::meaning`].
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Maybe => "the request may have arrived",
            Self::No => "nothing was sent",
        }
    }
}

/// Why the host has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitReason {
    /// The server asked for fewer requests.
    RateLimited,
    /// The server could not serve the request.
    ServerFault,
    /// The network failed.
    Offline,
}

named! {
    WaitReason {
        "rate_limited" => RateLimited,
        "server_fault" => ServerFault,
        "offline" => Offline,
    }
}

/// What went wrong last; the machine is trying to get past it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "error", rename_all = "snake_case")]
pub enum Trouble {
    /// The server refused, for now.
    Api(ApiError),
    /// The answer could not be read.
    Protocol(ProtocolError),
    /// There was no answer.
    Transport(TransportFailure),
}

tagged! {
    Trouble by "kind" {
        "api" => Api(error),
        "protocol" => Protocol(error),
        "transport" => Transport(error),
    }
}

/// What a machine remembers of its exchange with the server.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Exchange {
    /// The id of the next request.
    next_id: u64,
    /// The server's clock minus the device's, in milliseconds.
    clock_offset_millis: i64,
    /// Tries in a row that came to nothing.
    failures: u32,
    /// Sign-ins in a row that did not help.
    sign_ins: u32,
    /// What went wrong last.
    pub(crate) trouble: Option<Trouble>,
}

object! { Exchange { field: next_id, clock_offset_millis, failures, sign_ins, trouble } }

/// The pause after a failure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pause {
    pub(crate) millis: i64,
    pub(crate) reason: WaitReason,
    /// True when nobody has that much patience: the machine ends.
    pub(crate) is_the_end: bool,
}

impl Exchange {
    /// An id that no request has had.
    pub(crate) fn fresh_id(&mut self) -> RequestId {
        let id = RequestId(self.next_id);
        self.next_id = self.next_id.saturating_add(1);
        id
    }

    /// Learns from an answer how far the device's clock is off.
    pub(crate) fn note_date(&mut self, response: &HttpResponse, now: Timestamp) {
        if let Some(date) = response.header("date").and_then(Timestamp::from_http_date) {
            self.clock_offset_millis = policy::clock_offset_millis(date, now);
        }
    }

    /// A time of the server in the device's clock.
    pub(crate) fn in_device_clock(&self, server: Timestamp) -> Timestamp {
        server.plus_millis(self.clock_offset_millis.saturating_neg())
    }

    /// The server did something for us: the counts of what went wrong begin anew.
    pub(crate) fn progressed(&mut self) {
        self.failures = 0;
        self.sign_ins = 0;
        self.trouble = None;
    }

    /// Counts a sign-in that is about to be asked for; false when too many did not help.
    pub(crate) fn may_ask_for_sign_in(&mut self) -> bool {
        let may = self.sign_ins < policy::SIGN_IN_TRIES;
        self.sign_ins = self.sign_ins.saturating_add(u32::from(may));
        may
    }

    /// Counts a failure. The pause after it is the server's own word, or ours where it gives none.
    pub(crate) fn failed(&mut self, trouble: &Trouble) -> Pause {
        self.failures = self.failures.saturating_add(1);
        let (tries, reason, asked) = match trouble {
            Trouble::Transport(_) => (policy::TRANSPORT_TRIES, WaitReason::Offline, None),
            Trouble::Protocol(_) => (policy::UNREADABLE_TRIES, WaitReason::ServerFault, None),
            Trouble::Api(error) => {
                let reason =
                    if is_not_handled(error) { WaitReason::RateLimited } else { WaitReason::ServerFault };
                (policy::SERVER_TRIES, reason, error.retry_after_millis)
            }
        };
        let millis = asked.map_or_else(|| policy::backoff_millis(self.failures), |asked| asked.max(0));
        Pause { millis, reason, is_the_end: self.failures > tries || millis > policy::LONGEST_WAIT_MILLIS }
    }
}

/// True for a refusal that says that the request was surely not handled; any other fault may have come after the deed.
pub(crate) const fn is_not_handled(error: &ApiError) -> bool {
    matches!(error.status, 429 | 409)
}
