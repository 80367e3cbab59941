use serde_json::Value;
use user_metadata_sandbox::{Clock, Fault, FaultKind, RetryAfter, RetryAfterFormat, Sandbox};

use crate::http::agent;
use crate::support::{Desk, START, code_of, resource};

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

#[test]
fn the_clock_jumps_ahead_of_the_request_and_stays_there() {
    let sandbox = Sandbox::builder().clock(Clock::Manual(START)).start().unwrap();
    sandbox.set_fault(Fault::once(FaultKind::ClockJump { jump_ms: 60_000 }));
    let answer = agent().get(format!("{}/v1/environment", sandbox.url())).call().unwrap();
    assert_eq!(answer.headers()["date"], "Thu, 01 Jan 2026 00:01:00 GMT");
    assert_eq!(sandbox.now_ms(), START + 60_000);
}

#[test]
fn a_session_ends_under_the_request_and_a_token_is_exchanged_by_the_answer() {
    let mut desk = Desk::new();
    desk.model.faults_mut().add(Fault::once(FaultKind::TokenRotated));
    let request = desk.request("GET", "/v1/me");
    let rotated = desk.model.deliver(&request, desk.now).response.unwrap();
    assert_eq!(rotated.status, 200);
    assert!(rotated.header("authorization").is_some_and(|token| token != desk.user.native_token));

    desk.model.faults_mut().add(Fault::once(FaultKind::SessionEnded));
    let request = create(&desk);
    let refused = desk.model.deliver(&request, desk.now).response.unwrap();
    assert_eq!(code_of(&refused), (401, "signed_out".into()));
    assert_eq!(code_of(&desk.get("/v1/me")), (401, "signed_out".into()));
}

#[test]
fn a_star_stands_for_one_segment() {
    let mut desk = Desk::new();
    let prefix = "/v1/me/*/*/prepare_verification";
    desk.model.faults_mut().add(Fault::once(FaultKind::LostBefore).on_path(prefix).times(9));
    for (path, is_lost) in [
        ("/v1/me/email_addresses/idn_1/prepare_verification", true),
        ("/v1/me/email_addresses/idn_1/prepare_verification/", true),
        ("/v1/me/email_addresses/idn_1/attempt_verification", false),
        ("/v1/me/email_addresses/prepare_verification", false),
        ("/v1/me", false),
    ] {
        let request = desk.request("POST", path);
        assert_eq!(desk.model.deliver(&request, 0).response.is_none(), is_lost, "{path}");
    }
}

#[test]
fn faults_are_written_in_short_or_as_json_and_mistakes_are_named() {
    let short: Fault = "status=503, code=maintenance_mode, retry_after=date:3, path=/v1/me".parse().unwrap();
    let json = r#"{"kind":"status","status":503,"code":"maintenance_mode","path_prefix":"/v1/me",
        "retry_after":{"seconds":3,"format":"http_date"},"times":1}"#;
    assert_eq!(short, json.parse().unwrap());
    for (text, mentioned) in [
        ("", "expected one of"),
        ("fire", "fire"),
        ("lost_after=3", "lost_after"),
        ("slow", "delay_ms"),
        ("slow=soon", "soon"),
        ("status=99", "within 200 and 599"),
        ("html,probability=2", "within 0 and 1"),
        ("html,tiems=2", "tiems"),
        ("html,times", "times"),
        (r#"{"kind":"html","delay_ms":3}"#, "delay_ms"),
        ("{", "EOF"),
    ] {
        let error = text.parse::<Fault>().unwrap_err().to_string();
        assert!(error.contains(mentioned), "{text}: {error}");
    }
}
