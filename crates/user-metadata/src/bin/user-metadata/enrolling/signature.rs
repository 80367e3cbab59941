//! A message waits for the wallet: asks the person for the signature, or runs the command that the person named.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

use user_metadata::enrollment::{Input, Problem};
use user_metadata::identifier::{WalletAddress, Web3Strategy};
use user_metadata::secret::Secret;

use super::{Answer, browser};
use crate::exit::{Exit, Stop};
use crate::screen::{Screen, interrupt};
use crate::style::QUIET;
use crate::words;

/// What is to be signed.
pub(super) struct Asked<'a> {
    pub(super) message: &'a str,
    pub(super) wallet: &'a WalletAddress,
    pub(super) strategy: &'a Web3Strategy,
    pub(super) problem: Option<&'a Problem>,
}

pub(super) fn ask(screen: &Screen, asked: &Asked<'_>, sign_with: Option<&str>) -> Result<Answer, Stop> {
    if let Some(problem) = asked.problem {
        screen.say(&words::problem(problem));
    }
    match (sign_with, asked.problem) {
        (Some(command), None) => {
            screen.say(&format!("Signing with: {command}"));
            by_command(command, asked).map(|signature| Answer::Tell(Input::Signed { signature }))
        }
        // The same command would sign the same.
        (Some(_), Some(_)) => Ok(Answer::Leave(Exit::Refused)),
        (None, _) => by_hand(screen, asked),
    }
}

fn by_hand(screen: &Screen, asked: &Asked<'_>) -> Result<Answer, Stop> {
    let wallet = asked.strategy.display_name().unwrap_or("the wallet");
    screen.say(&format!("Sign this text with {wallet}, as {}:", asked.wallet.as_str()));
    screen.say(&format!("{QUIET}-----{QUIET:#}\n{}\n{QUIET}-----{QUIET:#}", words::plain(asked.message)));
    let question = match asked.wallet.chain() {
        user_metadata::identifier::Chain::Ethereum => "Signature (personal_sign, 0x…):",
        user_metadata::identifier::Chain::Solana => "Signature (signMessage, base64):",
    };
    loop {
        let line = screen.line(question)?;
        match line.expose().trim() {
            "" => {}
            typed => return Ok(Answer::Tell(Input::Signed { signature: Secret::new(typed) })),
        }
    }
}

/// The message is its standard input, byte for byte; its standard output is the signature.
fn by_command(command: &str, asked: &Asked<'_>) -> Result<Secret, Stop> {
    let failed =
        |why: String| Stop { exit: Exit::Refused, words: format!("the command that was to sign {why}") };
    let mut child = shell(command)
        .env("USER_METADATA_WALLET", asked.wallet.as_str())
        .env("USER_METADATA_STRATEGY", asked.strategy.as_str())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("cannot be run: {error}")))?;
    let (stdin, message) = (child.stdin.take(), asked.message.to_owned());
    // A command that answers before it has read everything must not block us.
    let writer =
        thread::spawn(move || stdin.is_some_and(|mut stdin| stdin.write_all(message.as_bytes()).is_ok()));
    let output = child.wait_with_output().map_err(|error| failed(format!("cannot be read: {error}")))?;
    let _ = writer.join();
    if output.status.code().is_none_or(|code| code == Exit::Stopped as i32) {
        interrupt::give_way();
    }
    if !output.status.success() {
        return Err(failed(format!("ended with {}", output.status)));
    }
    let signature = String::from_utf8(output.stdout).map_err(|_| failed("wrote no text".to_owned()))?;
    Ok(Secret::new(signature.trim()))
}

fn shell(command: &str) -> Command {
    let (program, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut shell = Command::new(program);
    shell.args([flag, command]);
    browser::keep_secrets_from(&mut shell);
    shell
}
