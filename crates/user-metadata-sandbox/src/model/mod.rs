//! The server as a pure function of its state: a request and a time in, a response out. No socket, no
//! clock, and all randomness from one seed.

mod access;
mod context;
mod envelope;
mod inspection;
mod limiter;
mod log;
mod people;
mod population;
mod routes;

use std::io;
use std::path::Path;

pub(crate) use access::{Me, path_wants_fresh_factors, require_fresh_factors, require_origin};
pub(crate) use context::Context;
pub(crate) use envelope::{Answer, http_date};
pub(crate) use inspection::Person;
pub use log::LogEntry;
pub use people::{NewUser, SeededUser, SignedOutClient, UserChange};
pub use population::ControlError;

use crate::errors::{ApiError, BODY_TOO_LARGE, CONTENT_TYPE, Code, Failure, INTERNAL, Outcome};
use crate::faults::{Delivery, FaultKind, FaultPlan};
use crate::form::Form;
use crate::kept::Kept;
use crate::random::Random;
use crate::settings::Settings;
use crate::store::{Store, sessions};
use crate::wire::{Request, Response};

/// Larger bodies are refused.
pub const MAX_BODY_BYTES: usize = 64 * 1024;

/// The simulated instance: its settings, everything it stores, and the faults planned for it.
#[derive(Debug)]
pub struct Model {
    store: Store,
    random: Random,
    seed: u64,
    settings: Settings,
    faults: FaultPlan,
    base_url: String,
    limiter: limiter::Limiter,
    log: log::Log,
}

impl Model {
    /// A new instance in memory. The same seed and the same requests give the same answers.
    pub fn in_memory(seed: u64) -> io::Result<Self> {
        Store::in_memory().map(|store| Self::new(store, seed))
    }

    /// An instance kept in a file, which is made where there is none. What was answered once is still
    /// there after a crash.
    pub fn open(path: &Path, seed: u64) -> io::Result<Self> {
        Store::file(path).map(|store| Self::new(store, seed))
    }

    fn new(store: Store, seed: u64) -> Self {
        let random = Random::new(seed, store.run());
        let faults = FaultPlan::new(seed);
        Self {
            store,
            random,
            seed,
            settings: Settings::default(),
            faults,
            base_url: "http://127.0.0.1:4010".into(),
            limiter: limiter::Limiter::default(),
            log: log::Log::default(),
        }
    }

    /// The address that links and provider pages lead to.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Sets the address that links and provider pages lead to; no slash at its end.
    pub fn set_base_url(&mut self, url: &str) {
        self.base_url = url.trim_end_matches('/').into();
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The settings, to change them.
    pub fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// The planned faults.
    pub fn faults(&self) -> &FaultPlan {
        &self.faults
    }

    /// The planned faults, to change them.
    pub fn faults_mut(&mut self) -> &mut FaultPlan {
        &mut self.faults
    }

    /// What its file kept beside its people; none in memory, or in a new file.
    pub(crate) fn kept(&self) -> io::Result<Option<Kept>> {
        let kept = self.store.kept().map_err(io::Error::other)?;
        kept.map(|text| serde_json::from_str(&text).map_err(io::Error::other)).transpose()
    }

    /// Keeps it, where there is a file.
    pub(crate) fn keep(&self, kept: &Kept) -> io::Result<()> {
        let text = serde_json::to_string(kept).map_err(io::Error::other)?;
        self.store.keep(&text).map_err(io::Error::other)
    }

    /// Whether anything outlives the process.
    pub(crate) fn is_file(&self) -> bool {
        self.store.is_file()
    }

    /// The requests answered so far (the newest ten thousand), oldest first.
    pub fn log(&self) -> impl Iterator<Item = &LogEntry> {
        self.log.entries()
    }

    /// Answers a request, faithfully: planned faults do not apply.
    pub fn handle(&mut self, request: &Request, now_ms: i64) -> Response {
        let response = self.respond(request, now_ms, None);
        self.log.push(request, Some(response.status), None, now_ms);
        response
    }

    /// Answers a request over a connection that the planned faults disturb.
    pub fn deliver(&mut self, request: &Request, now_ms: i64) -> Delivery {
        let Some(kind) = self.faults.draw(request) else {
            return Delivery::answered(self.handle(request, now_ms));
        };
        let mut run = |now_ms| self.respond(request, now_ms, Some(&kind));
        let delivery = match &kind {
            FaultKind::LostBefore => Delivery::lost(),
            FaultKind::LostAfter => {
                run(now_ms);
                Delivery::lost()
            }
            FaultKind::Duplicate => {
                run(now_ms);
                Delivery::answered(run(now_ms))
            }
            FaultKind::Slow { delay_ms } => {
                Delivery { delay_ms: *delay_ms, ..Delivery::answered(run(now_ms)) }
            }
            FaultKind::ClockJump { jump_ms } => {
                let response = run(now_ms.saturating_add(*jump_ms));
                Delivery { clock_jump_ms: *jump_ms, ..Delivery::answered(response) }
            }
            FaultKind::SessionEnded | FaultKind::TokenRotated => Delivery::answered(run(now_ms)),
            FaultKind::Truncated => Delivery::answered(truncated(run(now_ms))),
            FaultKind::Html => Delivery::answered(envelope::dated(envelope::gateway_page(), now_ms)),
            FaultKind::Status { status, code, retry_after } => {
                let trace = self.random.text(32);
                let response = envelope::made_up(*status, code, *retry_after, now_ms, &trace);
                Delivery::answered(envelope::dated(response, now_ms))
            }
        };
        let status = delivery.response.as_ref().map(|response| response.status);
        self.log.push(request, status, Some(kind.name()), now_ms);
        delivery
    }

    /// Refuses what never became a request (a body without an end, for example).
    pub(crate) fn refuse(&mut self, code: &'static Code, now: i64) -> Response {
        let trace = self.random.text(32);
        let error = ApiError::new(code);
        envelope::dated(envelope::error_response(error, None, &self.settings, now, &trace), now)
    }

    fn respond(&mut self, request: &Request, now: i64, fault: Option<&FaultKind>) -> Response {
        let Self { store, random, settings, base_url, limiter, .. } = self;
        let response = store.transaction(|db| {
            let form = Form::parse(&request.body);
            let mut context = Context::new(db, random, settings, now, base_url, request, form);
            let outcome = check_body(request)
                .and_then(|()| access::identify(&mut context))
                .and_then(|()| strike(&mut context, fault))
                .and_then(|()| limiter.admit(&context))
                .and_then(|()| routes::dispatch(&mut context));
            match outcome {
                Ok(answer) => envelope::success(&mut context, answer),
                Err(Failure::Refused(error)) => envelope::refusal(&mut context, *error),
                Err(Failure::Store(error)) => Err(Failure::Store(error)),
            }
        });
        let response = response.unwrap_or_else(|_| {
            envelope::error_response(ApiError::new(&INTERNAL), None, settings, now, "none")
        });
        envelope::dated(response, now)
    }
}

/// What a fault does to the one who asks.
fn strike(context: &mut Context<'_>, fault: Option<&FaultKind>) -> Outcome<()> {
    match (fault, &context.client_id) {
        (Some(FaultKind::TokenRotated), _) => context.wants_rotation = true,
        (Some(FaultKind::SessionEnded), Some(client)) => {
            for session in sessions::active_of_client(context.db, client, context.now)? {
                sessions::set_status(context.db, &session.id, "ended", context.now)?;
            }
        }
        // the others disturb the way, not the one who walks it
        (Some(_) | None, _) => {}
    }
    Ok(())
}

fn check_body(request: &Request) -> Outcome<()> {
    if request.body.len() > MAX_BODY_BYTES {
        return Err(Failure::from(&BODY_TOO_LARGE));
    }
    let content_type = request.header("content-type").unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !request.body.is_empty() && !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Failure::from(&CONTENT_TYPE));
    }
    Ok(())
}

/// What arrives when a proxy gives up in the middle of an answer.
fn truncated(mut response: Response) -> Response {
    response.body.truncate(response.body.len() / 2);
    response
}
