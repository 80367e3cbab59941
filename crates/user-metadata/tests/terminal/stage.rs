//! Where a test plays: a sandbox with one user, a home folder, and a seat at a terminal.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use rexpect::process::signal::Signal;
use rexpect::process::wait::WaitStatus;
use rexpect::session::{PtySession, spawn_command};
use tempfile::TempDir;
use user_metadata_sandbox::{NewUser, Sandbox, SeededUser};

/// The longest that anything may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) user: SeededUser,
    pub(crate) home: TempDir,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(&NewUser::default())
    }

    pub(crate) fn with(user: &NewUser) -> Self {
        let sandbox = Sandbox::start().unwrap();
        let user = sandbox.new_user_with(user);
        let stage = Self { sandbox, user, home: TempDir::new().unwrap() };
        let browser = stage.path("browser");
        fs::write(
            &browser,
            format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> {}\n", stage.path("opened").display()),
        )
        .unwrap();
        fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
        stage
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The tool, with nothing in its environment but what it needs.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_user-metadata"));
        command
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home.path())
            .env("XDG_STATE_HOME", self.home.path())
            .env("BROWSER", self.path("browser"))
            .env("TERM", "xterm")
            .env("NO_COLOR", "1")
            .env("USER_METADATA_FRONTEND_API", self.sandbox.url())
            .env("USER_METADATA_TOKEN", &self.user.native_token);
        command
    }

    /// Sits down and runs it.
    pub(crate) fn seat(&self, arguments: &[&str]) -> Seat {
        Seat::of(self.command(arguments))
    }

    /// The newest code that was sent there.
    pub(crate) fn code(&self, to: &str) -> String {
        self.sandbox.inbox_of(to).pop().and_then(|message| message.code).unwrap()
    }

    /// A code that is not that one.
    pub(crate) fn wrong_code(&self, to: &str) -> &'static str {
        if self.code(to) == "000000" { "111111" } else { "000000" }
    }

    /// The only saved run.
    pub(crate) fn saved(&self) -> PathBuf {
        let mut saved = self.all_saved();
        assert_eq!(saved.len(), 1, "{saved:?}");
        saved.remove(0)
    }

    pub(crate) fn all_saved(&self) -> Vec<PathBuf> {
        let Ok(folder) = fs::read_dir(self.path("user-metadata")) else { return Vec::new() };
        folder.map(|entry| entry.unwrap().path()).collect()
    }

    /// What the server holds: `(value or provider, status)` of everything.
    pub(crate) fn held(&self) -> Vec<(String, String)> {
        let state = self.sandbox.with_model(|model, now| model.user_state(&self.user.user_id, now).unwrap());
        ["email_addresses", "phone_numbers", "web3_wallets", "external_accounts"]
            .into_iter()
            .flat_map(|kind| state[kind].as_array().cloned().unwrap_or_default())
            .map(|held| {
                let name = held.get("value").or_else(|| held.get("provider")).unwrap();
                (
                    name.as_str().unwrap().to_owned(),
                    held["verification"]["status"].as_str().unwrap_or("none").to_owned(),
                )
            })
            .collect()
    }

    pub(crate) fn holds(&self, name: &str, status: &str) -> bool {
        self.held().iter().any(|(held, with)| held == name && with == status)
    }

    /// The URLs that the browser was opened at, at least one.
    pub(crate) fn opened(&self) -> Vec<String> {
        until(|| fs::read_to_string(self.path("opened")).ok().filter(|text| text.ends_with('\n')))
            .lines()
            .map(str::to_owned)
            .collect()
    }
}

/// Waits until there is something.
pub(crate) fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "it did not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Somebody at a terminal.
pub(crate) struct Seat {
    session: PtySession,
    read: String,
}

impl Seat {
    pub(crate) fn of(command: Command) -> Self {
        let patience = u64::try_from(PATIENCE.as_millis()).unwrap();
        Self { session: spawn_command(command, Some(patience)).unwrap(), read: String::new() }
    }

    /// Reads on until this text.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> &mut Self {
        match self.session.exp_string(&as_read(text)) {
            Ok(before) => self.read.push_str(&as_written(&before)),
            Err(error) => panic!("{text:?} was not seen: {error}"),
        }
        self.read.push_str(text);
        self
    }

    /// Everything up to this text.
    #[track_caller]
    pub(crate) fn reads_until(&mut self, text: &str) -> String {
        let before = as_written(&self.session.exp_string(&as_read(text)).unwrap());
        self.read.push_str(&before);
        before
    }

    /// Reads on until the prompt for a code.
    #[track_caller]
    pub(crate) fn is_asked_for_a_code(&mut self) -> &mut Self {
        self.sees("Code (").sees("): ")
    }

    pub(crate) fn types(&mut self, line: &str) -> &mut Self {
        self.session.send_line(line).unwrap();
        self
    }

    pub(crate) fn presses_ctrl_c(&mut self) -> &mut Self {
        self.session.send_control('c').unwrap();
        self
    }

    /// As a power cut would.
    pub(crate) fn dies(&mut self) {
        self.session.process_mut().signal(Signal::SIGKILL).unwrap();
        assert!(matches!(
            self.session.process().wait().unwrap(),
            WaitStatus::Signaled(_, Signal::SIGKILL, _)
        ));
    }

    /// Reads to the end. The tool must end with this status; the answer is all that was on the screen.
    #[track_caller]
    pub(crate) fn ends(mut self, status: i32) -> String {
        let rest = as_written(&self.session.exp_eof().unwrap());
        self.read.push_str(&rest);
        let ended = self.session.process().wait().unwrap();
        let WaitStatus::Exited(_, code) = ended else { panic!("{ended:?}: {}", self.read) };
        assert_eq!(code, status, "{}", self.read);
        self.read
    }

    /// The id of the process.
    pub(crate) fn process(&self) -> i32 {
        self.session.process().child_pid.as_raw()
    }
}

/// The pseudo-terminal is read byte by byte, each byte a character.
fn as_read(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

fn as_written(read: &str) -> String {
    let bytes: Vec<u8> = read.chars().map(|byte| u8::try_from(byte).unwrap()).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
