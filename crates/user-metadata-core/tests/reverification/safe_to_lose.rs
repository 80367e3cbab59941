//! Nothing is sent or attempted twice blindly, however the network behaves.

use serde_json::json;
use user_metadata_core::api::{Call, FirstFactorProof};
use user_metadata_core::reverification::table::StateName;
use user_metadata_core::reverification::{
    ReverificationInput as Input, ReverificationOutcome as Outcome, Sent,
};

use crate::walk::*;

fn preparing() -> Walk {
    start().ok(&needs_first(&[email_code()]))
}

#[test]
fn a_beginning_without_an_answer_is_repeated_since_it_sends_nothing_to_anybody() {
    assert!(matches!(start().lose(Sent::Maybe).wait().call(), Call::StartReverification(_)));
}

#[test]
fn a_prepare_without_an_answer_is_not_repeated_when_it_arrived() {
    let looking = preparing().lose(Sent::Maybe).wait();
    assert!(matches!(looking.call(), Call::ReadReverification(_)));
    assert_eq!(looking.ok(&out(needs_first(&[email_code()]), &email_code())).state(), StateName::AskingCode);
}

#[test]
fn a_prepare_that_did_not_arrive_is_sent_again() {
    let looking = preparing().lose(Sent::Maybe).wait();
    assert!(matches!(looking.ok(&needs_first(&[email_code()])).call(), Call::PrepareFirstFactor(_)));
}

#[test]
fn a_lost_prepare_whose_code_has_died_is_not_followed_by_another_message() {
    let looking = preparing().lose(Sent::Maybe).wait();
    let dead = verifying(needs_first(&[email_code()]), &verification("email_code", "expired"));
    assert_eq!(looking.ok(&dead).state(), StateName::AskingCode);
}

#[test]
fn a_lost_resend_is_told_from_the_code_before_it_by_its_end() {
    let looking =
        asking_email_code().at(START + 60_000).input(Input::ResendRequested).lose(Sent::Maybe).wait();
    let old = out(needs_first(&[email_code()]), &email_code());
    let mut newer = verification("email_code", "unverified");
    newer["expire_at"] = json!(EXPIRES + 60_000);
    let newer = verifying(needs_first(&[email_code()]), &newer);
    assert!(matches!(looking.clone().ok(&old).call(), Call::PrepareFirstFactor(_)));
    assert_eq!(looking.ok(&newer).state(), StateName::AskingCode);
}

#[test]
fn a_prepare_that_came_too_soon_finds_the_code_that_is_out() {
    let looking = preparing().refuse(429, "verification_code_too_many_requests");
    assert!(matches!(looking.call(), Call::ReadReverification(_)));
    let live = out(needs_first(&[email_code()]), &email_code());
    assert_eq!(looking.clone().ok(&live).state(), StateName::AskingCode);
    let waited = looking.ok(&needs_first(&[email_code()]));
    assert_eq!(waited.state(), StateName::Waiting);
    assert!(matches!(waited.wait().call(), Call::PrepareFirstFactor(_)));
}

#[test]
fn a_request_that_never_left_is_simply_sent() {
    assert!(matches!(preparing().lose(Sent::No).wait().call(), Call::PrepareFirstFactor(_)));
    let attempt = asking_password().type_password("pw").lose(Sent::No).wait();
    assert!(matches!(attempt.call(), Call::AttemptFirstFactor(_)));
}

#[test]
fn an_attempt_without_an_answer_is_success_when_it_arrived() {
    for asking in [asking_password().type_password("pw"), asking_totp().type_code("424242")] {
        let looking = asking.lose(Sent::Maybe).wait();
        assert!(matches!(looking.call(), Call::ReadReverification(_)));
        assert!(matches!(looking.ok(&complete()).outcome(), Outcome::Complete { .. }));
    }
}

#[test]
fn an_attempt_that_did_not_arrive_is_sent_again_with_the_same_proof() {
    let looking = asking_password().type_password("pw").lose(Sent::Maybe).wait();
    let Call::AttemptFirstFactor(call) = looking.ok(&needs_first(&[password()])).call() else { panic!() };
    let FirstFactorProof::Password { password } = call.proof else { panic!() };
    assert_eq!(password.expose(), "pw");
}

#[test]
fn an_attempt_that_the_server_counted_was_wrong_and_is_asked_for_again() {
    let looking = asking_email_code().type_code("111111").refuse(500, "internal_clerk_error").wait();
    let mut counted = verification("email_code", "unverified");
    counted["attempts"] = json!(1);
    let walk = looking.ok(&verifying(needs_first(&[email_code()]), &counted));
    assert_eq!(walk.state(), StateName::AskingCode);
}

#[test]
fn what_was_counted_may_be_the_wrong_answer_before_the_lost_one() {
    let again = asking_email_code().type_code("111111").refuse(422, "form_code_incorrect");
    let looking = again.type_code("424242").lose(Sent::Maybe).wait();
    let mut counted = verification("email_code", "unverified");
    counted["attempts"] = json!(1);
    let walk = looking.ok(&verifying(needs_first(&[email_code()]), &counted));
    assert!(matches!(walk.call(), Call::AttemptFirstFactor(_)));
}

#[test]
fn a_server_that_has_no_such_read_is_begun_with_again() {
    for status in [404, 405] {
        let again = asking_password().type_password("pw").lose(Sent::Maybe).wait().answer(status, &json!({}));
        assert!(matches!(again.call(), Call::StartReverification(_)), "{status}");
        assert_eq!(again.ok(&needs_first(&[password()])).state(), StateName::AskingPassword);
    }
}

#[test]
fn without_a_read_a_lost_message_is_never_sent_again_unasked() {
    let again = preparing().lose(Sent::Maybe).wait().answer(404, &json!({}));
    assert!(matches!(again.call(), Call::StartReverification(_)));
    let choosing = again.ok(&needs_first(&[email_code()]));
    assert_eq!(choosing.state(), StateName::Choosing);
    assert!(matches!(choosing.choose(0).call(), Call::PrepareFirstFactor(_)));
}

#[test]
fn an_unreadable_answer_is_looked_after_and_ends_within_bounds() {
    let mut walk = preparing();
    let mut tries = 0;
    while walk.state() != StateName::Finished {
        walk = walk.answer(200, &json!("half a bo"));
        if walk.state() == StateName::Waiting {
            walk = walk.wait();
        }
        tries += 1;
        assert!(tries < 10);
    }
    assert!(matches!(walk.outcome(), Outcome::Unreadable { .. }));
}

#[test]
fn a_network_that_stays_away_ends_it_within_bounds() {
    let mut walk = preparing();
    let mut tries = 0;
    while walk.state() != StateName::Finished {
        walk = walk.lose(Sent::Maybe);
        tries += 1;
        assert!(tries < 20);
        if walk.state() == StateName::Waiting {
            walk = walk.wait();
        }
    }
    assert!(matches!(walk.outcome(), Outcome::Unreachable { .. }));
    assert!(walk.now - START < 180_000);
}

#[test]
fn a_server_that_stays_broken_ends_it_with_its_last_error() {
    let mut walk = preparing();
    while walk.state() != StateName::Finished {
        walk = match walk.call().is_read() {
            true => walk.ok(&needs_first(&[email_code()])),
            false => walk.refuse(503, "maintenance_mode"),
        };
        if walk.state() == StateName::Waiting {
            walk = walk.wait();
        }
    }
    let Outcome::Rejected { error } = walk.outcome() else { panic!() };
    assert_eq!((error.status, error.code()), (503, "maintenance_mode"));
    assert!(walk.now - START < 180_000);
}
