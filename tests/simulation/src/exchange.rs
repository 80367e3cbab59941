//! A request and what comes back for it: sent off, on its way, and handed over.

use user_metadata_core::enrollment::{Input, RequestId, Sent};
use user_metadata_core::error::MisuseCode;
use user_metadata_core::http::HttpResponse;
use user_metadata_sandbox::Request;

use crate::app::Flight;
use crate::invariants;
use crate::network::{self, Hop};
use crate::reference::Facts;
use crate::said::{Route, Said};
use crate::server::Truth;
use crate::world::{Event, Outcome, World};

impl World<'_> {
    /// Sends a request off.
    pub(crate) fn fly(&mut self, run: usize, is_fresh: bool, id: RequestId, request: Request) -> usize {
        let flight = self.flights.len();
        let route = Route::of(&request);
        let life = self.apps[self.runs[run].app].life;
        if !is_fresh && !route.is_read() {
            self.runs[run].write = Some(flight);
            self.runs[run].carried_out = false;
        }
        self.flights.push(Flight { run, is_fresh, life, id, request, route, arrivals: 0 });
        let is_quiet = self.is_quiet();
        for (after, hop) in network::journey(&mut self.dice, is_quiet, self.trouble_percent) {
            self.hops.push(Some(hop));
            self.plan(self.now + after, Event::Hop { flight, hop: self.hops.len() - 1 });
        }
        flight
    }

    pub(crate) fn hop(&mut self, flight: usize, hop: &Hop) -> Outcome {
        match *hop {
            Hop::Arrives { answer_after, rewrite, is_again } => {
                let (mut response, truth) = self.arrive(flight, is_again)?;
                if let Some(rewrite) = rewrite {
                    self.note(Some(self.flights[flight].run), || format!("its answer becomes {rewrite:?}"));
                    rewrite.apply(&mut response);
                }
                if let Some(after) = answer_after {
                    self.plan(self.now + after, Event::Answer { flight, response, truth });
                }
                Ok(())
            }
            Hop::Answered { by } => {
                let now = self.now;
                let date = |later: i64| {
                    let at = std::time::Duration::from_millis((now + later) as u64);
                    httpdate::fmt_http_date(std::time::UNIX_EPOCH + at)
                };
                self.answer(flight, by.answer(date), self.runs[self.flights[flight].run].truth_then.clone())
            }
            Hop::Fails { failure, sent } => {
                let Flight { run, is_fresh, life, id, .. } = self.flights[flight];
                if life != self.apps[self.runs[run].app].life {
                    return Ok(());
                }
                if !is_fresh && flight < self.runs[run].first_flight {
                    return Ok(());
                }
                if is_fresh {
                    return self.fresh_failed(run, flight, failure, sent);
                }
                let input = Input::TransportFailed { id, failure, sent };
                let said = match sent {
                    Sent::Maybe => Said::Lost,
                    Sent::No => Said::NotSent,
                };
                self.take(run, flight, input, &said)
            }
        }
    }

    /// An answer reaches the app, if that still runs.
    pub(crate) fn answer(&mut self, flight: usize, response: HttpResponse, truth: Truth) -> Outcome {
        let Flight { run, is_fresh, life, id, .. } = self.flights[flight];
        let app = self.runs[run].app;
        if life != self.apps[app].life {
            return Ok(());
        }
        // A new token for a session that was given up is not the new session's.
        if flight >= self.apps[app].first_flight {
            self.absorb(app, &response);
        }
        if is_fresh {
            return self.fresh_answered(run, flight, response);
        }
        if flight < self.runs[run].first_flight {
            return Ok(());
        }
        let said = Said::read(&response);
        if self.runs[run].flight == Some(flight) {
            self.runs[run].truth_then = truth;
        }
        let route = self.flights[flight].route;
        self.note(Some(run), || format!("{route:?} is answered {}", response.status));
        self.take(run, flight, Input::Responded { id, response }, &said)
    }

    /// What came back is handed over; when it is not waited for any more, nothing may change.
    fn take(&mut self, run: usize, flight: usize, input: Input, said: &Said) -> Outcome {
        if self.runs[run].flight != Some(flight) {
            let given = self.give(run, input, &[])?;
            return invariants::refused(run, "a late answer", given, MisuseCode::StaleAnswer);
        }
        self.count_quiet_step(run)?;
        let facts = self.facts(run, said);
        let state = &mut self.runs[run];
        state.flight = None;
        let mut may_be_seen = state.reference.answered(&state.intent, said, facts);
        may_be_seen.dedup();
        let given = self.give(run, input, &may_be_seen)?;
        invariants::accepted(run, "an answer", given)
    }

    fn facts(&self, run: usize, said: &Said) -> Facts {
        let state = &self.runs[run];
        let end = match said {
            Said::Fine(body) if body["object"] == "user" => state
                .intent
                .find_in(body, state.reference.about)
                .and_then(|held| held["verification"]["expire_at"].as_i64()),
            Said::Fine(body) => body["verification"]["expire_at"].as_i64(),
            _ => None,
        };
        Facts {
            carried_out: state.carried_out,
            landed_badly: state.landed_badly,
            near_end: end.is_some_and(|end| self.now > end - 100_000),
            has_ghosts: state.has_ghosts,
        }
    }
}
