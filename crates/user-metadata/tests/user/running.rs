//! A whole enrollment, driven by a person's answers.

use user_metadata::enrollment::{
    EmailProof, EnrollmentRequest, LeftOver, Outcome, Problem, Sent, WaitReason,
};
use user_metadata::identifier::EmailAddress;
use user_metadata::secret::Secret;
use user_metadata::session::Session;
use user_metadata::time::Timestamp;
use user_metadata::{CodeAsked, CodeReply, ErrorKind, Person};

use crate::canned::{Fate, Network, UNVERIFIED, VERIFIED, email, refusal, session};

/// Types what is left of a list; then gives up.
#[derive(Default)]
struct Typist {
    replies: Vec<CodeReply>,
    problems: Vec<Option<Problem>>,
    snapshots: usize,
    waits: Vec<WaitReason>,
    signs_in: bool,
}

impl Typist {
    fn typing(replies: &[CodeReply]) -> Self {
        Self { replies: replies.iter().rev().cloned().collect(), ..Self::default() }
    }
}

impl Person for Typist {
    fn code(&mut self, asked: CodeAsked) -> CodeReply {
        self.problems.push(asked.problem);
        self.replies.pop().unwrap_or(CodeReply::GiveUp)
    }

    fn sign_in(&mut self) -> Option<Session> {
        self.signs_in.then(|| session().with_session_id("sess_2"))
    }

    fn wait(&mut self, _until: Timestamp, reason: WaitReason) -> bool {
        self.waits.push(reason);
        true
    }

    fn store(&mut self, snapshot: &str) {
        assert!(snapshot.contains("jane@example.com"));
        self.snapshots += 1;
    }
}

fn request() -> EnrollmentRequest {
    let email = EmailAddress::parse("jane@example.com").unwrap();
    EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code }
}

fn typed(code: &str) -> CodeReply {
    CodeReply::Code(Secret::new(code))
}

#[test]
fn the_same_question_comes_again_until_the_code_is_right() {
    let wrong = refusal(422, "form_code_incorrect");
    let network = Network::new([email("null"), email(UNVERIFIED), wrong, email(VERIFIED)]);
    let mut person = Typist::typing(&[typed("12"), typed("000000"), typed("424242")]);
    let outcome = network.user().enroll(request()).run(&mut person).unwrap();
    assert!(matches!(outcome, Outcome::Verified { .. }), "{outcome:?}");
    assert!(matches!(
        person.problems.as_slice(),
        [None, Some(Problem::Malformed { .. }), Some(Problem::Incorrect { .. })]
    ));
    assert!(person.snapshots >= 4, "before the first request and at every question");
}

#[test]
fn whoever_cannot_answer_gives_up_and_learns_what_stays_behind() {
    let network = Network::new([email("null"), email(UNVERIFIED)]);
    let outcome = network.user().enroll(request()).run(&mut Typist::default()).unwrap();
    let Outcome::Cancelled { left_over: LeftOver::Unverified { resource } } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(resource.id(), "idn_1");

    let signed_out = Network::new([refusal(401, "signed_out")]);
    let outcome = signed_out.user().enroll(request()).run(&mut Typist::default()).unwrap();
    assert_eq!(outcome, Outcome::Cancelled { left_over: LeftOver::Nothing });
}

#[test]
fn a_sign_in_brings_a_session_and_the_request_goes_out_again() {
    let network =
        Network::new([refusal(401, "signed_out"), email("null"), email(UNVERIFIED), email(VERIFIED)]);
    let user = network.user();
    let mut person = Typist { signs_in: true, ..Typist::typing(&[typed("424242")]) };
    let outcome = user.enroll(request()).run(&mut person).unwrap();
    assert!(matches!(outcome, Outcome::Verified { .. }));
    assert_eq!(user.session().session_id(), Some("sess_2"));
}

#[test]
fn a_hurried_resend_is_a_mistake_that_changes_nothing() {
    let network = Network::new([email("null"), email(UNVERIFIED), email(VERIFIED)]);
    let mut enrolling = network.user().enroll(request());
    let error = enrolling.run(&mut Typist::typing(&[CodeReply::SendAnother])).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Misuse, "resend_too_early"));
    let outcome = enrolling.run(&mut Typist::typing(&[typed("424242")])).unwrap();
    assert!(matches!(outcome, Outcome::Verified { .. }));
}

#[test]
fn waits_are_told_and_waited() {
    let network = Network::new([Fate::Lost(Sent::No), email("null"), email(UNVERIFIED), email(VERIFIED)]);
    let mut person = Typist::typing(&[typed("424242")]);
    network.user().enroll(request()).run(&mut person).unwrap();
    assert_eq!(person.waits, [WaitReason::Offline]);
    assert_eq!(network.clock.waited_millis(), 1_000);
}
