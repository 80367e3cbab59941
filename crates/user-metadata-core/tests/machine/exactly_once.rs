//! Nothing is created, sent or attempted twice, however the network behaves.

use serde_json::json;
use user_metadata_core::api::Call;
use user_metadata_core::enrollment::table::StateName;
use user_metadata_core::enrollment::{LeftOver, Outcome, Sent};

use crate::walk::*;

#[test]
fn a_create_without_an_answer_is_looked_for_before_it_is_repeated() {
    for walk in all_kinds() {
        let looking = walk.lose(Sent::Maybe).wait();
        assert!(matches!(looking.call(), Call::ReadUser(_)));
    }
}

#[test]
fn what_the_lost_create_made_is_adopted() {
    for walk in [by_code(), by_link(), phone(), wallet()] {
        let looking = walk.lose(Sent::Maybe).wait();
        let held = looking.resource(&json!(null));
        let user = looking.user(&[held]);
        assert!(matches!(looking.ok(&user).call(), Call::PrepareVerification(_)));
    }
    let looking = account().lose(Sent::Maybe).wait();
    let user = looking.user(&[looking.resource(&looking.unverified())]);
    assert_eq!(looking.ok(&user).state(), StateName::AwaitingReturn);
}

#[test]
fn what_the_lost_create_did_not_make_is_created() {
    for walk in [by_code(), phone(), wallet(), account(), reauthorization()] {
        let looking = walk.lose(Sent::Maybe).wait();
        let user = looking.user(&[]);
        assert!(!looking.ok(&user).call().is_read());
    }
}

#[test]
fn a_verified_account_of_the_same_provider_is_another_account() {
    let looking = account().lose(Sent::Maybe).wait();
    let user = looking.user(&[looking.verified()]);
    assert!(matches!(looking.ok(&user).call(), Call::CreateExternalAccount(_)));
}

#[test]
fn an_account_whose_redirect_is_dead_is_created_anew() {
    let looking = account().lose(Sent::Maybe).wait().at(EXPIRES);
    let user = looking.user(&[looking.resource(&looking.unverified())]);
    assert!(matches!(looking.ok(&user).call(), Call::CreateExternalAccount(_)));
}

#[test]
fn a_request_that_never_left_is_simply_sent() {
    let walk = by_code().lose(Sent::No).wait();
    assert!(matches!(walk.call(), Call::CreateEmailAddress(_)));
}

#[test]
fn an_identifier_that_the_user_owns_unverified_is_adopted() {
    let looking = by_code().refuse(422, "form_identifier_exists");
    let held = json!({"id": "idn_7", "email_address": "JANE@example.com", "verification": null});
    let user = looking.user(&[held]);
    let Call::PrepareVerification(prepare) = looking.ok(&user).call() else { panic!() };
    assert_eq!(prepare.id.as_str(), "idn_7");
}

#[test]
fn an_identifier_of_somebody_else_is_reported() {
    let looking = by_code().refuse(422, "form_identifier_exists");
    let user = looking.user(&[]);
    let outcome = looking.ok(&user).outcome();
    let Outcome::Rejected { error, left_over } = outcome else { panic!("{outcome:?}") };
    assert_eq!((error.code(), left_over), ("form_identifier_exists", LeftOver::Nothing));
}

#[test]
fn an_identifier_that_the_user_has_verified_already_is_reported() {
    let looking = by_code().refuse(422, "form_identifier_exists");
    let user = looking.user(&[looking.verified()]);
    assert!(matches!(looking.ok(&user).outcome(), Outcome::Rejected { .. }));
}

#[test]
fn a_prepare_without_an_answer_is_not_repeated_when_it_arrived() {
    let checking = by_code().created().lose(Sent::Maybe).wait();
    assert!(matches!(checking.call(), Call::ReadResource(_)));
    let resource = checking.resource(&checking.unverified());
    assert_eq!(checking.ok(&resource).state(), StateName::AskingCode);
}

#[test]
fn enterprise_sso_may_be_shown_as_saml() {
    let checking = by_sso().created().lose(Sent::Maybe).wait();
    let mut verification = checking.unverified();
    verification["strategy"] = json!("saml");
    let resource = checking.resource(&verification);
    assert_eq!(checking.ok(&resource).state(), StateName::AwaitingReturn);
}

#[test]
fn a_prepare_that_did_not_arrive_is_sent_again() {
    let checking = by_code().created().lose(Sent::Maybe).wait();
    let resource = checking.resource(&json!(null));
    assert!(matches!(checking.ok(&resource).call(), Call::PrepareVerification(_)));
}

#[test]
fn a_lost_resend_is_told_from_the_code_before_it_by_its_end() {
    use user_metadata_core::enrollment::Input;
    let checking =
        by_code().asking().at(START + 60_000).input(Input::ResendRequested).lose(Sent::Maybe).wait();
    let old = checking.resource(&checking.unverified());
    let mut newer = checking.unverified();
    newer["expire_at"] = json!(EXPIRES + 60_000);
    let newer = checking.resource(&newer);
    assert!(matches!(checking.clone().ok(&old).call(), Call::PrepareVerification(_)));
    assert_eq!(checking.ok(&newer).state(), StateName::AskingCode);
}

#[test]
fn a_prepare_that_came_too_soon_finds_the_code_that_is_out() {
    let checking = by_code().created().refuse(429, "verification_code_too_many_requests");
    assert!(matches!(checking.call(), Call::ReadResource(_)));
    let live = checking.resource(&checking.unverified());
    assert_eq!(checking.clone().ok(&live).state(), StateName::AskingCode);
    let none = checking.resource(&json!(null));
    let waited = checking.ok(&none);
    assert_eq!(waited.state(), StateName::Waiting);
    assert!(matches!(waited.wait().call(), Call::PrepareVerification(_)));
}

#[test]
fn an_attempt_without_an_answer_is_success_when_it_arrived() {
    let checking = by_code().asking().type_code("424242").lose(Sent::Maybe).wait();
    let verified = checking.verified();
    assert!(matches!(checking.ok(&verified).outcome(), Outcome::Verified { .. }));
}

#[test]
fn an_attempt_that_did_not_arrive_is_sent_again_with_the_same_proof() {
    let checking = by_code().asking().type_code("424242").lose(Sent::Maybe).wait();
    let unchanged = checking.resource(&checking.unverified());
    let Call::AttemptVerification(attempt) = checking.ok(&unchanged).call() else { panic!() };
    assert_eq!(attempt.proof.expose(), "424242");
}

#[test]
fn an_attempt_that_the_server_counted_was_wrong_and_is_asked_for_again() {
    let checking = by_code().asking().type_code("111111").refuse(500, "internal_clerk_error").wait();
    let mut counted = checking.unverified();
    counted["attempts"] = json!(1);
    let counted = checking.resource(&counted);
    assert_eq!(checking.ok(&counted).state(), StateName::AskingCode);
}

#[test]
fn what_exists_may_be_what_this_very_create_made() {
    use user_metadata_core::enrollment::Input;
    let looking = by_code().refuse(422, "form_identifier_exists");
    assert_eq!(looking.enrollment.left_over(), LeftOver::Unknown);
    let Outcome::Cancelled { left_over } = looking.input(Input::Cancelled).outcome() else { panic!() };
    assert_eq!(left_over, LeftOver::Unknown);
    let mut walk = by_code().refuse(422, "form_identifier_exists");
    while walk.state() != StateName::Finished {
        walk = walk.lose(Sent::Maybe);
        walk = if walk.state() == StateName::Waiting { walk.wait() } else { walk };
    }
    assert!(matches!(walk.outcome(), Outcome::Unreachable { left_over: LeftOver::Unknown, .. }));
}

#[test]
fn a_code_that_was_sent_and_has_died_unseen_begins_the_count_anew() {
    use user_metadata_core::enrollment::{Effect, Input, Problem};
    let once_wrong = by_code().asking().type_code("111111").refuse(422, "form_code_incorrect");
    let checking = once_wrong.at(START + 60_000).input(Input::ResendRequested).lose(Sent::Maybe).wait();
    let mut dead = checking.verification("expired");
    dead["expire_at"] = json!(EXPIRES + 60_000);
    let dead = checking.resource(&dead);
    let Effect::AskCode { attempts, problem, .. } = checking.ok(&dead).enrollment.effect() else { panic!() };
    assert_eq!(attempts, 0);
    assert!(matches!(problem, Some(Problem::Over { .. })));
}

#[test]
fn a_resend_that_the_network_delivers_twice_begins_the_count_anew() {
    use user_metadata_core::enrollment::{Effect, Input};
    let once_wrong = by_code().asking().type_code("111111").refuse(422, "form_code_incorrect");
    let resending = once_wrong.at(START + 60_000).input(Input::ResendRequested);
    let checking = resending.refuse(429, "verification_code_too_many_requests");
    let mut newer = checking.unverified();
    newer["expire_at"] = json!(EXPIRES + 60_000);
    let newer = checking.resource(&newer);
    let Effect::AskCode { attempts, .. } = checking.ok(&newer).enrollment.effect() else { panic!() };
    assert_eq!(attempts, 0);
}

#[test]
fn failures_that_a_question_came_between_are_not_in_a_row() {
    let mut walk = by_code().asking();
    for round in 1..=8 {
        walk = walk.type_code("111111").answer(302, &json!(null)).wait();
        let mut counted = walk.unverified();
        counted["attempts"] = json!(round);
        let counted = walk.resource(&counted);
        walk = walk.ok(&counted);
        assert_eq!(walk.state(), StateName::AskingCode, "round {round}");
    }
}

#[test]
fn already_verified_is_success_once_a_read_confirms_it() {
    let checking = by_code().asking().type_code("424242").refuse(400, "verification_already_verified");
    let verified = checking.verified();
    assert!(matches!(checking.clone().ok(&verified).outcome(), Outcome::Verified { .. }));
    let unverified = checking.resource(&checking.unverified());
    assert!(matches!(checking.ok(&unverified).outcome(), Outcome::Rejected { .. }));
}

#[test]
fn an_unreadable_answer_to_a_create_is_looked_after() {
    let walk = by_code();
    let looking = walk.answer(200, &json!("half a bo")).wait();
    assert!(matches!(looking.call(), Call::ReadUser(_)));
}

#[test]
fn a_network_that_stays_away_ends_it_within_bounds() {
    let mut walk = by_code();
    let mut tries = 0;
    while walk.state() != StateName::Finished {
        walk = walk.lose(Sent::Maybe);
        tries += 1;
        assert!(tries < 20);
        if walk.state() == StateName::Waiting {
            walk = walk.wait();
        }
    }
    let Outcome::Unreachable { left_over, .. } = walk.outcome() else { panic!() };
    assert_eq!(left_over, LeftOver::Unknown);
    assert!(walk.now - START < 180_000);
}

#[test]
fn a_server_that_stays_broken_ends_it_with_its_last_error() {
    let mut walk = by_code();
    while walk.state() != StateName::Finished {
        walk = match walk.call().is_read() {
            true => {
                let user = walk.user(&[]);
                walk.ok(&user)
            }
            false => walk.refuse(503, "maintenance_mode"),
        };
        if walk.state() == StateName::Waiting {
            walk = walk.wait();
        }
    }
    let Outcome::Rejected { error, .. } = walk.outcome() else { panic!() };
    assert_eq!((error.status, error.code()), (503, "maintenance_mode"));
    assert!(walk.now - START < 180_000);
}
