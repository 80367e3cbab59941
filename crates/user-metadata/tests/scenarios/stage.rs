//! A sandbox, a device, and the app on it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use user_metadata::enrollment::Effect;
use user_metadata::resource::Resource;
use user_metadata::session::{Credentials, FrontendApi, Origin, Rotated, Session};
use user_metadata::time::Timestamp;
use user_metadata::{Clock, Enrolling, UreqTransport, User};
use user_metadata_sandbox::{Clock as SandboxClock, Sandbox};

use crate::control::Control;
use crate::script::{Carrier, Setup};

/// 2026-01-01T00:00:00Z
const START: i64 = 1_767_225_600_000;

pub(crate) struct Stage {
    // Kept alive; everything else goes through its control endpoints.
    _sandbox: Sandbox,
    pub(crate) control: Control,
    pub(crate) clock: StageClock,
    pub(crate) user: User,
    pub(crate) user_id: String,
    /// The client's tokens, as the control endpoints gave them.
    pub(crate) client: Value,
    pub(crate) flows: BTreeMap<String, Enrolling<User>>,
    pub(crate) current: String,
    /// Where the browser or the link led last.
    pub(crate) landing: Option<String>,
    /// What was created or enrolled last.
    pub(crate) latest: Option<Resource>,
    /// What no text may hold.
    pub(crate) secrets: Vec<String>,
    carrier: Carrier,
    origin: Option<String>,
    url: String,
    /// The app's own secure store.
    stored_token: Arc<Mutex<String>>,
}

impl Stage {
    pub(crate) fn open(setup: &Setup) -> Result<Self, String> {
        let sandbox =
            Sandbox::builder().clock(SandboxClock::Manual(START)).start().map_err(|e| e.to_string())?;
        let url = sandbox.url();
        let control = Control::new(&url);
        control.patch("settings", &setup.settings.clone().into())?;
        let seeded = control.post("users", &setup.user.clone().into())?;
        for other in &setup.others {
            control.post("users", &other.clone().into())?;
        }
        let client = match setup.signed_out {
            true => control.post("clients", &json!({}))?,
            false => seeded.clone(),
        };
        for fault in &setup.faults {
            control.post("faults", fault)?;
        }
        let token = text(&client, carrier_field(setup.credentials));
        let clock = StageClock {
            server_now: Arc::new(AtomicI64::new(START)),
            off_by: setup.device_clock_off_by_ms,
            control: control.clone(),
        };
        let stored_token = Arc::new(Mutex::new(token));
        let secrets =
            ["native_token", "dev_browser_token", "client_cookie"].map(|name| text(&client, name)).into();
        let mut stage = Self {
            user: User::new(blank_session(&url)?, UreqTransport::new()),
            _sandbox: sandbox,
            control,
            clock,
            user_id: text(&seeded, "user_id"),
            client,
            flows: BTreeMap::new(),
            current: "first".to_owned(),
            landing: None,
            latest: None,
            secrets,
            carrier: setup.credentials,
            origin: setup.origin.clone(),
            url,
            stored_token,
        };
        stage.start_app()?;
        Ok(stage)
    }

    /// Starts the app, with nothing but what it has stored.
    pub(crate) fn start_app(&mut self) -> Result<(), String> {
        let session = self.session()?;
        let store = Arc::clone(&self.stored_token);
        self.user = User::new(session, UreqTransport::new()).with_clock(self.clock.clone()).on_rotated(
            move |rotated| {
                *store.lock().unwrap() = match rotated {
                    Rotated::Native { token } | Rotated::DevBrowser { token } => token.expose().to_owned(),
                    Rotated::Cookie { client } => client.expose().to_owned(),
                    Rotated::Cleared => String::new(),
                };
            },
        );
        Ok(())
    }

    /// The session of the stored token.
    pub(crate) fn session(&self) -> Result<Session, String> {
        let token = self.stored_token.lock().unwrap().clone();
        let credentials = match self.carrier {
            Carrier::Native => Credentials::native(&token),
            Carrier::DevBrowser => Credentials::dev_browser(&token),
            Carrier::Cookie => Credentials::cookie(&token),
        };
        let api = FrontendApi::parse(&self.url).map_err(|e| e.to_string())?;
        let mut session = Session::new(api, credentials.map_err(|e| e.to_string())?);
        if let Some(origin) = &self.origin {
            session = session.with_origin(Origin::parse(origin).map_err(|e| e.to_string())?);
        }
        Ok(session)
    }

    pub(crate) fn flow(&mut self) -> Result<&mut Enrolling<User>, String> {
        self.flows.get_mut(&self.current).ok_or_else(|| "nothing is being enrolled".to_owned())
    }

    pub(crate) fn effect(&mut self) -> Result<Effect, String> {
        Ok(self.flow()?.effect())
    }

    /// Any token of the client, for the control endpoints.
    pub(crate) fn client_token(&self) -> String {
        self.stored_token.lock().unwrap().clone()
    }
}

fn blank_session(url: &str) -> Result<Session, String> {
    Ok(Session::new(FrontendApi::parse(url).map_err(|e| e.to_string())?, Credentials::None))
}

const fn carrier_field(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Native => "native_token",
        Carrier::DevBrowser => "dev_browser_token",
        Carrier::Cookie => "client_cookie",
    }
}

pub(crate) fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

/// The device's clock: the sandbox's, and wrong by as much as the scenario says. Whoever waits on it moves both.
#[derive(Clone)]
pub(crate) struct StageClock {
    server_now: Arc<AtomicI64>,
    off_by: i64,
    control: Control,
}

impl StageClock {
    pub(crate) fn advance(&self, ms: i64) -> Result<(), String> {
        self.control.advance(ms)?;
        self.server_now.fetch_add(ms, Ordering::SeqCst);
        Ok(())
    }
}

impl Clock for StageClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(self.server_now.load(Ordering::SeqCst) + self.off_by)
    }

    fn sleep_until(&self, until: Timestamp) {
        let ms = until.millis_since(self.now());
        if ms > 0 {
            self.advance(ms).unwrap();
        }
    }
}
