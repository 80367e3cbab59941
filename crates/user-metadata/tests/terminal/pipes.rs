//! `--json`: one event a line, for scripts.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::browser;
use crate::stage::Stage;

/// A script that runs the tool through pipes.
struct Script {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Script {
    fn of(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn event(&mut self) -> Value {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line:?}: {error}"))
    }

    fn writes(&mut self, line: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    fn status(mut self) -> i32 {
        drop(self.child.stdin.take());
        self.child.wait().unwrap().code().unwrap()
    }
}

#[test]
fn a_code_is_read_from_standard_input() {
    let stage = Stage::new();
    let mut script = Script::of(stage.command(&["add", "email", "jane@example.com", "--json"]));
    assert_eq!(script.event()["event"], "saved");
    let asked = script.event();
    assert_eq!((&asked["event"], &asked["destination"]), (&"ask_code".into(), &"jane@example.com".into()));
    assert!(asked["expires_at"].as_i64() > asked["resend_at"].as_i64());
    script.writes(stage.wrong_code("jane@example.com"));
    let asked = script.event();
    assert_eq!((&asked["attempts"], &asked["problem"]["problem"]), (&1.into(), &"incorrect".into()));
    script.writes(&stage.code("jane@example.com"));
    let finished = script.event();
    assert_eq!((&finished["event"], &finished["outcome"]), (&"finished".into(), &"verified".into()));
    assert_eq!(finished["resource"]["state"], "verified");
    assert_eq!(script.status(), 0);
}

#[test]
fn the_end_of_the_input_leaves_a_run_that_can_be_resumed() {
    let stage = Stage::new();
    let mut script = Script::of(stage.command(&["add", "phone", "+15551234567", "--json"]));
    let file = script.event()["file"].as_str().unwrap().to_owned();
    assert_eq!(script.event()["event"], "ask_code");
    assert_eq!(script.status(), 130);
    assert_eq!(stage.saved().to_str(), Some(file.as_str()));

    let mut script = Script::of(stage.command(&["resume", &file, "--json"]));
    assert_eq!((&script.event()["event"], &script.event()["event"]), (&"saved".into(), &"ask_code".into()));
    script.writes(&stage.code("+15551234567"));
    assert_eq!(script.event()["outcome"], "verified");
    assert_eq!(script.status(), 0);
}

#[test]
fn a_script_is_told_where_to_send_the_user() {
    let stage = Stage::new();
    let mut script = Script::of(stage.command(&["add", "account", "notion", "--json", "--no-browser"]));
    assert_eq!(script.event()["event"], "saved");
    let asked = script.event();
    assert_eq!(asked["event"], "open_url");
    let landing = browser::decide(asked["url"].as_str().unwrap(), "deny");
    assert!(browser::page(&landing).is_some());
    let finished = script.event();
    assert_eq!(
        (&finished["outcome"], &finished["errors"][0]["code"]),
        (&"refused".into(), &"oauth_access_denied".into())
    );
    assert_eq!(finished["left_over"]["unverified"]["kind"], "external_account");
    assert_eq!(script.status(), 1);
}

#[test]
fn a_list_has_one_object_a_line() {
    let stage = Stage::with(&user_metadata_sandbox::NewUser {
        email_addresses: vec!["jane@example.com".into()],
        ..Default::default()
    });
    let mut script = Script::of(stage.command(&["list", "--json"]));
    let row = script.event();
    assert_eq!((&row["kind"], &row["identifier"]), (&"email_address".into(), &"jane@example.com".into()));
    assert_eq!((&row["state"], &row["primary"]), (&"verified".into(), &true.into()));
    assert_eq!(script.status(), 0);
}
