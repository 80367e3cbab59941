//! One world: a server, a network, a few people with their apps, and a clock that jumps from one thing that happens to
//! the next. Everything in it follows from the seed.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use user_metadata_core::enrollment::{Effect, Enrollment, Input};
use user_metadata_core::error::MisuseCode;
use user_metadata_core::http::HttpResponse;

use crate::app::{App, Flight, Run};
use crate::dice::Dice;
use crate::intent::Intent;
use crate::invariants;
use crate::network::Hop;
use crate::reference::{Reference, Sight};
use crate::said::Route;
use crate::secrets::Secrets;
use crate::server::{Server, Truth, on_the_wire};

/// 2026-01-01T00:00:00Z
pub(crate) const START: i64 = 1_767_225_600_000;

/// A rule was broken.
#[derive(Debug, Clone)]
pub(crate) struct Violation {
    /// Which rule: one of those in `README.md`.
    pub(crate) rule: &'static str,
    pub(crate) detail: String,
    pub(crate) run: Option<usize>,
}

pub(crate) type Outcome = Result<(), Violation>;

/// Something that will happen.
#[derive(Debug)]
pub(crate) enum Event {
    Hop {
        flight: usize,
        hop: usize,
    },
    Answer {
        flight: usize,
        response: HttpResponse,
        truth: Truth,
    },
    /// A person begins with what was wished for.
    Begin {
        run: usize,
    },
    /// The person looks at the screen, or the host's timer rings.
    Act {
        run: usize,
        version: u64,
    },
    ActFresh {
        app: usize,
        version: u64,
    },
    Mishap,
}

pub(crate) struct World<'s> {
    pub(crate) dice: Dice,
    pub(crate) now: i64,
    pub(crate) server: &'s mut Server,
    pub(crate) secrets: Secrets,
    pub(crate) apps: Vec<App>,
    pub(crate) runs: Vec<Run>,
    pub(crate) flights: Vec<Flight>,
    pub(crate) hops: Vec<Option<Hop>>,
    queue: BinaryHeap<Reverse<(i64, usize)>>,
    events: Vec<Option<Event>>,
    /// From then on the network works and people do their best.
    pub(crate) quiet_at: i64,
    pub(crate) chaos_steps: u64,
    pub(crate) trouble_percent: u32,
    pub(crate) steps: u64,
    /// What happened, when somebody wants to read it.
    pub(crate) trace: Option<Vec<(Option<usize>, String)>>,
}

impl<'s> World<'s> {
    pub(crate) fn empty(seed: u64, server: &'s mut Server, is_traced: bool) -> Self {
        server.reset();
        Self {
            dice: Dice::new(seed),
            now: START,
            server,
            secrets: Secrets::default(),
            apps: Vec::new(),
            runs: Vec::new(),
            flights: Vec::new(),
            hops: Vec::new(),
            queue: BinaryHeap::new(),
            events: Vec::new(),
            quiet_at: START,
            chaos_steps: 0,
            trouble_percent: 0,
            steps: 0,
            trace: is_traced.then(Vec::new),
        }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.now >= self.quiet_at || self.steps >= self.chaos_steps
    }

    pub(crate) fn plan(&mut self, at: i64, event: Event) {
        self.queue.push(Reverse((at.max(self.now), self.events.len())));
        self.events.push(Some(event));
    }

    /// Lives through everything, until nothing happens any more.
    pub(crate) fn live(&mut self) -> Outcome {
        while let Some(Reverse((at, event))) = self.queue.pop() {
            self.now = at;
            if let Some(event) = self.events[event].take() {
                self.happen(event)?;
            }
        }
        invariants::at_the_end(self)
    }

    fn happen(&mut self, event: Event) -> Outcome {
        match event {
            Event::Hop { flight, hop } => {
                self.steps += 1;
                match self.hops[hop].take() {
                    Some(hop) => self.hop(flight, &hop),
                    None => Ok(()),
                }
            }
            Event::Answer { flight, response, truth } => {
                self.steps += 1;
                self.answer(flight, response, truth)
            }
            Event::Begin { run } => {
                self.steps += 1;
                let request = self.runs[run].intent.request.clone();
                self.note(Some(run), || format!("{request:?}"));
                self.settle(run)
            }
            Event::Act { run, version } if self.runs[run].version == version => {
                self.steps += 1;
                self.count_quiet_step(run)?;
                self.act(run)?;
                if self.runs[run].version == version {
                    self.plan_act(run);
                }
                Ok(())
            }
            Event::ActFresh { app, version } => {
                let version_now = self.apps[app].fresh.as_ref().map(|fresh| (fresh.version, fresh.run));
                let Some((_, run)) = version_now.filter(|(now, _)| *now == version) else { return Ok(()) };
                self.steps += 1;
                self.count_quiet_step(run)?;
                self.act_fresh(app)?;
                if self.apps[app].fresh.as_ref().is_some_and(|fresh| fresh.version == version) {
                    self.plan_act_fresh(app);
                }
                Ok(())
            }
            Event::Mishap if !self.is_quiet() => {
                self.steps += 1;
                self.mishap()
            }
            Event::Act { .. } | Event::Mishap => Ok(()),
        }
    }

    /// Every run ends: in the quiet, after so many things and so much time.
    pub(crate) fn count_quiet_step(&mut self, run: usize) -> Outcome {
        // Who comes back to what is over may do so after the weekend.
        let is_over = matches!(self.runs[run].enrollment.effect(), Effect::Finish { .. });
        if self.is_quiet() && !is_over {
            let now = self.now;
            let run_state = &mut self.runs[run];
            if run_state.quiet_steps == 0 {
                run_state.quiet_since = now;
            }
            // Who went away before the quiet may come back days later.
            let since = run_state.quiet_since.max(run_state.away_until);
            run_state.quiet_steps += 1;
            if run_state.quiet_steps > 400 || now - since > 6 * 3_600_000 {
                let detail = format!("it goes on and on: {:?}", run_state.enrollment.effect());
                return Err(Violation { rule: "ends", detail, run: Some(run) });
            }
        }
        Ok(())
    }

    /// A person begins.
    pub(crate) fn start(&mut self, app: usize, intent: Intent) {
        let enrollment = enroll(&intent);
        let reference = Reference::new(&intent);
        self.runs.push(Run {
            app,
            stored: (enrollment.to_snapshot(), reference.clone()),
            enrollment,
            reference,
            intent,
            first_flight: 0,
            version: 0,
            flight: None,
            asked: 1,
            sent: 0,
            write: None,
            carried_out: false,
            has_ghosts: false,
            newest_seen: 0,
            codes: Vec::new(),
            links: Vec::new(),
            landing: None,
            landed_badly: false,
            truth_then: Truth::default(),
            quiet_steps: 0,
            away_until: 0,
            tries: 0,
            quiet_tries: 0,
            quiet_since: 0,
        });
    }

    /// The same person begins again with the same identifier.
    pub(crate) fn start_over(&mut self, run: usize) -> Outcome {
        self.note(Some(run), || "begins again".to_owned());
        let state = &mut self.runs[run];
        state.enrollment = enroll(&state.intent);
        state.reference = Reference::new(&state.intent);
        state.asked += 1;
        state.tries += 1;
        state.first_flight = self.flights.len();
        state.flight = None;
        state.landing = None;
        state.landed_badly = false;
        state.quiet_steps = 0;
        self.settle(run)
    }

    /// Hands an input over. The reference says what may be seen then; a refusal of the input is the host's to judge.
    pub(crate) fn give(
        &mut self,
        run: usize,
        input: Input,
        may_be_seen: &[Sight],
    ) -> Result<Result<(), MisuseCode>, Violation> {
        let name = input.as_str();
        let state = &self.runs[run];
        let device = self.apps[state.app].device(self.now);
        let before = state.enrollment.state();
        let next = match state.enrollment.handle(input, device) {
            Ok(next) => next,
            Err(error) => {
                self.note(Some(run), || format!("{name} is refused: {}", error.code.as_str()));
                return Ok(Err(error.code));
            }
        };
        invariants::table(run, before, name, next.state())?;
        self.note(Some(run), || format!("{name} leads to {}", brief(&next.effect())));
        let app = self.runs[run].app;
        // Killed before it could store what follows.
        if !self.is_quiet() && self.dice.chance(1) {
            self.restart(app)?;
            return Ok(Ok(()));
        }
        let is_same = self.runs[run].enrollment == next;
        self.runs[run].enrollment = next;
        let seen = self.sight(run);
        if !may_be_seen.contains(&seen) {
            let about = self.runs[run].reference.about;
            let detail = format!("after {name} ({about:?}) it is {seen:?}, and may only be {may_be_seen:?}");
            return Err(Violation { rule: "reference", detail, run: Some(run) });
        }
        self.runs[run].reference.saw(seen);
        if !is_same {
            self.settle(run)?;
        }
        Ok(Ok(()))
    }

    /// What the host is asked to do now.
    pub(crate) fn sight(&self, run: usize) -> Sight {
        let state = &self.runs[run];
        let effect = state.enrollment.effect();
        let route = match &effect {
            Effect::Send { id } => {
                let request = state.enrollment.request(*id, &self.apps[state.app].session);
                request.ok().map(|request| Route::of(&on_the_wire(&request)))
            }
            _ => None,
        };
        Sight::of(&effect, route)
    }

    /// A new state: the app stores it and carries its effect out.
    pub(crate) fn settle(&mut self, run: usize) -> Outcome {
        invariants::of_run(self, run)?;
        let state = &mut self.runs[run];
        state.version += 1;
        state.stored = (state.enrollment.to_snapshot(), state.reference.clone());
        match state.enrollment.effect() {
            Effect::Send { id } => {
                let session = &self.apps[state.app].session;
                let request = state.enrollment.request(id, session).map_err(|error| Violation {
                    rule: "effect",
                    detail: format!("the request cannot be made: {error}"),
                    run: Some(run),
                })?;
                let flight = self.fly(run, false, id, on_the_wire(&request));
                self.runs[run].flight = Some(flight);
            }
            _ => {
                state.flight = None;
                self.plan_act(run);
            }
        }
        Ok(())
    }

    pub(crate) fn note(&mut self, run: Option<usize>, line: impl FnOnce() -> String) {
        let seconds = (self.now - START) as f64 / 1000.0;
        if let Some(trace) = &mut self.trace {
            trace.push((run, format!("{seconds:>10.3} s  {}", line())));
        }
    }
}

fn enroll(intent: &Intent) -> Enrollment {
    match intent.only_create {
        true => Enrollment::create_only(intent.request.clone()),
        false => Enrollment::start(intent.request.clone()),
    }
}

/// As much of a text as a line of a trace can hold.
pub(crate) fn brief(shown: &impl std::fmt::Debug) -> String {
    let text = format!("{shown:?}");
    let short: String = text.chars().take(150).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
