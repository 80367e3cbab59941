use serde_json::json;
use user_metadata_sandbox::Channel;

use crate::support::{Desk, code_of, param_refusal, refusal, resource};

const PHONES: &str = "phone_numbers";

#[test]
fn a_number_without_plus_is_completed_and_verified_by_sms() {
    let mut desk = Desk::new();
    let added = resource(&desk.post("/v1/me/phone_numbers/", &[("phone_number", "15551234567")]));
    assert_eq!(added["phone_number"], "+15551234567");
    assert_eq!(added["linked_to"], json!([]));
    let id = added["id"].as_str().unwrap();
    desk.prepare(PHONES, id, &[("strategy", "phone_code")]);
    let message = desk.model.inbox(Some("+15551234567")).unwrap().remove(0);
    assert_eq!(message.channel, Channel::Sms);
    let verified = resource(&desk.attempt(PHONES, id, &message.code.unwrap()));
    assert_eq!(verified["verification"]["strategy"], "phone_code");
    assert_eq!(verified["verification"]["status"], "verified");
}

#[test]
fn both_spellings_of_booleans_are_understood_and_others_are_not() {
    let mut desk = Desk::new();
    for (value, flag, number) in
        [("true", true, "1"), ("1", true, "2"), ("false", false, "3"), ("0", false, "4"), ("", false, "5")]
    {
        let number = format!("+4915112345{number}");
        let fields = [("phone_number", number.as_str()), ("reserved_for_second_factor", value)];
        let added = resource(&desk.post("/v1/me/phone_numbers", &fields));
        assert_eq!(added["reserved_for_second_factor"], flag, "{value}");
    }
    let fields = [("phone_number", "+49151123459"), ("reserved_for_second_factor", "yes")];
    let odd = desk.post("/v1/me/phone_numbers", &fields);
    assert_eq!(refusal(&odd), param_refusal(422, "form_param_type_invalid", "reserved_for_second_factor"));
}

#[test]
fn a_number_becomes_a_second_factor_only_once_verified() {
    let mut desk = Desk::new();
    let id = desk.add_phone("+12015550100");
    let path = format!("/v1/me/phone_numbers/{id}");
    let early = desk.patch(&path, &[("reserved_for_second_factor", "true")]);
    assert_eq!(code_of(&early), (400, "identification_update_second_factor_unverified".into()));

    desk.prepare(PHONES, &id, &[("strategy", "phone_code")]);
    assert_eq!(desk.attempt(PHONES, &id, "424242").status, 200);
    let fields = [("reserved_for_second_factor", "1"), ("default_second_factor", "1")];
    let updated = resource(&desk.patch(&path, &fields));
    assert_eq!(updated["default_second_factor"], true);
    assert_eq!(resource(&desk.get("/v1/me"))["two_factor_enabled"], true);
}

#[test]
fn numbers_are_refused_by_form_and_by_country() {
    let mut desk = Desk::with_settings(|settings| settings.blocked_country_codes = vec!["49".into()]);
    let odd = desk.post("/v1/me/phone_numbers", &[("phone_number", "555")]);
    assert_eq!(refusal(&odd), param_refusal(422, "form_param_format_invalid", "phone_number"));
    let blocked = desk.post("/v1/me/phone_numbers", &[("phone_number", "+4915112345678")]);
    assert_eq!(refusal(&blocked), param_refusal(403, "unsupported_country_code", "phone_number"));
}
