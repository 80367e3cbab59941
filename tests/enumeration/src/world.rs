//! The app, the server and the time, and everything that can happen next.

use user_metadata_core::enrollment::{Effect, Enrollment, Input, RequestId, Sent};
use user_metadata_core::error::TransportFailure;
use user_metadata_core::http::{HttpRequest, HttpResponse};
use user_metadata_core::secret::Secret;
use user_metadata_core::session::{Credentials, FrontendApi, Session};
use user_metadata_core::time::Timestamp;

use crate::kind::{Kind, RETURN_URL};
use crate::server::{RIGHT, Server, Verification, refuse};

const START: i64 = 1_767_225_600_000;

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) machine: Enrollment,
    pub(crate) server: Server,
    pub(crate) now: i64,
}

/// What happened, and what came of it.
pub(crate) type Next = (&'static str, World);

impl World {
    pub(crate) fn new(kind: Kind) -> Self {
        Self { machine: Enrollment::start(kind.request()), server: Server::new(kind), now: START }
    }

    /// Everything that can happen; an input that had to be taken and was not is an error.
    pub(crate) fn next(&self) -> Result<Vec<Next>, String> {
        if matches!(self.machine.effect(), Effect::Finish { .. }) {
            return Ok(Vec::new());
        }
        let mut all = self.of_the_effect()?;
        all.push(("cancelled", self.input(Input::Cancelled)?));
        all.push(("killed and restarted", self.restart()?));
        if self.server.is_signed_in {
            all.push(("the session ends", self.with(|server, _| server.is_signed_in = false)));
        }
        if self.server.is_fresh {
            all.push(("the credentials grow old", self.with(|server, _| server.is_fresh = false)));
        }
        Ok(all)
    }

    fn of_the_effect(&self) -> Result<Vec<Next>, String> {
        match self.machine.effect() {
            Effect::Send { id } => self.sending(id),
            Effect::AskCode { expires_at, resend_at, .. } => {
                let mut all = vec![
                    ("the right code", self.proved(Input::CodeEntered { code: Secret::new(RIGHT[0]) })?),
                    ("a wrong code", self.proved(Input::CodeEntered { code: Secret::new("111111") })?),
                    ("no code", self.input(Input::CodeEntered { code: Secret::new("4242") })?),
                    ("a resend", self.resend(resend_at)?),
                ];
                all.extend(self.past(expires_at));
                Ok(all)
            }
            Effect::AskSignature { expires_at, .. } => {
                let signed = |digit: &str| Secret::new(format!("0x{}", digit.repeat(130)));
                let mut all = vec![
                    ("the right signature", self.proved(Input::Signed { signature: signed("a") })?),
                    ("a wrong signature", self.proved(Input::Signed { signature: signed("b") })?),
                    ("no signature", self.input(Input::Signed { signature: Secret::new("0x") })?),
                ];
                all.extend(self.past(expires_at));
                Ok(all)
            }
            Effect::AwaitLink { poll_at, expires_at, resend_at, .. } => {
                let mut all = vec![
                    ("a look at the link", self.at(poll_at).input(Input::Tick)?),
                    ("a resend", self.resend(resend_at)?),
                    ("the landing URL", self.opened().come_back("?__clerk_status=verified")?),
                    ("a landing URL too late", self.come_back("?__clerk_status=expired")?),
                ];
                all.push(("the link is opened", self.opened()));
                all.extend(self.past(Some(expires_at)));
                Ok(all)
            }
            Effect::OpenUrl { expires_at, .. } => {
                let mut all = vec![
                    ("Allow", self.allowed().come_back("")?),
                    ("Deny", self.denied().come_back("")?),
                    ("back, undecided", self.come_back("")?),
                    ("Allow, and the browser is closed", self.allowed()),
                ];
                if let Some(expires_at) = expires_at {
                    all.push(("the URL dies", self.at(expires_at).input(Input::Tick)?));
                }
                Ok(all)
            }
            Effect::SignIn => Ok(vec![
                ("a sign-in", self.with(|server, _| server.is_signed_in = true).input(Input::SignedIn)?),
                ("a sign-in that is none", self.input(Input::SignedIn)?),
            ]),
            Effect::Reverify { .. } => Ok(vec![
                (
                    "fresh credentials",
                    self.with(|server, _| server.is_fresh = true).input(Input::Reverified)?,
                ),
                ("credentials that are not", self.input(Input::Reverified)?),
            ]),
            Effect::Wait { until, .. } => Ok(vec![("the wait is over", self.at(until).input(Input::Tick)?)]),
            Effect::Finish { .. } => Ok(Vec::new()),
        }
    }

    /// The network's part: the request arrives or does not, and the answer does or does not.
    fn sending(&self, id: RequestId) -> Result<Vec<Next>, String> {
        let (arrived, response) = self.served(id)?;
        let lost = |world: &Self, sent| {
            world.input(Input::TransportFailed { id, failure: TransportFailure::Timeout, sent })
        };
        let page = |status| HttpResponse { status, headers: Vec::new(), body: b"<html>".to_vec() };
        let busy = HttpResponse {
            headers: vec![("retry-after".into(), "5".into())],
            ..refuse(429, "too_many_requests")
        };
        let mut all = vec![
            ("an answer", arrived.responded(id, response)?),
            ("nothing sent", lost(self, Sent::No)?),
            ("lost on the way", lost(self, Sent::Maybe)?),
            ("the answer lost", lost(&arrived, Sent::Maybe)?),
            ("a fault before", self.responded(id, page(503))?),
            ("a fault after", arrived.responded(id, page(502))?),
            ("an answer that cannot be read", arrived.responded(id, page(200))?),
            ("too many requests", self.patient(self.responded(id, busy)?)?),
            ("arrived, then cancelled", arrived.input(Input::Cancelled)?),
            ("arrived, then killed and restarted", arrived.restart()?),
        ];
        // a request may be under way for long: what the server holds dies meanwhile
        let end = self.server.verification.as_ref().map(|held| Timestamp::from_unix_millis(held.expires_at));
        all.extend(self.past(end));
        Ok(all)
    }

    /// Who was asked for five seconds of patience has it.
    fn patient(&self, after: Self) -> Result<Self, String> {
        if let Effect::Wait { until, .. } = after.machine.effect()
            && until.as_unix_millis() < self.now + 5_000
        {
            return Err("a wait is as long as the server asks for".into());
        }
        Ok(after)
    }

    /// The server after the request, and what it says.
    pub(crate) fn served(&self, id: RequestId) -> Result<(Self, HttpResponse), String> {
        let request = self.request(id)?;
        let mut after = self.clone();
        let response = after.server.serve(&request, self.now);
        Ok((after, response))
    }

    pub(crate) fn request(&self, id: RequestId) -> Result<HttpRequest, String> {
        let api = FrontendApi::parse("https://clerk.example.com").unwrap();
        let session = Session::new(api, Credentials::native("token").unwrap());
        self.machine.request(id, &session).map_err(|error| format!("no request: {error}"))
    }

    pub(crate) fn responded(&self, id: RequestId, response: HttpResponse) -> Result<Self, String> {
        self.input(Input::Responded { id, response })
    }

    pub(crate) fn input(&self, input: Input) -> Result<Self, String> {
        let name = input.as_str();
        let machine = self
            .machine
            .handle(input, Timestamp::from_unix_millis(self.now))
            .map_err(|error| format!("{name} was not taken: {error}"))?;
        Ok(Self { machine, ..self.clone() })
    }

    pub(crate) fn at(&self, when: Timestamp) -> Self {
        Self { now: self.now.max(when.as_unix_millis()), ..self.clone() }
    }

    /// Nothing happens until something is over.
    fn past(&self, when: Option<Timestamp>) -> Option<Next> {
        let when = when.filter(|when| when.as_unix_millis() > self.now)?;
        Some(("time passes", self.at(when)))
    }

    pub(crate) fn with(&self, change: impl FnOnce(&mut Server, i64)) -> Self {
        let mut world = self.clone();
        change(&mut world.server, self.now);
        world
    }

    /// The person gives a proof, which entitles to one attempt.
    pub(crate) fn proved(&self, input: Input) -> Result<Self, String> {
        self.with(|server, _| server.proofs = 1).input(input)
    }

    pub(crate) fn resend(&self, resend_at: Timestamp) -> Result<Self, String> {
        let world = self.at(resend_at).with(|server, _| server.unasked -= 1);
        world.input(Input::ResendRequested)
    }

    pub(crate) fn come_back(&self, query: &str) -> Result<Self, String> {
        self.input(Input::RedirectReturned { url: Secret::new(format!("{RETURN_URL}{query}")) })
    }

    fn restart(&self) -> Result<Self, String> {
        let machine =
            Enrollment::from_snapshot(&self.machine.to_snapshot()).map_err(|error| error.to_string())?;
        Ok(Self { machine, ..self.clone() })
    }

    /// Somebody opens the link, in time or not.
    pub(crate) fn opened(&self) -> Self {
        self.with(|server, now| server.is_verified |= is_alive(server.verification.as_ref(), now))
    }

    pub(crate) fn allowed(&self) -> Self {
        self.with(|server, now| {
            if is_alive(server.verification.as_ref(), now) {
                server.is_verified = true;
                server.verification = None;
            }
        })
    }

    fn denied(&self) -> Self {
        self.with(|server, now| {
            if let Some(verification) = server.verification.as_mut().filter(|some| now < some.expires_at) {
                verification.is_denied = true;
            }
        })
    }
}

fn is_alive(verification: Option<&Verification>, now: i64) -> bool {
    verification.is_some_and(|verification| now < verification.expires_at && !verification.is_denied)
}
