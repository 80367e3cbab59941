//! A person at a model: requests in one line, time that moves when told.

use serde_json::Value;
use user_metadata_sandbox::{Model, NewUser, Request, Response, SeededUser, Settings};

/// 2026-01-01T00:00:00Z
pub(crate) const START: i64 = 1_767_225_600_000;
pub(crate) const MINUTE: i64 = 60_000;

pub(crate) struct Desk {
    pub(crate) model: Model,
    pub(crate) user: SeededUser,
    pub(crate) now: i64,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::with(&NewUser::default())
    }

    pub(crate) fn with(new: &NewUser) -> Self {
        let mut model = Model::in_memory(7).unwrap();
        let user = model.new_user(new, START).unwrap();
        Self { model, user, now: START }
    }

    pub(crate) fn with_settings(change: impl FnOnce(&mut Settings)) -> Self {
        let mut desk = Self::new();
        change(desk.model.settings_mut());
        desk
    }

    /// Somebody else at the same instance.
    pub(crate) fn another_user(&mut self) -> SeededUser {
        self.model.new_user(&NewUser::default(), self.now).unwrap()
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> Request {
        let separator = if path.contains('?') { '&' } else { '?' };
        Request::new(method, &format!("{path}{separator}_is_native=1"))
            .with_header("authorization", &self.user.native_token)
    }

    pub(crate) fn send(&mut self, request: &Request) -> Response {
        self.model.handle(request, self.now)
    }

    pub(crate) fn get(&mut self, path: &str) -> Response {
        self.send(&self.request("GET", path))
    }

    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.send(&self.request("POST", path).with_form(fields))
    }

    pub(crate) fn patch(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.send(&self.request("PATCH", path).with_form(fields))
    }

    pub(crate) fn delete(&mut self, path: &str) -> Response {
        self.send(&self.request("DELETE", path))
    }

    /// Adds an identifier and answers its id.
    pub(crate) fn add(&mut self, collection: &str, field: &str, value: &str) -> String {
        let added = resource(&self.post(&format!("/v1/me/{collection}"), &[(field, value)]));
        assert_eq!(added["verification"], Value::Null);
        added["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn add_email(&mut self, value: &str) -> String {
        self.add("email_addresses", "email_address", value)
    }

    pub(crate) fn add_phone(&mut self, value: &str) -> String {
        self.add("phone_numbers", "phone_number", value)
    }

    pub(crate) fn prepare(&mut self, collection: &str, id: &str, fields: &[(&str, &str)]) -> Response {
        self.post(&format!("/v1/me/{collection}/{id}/prepare_verification"), fields)
    }

    pub(crate) fn attempt(&mut self, collection: &str, id: &str, code: &str) -> Response {
        self.post(&format!("/v1/me/{collection}/{id}/attempt_verification"), &[("code", code)])
    }

    pub(crate) fn read(&mut self, collection: &str, id: &str) -> Value {
        resource(&self.get(&format!("/v1/me/{collection}/{id}")))
    }

    pub(crate) fn last_code(&self) -> String {
        self.model.inbox(None).unwrap().last().unwrap().code.clone().unwrap()
    }

    pub(crate) fn last_link(&self) -> String {
        path_of(self.model.inbox(None).unwrap().last().unwrap().link.as_deref().unwrap()).to_owned()
    }

    /// Opens a URL of the sandbox as a browser without any credentials.
    pub(crate) fn open(&mut self, url: &str) -> Response {
        self.model.handle(&Request::new("GET", path_of(url)), self.now)
    }
}

/// The `response` of an answer that must have succeeded, and that carries the client.
pub(crate) fn resource(response: &Response) -> Value {
    let mut body: Value = response.json().unwrap();
    assert_eq!(response.status, 200, "{body}");
    assert!(body["client"]["id"].is_string(), "no client: {body}");
    body["response"].take()
}

/// The status, the code and the parameter of a refusal.
pub(crate) fn refusal(response: &Response) -> (u16, String, Option<String>) {
    let body: Value = response.json().unwrap();
    let error = &body["errors"][0];
    assert!(error["message"].is_string() && error["long_message"].is_string(), "{body}");
    assert!(body["clerk_trace_id"].is_string(), "{body}");
    let text = |value: &Value| value.as_str().map(String::from);
    (response.status, text(&error["code"]).unwrap_or_default(), text(&error["meta"]["param_name"]))
}

/// A refusal without a parameter, or whose parameter does not matter.
pub(crate) fn code_of(response: &Response) -> (u16, String) {
    let (status, code, _) = refusal(response);
    (status, code)
}

pub(crate) fn param_refusal(status: u16, code: &str, param: &str) -> (u16, String, Option<String>) {
    (status, code.into(), Some(param.into()))
}

pub(crate) fn path_of(url: &str) -> &str {
    url.strip_prefix("http://127.0.0.1:4010").unwrap_or(url)
}
