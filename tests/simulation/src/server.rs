//! The sandbox as the simulation sees it: requests in, answers out, messages counted, and the truth to compare with.

use serde_json::Value;
use user_metadata_core::http::{HttpRequest, HttpResponse};
use user_metadata_sandbox::{Message, Model, Request, Response};

use crate::intent::Intent;

/// The server.
pub(crate) struct Server {
    pub(crate) model: Model,
    messages: usize,
}

/// What the server holds of one intended identifier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Truth {
    /// How many there are: one, or none.
    pub(crate) count: usize,
    pub(crate) id: String,
    /// Empty where nothing was prepared yet.
    pub(crate) status: String,
    pub(crate) attempts: i64,
}

impl Truth {
    pub(crate) fn is_verified(&self) -> bool {
        self.status == "verified"
    }
}

impl Server {
    pub(crate) fn open() -> Self {
        Self { model: Model::in_memory(1).unwrap(), messages: 0 }
    }

    /// Begins again with nothing, as a new one.
    pub(crate) fn reset(&mut self) {
        self.model.reset().unwrap();
        self.messages = 0;
    }

    /// Answers a request, and tells which messages it sent.
    pub(crate) fn handle(&mut self, request: &Request, now: i64) -> (Response, Vec<Message>) {
        let response = self.model.handle(request, now);
        let sends = request.path.contains("/prepare_");
        (response, if sends { self.new_messages() } else { Vec::new() })
    }

    fn new_messages(&mut self) -> Vec<Message> {
        let all = self.model.inbox(None).unwrap();
        let new = all[self.messages..].to_vec();
        self.messages = all.len();
        new
    }

    /// What the server holds of an identifier.
    pub(crate) fn truth(&self, user: &str, intent: &Intent, now: i64) -> Truth {
        let state = self.model.user_state(user, now).unwrap();
        let key = if intent.collection == "external_accounts" { "provider" } else { "value" };
        let held =
            state[intent.collection].as_array().unwrap().iter().filter(|held| intent.is_value(&held[key]));
        let held: Vec<&Value> = held.collect();
        let Some(newest) = held.last() else { return Truth::default() };
        Truth {
            count: held.len(),
            id: newest["id"].as_str().unwrap_or_default().to_owned(),
            status: newest["verification"]["status"].as_str().unwrap_or_default().to_owned(),
            attempts: newest["verification"]["attempts"].as_i64().unwrap_or_default(),
        }
    }
}

/// A request of the core's as the sandbox reads it.
pub(crate) fn on_the_wire(request: &HttpRequest) -> Request {
    let target = request.url.splitn(4, '/').nth(3).unwrap_or_default();
    let mut sent = Request::new(request.method.as_str(), &format!("/{target}"));
    sent.headers.clone_from(&request.headers);
    sent.body.clone_from(&request.body);
    sent
}

/// An answer of the sandbox's as the core reads it.
pub(crate) fn from_the_wire(response: Response) -> HttpResponse {
    HttpResponse { status: response.status, headers: response.headers, body: response.body }
}
