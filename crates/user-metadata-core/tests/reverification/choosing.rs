//! Several factors would do.

use serde_json::json;
use user_metadata_core::api::{Call, FirstFactorPreparation};
use user_metadata_core::error::MisuseCode;
use user_metadata_core::reverification::table::StateName;
use user_metadata_core::reverification::{
    ReverificationEffect as Effect, ReverificationInput as Input, ReverificationOutcome as Outcome,
};

use crate::walk::*;

#[test]
fn the_person_sees_every_factor_and_which_of_them_can_be_used_here() {
    let Effect::ChooseFactor { factors, problem } = choosing().reverification.effect() else { panic!() };
    let shown: Vec<_> =
        factors.iter().map(|offer| (offer.factor.strategy.as_str(), offer.is_supported)).collect();
    assert_eq!(shown, [("passkey", false), ("password", true), ("email_code", true), ("phone_code", true)]);
    assert_eq!(problem, None);
}

#[test]
fn the_choice_is_taken_up() {
    assert_eq!(choosing().choose(1).state(), StateName::AskingPassword);
    assert!(matches!(choosing().choose(2).call(), Call::PrepareFirstFactor(_)));
}

#[test]
fn a_choice_that_is_not_offered_is_the_hosts_mistake() {
    for index in [0, 4, usize::MAX] {
        let error = choosing().try_input(Input::FactorChosen { index }).err().unwrap();
        assert_eq!(error.code, MisuseCode::FactorNotOffered, "{index}");
    }
}

#[test]
fn a_preference_is_taken_without_asking() {
    let walk = prefer(&["passkey", "phone_code", "password"]).ok(&needs_first(&all_first()));
    assert!(matches!(walk.call(), Call::PrepareFirstFactor(_)));
    assert_eq!(prefer(&["totp"]).ok(&needs_first(&all_first())).state(), StateName::Choosing);
}

#[test]
fn among_factors_of_one_strategy_the_users_favourite_is_preferred() {
    let second = json!({"strategy": "email_code", "email_address_id": "idn_9", "primary": true});
    let walk = prefer(&["email_code"]).ok(&needs_first(&[email_code(), second]));
    let Call::PrepareFirstFactor(call) = walk.call() else { panic!() };
    let FirstFactorPreparation::EmailCode { email_address_id } = call.preparation else { panic!() };
    assert_eq!(email_address_id.unwrap().as_str(), "idn_9");
}

#[test]
fn a_link_is_offered_where_it_can_lead_back() {
    assert!(matches!(start().ok(&needs_first(&[email_link()])).outcome(), Outcome::NoFactor { .. }));
    let Call::PrepareFirstFactor(call) = with_links().ok(&needs_first(&[email_link()])).call() else {
        panic!()
    };
    let FirstFactorPreparation::EmailLink { redirect_url, .. } = call.preparation else { panic!() };
    assert_eq!(redirect_url.as_str(), RETURN_URL);
}

#[test]
fn another_factor_can_be_chosen_while_one_is_asked_for() {
    let by_code = choosing().choose(2).ok(&out(needs_first(&all_first()), &email_code()));
    assert_eq!(by_code.state(), StateName::AskingCode);
    let by_password = by_code.choose(1);
    assert_eq!(by_password.state(), StateName::AskingPassword);
    assert!(matches!(by_password.choose(3).call(), Call::PrepareFirstFactor(_)));
}

#[test]
fn choosing_the_same_factor_again_sends_no_second_message() {
    let by_code = choosing().choose(2).ok(&out(needs_first(&all_first()), &email_code()));
    assert_eq!(by_code.clone().choose(2).reverification, by_code.reverification);
}

#[test]
fn a_message_that_cannot_be_sent_leads_back_to_the_choice_with_the_reason() {
    for (status, code) in
        [(400, "sms_send_error"), (400, "verification_strategy_invalid"), (404, "resource_not_found")]
    {
        let walk = choosing().choose(3).refuse(status, code);
        let Effect::ChooseFactor { problem, .. } = walk.reverification.effect() else { panic!("{code}") };
        assert_eq!(problem.unwrap().user_message(), "Fit to show.");
    }
    let alone = start().ok(&needs_first(&[phone_code()])).refuse(400, "sms_send_error");
    assert!(matches!(alone.outcome(), Outcome::Rejected { .. }));
}
