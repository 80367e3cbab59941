//! The requests that were answered, without their secrets: no query, no headers, no bodies.

use std::collections::VecDeque;

use serde::Serialize;

use crate::wire::Request;

const CAPACITY: usize = 10_000;

/// One request that was answered, or lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// When, in Unix milliseconds.
    pub at: i64,
    /// The method as it was sent.
    pub method: String,
    /// The path as it was sent.
    pub path: String,
    /// The status answered; null where the connection was lost.
    pub status: Option<u16>,
    /// The fault that disturbed it, if one did.
    pub fault: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Log(VecDeque<LogEntry>);

impl Log {
    pub(crate) fn push(&mut self, request: &Request, status: Option<u16>, fault: Option<&str>, at: i64) {
        if self.0.len() == CAPACITY {
            self.0.pop_front();
        }
        let (method, path) = (request.method.clone(), request.path.clone());
        self.0.push_back(LogEntry { at, method, path, status, fault: fault.map(String::from) });
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &LogEntry> {
        self.0.iter()
    }
}
