use user_metadata_sandbox::{MessageKind, Request};

use crate::support::{Desk, MINUTE, code_of, param_refusal, refusal, resource};

const EMAILS: &str = "email_addresses";
const LINK: &[(&str, &str)] = &[("strategy", "email_link"), ("redirect_url", "https://app.example/done?a=b")];

fn landing(status: &str) -> String {
    format!("https://app.example/done?a=b&__clerk_status={status}")
}

#[test]
fn an_opened_link_verifies_the_address_and_leads_back() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    let prepared = resource(&desk.prepare(EMAILS, &id, LINK));
    assert_eq!(prepared["verification"]["object"], "verification_email_link");
    assert_eq!(desk.model.inbox(Some("JANE@example.com")).unwrap()[0].kind, MessageKind::Link);

    let link = desk.last_link();
    let opened = desk.open(&link);
    assert_eq!(opened.status, 303);
    assert_eq!(opened.header("location"), Some(landing("verified").as_str()));
    let verification = desk.read(EMAILS, &id)["verification"].clone();
    assert_eq!(verification["status"], "verified");
    assert!(verification["verified_at_client"].as_str().unwrap().starts_with("client_"));
    // a mail program may have opened it before the person does
    assert_eq!(desk.open(&link).header("location"), Some(landing("verified").as_str()));
}

#[test]
fn a_link_opened_late_or_for_nothing_says_so() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    desk.prepare(EMAILS, &id, LINK);
    let link = desk.last_link();
    desk.now += 10 * MINUTE;
    assert_eq!(desk.open(&link).header("location"), Some(landing("expired").as_str()));
    assert_eq!(desk.read(EMAILS, &id)["verification"]["status"], "expired");
    let invalid = (400, "verification_link_token_invalid".to_owned());
    assert_eq!(code_of(&desk.open("/v1/verify?token=nobody")), invalid);
    assert_eq!(code_of(&desk.open("/v1/verify")), invalid);
}

#[test]
fn another_client_is_refused_where_the_instance_says_so() {
    let mut desk = Desk::with_settings(|settings| settings.require_same_client = true);
    let id = desk.add_email("jane@example.com");
    desk.prepare(EMAILS, &id, LINK);
    let link = desk.last_link();
    assert_eq!(desk.open(&link).header("location"), Some(landing("client_mismatch").as_str()));
    assert_eq!(desk.read(EMAILS, &id)["verification"]["status"], "unverified");

    let cookie = format!("theme=dark; __client={}", desk.user.client_cookie);
    let same = desk.send(&Request::new("GET", &link).with_header("cookie", &cookie));
    assert_eq!(same.header("location"), Some(landing("verified").as_str()));
    assert_eq!(desk.read(EMAILS, &id)["verification"]["verified_at_client"], desk.user.client_id);
}

#[test]
fn a_link_needs_somewhere_to_lead_back_to() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane@example.com");
    let without = desk.prepare(EMAILS, &id, &[("strategy", "email_link")]);
    assert_eq!(refusal(&without), param_refusal(422, "form_param_missing", "redirect_url"));
    let hostile = [("strategy", "email_link"), ("redirect_url", "//evil.example")];
    let refused = desk.prepare(EMAILS, &id, &hostile);
    assert_eq!(refusal(&refused), param_refusal(422, "invalid_redirect_url", "redirect_url"));
}
