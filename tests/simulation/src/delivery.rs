//! A request's way through the world: it leaves, arrives once, twice or never, and its answer comes back or does not.

use user_metadata_core::enrollment::{Input, Sent};
use user_metadata_core::http::HttpResponse;

use crate::app::Flight;
use crate::network::{self, Hop};
use crate::said::{Route, Said};
use crate::server::Truth;
use crate::world::{Event, Outcome, World};

impl World<'_> {
    /// Sends a request off.
    pub(crate) fn fly(
        &mut self,
        run: usize,
        is_fresh: bool,
        id: user_metadata_core::enrollment::RequestId,
        request: user_metadata_sandbox::Request,
    ) -> usize {
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
        self.absorb(app, &response);
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
}
