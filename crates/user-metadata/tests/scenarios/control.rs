//! The sandbox's control endpoints: JSON in, JSON out, as every other language will use them.

use serde_json::{Value, json};
use ureq::Agent;

#[derive(Clone)]
pub(crate) struct Control {
    agent: Agent,
    url: String,
}

impl Control {
    pub(crate) fn new(url: &str) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).build().new_agent();
        Self { agent, url: url.to_owned() }
    }

    pub(crate) fn get(&self, path: &str) -> Result<Value, String> {
        self.read(path, self.agent.get(self.at(path)).call())
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.read(path, self.agent.post(self.at(path)).send(body.to_string()))
    }

    pub(crate) fn patch(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.read(path, self.agent.patch(self.at(path)).send(body.to_string()))
    }

    pub(crate) fn advance(&self, ms: i64) -> Result<(), String> {
        self.post("clock", &json!({ "advance_ms": ms })).map(drop)
    }

    /// What was sent to somebody, oldest first: codes or links.
    pub(crate) fn inbox(&self, to: &str, what: &str) -> Result<Vec<String>, String> {
        let sent = self.get("inbox")?;
        let messages = sent.as_array().into_iter().flatten();
        Ok(messages
            .filter(|message| message["to"].as_str().is_some_and(|name| name.eq_ignore_ascii_case(to)))
            .filter_map(|message| message[what].as_str().map(str::to_owned))
            .collect())
    }

    /// Every code that was ever sent.
    pub(crate) fn codes(&self) -> Result<Vec<String>, String> {
        let sent = self.get("inbox")?;
        let codes = sent.as_array().into_iter().flatten().filter_map(|message| message["code"].as_str());
        Ok(codes.map(str::to_owned).collect())
    }

    fn at(&self, path: &str) -> String {
        format!("{}/sandbox/{path}", self.url)
    }

    fn read(
        &self,
        path: &str,
        answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Value, String> {
        let mut answer = answer.map_err(|error| format!("/sandbox/{path}: {error}"))?;
        let body = answer.body_mut().read_to_string().map_err(|error| error.to_string())?;
        if answer.status() != 200 {
            return Err(format!("/sandbox/{path} answered {}: {body}", answer.status()));
        }
        serde_json::from_str(&body).map_err(|error| format!("/sandbox/{path}: {error}"))
    }
}
