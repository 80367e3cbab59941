//! Mutants.
use std::process::ExitCode;
pub(crate) fn run(_only: Option<&str>, _steps: u64) -> ExitCode { ExitCode::SUCCESS }
