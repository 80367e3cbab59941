//! What the machines have in common, whatever they are about: the exchange with the server and its patience, the
//! questions to the person, links and URLs, the stored form. Each machine keeps its own states and transitions.

mod exchange;
pub(crate) mod policy;
mod question;
pub(crate) mod return_url;
pub(crate) mod snapshot;
mod verdict;

pub use exchange::{RequestId, Sent, Trouble, WaitReason};
pub use question::{Destination, Problem};

pub(crate) use exchange::{Exchange, Pause, is_not_handled};
pub(crate) use return_url::{Landing, Returned};
pub(crate) use verdict::{Verdict, verdict};

/// A prepare came too soon after another one: a message is out already.
pub(crate) const COOL_DOWN_CODE: &str = "verification_code_too_many_requests";
/// A verification was closed because of wrong proofs.
pub(crate) const CLOSED_CODE: &str = "verification_failed";
