//! The reference model: what a person may see next, given what happened on the server and on the network. It is written
//! from `docs/machine.md` and shares nothing with the core but the names of effects and outcomes.

use serde_json::Value;
use user_metadata_core::enrollment::{Effect, Problem, WaitReason};

use crate::intent::{Ask, Intent};
use crate::said::{Route, Said};

/// What the host is asked to do, as far as the model tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    Request(Route),
    Pause(WaitReason),
    SignIn,
    Reverify,
    Question(Why),
    Link,
    Provider,
    End(&'static str),
}

/// Why a question is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    First,
    Malformed,
    Incorrect,
    Over,
}

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Create,
    LostCreate,
    Taken,
    Prepare,
    LostPrepare,
    TooSoon,
    Attempt,
    LostAttempt { has_proof: bool },
    AlreadyVerified,
    Link,
    Return,
}

/// What the model is told beside the answer itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Facts {
    /// The write that the answer, or the look, is about took effect on the server.
    pub(crate) carried_out: bool,
    /// The landing URL that came with the look says that it failed.
    pub(crate) landed_badly: bool,
    /// The verification's end is so near or so long gone that the device may take it for over.
    pub(crate) near_end: bool,
    /// A request that the app had given up reached the server late: what a look finds may surprise.
    pub(crate) has_ghosts: bool,
}

/// What the model remembers of one enrollment.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) about: About,
    is_external: bool,
    failures: usize,
    sign_ins: usize,
    closed: usize,
    was_reverified: bool,
    /// A refusal came without its body: the app cannot know what was counted.
    is_miscounted: bool,
    /// A message came too soon: where none is out, a pause is followed by the prepare and not by another look.
    may_wait_out: bool,
}

impl Reference {
    pub(crate) fn new(intent: &Intent) -> Self {
        let is_external = intent.has_no_prepare();
        Self {
            about: About::Create,
            is_external,
            failures: 0,
            sign_ins: 0,
            closed: 0,
            was_reverified: false,
            is_miscounted: false,
            may_wait_out: false,
        }
    }

    /// The app was killed: what may have been carried out is looked at, without the proof.
    pub(crate) fn restart(&mut self, is_calling: bool) {
        self.about = match self.about {
            About::Create if is_calling => About::LostCreate,
            About::Prepare if is_calling => About::LostPrepare,
            About::Attempt | About::LostAttempt { .. } => About::LostAttempt { has_proof: false },
            other => other,
        };
    }

    /// What may be seen after this came back.
    pub(crate) fn answered(&mut self, intent: &Intent, said: &Said, facts: Facts) -> Vec<Sight> {
        match said {
            Said::NotSent => self.pause(WaitReason::Offline, false, None),
            Said::Lost => self.pause(WaitReason::Offline, true, None),
            Said::Garbled => self.pause(WaitReason::ServerFault, true, None),
            Said::Fault { retry_after } => self.pause(WaitReason::ServerFault, true, *retry_after),
            Said::TooSoon if self.about == About::Prepare => self.go(About::TooSoon),
            Said::TooSoon => self.pause(WaitReason::RateLimited, false, None),
            Said::Busy { retry_after } => self.pause(WaitReason::RateLimited, false, *retry_after),
            Said::SignedOut => {
                self.sign_ins += 1;
                let gives_up = (self.sign_ins > 3).then_some(Sight::End("rejected"));
                [Sight::SignIn].into_iter().chain(gives_up).collect()
            }
            Said::Stale if self.was_reverified => vec![Sight::Reverify, Sight::End("rejected")],
            Said::Stale => vec![Sight::Reverify],
            Said::Exists if self.about == About::Create => self.go(About::Taken),
            Said::AlreadyVerified if matches!(self.about, About::Prepare | About::Attempt) => {
                self.go(About::AlreadyVerified)
            }
            Said::Wrong if self.about == About::Attempt => {
                self.progress(vec![Sight::Question(Why::Incorrect)])
            }
            Said::WrongPerhaps if self.about == About::Attempt => {
                self.is_miscounted = true;
                vec![Sight::Question(Why::Incorrect)]
            }
            Said::Over { is_closed } if self.about == About::Attempt => self.over(intent, *is_closed),
            Said::Gone
            | Said::Exists
            | Said::AlreadyVerified
            | Said::Wrong
            | Said::WrongPerhaps
            | Said::Over { .. }
            | Said::No => {
                vec![Sight::End("rejected")]
            }
            Said::Fine(body) => self.fine(intent, body, facts),
        }
    }

    /// What may be seen after the request went through.
    fn fine(&mut self, intent: &Intent, body: &Value, facts: Facts) -> Vec<Sight> {
        let resource = if body["object"] == "user" { intent.find_in(body, self.about) } else { Some(body) };
        let verification = resource.map_or(&Value::Null, |resource| &resource["verification"]);
        let status = verification["status"].as_str().unwrap_or_default();
        let is_leaving =
            intent.is_reauthorization() && verification["external_verification_redirect_url"].is_string();
        let is_verified = status == "verified" && !is_leaving;
        let about = self.about;
        // A create that came late, or twice, leaves a second account at the same provider.
        if self.is_external && facts.has_ghosts {
            let ends = ["verified", "refused", "expired", "rejected", "created"].map(Sight::End);
            let goes_on = if about == About::LostCreate && resource.is_none() {
                self.go(About::Create)
            } else {
                vec![Sight::Provider]
            };
            return [goes_on, ends.to_vec()].concat();
        }
        match (about, resource) {
            (About::LostCreate, None) => return self.go(About::Create),
            (About::Taken, None) => return vec![Sight::End("rejected")],
            (About::Taken, Some(_)) if status == "verified" => return vec![Sight::End("rejected")],
            (_, None) => return vec![Sight::End("rejected"), Sight::End("refused")],
            (_, Some(_)) if is_verified => return vec![Sight::End("verified")],
            _ => {}
        }
        if !matches!(about, About::LostPrepare | About::LostAttempt { .. } | About::TooSoon) {
            self.progress(Vec::new());
        }
        let asks = vec![match intent.ask() {
            Ask::Code | Ask::Signature => Sight::Question(Why::First),
            Ask::Link => Sight::Link,
            Ask::Return => Sight::Provider,
        }];
        match about {
            About::Create | About::LostCreate | About::Taken if intent.only_create => {
                vec![Sight::End("created")]
            }
            About::Create | About::LostCreate | About::Taken if intent.has_no_prepare() => asks,
            About::Create | About::LostCreate | About::Taken => self.go(About::Prepare),
            About::Prepare => asks,
            About::LostPrepare if facts.has_ghosts => {
                [self.go(About::Prepare), asks, over_question(intent)].concat()
            }
            // It was sent and has died since: another one would be a message that nobody asked for.
            About::LostPrepare if facts.carried_out && status != "unverified" => match intent.ask() {
                Ask::Signature | Ask::Return => self.go(About::Prepare),
                Ask::Code => vec![Sight::Question(Why::Over)],
                Ask::Link => vec![Sight::Link, Sight::End("expired")],
            },
            About::LostPrepare if facts.carried_out => asks,
            About::LostPrepare => self.go(About::Prepare),
            About::TooSoon => {
                self.may_wait_out = true;
                [asks, vec![Sight::Pause(WaitReason::RateLimited), Sight::End("rejected")]].concat()
            }
            About::Attempt => vec![Sight::Question(Why::Incorrect)],
            About::LostAttempt { .. } if status == "failed" => self.over(intent, true),
            About::LostAttempt { .. } if status != "unverified" => self.over(intent, false),
            About::LostAttempt { has_proof } if facts.has_ghosts || self.is_miscounted => {
                let again = if has_proof { self.go(About::Attempt) } else { asks };
                [again, vec![Sight::Question(Why::Incorrect)]].concat()
            }
            About::LostAttempt { .. } if facts.carried_out => vec![Sight::Question(Why::Incorrect)],
            About::LostAttempt { has_proof: true } => self.go(About::Attempt),
            About::LostAttempt { has_proof: false } => asks,
            About::AlreadyVerified => vec![Sight::End("rejected")],
            About::Link | About::Return if status == "expired" => vec![Sight::End("expired")],
            About::Link | About::Return
                if matches!(status, "failed" | "transferable") || facts.landed_badly =>
            {
                vec![Sight::End("refused"), Sight::End("expired")]
            }
            About::Link | About::Return if facts.near_end => [asks, vec![Sight::End("expired")]].concat(),
            About::Link | About::Return => asks,
        }
    }

    /// A pause, then the same request, or a look in place of one that may have arrived.
    fn pause(&mut self, reason: WaitReason, looks: bool, retry_after: Option<i64>) -> Vec<Sight> {
        self.failures += 1;
        let (tries, end) = match reason {
            WaitReason::Offline => (8, "unreachable"),
            WaitReason::RateLimited => (6, "rejected"),
            WaitReason::ServerFault => (3, "unreadable"),
        };
        if looks {
            self.about = match self.about {
                About::Create => About::LostCreate,
                About::Prepare => About::LostPrepare,
                About::Attempt => About::LostAttempt { has_proof: true },
                other => other,
            };
        }
        let mut seen = vec![Sight::Pause(reason)];
        if self.about == About::Link {
            seen.push(Sight::Link);
        }
        if self.failures > tries || retry_after.is_some_and(|wait| wait > 600_000) {
            seen.extend([Sight::End(end), Sight::End("rejected")]);
        }
        if retry_after.is_some_and(|wait| wait > 600_000) && self.about != About::Link {
            seen.remove(0);
        }
        seen
    }

    /// The verification ended without success.
    fn over(&mut self, intent: &Intent, is_closed: bool) -> Vec<Sight> {
        self.progress(Vec::new());
        self.closed += usize::from(is_closed);
        match (self.closed >= 3, intent.ask()) {
            (true, _) => vec![Sight::End("exhausted")],
            (false, Ask::Code | Ask::Link) => over_question(intent),
            (false, Ask::Signature | Ask::Return) => self.go(About::Prepare),
        }
    }

    /// What was seen, of all that might have been.
    pub(crate) fn saw(&mut self, seen: Sight) {
        if std::mem::take(&mut self.may_wait_out) && matches!(seen, Sight::Pause(_)) {
            self.about = About::Prepare;
        }
    }

    /// A request for this is next.
    pub(crate) fn go(&mut self, about: About) -> Vec<Sight> {
        self.about = about;
        vec![Sight::Request(self.route())]
    }

    pub(crate) const fn route(&self) -> Route {
        match self.about {
            About::Create => Route::Create,
            About::LostCreate | About::Taken => Route::ReadUser,
            About::Prepare => Route::Prepare,
            About::Attempt => Route::Attempt,
            About::LostPrepare | About::TooSoon | About::LostAttempt { .. } | About::AlreadyVerified => {
                Route::ReadOne
            }
            About::Return if self.is_external => Route::ReadUser,
            About::Link | About::Return => Route::ReadOne,
        }
    }

    pub(crate) fn reverified(&mut self) {
        self.was_reverified = true;
    }

    fn progress(&mut self, seen: Vec<Sight>) -> Vec<Sight> {
        self.failures = 0;
        self.sign_ins = 0;
        self.was_reverified = false;
        seen
    }
}

fn over_question(intent: &Intent) -> Vec<Sight> {
    match intent.ask() {
        Ask::Link => vec![Sight::Link, Sight::End("expired")],
        Ask::Code | Ask::Signature | Ask::Return => vec![Sight::Question(Why::Over)],
    }
}

impl Sight {
    /// What this effect looks like; the route of a `Send` is read from its request.
    pub(crate) fn of(effect: &Effect, route: Option<Route>) -> Self {
        let why = |problem: &Option<Problem>| match problem {
            None => Why::First,
            Some(Problem::Malformed { .. }) => Why::Malformed,
            Some(Problem::Incorrect { .. }) => Why::Incorrect,
            Some(Problem::Over { .. }) => Why::Over,
        };
        match effect {
            Effect::Send { .. } => Self::Request(route.unwrap_or(Route::Verify)),
            Effect::Wait { reason, .. } => Self::Pause(*reason),
            Effect::SignIn => Self::SignIn,
            Effect::Reverify { .. } => Self::Reverify,
            Effect::AskCode { problem, .. } | Effect::AskSignature { problem, .. } => {
                Self::Question(why(problem))
            }
            Effect::AwaitLink { .. } => Self::Link,
            Effect::OpenUrl { .. } => Self::Provider,
            Effect::Finish { outcome } => Self::End(outcome.as_str()),
        }
    }
}
