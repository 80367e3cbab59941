//! Building one request and reading one answer, beside the general way: `cargo bench -p benches --bench calls`.
#![allow(clippy::unwrap_used, reason = "the inputs are our own")]

use std::hint::black_box;

use benches::{contender, inputs, ours, race};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use url::Url;
use user_metadata_core::api::{Answer, Call, CreateEmailAddress, ReadResource, ResourceId};
use user_metadata_core::http::HttpResponse;
use user_metadata_core::identifier::EmailAddress;
use user_metadata_core::resource::{self, ResourceKind};
use user_metadata_core::session::{Credentials, FrontendApi, Session};
use user_metadata_core::time::Timestamp;

fn main() {
    requests();
    for kilobytes in [2, 20, 200] {
        answers(kilobytes);
    }
    benches::write("rust-calls").unwrap();
}

fn requests() {
    let api = FrontendApi::parse("https://clerk.example.com").unwrap();
    let session = Session::new(api, Credentials::native("token").unwrap()).with_session_id("sess_1");
    race(
        "one request",
        &inputs::emails(),
        &[
            ours("parse the address, build the request", move |text| {
                let email_address = EmailAddress::parse(text).unwrap();
                black_box(Call::from(CreateEmailAddress { email_address }).request(&session)).is_ok()
            }),
            contender("url: the URL and the form alone", |text| {
                let mut url = Url::parse("https://clerk.example.com/v1/me/email_addresses").unwrap();
                url.query_pairs_mut()
                    .append_pair("__clerk_api_version", "2026-05-12")
                    .append_pair("_clerk_session_id", "sess_1")
                    .append_pair("_is_native", "1");
                let body = url::form_urlencoded::Serializer::new(String::new())
                    .append_pair("email_address", text)
                    .finish();
                black_box((url, body)).1.len() > 1
            }),
        ],
    );
}

/// The same envelope, read by serde alone.
#[derive(Deserialize)]
struct Envelope {
    response: resource::EmailAddress,
    #[serde(rename = "client")]
    _client: IgnoredAny,
}

fn answers(kilobytes: usize) {
    let id = ResourceId::parse("idn_1").unwrap();
    let call = Call::from(ReadResource { kind: ResourceKind::EmailAddress, id });
    let now = Timestamp::from_unix_millis(0);
    let body = answer(kilobytes * 1000);
    // As a host has it: the bytes are its own. A copy of 200 KB would cost what the allocator has to ask the system for, which
    // depends on what the contender before it has freed.
    let response = HttpResponse { status: 200, body: body.clone().into_bytes(), ..HttpResponse::default() };
    race(
        &format!("one answer of {kilobytes} KB"),
        &[body],
        &[
            ours("Call::parse", move |_| {
                matches!(black_box(call.parse(black_box(&response), now)), Ok(Answer::Resource(_)))
            }),
            contender("serde_json, typed, client ignored", |body| {
                serde_json::from_slice::<Envelope>(body.as_bytes())
                    .is_ok_and(|envelope| black_box(envelope).response.id == "idn_1")
            }),
            contender("memcpy of the body alone", |body| !black_box(body.as_bytes().to_vec()).is_empty()),
            contender("sonic-rs, typed, client ignored", |body| {
                sonic_rs::from_slice::<Envelope>(body.as_bytes())
                    .is_ok_and(|envelope| black_box(envelope).response.id == "idn_1")
            }),
            contender("simd-json, typed, with its copy", |body| {
                let mut body = body.as_bytes().to_vec();
                simd_json::serde::from_slice::<Envelope>(&mut body)
                    .is_ok_and(|envelope| black_box(envelope).response.id == "idn_1")
            }),
            contender("serde_json, a tree", |body| {
                serde_json::from_slice::<Value>(body.as_bytes())
                    .is_ok_and(|tree| black_box(tree).get("response").is_some())
            }),
        ],
    );
}

/// An answer whose client has as many addresses as it takes.
fn answer(bytes: usize) -> String {
    let address = |id: usize| {
        json!({
            "id": format!("idn_{id}"), "object": "email_address", "email_address": format!("jane+{id}@example.com"),
            "reserved": false, "linked_to": [], "matches_sso_connection": false,
            "verification": {
                "object": "verification_otp", "status": "unverified", "strategy": "email_code", "attempts": 0,
                "expire_at": 1_767_226_200_000_i64,
            },
            "created_at": 1_767_225_600_000_i64, "updated_at": 1_767_225_600_000_i64,
        })
    };
    let one = address(1).to_string().len();
    let addresses: Vec<Value> = (1..bytes / one).map(address).collect();
    let user = json!({"id": "user_1", "email_addresses": addresses});
    let client = json!({"id": "client_1", "sessions": [{"id": "sess_1", "status": "active", "user": user}]});
    json!({"response": address(1), "client": client}).to_string()
}
