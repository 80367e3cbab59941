//! A token that the server replaces is stored before the answer is read, and used from then on.

use std::sync::{Arc, Mutex};

use user_metadata::session::{Credentials, Rotated};

use crate::canned::{Fate, Network, email, response, user};

fn with_token(status: u16, body: &str, token: &str) -> Fate {
    let mut response = response(status, body);
    response.headers.push(("Authorization".into(), token.into()));
    Fate::Answer(response)
}

#[test]
fn each_new_token_is_stored_and_used_whatever_the_answer() {
    let network = Network::new([
        with_token(422, "not even JSON", "tok_2"),
        with_token(500, "", "Bearer tok_3"),
        user(&[]),
    ]);
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    let user = network.user().on_rotated(move |rotated| {
        let Rotated::Native { token } = rotated else { panic!("{rotated:?}") };
        store.lock().unwrap().push(token.expose().to_owned());
    });
    user.reload().unwrap_err();
    user.reload().unwrap_err();
    user.reload().unwrap();
    assert_eq!(*stored.lock().unwrap(), ["tok_2", "tok_3"]);
    assert_eq!(network.tokens(), ["Bearer tok_1", "Bearer tok_2", "Bearer tok_3"]);
}

#[test]
fn clones_share_the_session_and_the_hook_may_look_at_it() {
    let network = Network::new([
        with_token(200, r#"{"response":{"id":"user_1"},"client":null}"#, "tok_2"),
        email("null"),
    ]);
    let user = network.user();
    let seen = Arc::new(Mutex::new(None));
    let (other, note) = (user.clone(), Arc::clone(&seen));
    let user = user.on_rotated(move |_| *note.lock().unwrap() = Some(other.session()));
    user.clone().reload().unwrap();
    let session = seen.lock().unwrap().take().unwrap();
    assert_eq!(session.credentials(), &Credentials::native("tok_2").unwrap());
    user.create_email_address("jane@example.com").unwrap();
    assert_eq!(network.tokens(), ["Bearer tok_1", "Bearer tok_2"]);
}

#[test]
fn no_debug_text_shows_a_token() {
    let shown = format!("{:?}", Network::new([]).user());
    assert!(shown.contains("clerk.example.com") && !shown.contains("tok_1"), "{shown}");
}
