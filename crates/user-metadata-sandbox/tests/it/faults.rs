use serde_json::Value;
use user_metadata_sandbox::{Fault, FaultKind, RetryAfter, RetryAfterFormat};

use crate::support::{Desk, code_of, resource};

fn create(desk: &Desk) -> user_metadata_sandbox::Request {
    desk.request("POST", "/v1/me/email_addresses").with_form(&[("email_address", "jane@example.com")])
}

fn emails(desk: &mut Desk) -> usize {
    resource(&desk.get("/v1/me"))["email_addresses"].as_array().unwrap().len()
}

#[test]
fn a_connection_lost_before_leaves_nothing_behind() {
    let mut desk = Desk::new();
    desk.model.faults_mut().add(Fault::once(FaultKind::LostBefore));
    let request = create(&desk);
    assert!(desk.model.deliver(&request, desk.now).response.is_none());
    assert_eq!(emails(&mut desk), 0);
    assert_eq!(desk.model.deliver(&request, desk.now).response.unwrap().status, 200);
}

#[test]
fn a_connection_lost_after_leaves_everything_behind() {
    let mut desk = Desk::new();
    desk.model.faults_mut().add(Fault::once(FaultKind::LostAfter));
    let request = create(&desk);
    assert!(desk.model.deliver(&request, desk.now).response.is_none());
    assert_eq!(emails(&mut desk), 1);
}

#[test]
fn a_duplicated_request_is_answered_by_its_second_run() {
    let mut desk = Desk::new();
    desk.model.faults_mut().add(Fault::once(FaultKind::Duplicate));
    let request = create(&desk);
    let answer = desk.model.deliver(&request, desk.now).response.unwrap();
    assert_eq!(code_of(&answer), (422, "form_identifier_exists".into()));
    assert_eq!(emails(&mut desk), 1);
}

#[test]
fn answers_can_be_made_up_cut_replaced_and_late() {
    let mut desk = Desk::new();
    let retry_after = Some(RetryAfter { seconds: 2, format: RetryAfterFormat::HttpDate });
    let status = FaultKind::Status { status: 429, code: "teapot".into(), retry_after };
    for kind in [status, FaultKind::Html, FaultKind::Truncated, FaultKind::Slow { delay_ms: 5 }] {
        desk.model.faults_mut().add(Fault::once(kind));
    }
    let request = desk.request("GET", "/v1/me");
    let mut next = || desk.model.deliver(&request, desk.now);
    let made_up = next().response.unwrap();
    assert_eq!(code_of(&made_up), (429, "teapot".into()));
    assert_eq!(made_up.header("retry-after"), Some("Thu, 01 Jan 2026 00:00:02 GMT"));
    let html = next().response.unwrap();
    assert_eq!((html.status, html.header("content-type")), (502, Some("text/html; charset=utf-8")));
    let cut = next().response.unwrap();
    assert!(cut.status == 200 && cut.json::<Value>().is_err());
    let late = next();
    assert!(late.delay_ms == 5 && late.response.unwrap().status == 200);
}

#[test]
fn faults_strike_what_they_match_as_often_as_they_should() {
    let mut desk = Desk::new();
    let fault = Fault::once(FaultKind::LostBefore).on_method("DELETE").on_path("/v1/me/email").times(2);
    desk.model.faults_mut().add(fault);
    let get = desk.request("GET", "/v1/me/email_addresses");
    let tunnelled = desk.request("POST", "/v1/me/email_addresses/x?_method=DELETE");
    let mut is_lost = |request| desk.model.deliver(request, 0).response.is_none();
    assert!(!is_lost(&get));
    assert!(is_lost(&tunnelled) && is_lost(&tunnelled));
    assert!(!is_lost(&tunnelled));

    let sometimes = Fault { times: None, probability: Some(0.5), ..Fault::once(FaultKind::LostBefore) };
    desk.model.faults_mut().add(sometimes);
    let lost = (0..1000).filter(|_| desk.model.deliver(&get, 0).response.is_none()).count();
    assert!((400..600).contains(&lost), "{lost}");
}

#[test]
fn the_log_tells_what_happened_without_secrets() {
    let mut desk = Desk::new();
    desk.get("/v1/me?__secret=1");
    desk.model.faults_mut().add(Fault::once(FaultKind::LostAfter));
    let request = create(&desk);
    desk.model.deliver(&request, desk.now);
    let log: Vec<_> = desk.model.log().collect();
    assert_eq!((log[0].path.as_str(), log[0].status), ("/v1/me", Some(200)));
    assert_eq!((log[1].status, log[1].fault.as_deref()), (None, Some("lost_after")));
}
