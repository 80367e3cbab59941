//! A builder that walks a reverification to any state, with the server's part played by canned answers.

use serde_json::{Value, json};
use user_metadata_core::api::Call;
use user_metadata_core::error::{MisuseError, TransportFailure};
use user_metadata_core::http::HttpResponse;
use user_metadata_core::identifier::RedirectUrl;
use user_metadata_core::reverification::table::StateName;
use user_metadata_core::reverification::{
    RequestId, Reverification, ReverificationEffect as Effect, ReverificationInput as Input,
    ReverificationOutcome as Outcome, Sent,
};
use user_metadata_core::secret::Secret;
use user_metadata_core::time::Timestamp;

/// When every walk begins.
pub(crate) const START: i64 = 1_767_225_600_000;
/// When what is prepared at the start ends: ten minutes later.
pub(crate) const EXPIRES: i64 = START + 600_000;
pub(crate) const RETURN_URL: &str = "https://app.example.com/back";

/// A reverification with the time on its device.
#[derive(Clone)]
pub(crate) struct Walk {
    pub(crate) reverification: Reverification,
    pub(crate) now: i64,
}

pub(crate) fn start() -> Walk {
    Walk { reverification: Reverification::start(None), now: START }
}

/// The same, with a place for links to lead back to.
pub(crate) fn with_links() -> Walk {
    let redirect_url = RedirectUrl::parse(RETURN_URL).unwrap();
    Walk { reverification: Reverification::start(None).with_redirect_url(redirect_url), now: START }
}

pub(crate) fn prefer(strategies: &[&str]) -> Walk {
    let strategies = strategies.iter().map(|strategy| (*strategy).into());
    Walk { reverification: Reverification::start(None).with_preference(strategies), now: START }
}

// ── What the server says ────────────────────────────────────────────────────────────────────────────────────────────

pub(crate) fn password() -> Value {
    json!({"strategy": "password"})
}

pub(crate) fn email_code() -> Value {
    json!({"strategy": "email_code", "safe_identifier": "j•••@example.com", "email_address_id": "idn_1"})
}

pub(crate) fn email_link() -> Value {
    json!({"strategy": "email_link", "safe_identifier": "j•••@example.com", "email_address_id": "idn_1"})
}

pub(crate) fn phone_code() -> Value {
    json!({"strategy": "phone_code", "safe_identifier": "+•••67", "phone_number_id": "idn_2"})
}

pub(crate) fn passkey() -> Value {
    json!({"strategy": "passkey", "passkey_id": "idn_3"})
}

pub(crate) fn totp() -> Value {
    json!({"strategy": "totp"})
}

pub(crate) fn backup_code() -> Value {
    json!({"strategy": "backup_code"})
}

fn held(status: &str, level: &str) -> Value {
    json!({
        "object": "session_reverification", "status": status, "level": level,
        "supported_first_factors": [], "supported_second_factors": [],
        "first_factor_verification": null, "second_factor_verification": null,
        "session": {"id": "sess_1", "status": "active", "last_active_token": {"jwt": "jwt_13579"}},
    })
}

pub(crate) fn needs_first(factors: &[Value]) -> Value {
    let mut held = held("needs_first_factor", "first_factor");
    held["supported_first_factors"] = factors.into();
    held
}

pub(crate) fn needs_second(factors: &[Value]) -> Value {
    let mut held = held("needs_second_factor", "second_factor");
    held["supported_second_factors"] = factors.into();
    held
}

pub(crate) fn complete() -> Value {
    held("complete", "first_factor")
}

/// The same with a verification of the stage that it is in.
pub(crate) fn verifying(mut held: Value, verification: &Value) -> Value {
    let stage = if held["status"] == "needs_first_factor" { "first" } else { "second" };
    held[format!("{stage}_factor_verification")] = verification.clone();
    held
}

pub(crate) fn verification(strategy: &str, status: &str) -> Value {
    json!({"status": status, "strategy": strategy, "attempts": 0, "expire_at": EXPIRES})
}

/// The factor, with its code or link out.
pub(crate) fn out(held: Value, factor: &Value) -> Value {
    let strategy = factor["strategy"].as_str().unwrap();
    verifying(held, &verification(strategy, "unverified"))
}

pub(crate) fn refusal(code: &str) -> Value {
    json!({
        "errors": [{"code": code, "message": "short", "long_message": "Fit to show.", "meta": {"param_name": "code"}}],
        "clerk_trace_id": "trace_1",
    })
}

pub(crate) fn respond(status: u16, body: &Value) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}

// ── Ways to a state ─────────────────────────────────────────────────────────────────────────────────────────────────

pub(crate) fn asking_password() -> Walk {
    start().ok(&needs_first(&[password()]))
}

pub(crate) fn asking_email_code() -> Walk {
    start().begun_with(&email_code())
}

pub(crate) fn asking_totp() -> Walk {
    start().ok(&needs_second(&[totp()]))
}

pub(crate) fn awaiting_link() -> Walk {
    with_links().begun_with(&email_link())
}

/// Password, code by email, code by phone, and a passkey that cannot be used.
pub(crate) fn all_first() -> Vec<Value> {
    vec![passkey(), password(), email_code(), phone_code()]
}

pub(crate) fn choosing() -> Walk {
    start().ok(&needs_first(&all_first()))
}

impl Walk {
    /// Begun with this first factor alone, whose message is out.
    fn begun_with(self, factor: &Value) -> Self {
        let held = needs_first(std::slice::from_ref(factor));
        self.ok(&held).ok(&out(held, factor))
    }

    /// The time on the device becomes this.
    pub(crate) fn at(self, now: i64) -> Self {
        Self { now, ..self }
    }

    pub(crate) fn try_input(&self, input: Input) -> Result<Self, MisuseError> {
        let now = Timestamp::from_unix_millis(self.now);
        let reverification = self.reverification.handle(input, now)?;
        Ok(Self { reverification, now: self.now })
    }

    pub(crate) fn input(self, input: Input) -> Self {
        let before = self.state();
        self.try_input(input).unwrap_or_else(|error| panic!("{error} in {before:?}"))
    }

    /// Through a snapshot, as an app that was killed.
    pub(crate) fn restart(self) -> Self {
        let reverification = Reverification::from_snapshot(&self.reverification.to_snapshot()).unwrap();
        Self { reverification, ..self }
    }

    pub(crate) fn id(&self) -> RequestId {
        match self.reverification.effect() {
            Effect::Send { id } => id,
            other => panic!("expected Send, found {other:?}"),
        }
    }

    pub(crate) fn call(&self) -> Call {
        self.reverification.call(self.id()).unwrap()
    }

    /// The answer to the request that is under way.
    pub(crate) fn answer(self, status: u16, body: &Value) -> Self {
        let response = respond(status, body);
        let id = self.id();
        self.input(Input::Responded { id, response })
    }

    /// 200, in the envelope.
    pub(crate) fn ok(self, response: &Value) -> Self {
        self.answer(200, &json!({"response": response, "client": null}))
    }

    /// A refusal with one error.
    pub(crate) fn refuse(self, status: u16, code: &str) -> Self {
        self.answer(status, &refusal(code))
    }

    /// A refusal that says how long to wait.
    pub(crate) fn refuse_for(self, status: u16, code: &str, retry_after: &str) -> Self {
        let mut response = respond(status, &refusal(code));
        response.headers.push(("Retry-After".into(), retry_after.into()));
        let id = self.id();
        self.input(Input::Responded { id, response })
    }

    pub(crate) fn lose(self, sent: Sent) -> Self {
        let id = self.id();
        self.input(Input::TransportFailed { id, failure: TransportFailure::Timeout, sent })
    }

    pub(crate) fn choose(self, index: usize) -> Self {
        self.input(Input::FactorChosen { index })
    }

    pub(crate) fn type_password(self, password: &str) -> Self {
        self.input(Input::PasswordEntered { password: Secret::new(password) })
    }

    pub(crate) fn type_code(self, code: &str) -> Self {
        self.input(Input::CodeEntered { code: Secret::new(code) })
    }

    pub(crate) fn come_back(self, query: &str) -> Self {
        self.input(Input::RedirectReturned { url: Secret::new(format!("{RETURN_URL}{query}")) })
    }

    /// Time passes until the wait is over, and the host says so.
    pub(crate) fn wait(self) -> Self {
        match self.reverification.effect() {
            Effect::Wait { until, .. } => self.at(until.as_unix_millis()).input(Input::Tick),
            Effect::AwaitLink { poll_at, .. } => self.at(poll_at.as_unix_millis()).input(Input::Tick),
            other => panic!("expected a wait, found {other:?}"),
        }
    }

    pub(crate) fn state(&self) -> StateName {
        self.reverification.state()
    }

    pub(crate) fn outcome(&self) -> Outcome {
        match self.reverification.effect() {
            Effect::Finish { outcome } => outcome,
            other => panic!("expected Finish, found {other:?}"),
        }
    }
}
