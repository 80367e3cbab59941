//! Reverifications: one for each app at a time, for the run that asked for it.

use totp_rs::Builder;
use user_metadata_core::enrollment::{Input, RequestId, Sent};
use user_metadata_core::error::{MisuseCode, TransportFailure};
use user_metadata_core::http::HttpResponse;
use user_metadata_core::identifier::RedirectUrl;
use user_metadata_core::resource::ReverificationLevel;
use user_metadata_core::reverification::table::TRANSITIONS;
use user_metadata_core::reverification::{
    Problem, Reverification, ReverificationEffect as Effect, ReverificationInput, ReverificationOutcome,
};
use user_metadata_core::secret::Secret;

use crate::app::Fresh;
use crate::invariants::{accepted, no_secret, refused};
use crate::server::on_the_wire;
use crate::world::{Event, Outcome, Violation, World, brief};

/// What the people of this world reverify with.
pub(crate) const PASSWORD: &str = "correcthorsebattery";
pub(crate) const TOTP_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// The host has to have a development browser made, which is no matter of the machines.
pub(crate) const UNKNOWN_BROWSER: &str = "dev_browser_unauthenticated";

type Given = Result<Result<(), MisuseCode>, Violation>;

impl World<'_> {
    /// The host begins one, unless another run has one under way.
    pub(crate) fn begin_fresh(&mut self, run: usize, level: Option<ReverificationLevel>) -> Outcome {
        let app = self.runs[run].app;
        if self.apps[app].fresh.is_some() {
            // Whoever has one under way and went off for the weekend is called back in the quiet.
            return if self.is_quiet() { self.act_fresh(app) } else { Ok(()) };
        }
        self.note(Some(run), || format!("a reverification begins, {level:?}"));
        let mut machine = Reverification::start(level);
        if self.is_quiet() || self.dice.chance(70) {
            machine = machine.with_redirect_url(RedirectUrl::parse(self.apps[app].back).unwrap());
        }
        self.apps[app].fresh = Some(Fresh {
            stored: machine.to_snapshot(),
            machine,
            run,
            version: self.steps << 8,
            flight: None,
            asked: 0,
            sent: 0,
            codes: Vec::new(),
            links: Vec::new(),
            was_completed: false,
            first_flight: self.flights.len(),
            stage: String::new(),
        });
        self.settle_fresh(app)
    }

    fn settle_fresh(&mut self, app: usize) -> Outcome {
        let Some(fresh) = &self.apps[app].fresh else { return Ok(()) };
        let run = fresh.run;
        let effect = fresh.machine.effect();
        no_secret(self, run, &fresh.machine.to_snapshot(), &format!("{effect:?} {:?}", fresh.machine))?;
        if let Effect::Finish { outcome: ReverificationOutcome::Complete { .. } } = &effect
            && !fresh.was_completed
        {
            let detail = "complete is reported, and the server has not said so".to_owned();
            return Err(Violation { rule: "verified", detail, run: Some(run) });
        }
        let fresh = self.apps[app].fresh.as_mut().unwrap();
        fresh.version += 1;
        fresh.stored = fresh.machine.to_snapshot();
        fresh.flight = None;
        match effect {
            Effect::Send { id } => {
                let request =
                    self.apps[app].fresh.as_ref().unwrap().machine.request(id, &self.apps[app].session);
                let request = request.map_err(|error| Violation {
                    rule: "effect",
                    detail: format!("the request cannot be made: {error}"),
                    run: Some(run),
                })?;
                let flight = self.fly(run, true, id, on_the_wire(&request));
                self.apps[app].fresh.as_mut().unwrap().flight = Some(flight);
            }
            _ => self.plan_act_fresh(app),
        }
        Ok(())
    }

    pub(crate) fn plan_act_fresh(&mut self, app: usize) {
        let Some(fresh) = &self.apps[app].fresh else { return };
        let (version, run, effect) = (fresh.version, fresh.run, fresh.machine.effect());
        let ring = match effect {
            Effect::Wait { until, .. } => Some(self.apps[app].world_time(until)),
            Effect::AwaitLink { poll_at, .. } => Some(self.apps[app].world_time(poll_at)),
            _ => None,
        };
        let later = match (ring, self.is_quiet()) {
            (Some(at), _) => (at - self.now).max(0),
            (None, true) => self.dice.between(500, 3_000),
            (None, false) => self.think(),
        };
        if !self.is_quiet() {
            self.runs[run].away_until = self.runs[run].away_until.max(self.now + later);
        }
        self.plan(self.now + later.max(1), Event::ActFresh { app, version });
    }

    fn give_fresh(&mut self, app: usize, input: ReverificationInput) -> Given {
        let device = self.apps[app].device(self.now);
        let Some(fresh) = &mut self.apps[app].fresh else { return Ok(Ok(())) };
        let (run, name, before) = (fresh.run, input.as_str(), fresh.machine.state());
        let next = match fresh.machine.handle(input, device) {
            Ok(next) => next,
            Err(error) => return Ok(Err(error.code)),
        };
        let to = next.state();
        let is_same = next == fresh.machine;
        fresh.machine = next;
        let effect = fresh.machine.effect();
        self.note(Some(run), || format!("reverification: {name} leads to {}", brief(&effect)));
        if !TRANSITIONS.iter().any(|row| row.from == before && row.input == name && row.to.contains(&to)) {
            let detail = format!("reverification: {before:?} with {name} leads to {to:?}");
            return Err(Violation { rule: "table", detail, run: Some(run) });
        }
        if !is_same {
            self.settle_fresh(app)?;
        }
        Ok(Ok(()))
    }

    pub(crate) fn fresh_answered(&mut self, run: usize, flight: usize, response: HttpResponse) -> Outcome {
        let app = self.runs[run].app;
        let Some(fresh) = &mut self.apps[app].fresh else { return Ok(()) };
        let id = self.flights[flight].id;
        if fresh.flight == Some(flight) {
            let body: serde_json::Value = serde_json::from_slice(&response.body).unwrap_or_default();
            let status = body["response"]["status"].as_str().unwrap_or_default();
            fresh.was_completed = status == "complete" && response.status == 200;
            let is_new_stage = response.status == 200 && !status.is_empty() && status != fresh.stage;
            if is_new_stage {
                fresh.stage = status.to_owned();
            }
            let given = self.give_fresh(app, ReverificationInput::Responded { id, response })?;
            // The only factor is taken without asking, and its message is sent once in each stage.
            if let Some(fresh) = self.apps[app].fresh.as_mut().filter(|_| is_new_stage) {
                let supported = fresh.machine.factors().iter().filter(|offer| offer.is_supported).count();
                fresh.asked += u32::from(supported == 1);
            }
            return accepted(run, "an answer to a reverification", given);
        }
        self.stale(app, run, flight, id, ReverificationInput::Responded { id, response })
    }

    pub(crate) fn fresh_failed(
        &mut self,
        run: usize,
        flight: usize,
        failure: TransportFailure,
        sent: Sent,
    ) -> Outcome {
        let app = self.runs[run].app;
        let id = self.flights[flight].id;
        let input = ReverificationInput::TransportFailed { id, failure, sent };
        match self.apps[app].fresh.as_ref().is_some_and(|fresh| fresh.flight == Some(flight)) {
            true => {
                let given = self.give_fresh(app, input)?;
                accepted(run, "a failure", given)
            }
            false => self.stale(app, run, flight, id, input),
        }
    }

    /// An answer to an earlier request of the same reverification; those of an earlier one are nobody's.
    fn stale(
        &mut self,
        app: usize,
        run: usize,
        flight: usize,
        id: RequestId,
        input: ReverificationInput,
    ) -> Outcome {
        let Some(fresh) = &self.apps[app].fresh else { return Ok(()) };
        let is_own = self.flights.iter().enumerate().skip(flight + 1).any(|(later, other)| {
            other.is_fresh && other.run == fresh.run && fresh.flight == Some(later) && other.id > id
        });
        if fresh.run != run || !is_own {
            return Ok(());
        }
        let given = self.give_fresh(app, input)?;
        refused(run, "a late answer to a reverification", given, MisuseCode::StaleAnswer)
    }

    /// The person answers the question of a reverification.
    pub(crate) fn act_fresh(&mut self, app: usize) -> Outcome {
        let is_quiet = self.is_quiet();
        let Some(fresh) = &self.apps[app].fresh else { return Ok(()) };
        let (run, effect) = (fresh.run, fresh.machine.effect());
        if !self.waits_for_fresh_credentials(run) {
            // The enrollment was cancelled or goes on without it.
            self.apps[app].fresh = None;
            return Ok(());
        }
        let gives_up = !is_quiet && self.dice.chance(4);
        let input = match effect {
            Effect::Finish { outcome } => return self.fresh_ended(app, run, &outcome),
            _ if gives_up => ReverificationInput::Cancelled,
            Effect::Send { .. } => return Ok(()),
            Effect::Wait { .. } => ReverificationInput::Tick,
            Effect::SignIn => return self.sign_in(app),
            Effect::ChooseFactor { factors, .. } => {
                let supported: Vec<usize> =
                    (0..factors.len()).filter(|at| factors[*at].is_supported).collect();
                let is_wanted =
                    |at: &&usize| ["password", "totp"].contains(&factors[**at].factor.strategy.as_str());
                let index = match supported.iter().find(is_wanted) {
                    Some(index) if is_quiet => *index,
                    _ => self.dice.pick(&supported),
                };
                self.apps[app].fresh.as_mut().unwrap().asked += 1;
                ReverificationInput::FactorChosen { index }
            }
            Effect::AskPassword { .. } => {
                let password = if is_quiet || self.dice.chance(75) { PASSWORD } else { "wrongpassword" };
                ReverificationInput::PasswordEntered { password: Secret::new(password) }
            }
            Effect::AskCode { strategy, resend_at, problem, .. } => {
                return self.fresh_code(app, strategy.as_str(), resend_at, problem.as_ref());
            }
            Effect::AwaitLink { .. } => {
                if let Some(link) = fresh.links.last().cloned()
                    && (is_quiet || self.dice.chance(30))
                {
                    let as_the_app = is_quiet || self.dice.chance(60);
                    self.open_link(run, &link, as_the_app);
                }
                ReverificationInput::Tick
            }
        };
        let given = self.give_fresh(app, input)?;
        accepted(run, "an input of a reverification", given)
    }

    fn fresh_code(
        &mut self,
        app: usize,
        strategy: &str,
        resend_at: Option<user_metadata_core::time::Timestamp>,
        problem: Option<&Problem>,
    ) -> Outcome {
        let is_quiet = self.is_quiet();
        let fresh = self.apps[app].fresh.as_ref().unwrap();
        let run = fresh.run;
        // Backup codes are spent some time; who is in earnest takes the authenticator.
        let totp_at =
            fresh.machine.factors().iter().position(|offer| offer.factor.strategy.as_str() == "totp");
        if let (true, "backup_code", Some(index)) = (is_quiet, strategy, totp_at) {
            let given = self.give_fresh(app, ReverificationInput::FactorChosen { index })?;
            return accepted(run, "another factor", given);
        }
        let code = match strategy {
            "totp" => totp(self.now),
            "backup_code" => self.apps[app].backup_codes.pop().unwrap_or_else(|| "backupcode0".to_owned()),
            _ => fresh.codes.last().cloned().unwrap_or_default(),
        };
        let can_resend = resend_at.map(|at| self.now >= self.apps[app].world_time(at));
        let is_right =
            if is_quiet { problem.is_none() || can_resend.is_none() } else { self.dice.chance(70) };
        self.secrets.add(&code);
        let input = match (is_right && !code.is_empty(), can_resend) {
            (true, _) => ReverificationInput::CodeEntered { code: Secret::new(code) },
            (false, Some(false)) if is_quiet => return Ok(()),
            (false, Some(false)) => {
                let given = self.give_fresh(app, ReverificationInput::ResendRequested)?;
                return refused(run, "an early resend", given, MisuseCode::ResendTooEarly);
            }
            (false, Some(true)) => {
                self.apps[app].fresh.as_mut().unwrap().asked += 1;
                ReverificationInput::ResendRequested
            }
            (false, None) => ReverificationInput::CodeEntered { code: Secret::new("999999") },
        };
        let given = self.give_fresh(app, input)?;
        accepted(run, "a code or a resend of a reverification", given)
    }

    /// It is over: the enrollment goes on, or the person decides.
    fn fresh_ended(&mut self, app: usize, run: usize, outcome: &ReverificationOutcome) -> Outcome {
        self.apps[app].fresh = None;
        match outcome {
            ReverificationOutcome::Complete { .. } => {
                let about = self.runs[run].reference.about;
                self.runs[run].reference.reverified();
                let may_be_seen = self.runs[run].reference.go(about);
                let given = self.give(run, Input::Reverified, &may_be_seen)?;
                accepted(run, "fresh credentials", given)
            }
            ReverificationOutcome::Rejected { error } if error.has_code(UNKNOWN_BROWSER) => self.sign_in(app),
            _ if !self.is_quiet() && self.dice.chance(40) => self.cancel(run),
            _ => Ok(()),
        }
    }

    pub(crate) fn fresh_signed_in(&mut self, app: usize) -> Outcome {
        let Some(fresh) = &mut self.apps[app].fresh else { return Ok(()) };
        // It begins anew if it waited for this.
        if fresh.machine.effect() == Effect::SignIn {
            fresh.stage.clear();
        }
        let run = fresh.run;
        let given = self.give_fresh(app, ReverificationInput::SignedIn)?;
        accepted(run, "a sign-in", given)
    }

    pub(crate) fn restore_fresh(&mut self, app: usize) -> Outcome {
        let Some(fresh) = &mut self.apps[app].fresh else { return Ok(()) };
        let violation = |detail| Violation { rule: "snapshot", detail, run: Some(fresh.run) };
        let restored = Reverification::from_snapshot(&fresh.stored)
            .map_err(|error| violation(format!("{} is {}", fresh.stored, error.code.as_str())))?;
        let before = fresh.machine.effect();
        if !matches!(before, Effect::Send { .. }) && restored.effect() != before {
            return Err(violation(format!("{before:?} becomes {:?}", restored.effect())));
        }
        fresh.machine = restored;
        self.settle_fresh(app)
    }
}

/// What the authenticator app shows.
fn totp(now: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(TOTP_SECRET).unwrap();
    Builder::new().with_secret(secret).build_noncompliant().generate((now / 1_000) as u64).to_string()
}
