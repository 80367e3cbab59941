//! Where a story plays: a sandbox, a user, and a clock that is moved.

use std::error::Error;
use std::sync::Arc;

use serde_json::Value;
use user_metadata::enrollment::{EnrollmentRequest, Outcome};
use user_metadata::session::{Credentials, FrontendApi, Origin, Session};
use user_metadata::time::Timestamp;
use user_metadata::{Clock, UreqTransport, User};
use user_metadata_sandbox::{Clock as SandboxClock, Fault, Sandbox, SeededUser};

use super::person::{Move, StagePerson};
use super::voice::{ToldTransport, Voice};

/// 2026-01-01T00:00:00Z
const START: i64 = 1_767_225_600_000;
/// Where the app of the stories is served.
pub(super) const APP: &str = "http://localhost:3000";

/// How a story went.
pub(super) type Told = Result<(), Box<dyn Error>>;

/// A sandbox with somebody signed in.
pub(super) struct Stage {
    pub(super) sandbox: Arc<Sandbox>,
    pub(super) seeded: SeededUser,
    pub(super) user: User,
    pub(super) voice: Voice,
}

impl Stage {
    /// Opens it, for an app in a browser's place: it names its origin, so that a path will do as a redirect URL.
    pub(super) fn new(voice: Voice) -> Result<Self, Box<dyn Error>> {
        let sandbox = Arc::new(Sandbox::builder().clock(SandboxClock::Manual(START)).start()?);
        let seeded = sandbox.new_user();
        let session = session(&sandbox, &seeded.dev_browser_token)?;
        let transport = ToldTransport { voice: voice.clone(), inner: UreqTransport::new() };
        let clock = StageClock { sandbox: Arc::clone(&sandbox), voice: voice.clone() };
        let user = User::new(session, transport).with_clock(clock);
        Ok(Self { sandbox, seeded, user, voice })
    }

    /// Enrolls, with a person who makes these moves.
    pub(super) fn enroll(
        &self,
        request: EnrollmentRequest,
        moves: &[Move],
    ) -> Result<Outcome, Box<dyn Error>> {
        self.voice.says(&format!("the app enrolls {}", request.identifier()));
        let mut person = StagePerson::new(self, moves);
        let outcome = self.user.enroll(request).run(&mut person)?;
        person.made_all_moves()?;
        Ok(outcome)
    }

    /// The same, and it must end verified.
    pub(super) fn verify(&self, request: EnrollmentRequest, moves: &[Move]) -> Told {
        let outcome = self.enroll(request, moves)?;
        self.is_verified(&outcome)
    }

    /// It must have ended verified.
    pub(super) fn is_verified(&self, outcome: &Outcome) -> Told {
        match outcome {
            Outcome::Verified { resource } => {
                self.voice.concludes(&format!("{} is verified", resource.identifier()));
                Ok(())
            }
            Outcome::Created { .. }
            | Outcome::Refused { .. }
            | Outcome::Rejected { .. }
            | Outcome::Expired { .. }
            | Outcome::Exhausted { .. }
            | Outcome::Unreadable { .. }
            | Outcome::Unreachable { .. }
            | Outcome::Cancelled { .. } => Err(format!("{}, not verified", outcome.as_str()).into()),
        }
    }

    /// Something must be so; if it is, that is told.
    pub(super) fn must(&self, is_so: bool, what: &str) -> Told {
        if is_so {
            self.voice.concludes(what);
            Ok(())
        } else {
            Err(format!("it is not so that {what}").into())
        }
    }

    /// Something goes wrong with one of the next requests.
    pub(super) fn fault(&self, fault: Fault) {
        self.sandbox.set_fault(fault);
    }

    /// What the server holds about the user.
    pub(super) fn server_state(&self) -> Result<Value, Box<dyn Error>> {
        Ok(self.sandbox.with_model(|model, now| model.user_state(&self.seeded.user_id, now))?)
    }

    /// The newest code that was sent to somebody.
    pub(super) fn code(&self, to: &str) -> Option<String> {
        self.sandbox.inbox_of(to).into_iter().rev().find_map(|message| message.code)
    }
}

/// A session of the client that this token stands for.
pub(super) fn session(sandbox: &Sandbox, dev_browser_token: &str) -> Result<Session, Box<dyn Error>> {
    let api = FrontendApi::parse(&sandbox.url())?;
    Ok(Session::new(api, Credentials::dev_browser(dev_browser_token)?).with_origin(Origin::parse(APP)?))
}

/// The sandbox's clock; whoever waits on it moves it.
struct StageClock {
    sandbox: Arc<Sandbox>,
    voice: Voice,
}

impl Clock for StageClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(self.sandbox.now_ms())
    }

    fn sleep_until(&self, until: Timestamp) {
        let millis = until.millis_since(self.now());
        if millis > 0 {
            self.voice.says(&format!("({} s pass)", millis as f64 / 1000.0));
            self.sandbox.advance(millis);
        }
    }
}
