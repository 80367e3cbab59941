//! Opens the person's browser.

use std::process::{Command, Stdio};
use std::{env, io, thread};

use crate::connection::TOKEN_VARIABLE;

/// Opens it at a URL that the core has checked; `$BROWSER` goes before what the system has.
pub(super) fn open(url: &str) -> io::Result<()> {
    let mut command = match env::var("BROWSER") {
        Ok(browser) if !browser.trim().is_empty() => named(&browser, url),
        Ok(_) | Err(_) => of_the_system(url),
    };
    keep_secrets_from(&mut command);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Whoever starts a process has to hear how it ended.
    thread::spawn(move || child.wait());
    Ok(())
}

/// Other programs have no business with the token.
pub(super) fn keep_secrets_from(command: &mut Command) {
    command.env_remove(TOKEN_VARIABLE);
}

/// `firefox`, `firefox --new-window`, `lynx %s`
fn named(browser: &str, url: &str) -> Command {
    let mut words = browser.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    let mut placed = false;
    for word in words {
        placed |= word == "%s";
        command.arg(if word == "%s" { url } else { word });
    }
    if !placed {
        command.arg(url);
    }
    command
}

fn of_the_system(url: &str) -> Command {
    if cfg!(windows) {
        // `start` belongs to cmd, which takes the & of a query for the end of the command.
        let mut command = Command::new("rundll32");
        command.args(["url.dll,FileProtocolHandler", url]);
        return command;
    }
    let mut command = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
    command.arg(url);
    command
}
