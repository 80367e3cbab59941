//! The sandbox in-process: a server on a thread of its own, with a handle that blocks, for any test.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::Value;
use tokio::sync::oneshot;

use crate::clock::{Clock, RunningClock};
use crate::faults::Fault;
use crate::guard::Guard;
use crate::http::{self, Instance, Shared};
use crate::model::{Model, NewUser, SeededUser, SignedOutClient};
use crate::settings::Settings;
use crate::store::messages::Message;

/// A running sandbox; dropping it stops the server.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    shared: Shared,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// How a sandbox is to start. Without a call it is in memory, on a free loopback port, by the system's clock.
#[derive(Debug, Clone)]
pub struct Builder {
    host: IpAddr,
    port: u16,
    db: Option<PathBuf>,
    seed: u64,
    clock: Clock,
    settings: Option<Settings>,
    changes: Vec<Value>,
    faults: Vec<Fault>,
    allowed_hosts: Vec<String>,
    client_patience: Duration,
}

impl Default for Builder {
    fn default() -> Self {
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Self {
            host,
            port: 0,
            db: None,
            seed: 0,
            clock: Clock::System,
            settings: None,
            changes: Vec::new(),
            faults: Vec::new(),
            allowed_hosts: Vec::new(),
            client_patience: Duration::from_secs(60),
        }
    }
}

impl Builder {
    /// The address to bind; anything but loopback lets other machines in.
    #[must_use]
    pub fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// The port to bind; 0 is any free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// A name that browsers and programs may call the sandbox by, beside `localhost` and addresses.
    #[must_use]
    pub fn allowed_host(mut self, name: &str) -> Self {
        self.allowed_hosts.push(name.to_ascii_lowercase());
        self
    }

    /// How long a client may take to send the head or the body of a request; 60 seconds without a call.
    /// A connection that is kept open between requests is closed after the same time.
    #[must_use]
    pub fn client_patience(mut self, patience: Duration) -> Self {
        self.client_patience = patience;
        self
    }

    /// Keeps everything in this file.
    #[must_use]
    pub fn db(mut self, file: impl Into<PathBuf>) -> Self {
        self.db = Some(file.into());
        self
    }

    /// What ids, codes and tokens are made up from.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The clock. One that a file kept goes on from where it stood, if it is of the same kind.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The settings to start with, instead of those that a file kept.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = Some(settings);
        self
    }

    /// Changes some settings at the start; see [`Settings::merged`].
    #[must_use]
    pub fn change_settings(mut self, changes: Value) -> Self {
        self.changes.push(changes);
        self
    }

    /// Plans a fault at the start, unless a file has kept the same one.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Starts the server. It answers as soon as this returns.
    pub fn start(self) -> io::Result<Sandbox> {
        let mut model = match &self.db {
            Some(file) => Model::open(file, self.seed)?,
            None => Model::in_memory(self.seed)?,
        };
        let listener = TcpListener::bind((self.host, self.port))?;
        listener.set_nonblocking(true)?;
        let bound = listener.local_addr()?;
        // an address that stands for all is none that a link can lead to
        let host = if bound.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { bound.ip() };
        let address = SocketAddr::new(host, bound.port());
        model.set_base_url(&format!("http://{address}"));
        let allowed_hosts = self.allowed_hosts.clone().into();
        let patience = self.client_patience;
        let shared = Shared::new(self.instance(model)?);
        let (stop, stopped) = oneshot::channel::<()>();
        // the model takes one request at a time: more threads would only wait for each other
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(1).build()?;
        let guard = Guard { shared: shared.clone(), allowed_hosts };
        let thread = thread::Builder::new().name("user-metadata-sandbox".into()).spawn(move || {
            runtime.block_on(async move {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                let stop = async {
                    // an error means that the handle is gone, which says the same
                    let _ = stopped.await;
                };
                http::serve(listener, guard, patience, stop).await;
            });
            // waiting for blocked threads here could hang a test for as long as its slowest fault
            runtime.shutdown_background();
        })?;
        Ok(Sandbox { address, shared, stop: Some(stop), thread: Some(thread) })
    }
}

impl Builder {
    /// What a file kept, then what was asked for.
    fn instance(self, mut model: Model) -> io::Result<Instance> {
        let kept = model.kept()?;
        let mut settings = self.settings.or_else(|| kept.as_ref().map(|kept| kept.settings.clone()));
        for changes in self.changes {
            settings = Some(settings.unwrap_or_default().merged(changes)?);
        }
        *model.settings_mut() = settings.unwrap_or_default();
        for fault in kept.iter().flat_map(|kept| kept.faults.clone()) {
            model.faults_mut().add(fault);
        }
        for fault in self.faults {
            if !model.faults().planned().contains(&fault) {
                model.faults_mut().add(fault);
            }
        }
        let clock = RunningClock::from(self.clock);
        let clock = kept.as_ref().map_or(clock, |kept| clock.resumed(kept.clock));
        let mut instance = Instance::new(model, clock, kept);
        instance.work(|_| ())?;
        Ok(instance)
    }
}

impl Sandbox {
    /// Starts a sandbox in memory, on a free loopback port.
    pub fn start() -> io::Result<Self> {
        Self::builder().start()
    }

    /// Chooses how to start.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The address to point a client at, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A development key whose host is this sandbox. Clients that read a host from a key insist on https;
    /// point them at [`Sandbox::url`] where they let you.
    pub fn publishable_key(&self) -> String {
        format!("pk_test_{}", STANDARD_NO_PAD.encode(format!("{}$", self.address)))
    }

    /// Makes a user, signed in, with a token for every way to speak for the session.
    pub fn new_user(&self) -> SeededUser {
        self.new_user_with(&NewUser::default())
    }

    /// The same with a password, verified identifiers and so on.
    pub fn new_user_with(&self, new: &NewUser) -> SeededUser {
        self.with_model(|model, now| must(model.new_user(new, now)))
    }

    /// Makes a client at which nobody is signed in.
    pub fn new_client(&self) -> SignedOutClient {
        self.with_model(|model, now| must(model.new_client(now)))
    }

    /// Signs a user in at the client of a token; the answer is the session's id.
    pub fn sign_in(&self, client_token: &str, user_id: &str) -> String {
        self.with_model(|model, now| must(model.sign_in(client_token, user_id, now)))
    }

    /// Ends a session.
    pub fn sign_out(&self, session_id: &str) {
        self.with_model(|model, now| must(model.sign_out(session_id, now)));
    }

    /// Every message sent so far, oldest first.
    pub fn inbox(&self) -> Vec<Message> {
        self.with_model(|model, _| must(model.inbox(None)))
    }

    /// The messages to one recipient, oldest first.
    pub fn inbox_of(&self, to: &str) -> Vec<Message> {
        self.with_model(|model, _| must(model.inbox(Some(to))))
    }

    /// The sandbox's time, in Unix milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.shared.lock().clock.now_ms()
    }

    /// Moves the sandbox's clock.
    pub fn advance(&self, ms: i64) {
        self.instance(|instance| instance.clock.advance(ms));
    }

    /// The settings now.
    pub fn settings(&self) -> Settings {
        self.with_model(|model, _| model.settings().clone())
    }

    /// Changes settings.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        self.with_model(|model, _| change(model.settings_mut()));
    }

    /// Plans a fault.
    pub fn set_fault(&self, fault: Fault) {
        self.with_model(|model, _| model.faults_mut().add(fault));
    }

    /// Forgets all faults.
    pub fn clear_faults(&self) {
        self.with_model(|model, _| model.faults_mut().clear());
    }

    /// The model itself, at the sandbox's time. Requests wait meanwhile.
    pub fn with_model<T>(&self, work: impl FnOnce(&mut Model, i64) -> T) -> T {
        self.instance(|instance| {
            let now = instance.clock.now_ms();
            work(&mut instance.model, now)
        })
    }

    fn instance<T>(&self, work: impl FnOnce(&mut Instance) -> T) -> T {
        must(self.shared.lock().work(work))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // a server that panicked has said so already
            let _ = thread.join();
        }
    }
}

/// A test that fills the sandbox wrongly has a mistake in it, and should end there.
#[expect(clippy::panic, reason = "this handle is for tests; the model has the same calls with a Result")]
#[track_caller]
fn must<T, E: std::fmt::Display>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("the sandbox refused: {error}"))
}
