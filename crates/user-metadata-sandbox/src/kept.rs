//! What a file keeps of an instance beside its people: settings, planned faults and the clock.

use serde::{Deserialize, Serialize};

use crate::clock::RunningClock;
use crate::faults::Fault;
use crate::settings::Settings;

/// Stored whenever it changed, before the call that changed it is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) settings: Settings,
    pub(crate) faults: Vec<Fault>,
    pub(crate) clock: RunningClock,
}
