//! The table is the machine: every state meets every input, and what follows is compared with the row. The diagram
//! in the documentation is drawn from the same rows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use user_metadata_core::error::{MisuseCode, TransportFailure};
use user_metadata_core::reverification::table::{StateName, TRANSITIONS};
use user_metadata_core::reverification::{
    RequestId, ReverificationEffect as Effect, ReverificationInput as Input, Sent,
};
use user_metadata_core::secret::Secret;

use crate::page;
use crate::walk::*;

/// Walks to every state, and all that two more inputs lead to, at several times.
fn everywhere() -> Vec<Walk> {
    let mut fresh = vec![
        with_links(),
        choosing(),
        asking_password(),
        asking_email_code(),
        asking_totp(),
        awaiting_link(),
        awaiting_link().wait(),
        resend_refused(&email_code()),
        resend_refused(&email_link()),
        (0..8).fold(start(), |walk, _| walk.lose(Sent::Maybe).wait()),
        with_links().ok(&needs_first(&first_factors())),
        with_links().ok(&needs_second(&second_factors())),
    ];
    let mut seen: Vec<Walk> = Vec::new();
    for _ in 0..3 {
        fresh.sort_by_cached_key(|walk| format!("{:?}", walk.reverification));
        fresh.dedup_by(|a, b| a.reverification == b.reverification);
        let next: Vec<Walk> = fresh
            .iter()
            .flat_map(|walk| inputs(walk).into_iter().filter_map(|input| walk.try_input(input).ok()))
            .collect();
        seen.append(&mut fresh);
        fresh = next;
    }
    let later = |now: i64| seen.iter().map(move |walk| walk.clone().at(now));
    later(START).chain(later(START + 65_000)).chain(later(EXPIRES)).collect()
}

fn first_factors() -> Vec<Value> {
    vec![password(), email_code(), email_link(), passkey()]
}

fn second_factors() -> Vec<Value> {
    vec![totp(), backup_code(), phone_code()]
}

/// A message is out, another one was refused, and the person may choose: also the one that is out.
fn resend_refused(factor: &Value) -> Walk {
    let offered = needs_first(&first_factors());
    let index = first_factors().iter().position(|offer| offer == factor).unwrap();
    let asking = with_links().ok(&offered).choose(index).ok(&out(offered, factor));
    asking.at(START + 60_000).input(Input::ResendRequested).refuse(400, "dev_monthly_email_limit_exceeded")
}

/// Inputs of every name; answers of every kind that the machine tells apart.
fn inputs(walk: &Walk) -> Vec<Input> {
    let id = match walk.reverification.effect() {
        Effect::Send { id } => id,
        _ => RequestId(0),
    };
    let first = needs_first(&first_factors());
    let mut responses: Vec<_> = [
        out(first.clone(), &email_code()),
        out(first.clone(), &email_link()),
        first,
        needs_first(&[password()]),
        needs_first(&[]),
        needs_second(&second_factors()),
        needs_second(&[totp()]),
        complete(),
        json!("not an object"),
    ]
    .iter()
    .map(|held| respond(200, &json!({"response": held})))
    .collect();
    for (status, code) in [
        (401, "signed_out"),
        (429, "too_many_requests"),
        (429, "verification_code_too_many_requests"),
        (500, "internal_clerk_error"),
        (422, "form_code_incorrect"),
        (400, "verification_expired"),
        (400, "session_reverification_missing"),
        (404, "resource_not_found"),
    ] {
        responses.push(respond(status, &refusal(code)));
    }
    let mut inputs: Vec<Input> =
        responses.into_iter().map(|response| Input::Responded { id, response }).collect();
    for sent in [Sent::Maybe, Sent::No] {
        inputs.push(Input::TransportFailed { id, failure: TransportFailure::Timeout, sent });
    }
    inputs.extend((0..5).map(|index| Input::FactorChosen { index }));
    for password in ["pw", ""] {
        inputs.push(Input::PasswordEntered { password: Secret::new(password) });
    }
    for code in ["424242", "42"] {
        inputs.push(Input::CodeEntered { code: Secret::new(code) });
    }
    inputs.push(Input::ResendRequested);
    inputs.push(Input::RedirectReturned { url: Secret::new(RETURN_URL) });
    inputs.push(Input::RedirectReturned { url: Secret::new("https://evil.example.com/") });
    inputs.extend([Input::SignedIn, Input::Tick, Input::Cancelled]);
    inputs
}

#[test]
fn every_state_meets_every_input_as_the_table_says() {
    let rows: BTreeMap<_, _> = TRANSITIONS.iter().map(|row| ((row.from, row.input), row.to)).collect();
    assert_eq!(rows.len(), TRANSITIONS.len(), "a row stands twice");
    let mistakes = [
        MisuseCode::InputNotExpected,
        MisuseCode::StaleAnswer,
        MisuseCode::ResendNotPossible,
        MisuseCode::ResendTooEarly,
        MisuseCode::ForeignReturnUrl,
        MisuseCode::FactorNotOffered,
    ];
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
                (Err(error), _) => assert!(mistakes.contains(&error.code), "{from:?} × {name}: {error}"),
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
    page::shows("reverification-table", &page::drawn(rows, StateName::as_str, StateName::effect));
}
