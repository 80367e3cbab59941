//! The program's arguments, and what it prints when it starts.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Parser;
use serde_json::{Value, json};
use user_metadata_sandbox::{Builder, Clock, Fault, Sandbox, SeededUser, Settings};

/// A local Clerk Frontend API for adding and verifying email addresses, phone numbers, wallets and
/// connected accounts. No account, no internet.
///
/// Starts with one signed-in user. Open the printed address in a browser to see the inbox (codes and
/// links), the users and the clock; everything there can be done with JSON under /sandbox/ too.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Port to listen on; 0 takes any free one.
    #[arg(long, default_value_t = 4010)]
    pub(crate) port: u16,

    /// Address to listen on. Anything but loopback lets other machines in.
    #[arg(long, default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,

    /// A name that the sandbox may be called by, beside localhost and addresses. May be repeated.
    #[arg(long = "allowed-host", value_name = "NAME")]
    pub(crate) allowed_hosts: Vec<String>,

    /// Keep everything in this file; what was answered once survives a crash. In memory by default.
    #[arg(long, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,

    /// What ids, codes and tokens are made up from: the same seed makes up the same.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,

    /// A clock that stands at this Unix time in milliseconds until it is moved (POST /sandbox/clock).
    #[arg(long, value_name = "MS")]
    pub(crate) manual_clock: Option<i64>,

    /// A setting to start with, such as max_attempts=2 or reverification.enabled=true. May be repeated.
    ///
    /// The value is JSON or a plain text. A list: 'allowed_origins=["https://a.example"]'. With --db it
    /// changes what the file kept.
    #[arg(long = "setting", value_name = "NAME=VALUE", value_parser = setting)]
    pub(crate) settings: Vec<Value>,

    /// A fault to plan: KIND[=VALUE][,NAME=VALUE]..., or JSON. May be repeated.
    ///
    /// Kinds: lost_before, lost_after, status=429, html, truncated, slow=MS, duplicate, clock_jump=MS,
    /// session_ended, token_rotated. Names: times, probability, method, path (a prefix; * is one segment);
    /// for status: code, retry_after (seconds, or date:SECONDS). Strikes once without times and
    /// probability. Example: status=429,retry_after=2,method=POST,path=/v1/me,times=3
    #[arg(long = "fault", value_name = "FAULT")]
    pub(crate) faults: Vec<Fault>,

    /// Print one line of JSON with the address, the publishable key and the user's tokens.
    #[arg(long)]
    pub(crate) json: bool,
}

impl Arguments {
    pub(crate) fn builder(&self) -> Builder {
        let clock = self.manual_clock.map_or(Clock::System, Clock::Manual);
        let mut builder = Sandbox::builder().host(self.host).port(self.port).seed(self.seed).clock(clock);
        for name in &self.allowed_hosts {
            builder = builder.allowed_host(name);
        }
        for changes in &self.settings {
            builder = builder.change_settings(changes.clone());
        }
        for fault in &self.faults {
            builder = builder.fault(fault.clone());
        }
        match &self.db {
            Some(file) => builder.db(file),
            None => builder,
        }
    }
}

/// `a.b=VALUE` as `{"a":{"b":VALUE}}`, if there is such a setting.
fn setting(text: &str) -> Result<Value, String> {
    let (name, value) = text.split_once('=').ok_or("a setting is NAME=VALUE")?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
    let changes = name.rsplit('.').fold(value, |value, key| json!({ key: value }));
    Settings::default().merged(changes.clone()).map_err(|error| error.to_string())?;
    Ok(changes)
}

/// One line for programs.
pub(crate) fn json_line(sandbox: &Sandbox, user: &SeededUser) -> String {
    json!({
        "url": sandbox.url(),
        "publishable_key": sandbox.publishable_key(),
        "user_id": user.user_id,
        "session_id": user.session_id,
        "client_id": user.client_id,
        "native_token": user.native_token,
        "dev_browser_token": user.dev_browser_token,
        "client_cookie": user.client_cookie,
    })
    .to_string()
}

/// A few lines for people.
pub(crate) fn banner(sandbox: &Sandbox, user: &SeededUser, host: IpAddr) -> String {
    let warning = if host.is_loopback() {
        String::new()
    } else {
        format!("\nListening on {host}: every machine that can reach this one can use the sandbox.\n")
    };
    format!(
        "The sandbox is ready: {url}\n{warning}\n\
         publishable key    {key}\n\
         user               {user_id}\n\
         session            {session}\n\
         native token       {native}\n\
         dev browser token  {dev_browser}\n\
         __client cookie    {cookie}\n\n\
         Codes and links arrive at {url}/ (or {url}/sandbox/inbox). Ctrl-C stops it.\n",
        url = sandbox.url(),
        key = sandbox.publishable_key(),
        user_id = user.user_id,
        session = user.session_id,
        native = user.native_token,
        dev_browser = user.dev_browser_token,
        cookie = user.client_cookie,
    )
}
