//! What must be so after a step, and in the end.

use std::collections::BTreeMap;

use serde_json::Value;
use user_metadata::enrollment::{Effect, Outcome};
use user_metadata::{Enrolling, User};

use crate::script::Scenario;
use crate::stage::Stage;
use crate::view::{self, compare};

impl Stage {
    pub(crate) fn server_holds(&self, expected: &Value) -> Result<(), String> {
        let held = self.control.get(&format!("state?user_id={}", self.user_id))?;
        compare("server", expected, &held)
    }

    pub(crate) fn sent(&self, expected: &BTreeMap<String, usize>) -> Result<(), String> {
        let log = self.control.get("log")?;
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for entry in log.as_array().into_iter().flatten() {
            let path: Vec<&str> = text_of(entry, "path").split('/').map(without_id).collect();
            *counts.entry(format!("{} {}", text_of(entry, "method"), path.join("/"))).or_default() += 1;
        }
        expected.iter().try_for_each(|(request, wanted)| {
            match counts.get(request).copied().unwrap_or_default() {
                found if found == *wanted => Ok(()),
                found => Err(format!("{request}: expected {wanted}, found {found} in {counts:?}")),
            }
        })
    }

    pub(crate) fn ends_as(&mut self, scenario: &Scenario) -> Result<(), String> {
        match &scenario.outcome {
            Some(expected) => match self.effect()? {
                Effect::Finish { outcome } => compare("outcome", expected, &view::outcome(&outcome))?,
                effect => return Err(format!("it has not ended: {}", view::effect_name(&effect))),
            },
            None if self.flows.is_empty() => {}
            None => return Err("an enrollment has to end with an outcome".to_owned()),
        }
        if let Some(server) = &scenario.server {
            self.server_holds(server)?;
        }
        scenario.requests.as_ref().map_or(Ok(()), |requests| self.sent(requests))
    }

    /// Neither what is stored nor what is logged may hold a token, a code, a signature or a nonce.
    pub(crate) fn shows_no_secret(&mut self) -> Result<(), String> {
        self.secrets.extend(self.control.codes()?);
        self.flows.values().try_for_each(|flow| self.hides(&everything_shown(flow)))
    }

    pub(crate) fn hides(&self, shown: &str) -> Result<(), String> {
        match self.secrets.iter().find(|secret| !secret.is_empty() && shown.contains(secret.as_str())) {
            Some(secret) => Err(format!("a secret ({secret}) shows in {shown}")),
            None => Ok(()),
        }
    }
}

fn everything_shown(flow: &Enrolling<User>) -> String {
    let effect = flow.effect();
    let ended = match &effect {
        Effect::Finish { outcome: Outcome::Rejected { error, .. } } => error.to_string(),
        _ => String::new(),
    };
    format!("{} {effect:?} {flow:?} {:?} {ended}", flow.snapshot(), flow.trouble())
}

fn text_of<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// Ids are `idn_…`, `eac_…` and the like; no collection has a capital letter or a digit behind its underscore.
fn without_id(segment: &str) -> &str {
    let is_id = segment.split_once('_').is_some_and(|(_, rest)| {
        rest.len() > 16 && rest.bytes().any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    });
    if is_id { "{id}" } else { segment }
}
