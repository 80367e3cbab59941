//! The server over real connections.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use user_metadata_sandbox::{Clock, Fault, FaultKind, Sandbox};

use crate::support::START;

/// Any status is an answer, and redirects are looked at instead of followed.
pub(crate) fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    config.timeout_global(Some(Duration::from_secs(20))).build().into()
}

fn manual() -> Sandbox {
    Sandbox::builder().clock(Clock::Manual(START)).start().unwrap()
}

fn body(response: ureq::http::Response<ureq::Body>) -> Value {
    serde_json::from_str(&response.into_body().read_to_string().unwrap()).unwrap()
}

#[test]
fn an_address_is_verified_over_the_wire() {
    let sandbox = manual();
    let user = sandbox.new_user();
    let url = |path: &str| format!("{}{path}?_is_native=1", sandbox.url());
    let send = |path: &str, fields: &[(&str, &str)]| {
        let request = agent().post(url(path)).header("authorization", &user.native_token);
        body(request.send_form(fields.iter().copied()).unwrap())
    };
    let added = send("/v1/me/email_addresses", &[("email_address", "jane@example.com")]);
    let path = format!("/v1/me/email_addresses/{}", added["response"]["id"].as_str().unwrap());
    send(&format!("{path}/prepare_verification"), &[("strategy", "email_code")]);
    let code = sandbox.inbox()[0].code.clone().unwrap();
    let verified = send(&format!("{path}/attempt_verification"), &[("code", &code)]);
    assert_eq!(verified["response"]["verification"]["status"], "verified");
    assert_eq!(verified["client"]["id"], user.client_id);
}

#[test]
fn links_and_provider_pages_lead_to_this_server() {
    let sandbox = manual();
    let user = sandbox.new_user();
    let fields = [("strategy", "oauth_notion"), ("redirect_url", "/account")];
    let created = agent()
        .post(format!("{}/v1/me/external_accounts?__clerk_db_jwt={}", sandbox.url(), user.dev_browser_token))
        .header("origin", "http://localhost:3000")
        .send_form(fields)
        .unwrap();
    let created = body(created);
    let url = created["response"]["verification"]["external_verification_redirect_url"].as_str().unwrap();
    assert!(url.starts_with(&format!("{}/sandbox/provider/authorize?", sandbox.url())), "{url}");
    let page = agent().get(url).call().unwrap().into_body().read_to_string().unwrap();
    assert!(page.contains("Allow") && page.contains("Deny"), "{page}");

    let state = url.rsplit_once("state=").unwrap().1;
    let decided = agent()
        .post(format!("{}/sandbox/provider/authorize", sandbox.url()))
        .send_form([("state", state), ("decision", "allow")])
        .unwrap();
    let landed = agent().get(decided.headers()["location"].to_str().unwrap()).call().unwrap();
    assert_eq!(landed.status(), 303);
    assert_eq!(landed.headers()["location"], "http://localhost:3000/account");
}

#[test]
fn pages_of_any_origin_may_call_with_credentials() {
    let sandbox = manual();
    let url = format!("{}/v1/environment", sandbox.url());
    let answer = agent().get(&url).header("origin", "http://localhost:3000").call().unwrap();
    let headers = answer.headers();
    assert_eq!(headers["access-control-allow-origin"], "http://localhost:3000");
    assert_eq!(headers["access-control-allow-credentials"], "true");
    assert_eq!(headers["access-control-expose-headers"], "Authorization, Clerk-Db-Jwt, Retry-After");
    assert_eq!(headers["date"], "Thu, 01 Jan 2026 00:00:00 GMT");
    assert_eq!(headers.get_all("date").iter().count(), 1);

    let asked = raw(
        &sandbox,
        "OPTIONS /v1/me HTTP/1.1\r\nhost: x\r\norigin: http://a.example\r\naccess-control-request-method: PATCH\r\n\
         access-control-request-headers: x-mobile\r\nconnection: close\r\n\r\n",
    );
    assert!(asked.starts_with("HTTP/1.1 204"), "{asked}");
    assert!(asked.contains("access-control-allow-headers: x-mobile"), "{asked}");
    let without = agent().get(&url).call().unwrap();
    assert!(!without.headers().contains_key("access-control-allow-origin"));
}

#[test]
fn a_body_without_end_is_refused_while_it_comes() {
    let sandbox = manual();
    let answer = agent()
        .post(format!("{}/v1/me/email_addresses", sandbox.url()))
        .header("content-type", "application/x-www-form-urlencoded")
        .send("a".repeat(66_000).as_bytes())
        .unwrap();
    assert_eq!(answer.status(), 413);
    assert_eq!(body(answer)["errors"][0]["code"], "request_body_too_large");
}

#[test]
fn nonsense_is_answered_or_hung_up_on_and_never_with_a_five_hundred() {
    let sandbox = manual();
    for head in [
        "GET / HTTP/9.9\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET /v1/%ff%fe?%zz=%&&==;_method=%00 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        "POST /v1/me?_method=%f0%9f HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\nconnection: close\r\n\r\n%%%",
        "GET /v1/me?_is_native=1 HTTP/1.1\r\nhost: x\r\nauthorization: \u{ff}\r\nconnection: close\r\n\r\n",
        "POST /sandbox/faults HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{]",
    ] {
        let answer = raw(&sandbox, head);
        assert!(!answer.starts_with("HTTP/1.1 5"), "{head:?}: {answer}");
    }
    assert_eq!(agent().get(format!("{}/v1/environment", sandbox.url())).call().unwrap().status(), 200);
}

#[test]
fn lost_connections_end_without_an_answer() {
    let sandbox = manual();
    let user = sandbox.new_user();
    let url = format!("{}/v1/me/email_addresses?_is_native=1", sandbox.url());
    let create = || {
        let request = agent().post(&url).header("authorization", &user.native_token);
        request.send_form([("email_address", "jane@example.com")])
    };
    sandbox.set_fault(Fault::once(FaultKind::LostBefore));
    assert!(create().is_err());
    sandbox.set_fault(Fault::once(FaultKind::LostAfter));
    assert!(create().is_err());
    // the second one was kept
    assert_eq!(body(create().unwrap())["errors"][0]["code"], "form_identifier_exists");
    sandbox.set_fault(Fault::once(FaultKind::Slow { delay_ms: 50 }));
    assert_eq!(create().unwrap().status(), 422);
}

#[test]
fn two_sandboxes_do_not_know_each_other_and_stop_when_dropped() {
    let (one, two) = (Sandbox::start().unwrap(), Sandbox::start().unwrap());
    assert_ne!(one.url(), two.url());
    one.new_user();
    two.with_model(|model, _| assert!(model.newest_users(1).unwrap().is_empty()));
    let url = one.url();
    drop(one);
    assert!(agent().get(&url).call().is_err());
}

#[test]
fn a_file_keeps_a_sandbox_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let start =
        || Sandbox::builder().db(folder.path().join("s.db")).clock(Clock::Manual(START)).start().unwrap();
    let user = start().new_user();
    let sandbox = start();
    let me = agent()
        .get(format!("{}/v1/me?__clerk_db_jwt={}", sandbox.url(), user.dev_browser_token))
        .call()
        .unwrap();
    assert_eq!(body(me)["response"]["id"], user.user_id);
}

#[test]
fn the_page_for_people_shows_users_codes_and_the_clock() {
    let sandbox = manual();
    let user = sandbox.new_user();
    let send = |path: &str, fields: &[(&str, &str)]| {
        let url = format!("{}{path}?_is_native=1", sandbox.url());
        let request = agent().post(url).header("authorization", &user.native_token);
        body(request.send_form(fields.iter().copied()).unwrap())
    };
    let added = send("/v1/me/email_addresses", &[("email_address", "o'jane<b>@example.com")]);
    assert_eq!(added["errors"][0]["code"], json!("form_param_format_invalid"));
    let added = send("/v1/me/email_addresses", &[("email_address", "o'jane&b@example.com")]);
    let id = added["response"]["id"].as_str().unwrap();
    send(&format!("/v1/me/email_addresses/{id}/prepare_verification"), &[("strategy", "email_code")]);
    let page = agent().get(sandbox.url()).call().unwrap().into_body().read_to_string().unwrap();
    assert!(page.contains("o'jane&amp;b@example.com"), "{page}");
    assert!(page.contains(sandbox.inbox()[0].code.as_deref().unwrap()));
    let moved = agent()
        .post(format!("{}/sandbox/page/clock", sandbox.url()))
        .send_form([("seconds", "600")])
        .unwrap();
    assert_eq!(moved.status(), 303);
    assert_eq!(sandbox.now_ms(), START + 600_000);
}

fn raw(sandbox: &Sandbox, request: &str) -> String {
    let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // a server that hangs up early is an answer, too
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}
