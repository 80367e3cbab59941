//! Plays a scenario, step by step.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use user_metadata::enrollment::{Effect, Input, LeftOver};
use user_metadata::resource::Resource;
use user_metadata::secret::Secret;
use user_metadata::{Clock, Error, ErrorKind};

use crate::browser;
use crate::script::{CodeSource, Opener, Scenario, Signer, Step};
use crate::stage::{Stage, text};
use crate::view::{self, compare};
use crate::wallets;

/// More looks at one link than any scenario needs.
const MOST_WAITS: usize = 300;

pub(crate) fn play(scenario: &Scenario) -> Result<(), String> {
    let mut stage = Stage::open(&scenario.setup)?;
    for (at, step) in scenario.steps.iter().enumerate() {
        let done = take(&mut stage, step).and_then(|()| stage.shows_no_secret());
        done.map_err(|error| format!("step {}: {error}", at + 1))?;
    }
    stage.ends_as(scenario)
}

fn take(stage: &mut Stage, step: &Step) -> Result<(), String> {
    match step {
        Step::Enroll { request } => {
            let request = stage.request(request).map_err(said)?;
            let enrolling = stage.user.enroll(request);
            stage.flows.insert(stage.current.clone(), enrolling);
            stage.proceed()
        }
        Step::SwitchTo { flow } => {
            stage.current.clone_from(flow);
            Ok(())
        }
        Step::ExpectEffect { effect } => {
            let now = stage.clock.now();
            compare("effect", effect, &view::effect(&stage.effect()?, now))
        }
        Step::EnterCode { code } => {
            let code = Secret::new(stage.code(code)?);
            stage.answer(Input::CodeEntered { code })
        }
        Step::OpenLink { to, by, lands_with, hand_over } => {
            stage.open_link(to, *by, lands_with.as_deref())?;
            if *hand_over { stage.come_back(None, None) } else { Ok(()) }
        }
        Step::Provider { decision, login } => stage.visit_provider(decision, login.as_deref()),
        Step::Return { url, misuse } => stage.come_back(url.as_deref(), misuse.as_deref()),
        Step::Sign { by } => stage.sign(by),
        Step::Resend { misuse } => stage.answer_or_misuse(Input::ResendRequested, misuse.as_deref()),
        Step::AdvanceClock { ms } => {
            stage.clock.advance(*ms)?;
            if stage.flows.contains_key(&stage.current) { stage.answer(Input::Tick) } else { Ok(()) }
        }
        Step::Wait { until } => stage.wait(until.as_deref()),
        Step::Restart {} => stage.restart(),
        Step::SignOut {} => {
            let session_id = text(&stage.client, "session_id");
            stage.control.post("sign_out", &json!({ "session_id": session_id })).map(drop)
        }
        Step::SignIn {} => stage.sign_in(),
        Step::Reverify { given, outcome } => stage.reverify(given, outcome),
        Step::Fault { fault } => stage.control.post("faults", fault).map(drop),
        Step::Settings { settings } => stage.control.patch("settings", &settings.clone().into()).map(drop),
        Step::ChangeUser { change } => {
            let mut change = change.clone();
            change.insert("user_id".to_owned(), stage.user_id.clone().into());
            stage.control.patch("users", &change.into()).map(drop)
        }
        Step::Cancel {} => stage.answer(Input::Cancelled),
        Step::DeleteLeftOver {} => stage.delete_left_over(),
        Step::Create { request, error } => {
            let created = stage.create(request);
            stage.ended(created, error.as_ref())
        }
        Step::SetPrimary { error } => {
            let latest = stage.latest.clone().ok_or("there is nothing to make primary")?;
            let made = stage.user.set_primary(&latest).map(|_| latest);
            stage.ended(made, error.as_ref())
        }
        Step::ExpectServer { server } => stage.server_holds(server),
        Step::ExpectRequests { requests } => stage.sent(requests),
    }
}

impl Stage {
    /// Lets the app do what needs nobody else.
    fn proceed(&mut self) -> Result<(), String> {
        let flow = self.flow()?;
        flow.proceed().map_err(said)?;
        self.latest = self.flow()?.resource().cloned().or(self.latest.take());
        Ok(())
    }

    pub(crate) fn answer(&mut self, input: Input) -> Result<(), String> {
        self.flow()?.answer(input).map_err(said)?;
        self.proceed()
    }

    /// Hands something over that may have to be refused as a mistake of the app.
    fn answer_or_misuse(&mut self, input: Input, misuse: Option<&str>) -> Result<(), String> {
        let Some(code) = misuse else { return self.answer(input) };
        let before = self.effect()?;
        match self.flow()?.answer(input) {
            Err(error) if error.kind() == ErrorKind::Misuse && error.code() == code => {}
            Err(error) => return Err(format!("expected the misuse {code}, found {error}")),
            Ok(()) => return Err(format!("expected the misuse {code}, and it was taken")),
        }
        if self.effect()? == before { Ok(()) } else { Err("a misuse has changed something".to_owned()) }
    }

    pub(crate) fn code(&mut self, source: &CodeSource) -> Result<String, String> {
        let nth_newest = |to: &str, n: usize| -> Result<String, String> {
            let codes = self.control.inbox(to, "code")?;
            codes.into_iter().rev().nth(n).ok_or_else(|| format!("no code has come to {to}"))
        };
        Ok(match source {
            CodeSource::Literal(code) => code.clone(),
            CodeSource::NewestTo(to) => nth_newest(to, 0)?,
            CodeSource::PreviousTo(to) => nth_newest(to, 1)?,
            CodeSource::NotNewestTo(to) if nth_newest(to, 0)? == "000000" => "111111".to_owned(),
            CodeSource::NotNewestTo(_) => "000000".to_owned(),
        })
    }

    pub(crate) fn open_link(&mut self, to: &str, by: Opener, lands_with: Option<&str>) -> Result<(), String> {
        let link =
            self.control.inbox(to, "link")?.pop().ok_or_else(|| format!("no link has come to {to}"))?;
        let cookie = text(&self.client, "client_cookie");
        let landing = browser::open(&link, (by == Opener::SameClient).then_some(cookie.as_str()));
        let landing = landing.ok_or("the link leads nowhere")?;
        if let Some(status) =
            lands_with.filter(|status| !landing.contains(&format!("__clerk_status={status}")))
        {
            return Err(format!("it did not land with {status} but at {landing}"));
        }
        self.landing = Some(landing);
        Ok(())
    }

    fn visit_provider(&mut self, decision: &str, login: Option<&str>) -> Result<(), String> {
        let Effect::OpenUrl { url, .. } = self.effect()? else {
            return Err("nobody is sent to a provider".to_owned());
        };
        let landing = browser::decide(&url, decision, login).ok_or("the provider's page leads nowhere")?;
        let nonce = landing.split_once("rotating_token_nonce=").and_then(|(_, rest)| rest.split('&').next());
        self.secrets.extend(nonce.map(str::to_owned));
        self.landing = Some(landing);
        Ok(())
    }

    fn come_back(&mut self, url: Option<&str>, misuse: Option<&str>) -> Result<(), String> {
        let url = url.map(str::to_owned).or_else(|| self.landing.clone()).ok_or("the user is nowhere")?;
        self.answer_or_misuse(Input::RedirectReturned { url: Secret::new(url) }, misuse)
    }

    fn sign(&mut self, by: &Signer) -> Result<(), String> {
        let Effect::AskSignature { message, wallet, .. } = self.effect()? else {
            return Err("nobody asked for a signature".to_owned());
        };
        let signature = match by {
            Signer::TheWallet => wallets::sign(&wallet, &message, false),
            Signer::AnotherWallet => wallets::sign(&wallet, &message, true),
            Signer::Literal(text) => text.clone(),
        };
        self.secrets.push(signature.clone());
        self.answer(Input::Signed { signature: Secret::new(signature) })
    }

    fn wait(&mut self, until: Option<&str>) -> Result<(), String> {
        for _ in 0..MOST_WAITS {
            self.flow()?.wait().map_err(said)?;
            self.proceed()?;
            let effect = self.effect()?;
            if until.is_none_or(|until| until == view::effect_name(&effect)) {
                return Ok(());
            }
            if !matches!(effect, Effect::Wait { .. } | Effect::AwaitLink { .. }) {
                return Err(format!("waiting ended at {}", view::effect_name(&effect)));
            }
        }
        Err("it waits for ever".to_owned())
    }

    /// The app is killed and started again: everything but what was stored is gone.
    fn restart(&mut self) -> Result<(), String> {
        let snapshots: BTreeMap<String, String> =
            self.flows.iter().map(|(name, flow)| (name.clone(), flow.snapshot())).collect();
        self.start_app()?;
        for (name, snapshot) in snapshots {
            self.flows.insert(name, self.user.resume(&snapshot).map_err(said)?);
        }
        self.proceed()
    }

    fn sign_in(&mut self) -> Result<(), String> {
        let who = json!({ "client_token": self.client_token(), "user_id": self.user_id });
        let session = self.control.post("sign_in", &who)?;
        self.client["session_id"] = session["session_id"].clone();
        self.user.replace_session(self.session()?);
        self.answer(Input::SignedIn)
    }

    fn delete_left_over(&mut self) -> Result<(), String> {
        match self.flow()?.left_over() {
            LeftOver::Unverified { resource } => {
                let deleted = self.user.destroy(&resource).map_err(said)?;
                if deleted.deleted { Ok(()) } else { Err("it was not deleted".to_owned()) }
            }
            LeftOver::Nothing | LeftOver::Unknown => Err("nothing is known to be left over".to_owned()),
        }
    }

    fn ended(&mut self, result: Result<Resource, Error>, expected: Option<&Value>) -> Result<(), String> {
        match (result, expected) {
            (Ok(resource), None) => {
                self.latest = Some(resource);
                Ok(())
            }
            (Err(error), Some(expected)) => {
                self.hides(&format!("{error} {error:?}"))?;
                compare("error", expected, &view::error(&error))
            }
            (Ok(_), Some(_)) => Err("it should have been refused".to_owned()),
            (Err(error), None) => Err(said(error)),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
pub(crate) fn said(error: Error) -> String {
    error.to_string()
}
