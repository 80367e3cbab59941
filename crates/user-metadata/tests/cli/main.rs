//! The command-line tool, run as a program.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests, which may fail loudly")]

mod demo;
mod request;
mod validate;

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn tool(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_user-metadata"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it with this standard input.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = tool(arguments).spawn().unwrap();
    // It may end before it has read everything, as with a wrong argument.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<String> {
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(str::to_owned).collect()
}

/// Every line of the output as JSON.
fn objects(output: &Output) -> Vec<serde_json::Value> {
    lines(output).iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}
