//! What people do, and what the host does when time has passed: they type, mistype, ask again, give up, go away and
//! come back. In the quiet they do their best.

use user_metadata_core::enrollment::{Effect, Enrollment, Input, Outcome, Problem};
use user_metadata_core::error::MisuseCode;
use user_metadata_core::secret::Secret;

use crate::fresh::UNKNOWN_BROWSER;
use crate::invariants::{accepted, refused};
use crate::reference::{About, Sight, Why};
use crate::wallets::Wallet;
use crate::world::{Event, Outcome as Done, World};

/// So often somebody begins again in the quiet: a browser may have to be made known first.
const LAST_TRY: u32 = 2;

impl World<'_> {
    /// Plans when somebody looks at this state again.
    pub(crate) fn plan_act(&mut self, run: usize) {
        let state = &self.runs[run];
        let app = &self.apps[state.app];
        let effect = state.enrollment.effect();
        let ring = match &effect {
            Effect::Wait { until, .. } => Some(app.world_time(*until)),
            Effect::AwaitLink { poll_at, .. } => Some(app.world_time(*poll_at)),
            _ => None,
        };
        let later = match (self.is_quiet(), ring) {
            // The timer, or somebody who is impatient, or a laptop that was closed.
            (true, Some(at)) => at.max(self.now) - self.now,
            (false, Some(at)) => {
                let wait = (at - self.now).max(0);
                match self.dice.below(20) {
                    0 => wait / 2,
                    1 => wait + self.dice.between(0, 3_600_000),
                    _ => wait + self.dice.between(0, 300),
                }
            }
            (true, None) => self.dice.between(500, 3_000),
            (false, None) => self.think(),
        };
        if !self.is_quiet() {
            self.runs[run].away_until = self.runs[run].away_until.max(self.now + later);
        }
        let version = self.runs[run].version;
        if !matches!(effect, Effect::Finish { .. }) || self.wants_more(run) {
            self.plan(self.now + later.max(1), Event::Act { run, version });
        }
    }

    /// How long a person takes: seconds mostly, sometimes a coffee, sometimes the weekend.
    pub(crate) fn think(&mut self) -> i64 {
        let (least, most) = self.dice.weighted(&[
            (80, (500, 40_000)),
            (12, (60_000, 480_000)),
            (6, (480_000, 2_400_000)),
            (1, (86_400_000, 259_200_000)),
        ]);
        self.dice.between(least, most)
    }

    /// True while somebody may still do something about a run that is over.
    fn wants_more(&self, run: usize) -> bool {
        !self.is_quiet() || self.runs[run].quiet_tries < LAST_TRY
    }

    /// Somebody does something about this run.
    pub(crate) fn act(&mut self, run: usize) -> Done {
        let is_quiet = self.is_quiet();
        let effect = self.runs[run].enrollment.effect();
        if !is_quiet && self.dice.chance(4) && !matches!(effect, Effect::Finish { .. }) {
            return self.stray(run, &effect);
        }
        match effect {
            Effect::Send { .. } => Ok(()),
            Effect::Wait { .. } | Effect::AwaitLink { .. } if !is_quiet && self.dice.chance(4) => {
                self.cancel(run)
            }
            Effect::Wait { .. } => self.tick(run),
            Effect::SignIn if !is_quiet && self.dice.chance(8) => self.cancel(run),
            Effect::SignIn => self.sign_in(self.runs[run].app),
            Effect::Reverify { .. } if !is_quiet && self.dice.chance(8) => self.cancel(run),
            Effect::Reverify { level } => self.begin_fresh(run, level),
            Effect::AskCode { problem, resend_at, .. } => {
                let resend_at = self.apps[self.runs[run].app].world_time(resend_at);
                self.asked_for_code(run, problem.as_ref(), resend_at)
            }
            Effect::AskSignature { message, .. } => self.asked_for_signature(run, &message),
            Effect::AwaitLink { resend_at, .. } => {
                let resend_at = self.apps[self.runs[run].app].world_time(resend_at);
                self.awaits_link(run, resend_at)
            }
            Effect::OpenUrl { url, .. } => self.sent_to_provider(run, &url),
            Effect::Finish { outcome } => {
                if let Outcome::Rejected { error, .. } = &outcome
                    && error.has_code(UNKNOWN_BROWSER)
                {
                    self.sign_in(self.runs[run].app)?;
                }
                self.after_the_end(run, outcome.as_str())
            }
        }
    }

    fn asked_for_code(&mut self, run: usize, problem: Option<&Problem>, resend_at: i64) -> Done {
        let newest = self.runs[run].codes.last().cloned();
        if self.is_quiet() {
            let is_over = matches!(problem, Some(Problem::Over { .. } | Problem::Incorrect { .. }));
            return match newest {
                Some(code) if !is_over => self.type_code(run, &code),
                _ if self.now >= resend_at => self.resend(run, resend_at),
                _ => Ok(()),
            };
        }
        let oldest = self.runs[run].codes.first().cloned();
        match (self.dice.below(20), newest, oldest) {
            (0..=8, Some(code), _) => self.type_code(run, &code),
            (9..=10, _, Some(code)) => self.type_code(run, &format!(" {code} ")),
            (11..=13, ..) => {
                let code = format!("{:06}", self.dice.below(1_000_000));
                self.secrets.add(&code);
                self.type_code(run, &code)
            }
            (14, ..) => self.type_code(run, "12345"),
            (15..=17, ..) => self.resend(run, resend_at),
            (18, ..) => self.cancel(run),
            _ => Ok(()),
        }
    }

    fn type_code(&mut self, run: usize, code: &str) -> Done {
        let is_code = code.trim().len() == 6;
        let may_be_seen = match is_code {
            true => self.runs[run].reference.go(About::Attempt),
            false => vec![Sight::Question(Why::Malformed)],
        };
        let given = self.give(run, Input::CodeEntered { code: Secret::new(code) }, &may_be_seen)?;
        accepted(run, "a code", given)
    }

    /// Another message is asked for: from its time on it is never refused, and never taken before.
    pub(crate) fn resend(&mut self, run: usize, resend_at: i64) -> Done {
        if self.now < resend_at {
            let given = self.give(run, Input::ResendRequested, &[])?;
            return refused(run, "an early resend", given, MisuseCode::ResendTooEarly);
        }
        self.runs[run].asked += 1;
        let may_be_seen = self.runs[run].reference.go(About::Prepare);
        let given = self.give(run, Input::ResendRequested, &may_be_seen)?;
        accepted(run, "a resend", given)
    }

    fn asked_for_signature(&mut self, run: usize, message: &str) -> Done {
        let wallet = self.runs[run].intent.wallet.unwrap();
        let choice = if self.is_quiet() { 0 } else { self.dice.below(12) };
        let signature = match choice {
            0..=6 => wallet.sign(message),
            7 | 8 => Wallet { number: wallet.number.wrapping_add(100), ..wallet }.sign(message),
            9 => "0x12".to_owned(),
            10 => return self.cancel(run),
            _ => return Ok(()),
        };
        self.secrets.add(&signature);
        let may_be_seen = match choice {
            9 => vec![Sight::Question(Why::Malformed)],
            _ => self.runs[run].reference.go(About::Attempt),
        };
        let given = self.give(run, Input::Signed { signature: Secret::new(signature) }, &may_be_seen)?;
        accepted(run, "a signature", given)
    }

    fn awaits_link(&mut self, run: usize, resend_at: i64) -> Done {
        let is_quiet = self.is_quiet();
        let link = match (is_quiet, self.dice.below(10)) {
            (true, _) | (false, 0) => self.runs[run].links.last().cloned(),
            (false, 1) => self.runs[run].links.first().cloned(),
            (false, 2) if self.dice.chance(50) => return self.resend(run, resend_at),
            (false, _) => None,
        };
        if let Some(link) = link {
            let as_the_app = is_quiet || self.dice.chance(60);
            self.open_link(run, &link, as_the_app);
            if !is_quiet && self.dice.chance(50) {
                return self.come_back(run, About::Link);
            }
        }
        self.tick(run)
    }

    fn sent_to_provider(&mut self, run: usize, url: &str) -> Done {
        if self.is_quiet() {
            self.decide_at_provider(run, url, "allow");
            return self.come_back(run, About::Return);
        }
        match self.dice.below(16) {
            0..=5 => self.decide_at_provider(run, url, "allow"),
            6 | 7 => self.decide_at_provider(run, url, "deny"),
            8 => self.decide_at_provider(run, url, "oauth_fetch_user_error"),
            // Back without having decided, or the second time.
            9 | 10 => {}
            11 => return self.cancel(run),
            12 => return self.tick(run),
            _ => return Ok(()),
        }
        match self.dice.chance(80) {
            true => self.come_back(run, About::Return),
            false => Ok(()),
        }
    }

    /// The landing URL is handed over.
    pub(crate) fn come_back(&mut self, run: usize, about: About) -> Done {
        let back = self.apps[self.runs[run].app].back;
        let url = self.runs[run].landing.clone().unwrap_or_else(|| back.to_owned());
        self.runs[run].landed_badly =
            url.contains("__clerk_status=") && !url.contains("__clerk_status=verified");
        let may_be_seen = self.runs[run].reference.go(about);
        let given = self.give(run, Input::RedirectReturned { url: Secret::new(url) }, &may_be_seen)?;
        accepted(run, "a return", given)
    }

    /// Time has passed: what is due goes on, and what is not stays.
    pub(crate) fn tick(&mut self, run: usize) -> Done {
        let state = &mut self.runs[run];
        let app = &self.apps[state.app];
        let (due, about) = match state.enrollment.effect() {
            Effect::Wait { until, .. } => (self.now >= app.world_time(until), state.reference.about),
            Effect::AwaitLink { poll_at, .. } => (self.now >= app.world_time(poll_at), About::Link),
            Effect::OpenUrl { expires_at, .. } => {
                (expires_at.is_some_and(|at| self.now >= app.world_time(at)), About::Return)
            }
            _ => (false, state.reference.about),
        };
        if due && !matches!(state.enrollment.effect(), Effect::Wait { .. }) {
            state.landed_badly = false;
        }
        let may_be_seen = match due {
            true => self.runs[run].reference.go(about),
            false => vec![self.sight(run)],
        };
        let given = self.give(run, Input::Tick, &may_be_seen)?;
        accepted(run, "a tick", given)
    }

    pub(crate) fn cancel(&mut self, run: usize) -> Done {
        let given = self.give(run, Input::Cancelled, &[Sight::End("cancelled")])?;
        accepted(run, "a cancel", given)
    }

    /// Something that does not belong here: it changes nothing.
    fn stray(&mut self, run: usize, effect: &Effect) -> Done {
        let here = [self.sight(run)];
        let (input, is_due) = match self.dice.below(3) {
            0 => (Input::SignedIn, matches!(effect, Effect::SignIn)),
            1 => (Input::Reverified, matches!(effect, Effect::Reverify { .. })),
            _ => return self.tick(run),
        };
        if is_due {
            return Ok(());
        }
        let given = self.give(run, input, &here)?;
        accepted(run, "a second tap", given)
    }

    fn after_the_end(&mut self, run: usize, ended: &str) -> Done {
        let state = &self.runs[run];
        let truth = self.server.truth(&self.apps[state.app].user_id, &state.intent, self.now);
        let is_done = truth.is_verified() && !state.intent.is_reauthorization() || ended == "created";
        if self.is_quiet() {
            let is_over = is_done || ended == "verified";
            self.runs[run].quiet_tries = if is_over { LAST_TRY } else { self.runs[run].quiet_tries + 1 };
            return if is_over { Ok(()) } else { self.start_over(run) };
        }
        let here = [self.sight(run)];
        match self.dice.below(10) {
            0..=3 if !is_done && ended != "verified" => return self.start_over(run),
            4 => drop(self.give(run, Input::Tick, &here)?),
            5 => drop(self.give(run, Input::Cancelled, &here)?),
            6 => drop(self.give(run, Input::CodeEntered { code: Secret::new("123456") }, &[])?),
            _ => {}
        }
        Ok(())
    }

    /// A user signs in again; everything that waits for it goes on.
    pub(crate) fn sign_in(&mut self, app: usize) -> Done {
        let user = self.apps[app].user_id.clone();
        let client = self.server.model.new_client(self.now).unwrap();
        for token in [&client.native_token, &client.dev_browser_token, &client.client_cookie] {
            self.secrets.add(token);
        }
        let session = self.server.model.sign_in(&client.native_token, &user, self.now).unwrap();
        self.apps[app].signed_in_at(&client, &session);
        self.apps[app].first_flight = self.flights.len();
        self.note(None, || format!("app {app} signs in again"));
        for run in 0..self.runs.len() {
            if self.runs[run].app == app && self.runs[run].enrollment.effect() == Effect::SignIn {
                let about = self.runs[run].reference.about;
                let may_be_seen = self.runs[run].reference.go(about);
                let given = self.give(run, Input::SignedIn, &may_be_seen)?;
                accepted(run, "a sign-in", given)?;
            }
        }
        self.fresh_signed_in(app)
    }

    /// The app is killed, and starts from what it has stored.
    pub(crate) fn restart(&mut self, app: usize) -> Done {
        self.note(None, || format!("app {app} is killed and starts again"));
        self.apps[app].life += 1;
        for run in 0..self.runs.len() {
            if self.runs[run].app == app && self.runs[run].version > 0 {
                self.restore(run)?;
            }
        }
        self.restore_fresh(app)
    }

    fn restore(&mut self, run: usize) -> Done {
        let state = &mut self.runs[run];
        let (snapshot, reference) = state.stored.clone();
        let violation = |detail| crate::world::Violation { rule: "snapshot", detail, run: Some(run) };
        let restored = Enrollment::from_snapshot(&snapshot)
            .map_err(|error| violation(format!("{} is {}", snapshot, error.code.as_str())))?;
        if restored.to_snapshot() != snapshot {
            return Err(violation(format!("{snapshot} is stored again as {}", restored.to_snapshot())));
        }
        let before = state.enrollment.effect();
        if !matches!(before, Effect::Send { .. }) && restored.effect() != before {
            return Err(violation(format!("{before:?} becomes {:?}", restored.effect())));
        }
        let was_calling = snapshot.contains(r#""state":"calling""#);
        state.reference = reference;
        state.reference.restart(was_calling);
        state.enrollment = restored;
        let wanted = Sight::Request(state.reference.route());
        let seen = self.sight(run);
        if was_calling && seen != wanted {
            return Err(violation(format!("it goes on with {seen:?}, and may only with {wanted:?}")));
        }
        self.settle(run)
    }
}
