//! The asynchronous user: the same jobs, and futures that may be dropped.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use user_metadata::enrollment::{Effect, EmailProof, EnrollmentRequest, Input, Outcome, Sent, WaitReason};
use user_metadata::identifier::EmailAddress;
use user_metadata::secret::Secret;

use crate::canned::{Fate, Network, UNVERIFIED, VERIFIED, email, email_json, user};

/// Every future here is ready at once, or never.
fn now<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

fn request() -> EnrollmentRequest {
    let email = EmailAddress::parse("jane@example.com").unwrap();
    EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code }
}

#[test]
fn it_creates_exactly_once_as_its_blocking_twin_does() {
    let network = Network::new([Fate::Lost(Sent::Maybe), user(&[&email_json("null")])]);
    let created = now(network.async_user().create_email_address("jane@example.com")).unwrap().unwrap();
    assert_eq!(created.id, "idn_1");
    assert_eq!(network.sent(), ["POST /me/email_addresses", "GET /me"]);
}

#[test]
fn an_enrollment_runs_step_by_step() {
    let network = Network::new([email("null"), email(UNVERIFIED), email(VERIFIED)]);
    let mut enrolling = network.async_user().enroll(request());
    assert!(matches!(now(enrolling.proceed()).unwrap().unwrap(), Effect::AskCode { .. }));
    enrolling.answer(Input::CodeEntered { code: Secret::new("424242") }).unwrap();
    let Effect::Finish { outcome } = now(enrolling.proceed()).unwrap().unwrap() else { panic!() };
    assert!(matches!(outcome, Outcome::Verified { .. }));
}

#[test]
fn a_request_whose_future_was_dropped_is_looked_for_and_not_sent_again() {
    let network = Network::new([Fate::Silence, user(&[&email_json("null")]), email(UNVERIFIED)]);
    let mut enrolling = network.async_user().enroll(request());
    assert!(now(enrolling.proceed()).is_none(), "it waits for an answer, and is dropped");
    let effect = now(enrolling.proceed()).unwrap().unwrap();
    assert!(matches!(effect, Effect::Wait { reason: WaitReason::Offline, .. }), "{effect:?}");
    now(enrolling.wait()).unwrap().unwrap();
    assert!(matches!(now(enrolling.proceed()).unwrap().unwrap(), Effect::AskCode { .. }));
    let path = "/me/email_addresses";
    assert_eq!(
        network.sent(),
        [format!("POST {path}"), "GET /me".into(), format!("POST {path}/idn_1/prepare_verification")]
    );
}

#[test]
fn a_dropped_request_can_be_given_up() {
    let network = Network::new([Fate::Silence]);
    let mut enrolling = network.async_user().enroll(request());
    assert!(now(enrolling.proceed()).is_none());
    enrolling.cancel().unwrap();
    let Effect::Finish { outcome } = now(enrolling.proceed()).unwrap().unwrap() else { panic!() };
    assert!(matches!(outcome, Outcome::Cancelled { .. }));
}
