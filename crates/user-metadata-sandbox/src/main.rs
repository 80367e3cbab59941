//! The sandbox as a program.

mod cli;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match run(&cli::Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("user-metadata-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &cli::Arguments) -> io::Result<()> {
    if let Err(error) = user_metadata_sandbox::raise_open_file_limit() {
        eprintln!("user-metadata-sandbox: the limit of open files stays as it is: {error}");
    }
    let sandbox = arguments.builder().start()?;
    let user = sandbox.new_user();
    let mut out = io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", cli::json_line(&sandbox, &user))?;
    } else {
        write!(out, "{}", cli::banner(&sandbox, &user, arguments.host))?;
    }
    out.flush()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(asked_to_stop())
}

/// Ctrl-C, or SIGTERM where there is such a thing.
async fn asked_to_stop() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
