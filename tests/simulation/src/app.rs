//! An app on a device: its session, its clock, and the enrollments that are under way in it.

use user_metadata_core::enrollment::Enrollment;
use user_metadata_core::reverification::Reverification;
use user_metadata_core::session::{Credentials, FrontendApi, Origin, Rotated, Session};
use user_metadata_core::time::Timestamp;
use user_metadata_sandbox::{Request, SeededUser, SignedOutClient};

use crate::intent::Intent;
use crate::reference::Reference;
use crate::said::Route;
use crate::server::Truth;

/// Which kind of token an app has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Native,
    DevBrowser,
    Cookie,
}

/// One person's app.
pub(crate) struct App {
    pub(crate) user_id: String,
    pub(crate) session_id: String,
    pub(crate) session: Session,
    pub(crate) carrier: Carrier,
    /// The device's clock minus the server's.
    pub(crate) offset: i64,
    /// Where links and providers lead back to.
    pub(crate) back: &'static str,
    /// How often it was started: what was sent by an app that was killed comes back to nobody.
    pub(crate) life: u32,
    /// The first request of the present session.
    pub(crate) first_flight: usize,
    pub(crate) fresh: Option<Fresh>,
    /// The newest request of a reverification that the server has seen.
    pub(crate) newest_fresh: usize,
    pub(crate) backup_codes: Vec<String>,
}

/// An enrollment under way.
pub(crate) struct Run {
    pub(crate) app: usize,
    pub(crate) intent: Intent,
    pub(crate) enrollment: Enrollment,
    pub(crate) reference: Reference,
    /// What the app has stored, with what the reference knew then.
    pub(crate) stored: (String, Reference),
    /// The first request of the present enrollment: what comes back for an earlier one is nobody's.
    pub(crate) first_flight: usize,
    /// Counts the changes, so that what was planned for an earlier state is dropped.
    pub(crate) version: u64,
    /// The request whose answer is waited for.
    pub(crate) flight: Option<usize>,
    /// Messages that the person asked for, and those that were sent for a request that was in time.
    pub(crate) asked: u32,
    pub(crate) sent: u32,
    /// The last request that changes something, and whether the server carried it out.
    pub(crate) write: Option<usize>,
    pub(crate) carried_out: bool,
    /// A request reached the server after it was given up, or twice.
    pub(crate) has_ghosts: bool,
    /// The newest request that the server has seen.
    pub(crate) newest_seen: usize,
    pub(crate) codes: Vec<String>,
    pub(crate) links: Vec<String>,
    /// Where the browser stands after the link or the provider.
    pub(crate) landing: Option<String>,
    pub(crate) landed_badly: bool,
    /// What the server held when it gave the last answer.
    pub(crate) truth_then: Truth,
    /// What happened to it since the quiet began.
    pub(crate) quiet_steps: u32,
    /// Until when somebody is away who left before the quiet.
    pub(crate) away_until: i64,
    /// How often the person began again, and how often in the quiet.
    pub(crate) tries: u32,
    pub(crate) quiet_tries: u32,
    pub(crate) quiet_since: i64,
}

/// A reverification under way, for the run that asked for it.
pub(crate) struct Fresh {
    pub(crate) machine: Reverification,
    pub(crate) stored: String,
    pub(crate) run: usize,
    pub(crate) version: u64,
    pub(crate) flight: Option<usize>,
    pub(crate) asked: u32,
    pub(crate) sent: u32,
    pub(crate) codes: Vec<String>,
    pub(crate) links: Vec<String>,
    /// The last answer said that it is complete.
    pub(crate) was_completed: bool,
    /// Its first request: what an earlier one left on the way is nobody's.
    pub(crate) first_flight: usize,
    /// Which factor was wanted last.
    pub(crate) stage: String,
}

/// A request on its way.
pub(crate) struct Flight {
    pub(crate) run: usize,
    pub(crate) is_fresh: bool,
    pub(crate) life: u32,
    pub(crate) id: user_metadata_core::enrollment::RequestId,
    pub(crate) request: Request,
    pub(crate) route: Route,
    pub(crate) arrivals: u32,
}

impl App {
    pub(crate) fn new(user: &SeededUser, carrier: Carrier, offset: i64, back: &'static str) -> Self {
        let mut app = Self {
            user_id: user.user_id.clone(),
            session_id: String::new(),
            session: Session::new(FrontendApi::parse("http://127.0.0.1:4010").unwrap(), Credentials::None),
            carrier,
            offset,
            back,
            life: 0,
            first_flight: 0,
            fresh: None,
            newest_fresh: 0,
            backup_codes: Vec::new(),
        };
        let token = match carrier {
            Carrier::Native => &user.native_token,
            Carrier::DevBrowser => &user.dev_browser_token,
            Carrier::Cookie => &user.client_cookie,
        };
        app.signed_in(token, &user.session_id);
        app
    }

    /// A user signed in: the token and the session are new.
    pub(crate) fn signed_in(&mut self, token: &str, session_id: &str) {
        let credentials = match self.carrier {
            Carrier::Native => Credentials::native(token),
            Carrier::DevBrowser => Credentials::dev_browser(token),
            Carrier::Cookie => Credentials::cookie(token),
        };
        let session =
            Session::new(self.session.api().clone(), credentials.unwrap()).with_session_id(session_id);
        self.session = session.with_origin(Origin::parse("https://app.example.com").unwrap());
        self.session_id = session_id.to_owned();
    }

    /// The same at a client of its own.
    pub(crate) fn signed_in_at(&mut self, client: &SignedOutClient, session_id: &str) {
        let token = match self.carrier {
            Carrier::Native => &client.native_token,
            Carrier::DevBrowser => &client.dev_browser_token,
            Carrier::Cookie => &client.client_cookie,
        };
        self.signed_in(token, session_id);
    }

    pub(crate) fn device(&self, now: i64) -> Timestamp {
        Timestamp::from_unix_millis(now + self.offset)
    }

    /// A time of the device's clock on the clock of the world.
    pub(crate) fn world_time(&self, device: Timestamp) -> i64 {
        device.as_unix_millis().saturating_sub(self.offset)
    }

    /// A request by the same client, made by hand.
    pub(crate) fn by_hand(&self, method: &str, path: &str) -> Request {
        let token = match self.session.credentials() {
            Credentials::Native { token } => token.as_ref(),
            Credentials::DevBrowser { token } => Some(token),
            Credentials::Cookie { client } => client.as_ref(),
            Credentials::None => None,
        };
        let token = token.map_or("", |token| token.expose());
        let mark = if path.contains('?') { '&' } else { '?' };
        match self.carrier {
            Carrier::Native => {
                Request::new(method, &format!("{path}{mark}_is_native=1")).with_header("authorization", token)
            }
            Carrier::DevBrowser => Request::new(method, &format!("{path}{mark}__clerk_db_jwt={token}")),
            Carrier::Cookie => Request::new(method, path).with_header("cookie", &format!("__client={token}")),
        }
    }
}

/// The token that a rotation brought.
pub(crate) fn rotated_token(rotated: &Rotated) -> Option<&str> {
    match rotated {
        Rotated::Native { token } | Rotated::DevBrowser { token } => Some(token.expose()),
        Rotated::Cookie { client } => Some(client.expose()),
        Rotated::Cleared => None,
    }
}
