//! What the machine costs: one step, and a snapshot there and back. `cargo bench -p benches --bench machine`
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a tool with inputs of our own")]

use std::hint::black_box;

use benches::{inputs, ours, race};
use serde_json::{Value, json};
use user_metadata_core::enrollment::{Effect, EmailProof, Enrollment, EnrollmentRequest, Input};
use user_metadata_core::http::HttpResponse;
use user_metadata_core::identifier::EmailAddress;
use user_metadata_core::secret::Secret;
use user_metadata_core::session::{Credentials, FrontendApi, Session};
use user_metadata_core::time::Timestamp;

const NOW: Timestamp = Timestamp::from_unix_millis(1_767_225_600_000);

fn main() {
    let email = EmailAddress::parse("jane@example.com").unwrap();
    let start = Enrollment::start(EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code });
    let asking = answered(&answered(&start, &Value::Null), &verification("unverified"));
    assert!(matches!(asking.effect(), Effect::AskCode { .. }));
    let attempting = asking.handle(Input::CodeEntered { code: Secret::new("424242") }, NOW).unwrap();
    let snapshot = asking.to_snapshot();
    let prepared = response(&verification("unverified"));
    let preparing = answered(&start, &Value::Null);
    let api = FrontendApi::parse("https://clerk.example.com").unwrap();
    let session = Session::new(api, Credentials::native("token").unwrap()).with_session_id("sess_1");
    let text = inputs::emails().into_iter().take(64).collect::<Vec<_>>();

    race(
        "one step of the machine",
        &text,
        &[
            ours("a code is entered", {
                let asking = asking.clone();
                move |_| {
                    let code = Secret::new("424242");
                    black_box(asking.handle(Input::CodeEntered { code }, NOW)).is_ok()
                }
            }),
            ours("an answer is read", move |_| {
                let Effect::Send { id } = preparing.effect() else { return false };
                let input = Input::Responded { id, response: prepared.clone() };
                black_box(preparing.handle(input, NOW)).is_ok()
            }),
            ours("the effect", {
                let asking = asking.clone();
                move |_| matches!(black_box(asking.effect()), Effect::AskCode { .. })
            }),
            ours("the request of the effect", move |_| {
                let Effect::Send { id } = attempting.effect() else { return false };
                black_box(attempting.request(id, &session)).is_ok()
            }),
        ],
    );
    println!("\na snapshot while a code is out: {} bytes", snapshot.len());
    race(
        "snapshot",
        &text,
        &[
            ours("Enrollment::to_snapshot", move |_| !black_box(asking.to_snapshot()).is_empty()),
            ours("Enrollment::from_snapshot", move |_| {
                black_box(Enrollment::from_snapshot(&snapshot)).is_ok()
            }),
        ],
    );
    benches::write("rust-machine").unwrap();
}

fn answered(enrollment: &Enrollment, verification: &Value) -> Enrollment {
    let Effect::Send { id } = enrollment.effect() else { panic!("{:?}", enrollment.effect()) };
    enrollment.handle(Input::Responded { id, response: response(verification) }, NOW).unwrap()
}

fn verification(status: &str) -> Value {
    json!({"status": status, "strategy": "email_code", "attempts": 0, "expire_at": 1_767_226_200_000_i64})
}

fn response(verification: &Value) -> HttpResponse {
    let address = json!({
        "id": "idn_1", "object": "email_address", "email_address": "jane@example.com", "linked_to": [],
        "verification": verification,
    });
    let body = json!({"response": address, "client": null}).to_string().into_bytes();
    HttpResponse { status: 200, body, ..HttpResponse::default() }
}
