//! Suite `snapshots`: what was stored once can be read for ever, and says the same.

use serde_json::{Value, json};
use user_metadata_core::enrollment::Enrollment;

use super::envelope::Case;

pub(crate) fn run(case: &Case) -> Result<(), String> {
    let got = result(&case.input);
    if got == case.result { Ok(()) } else { Err(format!("got {got}, want {}", case.result)) }
}

fn result(input: &Value) -> Value {
    match Enrollment::from_snapshot(input["snapshot"].as_str().expect("a snapshot")) {
        Err(error) => json!({ "error": error.code }),
        Ok(enrollment) => json!({
            "state": enrollment.state().as_str(),
            "identifier": enrollment.enrolling().identifier(),
            "resource": enrollment.resource().map(|resource| resource.id().to_owned()),
        }),
    }
}
