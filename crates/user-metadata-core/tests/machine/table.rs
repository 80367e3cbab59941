//! The table is the machine: every state meets every input, and what follows is compared with the row. The diagram
//! in the documentation is drawn from the same rows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use user_metadata_core::enrollment::table::{StateName, TRANSITIONS};
use user_metadata_core::enrollment::{Effect, Input, RequestId, Sent};
use user_metadata_core::error::{MisuseCode, TransportFailure};
use user_metadata_core::secret::Secret;

use crate::page;
use crate::walk::*;

/// Every kind of enrollment at every stage of its way, and all that two more inputs lead to, at several times.
fn everywhere() -> Vec<Walk> {
    let mut fresh = vec![by_link().asking().wait(), worn_out()];
    for walk in all_kinds() {
        fresh.extend([walk.clone(), walk.clone().only_create(), walk.clone().created(), walk.asking()]);
    }
    let mut seen: Vec<Walk> = Vec::new();
    for _ in 0..3 {
        fresh.sort_by_cached_key(|walk| format!("{:?}", walk.enrollment));
        fresh.dedup_by(|a, b| a.enrollment == b.enrollment);
        let next: Vec<Walk> = fresh
            .iter()
            .flat_map(|walk| inputs(walk).into_iter().filter_map(|input| walk.try_input(input).ok()))
            .collect();
        seen.append(&mut fresh);
        fresh = next;
    }
    let later = |now: i64| seen.iter().map(move |walk| walk.clone().at(now));
    later(START).chain(later(START + 45_000)).chain(later(EXPIRES)).collect()
}

/// A request whose next failure is one too many.
fn worn_out() -> Walk {
    (0..8).fold(by_code(), |walk, _| walk.lose(Sent::Maybe).wait())
}

/// Inputs of every name; answers of every kind that the machine tells apart.
fn inputs(walk: &Walk) -> Vec<Input> {
    let id = match walk.enrollment.effect() {
        Effect::Send { id } => id,
        _ => RequestId(0),
    };
    let envelope = |response: &Value| respond(200, &json!({"response": response}));
    let plain = walk.resource(&json!(null));
    let live = walk.resource(&walk.unverified());
    let held = if walk.state() == StateName::Calling && walk.call() == user_read() {
        walk.user(&[walk.resource(&walk.unverified())])
    } else {
        live
    };
    let mut responses =
        vec![envelope(&plain), envelope(&held), envelope(&walk.verified()), envelope(&walk.user(&[]))];
    responses.push(respond(200, &json!("not an object")));
    for (status, code) in [
        (401, "signed_out"),
        (403, "session_reverification_required"),
        (429, "too_many_requests"),
        (429, "verification_code_too_many_requests"),
        (500, "internal_clerk_error"),
        (422, "form_identifier_exists"),
        (422, "form_code_incorrect"),
        (400, "verification_expired"),
        (400, "verification_failed"),
        (404, "resource_not_found"),
    ] {
        responses.push(respond(status, &refusal(code)));
    }
    let mut inputs: Vec<Input> =
        responses.into_iter().map(|response| Input::Responded { id, response }).collect();
    for sent in [Sent::Maybe, Sent::No] {
        inputs.push(Input::TransportFailed { id, failure: TransportFailure::Timeout, sent });
    }
    inputs.push(Input::CodeEntered { code: Secret::new("424242") });
    inputs.push(Input::CodeEntered { code: Secret::new("42") });
    inputs.push(Input::Signed { signature: Secret::new(signature()) });
    inputs.push(Input::Signed { signature: Secret::new("0x") });
    inputs.push(Input::ResendRequested);
    inputs.push(Input::RedirectReturned { url: Secret::new(RETURN_URL) });
    inputs.push(Input::RedirectReturned { url: Secret::new("https://evil.example.com/") });
    inputs.extend([Input::SignedIn, Input::Reverified, Input::Tick, Input::Cancelled]);
    inputs
}

fn user_read() -> user_metadata_core::api::Call {
    user_metadata_core::api::ReadUser::default().into()
}

#[test]
fn every_state_meets_every_input_as_the_table_says() {
    let rows: BTreeMap<_, _> = TRANSITIONS.iter().map(|row| ((row.from, row.input), row.to)).collect();
    assert_eq!(rows.len(), TRANSITIONS.len(), "a row stands twice");
    let mut reached: BTreeMap<_, BTreeSet<StateName>> = BTreeMap::new();
    let mut met = BTreeSet::new();
    for walk in everywhere() {
        let from = walk.state();
        for input in inputs(&walk) {
            let name = input.as_str();
            met.insert((from, name));
            match (walk.try_input(input), rows.get(&(from, name))) {
                (Ok(after), Some(to)) => {
                    assert!(
                        to.contains(&after.state()),
                        "{from:?} × {name} → {:?} is not in the table",
                        after.state()
                    );
                    reached.entry((from, name)).or_default().insert(after.state());
                }
                (Ok(after), None) => panic!("{from:?} × {name} → {:?} has no row", after.state()),
                (Err(error), None) => {
                    let expected = [
                        MisuseCode::InputNotExpected,
                        MisuseCode::StaleAnswer,
                        MisuseCode::ResendNotPossible,
                        MisuseCode::ForeignReturnUrl,
                    ];
                    assert!(expected.contains(&error.code), "{from:?} × {name}: {error}");
                }
                (Err(error), Some(_)) => {
                    let expected = [
                        MisuseCode::StaleAnswer,
                        MisuseCode::ForeignReturnUrl,
                        MisuseCode::ResendTooEarly,
                        MisuseCode::InputNotExpected,
                    ];
                    assert!(expected.contains(&error.code), "{from:?} × {name}: {error}");
                }
            }
        }
    }
    let states: BTreeSet<_> = met.iter().map(|(state, _)| *state).collect();
    assert_eq!(states.len(), StateName::ALL.len(), "not every state was met: {states:?}");
    let names: BTreeSet<_> = met.iter().map(|(_, name)| *name).collect();
    assert_eq!(met.len(), states.len() * names.len(), "the product has holes");
    for row in TRANSITIONS {
        let reached = reached.get(&(row.from, row.input)).cloned().unwrap_or_default();
        let promised: BTreeSet<_> = row.to.iter().copied().collect();
        assert_eq!(reached, promised, "{:?} × {}", row.from, row.input);
    }
}

#[test]
fn the_documentation_shows_the_table() {
    let rows = TRANSITIONS.iter().map(|row| (row.from, row.input, row.to));
    page::shows("table", &page::drawn(rows, StateName::as_str, StateName::effect));
}
