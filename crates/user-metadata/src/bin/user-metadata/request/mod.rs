//! `user-metadata request`: the request that a call would send, and how it reads an answer.

mod answer_line;
mod call_line;
mod factors;
mod operation;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};

use clap::Args;
use serde::Serialize;
use user_metadata::Error;
use user_metadata::http::HttpRequest;

use crate::Ending;
use crate::lines::{Line, Lines, write_json};
use crate::style;
use answer_line::Reading;
use call_line::CallLine;

/// Shows the HTTP requests that calls would send, and how they read answers; sends none
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// A file of calls, one JSON object a line; `-` is standard input
    #[arg(value_name = "FILE")]
    calls: String,
}

const AFTER_HELP: &str = r#"A line: {"operation":…,"params":{…}} and, where the defaults will not do,
  credentials                 native (default), dev_browser, cookie or none: never a token
  frontend_api                a URL (default https://clerk.example.com), or instead of it
  publishable_key             pk_test_… or pk_live_…
  proxy_url, domain           of a proxied or satellite app
  session_id, origin          of the user's session, and of the app itself
  api_version                 (default 2026-05-12)
  answer                      {"status":…,"headers":{…},"body":<text>,"now":<Unix ms>}: then it is
                              not the request that is shown, but how the call reads this answer

Operations and their parameters, which are Clerk's, in snake_case or camelCase (* is required):
  create_email_address        email*
  create_phone_number         phone_number*
  create_web3_wallet          web3_wallet*
  create_external_account     strategy*, redirect_url, additional_scopes, oidc_prompt,
                              oidc_login_hint, enterprise_connection_id (then no strategy is
                              needed), token, code
  reauthorize_external_account
                              id*, redirect_url*, additional_scopes, oidc_prompt,
                              oidc_login_hint
  prepare_verification        kind*, id*, strategy*, redirect_url
  attempt_verification        kind*, id*, code* or signature*
  read_user
  read_resource, delete, set_primary   kind*, id*
  list                        kind*
  start_reverification        level* (these act on the session_id)
  read_reverification
  prepare_first_factor        strategy*, email_address_id, phone_number_id, redirect_url,
                              enterprise_connection_id, proof_token
  attempt_first_factor        strategy*, password*, code* or public_key_credential*
  prepare_second_factor       phone_number_id, proof_token
  attempt_second_factor       strategy*, code*
kind is email_address, phone_number, web3_wallet or external_account.

Each line gives {"method":…,"url":…,"headers":{…},"body":…} with credentials as [redacted],
or {"error":<code>} with "field" and "position" where a value is refused, and "detail" where
the line itself is (line_malformed). An answer gives {"answer":…,"value":…}, {"refused":…} or
{"unreadable":…}.
Exit status: 0 if every call makes a request, 1 if any does not, 2 if the file cannot be read.

Examples (each one line of input):
  echo '{"operation":"create_email_address","params":{"email":"test@test.com"}}' |
    user-metadata request -
  echo '{"operation":"createExternalAccount","credentials":"dev_browser","origin":'\
  '"https://app.example.com","params":{"strategy":"oauth_notion","redirectUrl":"/"}}' |
    user-metadata request -"#;

pub(crate) fn run(arguments: &Arguments) -> io::Result<Ending> {
    let mut out = style::stdout();
    let input: Box<dyn Read> = match arguments.calls.as_str() {
        "-" => Box::new(io::stdin().lock()),
        path => Box::new(File::open(path)?),
    };
    let mut lines = Lines::new(input);
    let mut ending = Ending::Good;
    while let Some(line) = lines.next(&mut out)? {
        let made = match line {
            Line::Text(text) => make(text),
            Line::NotUtf8 => Err(Unmade::code("line_not_utf8")),
            Line::TooLong => Err(Unmade::code("line_too_long")),
        };
        match &made {
            Ok(Shown::Request(request)) => write_json(&mut out, &Made::new(request))?,
            Ok(Shown::Reading(reading)) => write_json(&mut out, reading)?,
            Err(error) => {
                ending = Ending::Bad;
                write_json(&mut out, error)?;
            }
        }
    }
    out.flush()?;
    Ok(ending)
}

enum Shown {
    Request(HttpRequest),
    Reading(Reading),
}

fn make(line: &str) -> Result<Shown, Unmade> {
    let line: CallLine = serde_json::from_str(line)?;
    let call = line.call()?;
    if let Some(answer) = &line.answer {
        return Ok(Shown::Reading(answer.read_by(&call)));
    }
    let request = call.request(&line.session()?).map_err(Error::from)?;
    Ok(Shown::Request(request.redacted()))
}

/// A request as it is shown.
#[derive(Serialize)]
struct Made<'a> {
    method: &'static str,
    url: &'a str,
    headers: BTreeMap<&'a str, &'a str>,
    body: Cow<'a, str>,
}

impl<'a> Made<'a> {
    fn new(request: &'a HttpRequest) -> Self {
        Self {
            method: request.method.as_str(),
            url: &request.url,
            headers: request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
            body: String::from_utf8_lossy(&request.body),
        }
    }
}

/// Why there is no request.
#[derive(Serialize)]
struct Unmade {
    error: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl Unmade {
    fn code(error: &str) -> Self {
        Self { error: error.to_owned(), field: None, position: None, detail: None }
    }
}

impl From<Error> for Unmade {
    fn from(error: Error) -> Self {
        let (field, position) = match &error {
            Error::Validation(error) => (Some(error.field().as_str()), error.position()),
            Error::Api(_)
            | Error::Protocol(_)
            | Error::Transport(_)
            | Error::Misuse(_)
            | Error::Snapshot(_) => (None, None),
        };
        Self { field, position, ..Self::code(error.code()) }
    }
}

impl From<serde_json::Error> for Unmade {
    fn from(error: serde_json::Error) -> Self {
        Self { detail: Some(error.to_string()), ..Self::code("line_malformed") }
    }
}
