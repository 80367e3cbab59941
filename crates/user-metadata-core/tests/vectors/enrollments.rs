//! Suite `enrollments`: a script of inputs, and where the machine stands after each.

use serde_json::{Value, json};
use user_metadata_core::enrollment::{
    Effect, Enrollment, EnrollmentRequest, Input, LeftOver, Outcome, Problem, RequestId, Sent,
};
use user_metadata_core::error::TransportFailure;
use user_metadata_core::http::HttpResponse;
use user_metadata_core::resource::Resource;
use user_metadata_core::secret::Secret;
use user_metadata_core::session::Session;
use user_metadata_core::time::Timestamp;

use super::calls;
use super::envelope::Case;

pub(crate) fn run(case: &Case) -> Result<(), String> {
    let got = result(&case.input);
    if got == case.result { Ok(()) } else { Err(format!("got {got}, want {}", case.result)) }
}

fn result(input: &Value) -> Value {
    let session = calls::session(&input["session"]).expect("a session");
    let request: EnrollmentRequest = serde_json::from_value(input["request"].clone()).expect("a request");
    let mut enrollment = match input["goal"].as_str() {
        Some("verify") => Enrollment::start(request),
        Some("create") => Enrollment::create_only(request),
        other => panic!("unknown goal {other:?}"),
    };
    let mut stations = vec![station(&enrollment, &session)];
    for step in input["steps"].as_array().expect("steps") {
        let now = Timestamp::from_unix_millis(step["now"].as_i64().expect("a time"));
        if step.get("restart") == Some(&Value::Bool(true)) {
            enrollment = Enrollment::from_snapshot(&enrollment.to_snapshot()).expect("a snapshot");
        } else {
            match enrollment.handle(input_of(&step["input"], &enrollment), now) {
                Ok(next) => enrollment = next,
                Err(error) => {
                    stations.push(json!({ "misuse": error.code }));
                    continue;
                }
            }
        }
        stations.push(station(&enrollment, &session));
    }
    json!({ "stations": stations })
}

fn input_of(json: &Value, enrollment: &Enrollment) -> Input {
    let present = match enrollment.effect() {
        Effect::Send { id } => id,
        Effect::OpenUrl { .. }
        | Effect::AskCode { .. }
        | Effect::AskSignature { .. }
        | Effect::AwaitLink { .. }
        | Effect::SignIn
        | Effect::Reverify { .. }
        | Effect::Wait { .. }
        | Effect::Finish { .. } => RequestId(0),
    };
    let id = json["id"].as_u64().map_or(present, RequestId);
    let text = |name: &str| Secret::new(json[name].as_str().expect("a text"));
    match json["type"].as_str().expect("an input") {
        "responded" => Input::Responded { id, response: response(json) },
        "transport_failed" => {
            let failure =
                TransportFailure::ALL.into_iter().find(|failure| json["failure"] == failure.as_str());
            let sent = match json["sent"].as_str() {
                Some("maybe") => Sent::Maybe,
                Some("no") => Sent::No,
                other => panic!("unknown sent {other:?}"),
            };
            Input::TransportFailed { id, failure: failure.expect("a failure"), sent }
        }
        "code_entered" => Input::CodeEntered { code: text("code") },
        "signed" => Input::Signed { signature: text("signature") },
        "resend_requested" => Input::ResendRequested,
        "redirect_returned" => Input::RedirectReturned { url: text("url") },
        "signed_in" => Input::SignedIn,
        "reverified" => Input::Reverified,
        "tick" => Input::Tick,
        "cancelled" => Input::Cancelled,
        other => panic!("unknown input {other}"),
    }
}

fn response(json: &Value) -> HttpResponse {
    let status = json["status"].as_u64().and_then(|status| u16::try_from(status).ok()).expect("a status");
    let headers = json["headers"].as_object().into_iter().flatten();
    let headers =
        headers.map(|(name, value)| (name.clone(), value.as_str().expect("a header").to_owned())).collect();
    let body = match (&json["body"], &json["body_text"]) {
        (Value::Null, Value::String(text)) => text.clone(),
        (body, Value::Null) => body.to_string(),
        _ => panic!("an answer has either body or body_text"),
    };
    HttpResponse { status, headers, body: body.into_bytes() }
}

fn station(enrollment: &Enrollment, session: &Session) -> Value {
    let mut station = effect_json(enrollment, session);
    station["state"] = enrollment.state().as_str().into();
    station
}

fn effect_json(enrollment: &Enrollment, session: &Session) -> Value {
    match enrollment.effect() {
        Effect::Send { id } => {
            let request = enrollment.request(id, session).expect("a request");
            let (_, path) = request.url.split_once("/v1/").expect("a path");
            let (path, query) = path.split_once('?').expect("a query");
            // The rest of the query is the session's.
            let nonce = query.split('&').find(|pair| pair.starts_with("rotating_token_nonce="));
            let nonce = nonce.map(|pair| format!("?{pair}")).unwrap_or_default();
            let sends = format!("{} /v1/{path}{nonce}", request.method.as_str());
            json!({ "effect": "send", "id": id, "sends": sends, "body": String::from_utf8_lossy(&request.body) })
        }
        Effect::OpenUrl { url, expires_at } => {
            json!({ "effect": "open_url", "url": url, "expires_at": expires_at })
        }
        Effect::AskCode { destination, channel, expires_at, resend_at, attempts, problem } => json!({
            "effect": "ask_code", "destination": destination, "channel": channel, "expires_at": expires_at,
            "resend_at": resend_at, "attempts": attempts, "problem": problem.as_ref().map(problem_json),
        }),
        Effect::AskSignature { message, wallet, strategy, expires_at, attempts, problem } => json!({
            "effect": "ask_signature", "message": message, "wallet": wallet, "strategy": strategy,
            "expires_at": expires_at, "attempts": attempts, "problem": problem.as_ref().map(problem_json),
        }),
        Effect::AwaitLink { destination, poll_at, expires_at, resend_at } => json!({
            "effect": "await_link", "destination": destination, "poll_at": poll_at, "expires_at": expires_at,
            "resend_at": resend_at,
        }),
        Effect::SignIn => json!({ "effect": "sign_in" }),
        Effect::Reverify { level } => json!({ "effect": "reverify", "level": level }),
        Effect::Wait { until, reason } => json!({ "effect": "wait", "until": until, "reason": reason }),
        Effect::Finish { outcome } => outcome_json(&outcome),
    }
}

fn problem_json(problem: &Problem) -> Value {
    match problem {
        Problem::Malformed { code } => json!({ "problem": "malformed", "code": code }),
        Problem::Incorrect { error } => json!({ "problem": "incorrect", "code": error.code }),
        Problem::Over { error } => json!({ "problem": "over", "code": error.code }),
    }
}

fn outcome_json(outcome: &Outcome) -> Value {
    let with =
        |key: &str, value: Value| json!({ "effect": "finish", "outcome": outcome.as_str(), key: value });
    let left = |mut finish: Value, left_over: &LeftOver| {
        finish["left_over"] = match left_over {
            LeftOver::Nothing => json!("nothing"),
            LeftOver::Unknown => json!("unknown"),
            LeftOver::Unverified { resource } => json!({ "unverified": resource.id() }),
        };
        finish
    };
    let resource = |resource: &Resource| Value::from(resource.id());
    match outcome {
        Outcome::Verified { resource: held }
        | Outcome::Created { resource: held }
        | Outcome::Expired { resource: held }
        | Outcome::Exhausted { resource: held } => with("resource", resource(held)),
        Outcome::Refused { resource: held, error } => {
            let mut finish = with("resource", resource(held));
            finish["error"] = error.code.as_str().into();
            finish["shown"] = error.user_message().into();
            finish
        }
        Outcome::Rejected { error, left_over } => {
            let mut finish = with("error", error.code().into());
            finish["status"] = error.status.into();
            left(finish, left_over)
        }
        Outcome::Unreadable { error, left_over } => {
            let mut finish = with("error", error.code.as_str().into());
            finish["path"] = json!(error.path);
            left(finish, left_over)
        }
        Outcome::Unreachable { failure, left_over } => {
            left(with("failure", failure.as_str().into()), left_over)
        }
        Outcome::Cancelled { left_over } => {
            left(json!({ "effect": "finish", "outcome": "cancelled" }), left_over)
        }
    }
}
