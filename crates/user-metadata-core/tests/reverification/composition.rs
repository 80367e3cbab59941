//! An enrollment that needs fresh credentials pauses; a reverification gets them; the enrollment goes on.

use serde_json::json;
use user_metadata_core::api::Call;
use user_metadata_core::enrollment::{
    Effect as EnrollmentEffect, EmailProof, Enrollment, EnrollmentRequest, Input as EnrollmentInput,
};
use user_metadata_core::identifier::EmailAddress;
use user_metadata_core::reverification::{Reverification, ReverificationOutcome as Outcome};
use user_metadata_core::time::Timestamp;

use crate::walk::*;

fn paused(level: &str) -> Enrollment {
    let email = EmailAddress::parse("jane@example.com").unwrap();
    let request = EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code };
    let enrollment = Enrollment::start(request);
    let EnrollmentEffect::Send { id } = enrollment.effect() else { panic!() };
    let body = json!({"errors": [{"code": "session_reverification_required", "meta": {"level": level}}]});
    enrollment.handle(EnrollmentInput::Responded { id, response: respond(403, &body) }, now()).unwrap()
}

fn now() -> Timestamp {
    Timestamp::from_unix_millis(START)
}

#[test]
fn the_level_that_the_enrollment_was_told_is_the_one_that_is_proved() {
    let EnrollmentEffect::Reverify { level } = paused("first_factor").effect() else { panic!() };
    let walk = Walk { reverification: Reverification::start(level), now: START };
    let Call::StartReverification(call) = walk.call() else { panic!() };
    assert_eq!(call.level.as_str(), "first_factor");
}

#[test]
fn after_a_complete_reverification_the_same_create_goes_out_again() {
    let enrollment = paused("first_factor");
    let outcome = asking_password().type_password("pw").ok(&complete()).outcome();
    assert!(matches!(outcome, Outcome::Complete { .. }));
    let resumed = enrollment.handle(EnrollmentInput::Reverified, now()).unwrap();
    let EnrollmentEffect::Send { id } = resumed.effect() else { panic!() };
    assert!(matches!(resumed.call(id).unwrap(), Call::CreateEmailAddress(_)));
}

#[test]
fn both_machines_survive_a_restart_side_by_side() {
    let enrollment = Enrollment::from_snapshot(&paused("first_factor").to_snapshot()).unwrap();
    assert!(matches!(enrollment.effect(), EnrollmentEffect::Reverify { .. }));
    let reverified = asking_password().restart().type_password("pw").ok(&complete());
    assert!(matches!(reverified.outcome(), Outcome::Complete { .. }));
}
