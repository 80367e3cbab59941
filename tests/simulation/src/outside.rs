//! What happens outside the apps: the server, the browser, the provider, and mishaps.

use user_metadata_core::enrollment::Effect;
use user_metadata_core::http::HttpResponse;
use user_metadata_sandbox::{MessageKind, Request, Response, UserChange};

use crate::app::{Flight, rotated_token};
use crate::invariants;
use crate::said::{Route, Said};
use crate::server::{Truth, from_the_wire};
use crate::world::{Event, Outcome, Violation, World};

impl World<'_> {
    /// A request reaches the server: now, late, or for the second time.
    pub(crate) fn arrive(
        &mut self,
        index: usize,
        is_again: bool,
    ) -> Result<(HttpResponse, Truth), Violation> {
        let flight = &mut self.flights[index];
        let (run, route, is_fresh) = (flight.run, flight.route, flight.is_fresh);
        flight.arrivals += 1;
        let app = self.runs[run].app;
        let newest = if is_fresh { self.apps[app].newest_fresh } else { self.runs[run].newest_seen };
        let is_of_an_earlier =
            self.apps[app].fresh.as_ref().is_some_and(|fresh| is_fresh && index < fresh.first_flight);
        let is_ghost = is_again && flight.arrivals > 1 || index < newest || is_of_an_earlier;
        let (response, messages) = self.server.handle(&flight.request, self.now);
        let response = from_the_wire(response);
        self.note(Some(run), || {
            let ghost = if is_ghost { ", late or again" } else { "" };
            let code = String::from_utf8_lossy(&response.body);
            let code = code
                .split(r#""code":""#)
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap_or_default()
                .to_owned();
            format!(
                "{route:?} reaches the server{ghost}: {} {code}, {} messages",
                response.status,
                messages.len()
            )
        });
        for message in messages {
            self.deliver(run, is_fresh, message.kind, message.code.or(message.link).unwrap_or_default());
            if !is_ghost {
                self.count_message(run, is_fresh)?;
            }
        }
        if is_again && flight_doubled(&self.flights[index]) {
            self.excuse_one(run, is_fresh);
        }
        if is_fresh {
            self.apps[app].newest_fresh = newest.max(index);
            return Ok((response, Truth::default()));
        }
        self.runs[run].newest_seen = newest.max(index);
        if !route.is_read() {
            let took_effect = response.status < 300
                || route == Route::Attempt
                    && matches!(Said::read(&response), Said::Wrong | Said::Over { .. });
            let state = &mut self.runs[run];
            // The second of two is refused for another reason than the first one's deed: the app cannot know of that.
            let hides_the_first = is_ghost && !matches!(Said::read(&response), Said::Fine(_) | Said::Exists);
            state.has_ghosts |= is_ghost && took_effect || hides_the_first;
            state.carried_out |= took_effect && state.write == Some(index);
        }
        let truth = self.server.truth(&self.apps[app].user_id, &self.runs[run].intent, self.now);
        if truth.count > 1 && !self.runs[run].has_ghosts {
            let detail = format!("the server has {}", truth.count);
            return Err(Violation { rule: "one identifier", detail, run: Some(run) });
        }
        Ok((response, truth))
    }

    /// A message reaches its person.
    fn deliver(&mut self, run: usize, is_fresh: bool, kind: MessageKind, text: String) {
        let app = self.runs[run].app;
        let state = &mut self.runs[run];
        let (codes, links) = match self.apps[app].fresh.as_mut().filter(|_| is_fresh) {
            Some(fresh) => (&mut fresh.codes, &mut fresh.links),
            None if is_fresh => return,
            None => (&mut state.codes, &mut state.links),
        };
        match kind {
            MessageKind::Code => {
                self.secrets.add(&text);
                codes.push(text);
            }
            MessageKind::Link => {
                self.secrets.add(text.rsplit('=').next().unwrap_or_default());
                links.push(text);
            }
        }
    }

    fn count_message(&mut self, run: usize, is_fresh: bool) -> Outcome {
        let app = self.runs[run].app;
        if !is_fresh {
            let state = &mut self.runs[run];
            state.sent += 1;
            return invariants::messages(run, state.asked, state.sent, "for the identifier");
        }
        match &mut self.apps[app].fresh {
            Some(fresh) => {
                fresh.sent += 1;
                invariants::messages(run, fresh.asked, fresh.sent, "for a reverification")
            }
            None => Ok(()),
        }
    }

    /// A prepare was delivered twice. If the second answer is a refusal, the app cannot know that the first sent a message.
    fn excuse_one(&mut self, run: usize, is_fresh: bool) {
        let app = self.runs[run].app;
        match &mut self.apps[app].fresh {
            Some(fresh) if is_fresh => fresh.asked += 1,
            _ => {
                self.runs[run].asked += 1;
                self.runs[run].has_ghosts = true;
            }
        }
    }

    /// The session takes a new token over, on any answer.
    pub(crate) fn absorb(&mut self, app: usize, response: &HttpResponse) {
        if let Some(rotated) = self.apps[app].session.absorb(response)
            && let Some(token) = rotated_token(&rotated)
        {
            self.secrets.add(token);
        }
    }

    /// Somebody opens an emailed link, in the app's own browser or in any other.
    pub(crate) fn open_link(&mut self, run: usize, link: &str, as_the_app: bool) {
        let path = path_of(link).to_owned();
        let request = match as_the_app {
            true => self.apps[self.runs[run].app].by_hand("GET", &path),
            false => Request::new("GET", &path),
        };
        let response = self.browse(run, &request);
        self.note(Some(run), || {
            format!("the link is opened, {}", if as_the_app { "here" } else { "elsewhere" })
        });
        self.runs[run].landing = location(&response);
    }

    /// Somebody decides at the provider, and the browser comes back to the app's URL.
    pub(crate) fn decide_at_provider(&mut self, run: usize, url: &str, decision: &str) {
        self.note(Some(run), || format!("at the provider: {decision}"));
        let state = url.split("state=").nth(1).and_then(|rest| rest.split('&').next()).unwrap_or_default();
        let login = format!("{}-{run}", self.runs[run].intent.value.replace('@', "-"));
        let form = Request::new("POST", "/sandbox/provider/authorize").with_form(&[
            ("state", state),
            ("decision", decision),
            ("login", &login),
        ]);
        let (response, _) = self.server.handle(&form, self.now);
        let Some(callback) = location(&response) else { return };
        let response = self.browse(run, &Request::new("GET", path_of(&callback)));
        self.runs[run].landing = location(&response);
    }

    /// A browser's own request. What it brings back is nobody's but the person's.
    fn browse(&mut self, run: usize, request: &Request) -> Response {
        let (response, _) = self.server.handle(request, self.now);
        if let Some(url) = location(&response) {
            let nonce = url.split("rotating_token_nonce=").nth(1).and_then(|rest| rest.split('&').next());
            self.secrets.add(nonce.unwrap_or_default());
        }
        let app = self.runs[run].app;
        self.absorb(app, &from_the_wire(response.clone()));
        response
    }

    /// Something that nobody planned.
    pub(crate) fn mishap(&mut self) -> Outcome {
        let app = self.dice.below(self.apps.len());
        let next = self.now + self.dice.between(5_000, 400_000);
        self.plan(next, Event::Mishap);
        match self.dice.below(10) {
            0..=5 => self.restart(app)?,
            6 => {
                self.note(None, || format!("app {app} is signed out"));
                let session = self.apps[app].session_id.clone();
                self.server.model.sign_out(&session, self.now).unwrap();
            }
            7 => self.server.model.rotate_tokens(None, self.now).unwrap(),
            _ => {
                self.note(None, || format!("what user {app} has proved is old"));
                let change = UserChange { factor_age_minutes: Some(30), ..UserChange::default() };
                self.server.model.change_user(&self.apps[app].user_id, &change, self.now).unwrap();
            }
        }
        Ok(())
    }

    /// True when a run waits at this effect; for those who share an app.
    pub(crate) fn waits_for_fresh_credentials(&self, run: usize) -> bool {
        matches!(self.runs[run].enrollment.effect(), Effect::Reverify { .. })
    }
}

fn flight_doubled(flight: &Flight) -> bool {
    flight.arrivals > 1 && flight.request.path.contains("/prepare_")
}

fn location(response: &Response) -> Option<String> {
    response.header("location").map(str::to_owned)
}

fn path_of(url: &str) -> &str {
    let path = url.match_indices('/').nth(2).map_or(0, |(at, _)| at);
    &url[path..]
}
