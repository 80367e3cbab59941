//! What was measured, kept for the report that `cargo xtask bench` writes.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::{fs, io};

use serde::Serialize;

use crate::goals;

static ROWS: Mutex<Vec<Row>> = Mutex::new(Vec::new());

/// One line of a table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    pub(crate) operation: String,
    pub(crate) name: &'static str,
    pub(crate) ours: bool,
    pub(crate) median_ns: f64,
    /// Between the quartiles.
    pub(crate) spread_ns: f64,
}

#[derive(Serialize)]
struct WithGoal<'a> {
    #[serde(flatten)]
    row: &'a Row,
    goal_ns: Option<f64>,
}

pub(crate) fn keep(row: Row) {
    ROWS.lock().unwrap_or_else(PoisonError::into_inner).push(row);
}

/// Writes the rows to `target/bench/<name>.json`, unless only some races were wanted.
pub fn write(name: &str) -> io::Result<()> {
    if std::env::args().skip(1).any(|argument| !argument.starts_with('-')) {
        return Ok(());
    }
    let rows = ROWS.lock().unwrap_or_else(PoisonError::into_inner);
    let rows: Vec<WithGoal<'_>> =
        rows.iter().map(|row| WithGoal { row, goal_ns: goals::of(&row.operation, row.name) }).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{name}.json")), serde_json::to_string_pretty(&rows)?)
}
