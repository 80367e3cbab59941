//! Clients that break the protocol, dawdle or cheat: each gets the documented error or is hung up on, and the
//! server goes on.

use std::io;
use std::time::Duration;

use serde_json::Value;
use user_metadata_sandbox::{Builder, Clock, Sandbox, SeededUser};

use crate::support::START;
use crate::wire::Connection;

struct Rude {
    sandbox: Sandbox,
    user: SeededUser,
}

impl Rude {
    fn new() -> Self {
        Self::of(Sandbox::builder())
    }

    fn of(builder: Builder) -> Self {
        let sandbox = builder.clock(Clock::Manual(START)).start().unwrap();
        let user = sandbox.new_user();
        Self { sandbox, user }
    }

    /// Sends bytes as they are and reads one answer; `{token}` stands for the user's token.
    fn say(&self, bytes: &[u8]) -> io::Result<(u16, Value)> {
        let mut connection = Connection::open(&self.sandbox.url())?;
        connection.send(bytes)?;
        connection.answer()
    }

    fn post(&self, headers: &str, body: &[u8]) -> (u16, String) {
        let head = format!(
            "POST /v1/me/email_addresses?_is_native=1 HTTP/1.1\r\nhost: localhost\r\nauthorization: {}\r\n{headers}\r\n",
            self.user.native_token
        );
        let (status, body) = self.say(&[head.as_bytes(), body].concat()).unwrap();
        (status, body["errors"][0]["code"].as_str().unwrap_or_default().to_owned())
    }

    fn is_well(&self) -> bool {
        let mut connection = Connection::open(&self.sandbox.url()).unwrap();
        connection.call("GET", "/v1/me", &self.user.native_token, "").unwrap().0 == 200
    }
}

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";

#[test]
fn wrong_content_types_and_broken_bodies_get_the_documented_error() {
    let rude = Rude::new();
    let form = |length: usize| format!("{FORM}content-length: {length}\r\n");
    let json = "content-type: application/json\r\ncontent-length: 2\r\n";
    let unsupported = (415, "unsupported_content_type".to_owned());
    let cases: [(String, &[u8], (u16, &str)); 8] = [
        (json.to_owned(), b"{}", (unsupported.0, &unsupported.1)),
        ("content-length: 2\r\n".into(), b"a=", (unsupported.0, &unsupported.1)),
        (form(9), b"%zz=%&&;=", (422, "form_param_unknown")),
        (form(14), b"email_address=", (422, "form_param_nil")),
        (form(17), b"email_address=\xff\xfe\x00", (422, "form_param_format_invalid")),
        (form(31), b"email_address=a&email_address=b", (422, "form_param_duplicate")),
        (form(0), b"", (422, "form_param_missing")),
        (
            format!("{FORM}transfer-encoding: chunked\r\n"),
            b"3\r\nx=1\r\n0\r\n\r\n",
            (422, "form_param_unknown"),
        ),
    ];
    for (headers, body, expected) in cases {
        let (status, code) = rude.post(&headers, body);
        assert_eq!((status, code.as_str()), expected, "{headers:?}");
    }
    assert!(rude.is_well());
}

#[test]
fn bodies_that_are_too_large_are_refused_however_they_are_announced() {
    let rude = Rude::new();
    let large = b"a".repeat(70_000);
    let expected = (413, "request_body_too_large".to_owned());
    assert_eq!(rude.post(&format!("{FORM}content-length: {}\r\n", large.len()), &large), expected);
    // announced and never sent: nobody waits for it
    assert_eq!(rude.post(&format!("{FORM}content-length: 99999999999\r\n"), b""), expected);
    let chunk = [format!("{:x}\r\n", large.len()).as_bytes(), &large, b"\r\n0\r\n\r\n"].concat();
    assert_eq!(rude.post(&format!("{FORM}transfer-encoding: chunked\r\n"), &chunk), expected);
    assert!(rude.is_well());
}

#[test]
fn what_is_no_http_is_refused_or_hung_up_on() {
    let rude = Rude::new();
    let long_header = format!("GET /v1/me HTTP/1.1\r\nhost: localhost\r\nx: {}\r\n\r\n", "y".repeat(1 << 20));
    let many_headers = format!("GET /v1/me HTTP/1.1\r\nhost: localhost\r\n{}\r\n", "x: y\r\n".repeat(500));
    let long_path = format!("GET /{} HTTP/1.1\r\nhost: localhost\r\n\r\n", "x".repeat(1 << 17));
    let two_lengths = format!(
        "POST /v1/me HTTP/1.1\r\nhost: localhost\r\n{FORM}content-length: 1\r\ncontent-length: 2\r\n\r\nab"
    );
    let both = format!(
        "POST /v1/me HTTP/1.1\r\nhost: localhost\r\n{FORM}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
    );
    let bad_chunk =
        format!("POST /v1/me HTTP/1.1\r\nhost: localhost\r\n{FORM}transfer-encoding: chunked\r\n\r\nzz\r\n");
    let bytes: [&[u8]; 13] = [
        long_header.as_bytes(),
        many_headers.as_bytes(),
        long_path.as_bytes(),
        two_lengths.as_bytes(),
        both.as_bytes(),
        bad_chunk.as_bytes(),
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET  /  HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /v1/me HTTP/1.1\r\nhost localhost\r\n\r\n",
        b"GET http://localhost/v1/me HTTP/1.1\r\nhost: \xff\r\n\r\n",
        b"CONNECT example.com:443 HTTP/1.1\r\nhost: localhost\r\n\r\n",
    ];
    for sent in bytes {
        match rude.say(sent) {
            Ok((status, _)) => assert!(
                (400..500).contains(&status),
                "{status}: {:?}",
                String::from_utf8_lossy(&sent[..sent.len().min(80)])
            ),
            // hung up on in the middle of it
            Err(error) => assert_ne!(error.kind(), io::ErrorKind::WouldBlock, "nobody answered: {error}"),
        }
    }
    assert!(rude.is_well());
}

#[test]
fn requests_in_a_row_are_answered_in_that_row_until_the_garbage() {
    let rude = Rude::new();
    let mut connection = Connection::open(&rude.sandbox.url()).unwrap();
    let get = "GET /v1/environment HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let lost = "GET /v1/nothing HTTP/1.1\r\nhost: localhost\r\n\r\n";
    connection.send(format!("{get}{lost}{get}\0garbage\r\n\r\n").as_bytes()).unwrap();
    let statuses: Vec<u16> = (0..4).map(|_| connection.answer().unwrap().0).collect();
    assert_eq!(statuses, [200, 404, 200, 400]);
    assert!(connection.is_closed());
}

#[test]
fn repeated_headers_count_once_and_tricks_with_paths_lead_nowhere() {
    let rude = Rude::new();
    let token = &rude.user.native_token;
    let two = format!(
        "GET /v1/me?_is_native=1 HTTP/1.1\r\nhost: localhost\r\nauthorization: {token}\r\nauthorization: wrong\r\n\r\n"
    );
    assert_eq!(rude.say(two.as_bytes()).unwrap().0, 200);
    for path in [
        "/v1/../v1/me",
        "/v1/me/../me",
        "/v1/%6de",
        "/v1/me%2femail_addresses",
        "/v1/me/email_addresses/%00",
        "/v1/me/email_addresses/..%2f..%2fclient",
        "//v1/me",
        "/v1\\me",
        "/V1/me",
        "/sandbox/../v1/me",
        "/v1/sandbox/provider/authorize",
    ] {
        let get =
            format!("GET {path}?_is_native=1 HTTP/1.1\r\nhost: localhost\r\nauthorization: {token}\r\n\r\n");
        let (status, body) = rude.say(get.as_bytes()).unwrap();
        assert_eq!((status, body["errors"][0]["code"].as_str()), (404, Some("resource_not_found")), "{path}");
    }
    assert!(rude.is_well());
}

#[test]
fn control_endpoints_refuse_large_and_broken_bodies_as_json() {
    let rude = Rude::new();
    let post = |body: &[u8]| {
        let head = format!(
            "POST /sandbox/users HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        rude.say(&[head.as_bytes(), body].concat()).unwrap()
    };
    for body in [b"{".as_slice(), b"[]", b"\xff\xfe", br#"{"colour":"red"}"#] {
        let (status, answer) = post(body);
        assert!(status == 422 && answer["error"].is_string(), "{status} {answer}");
    }
    let (status, answer) = post(&b" ".repeat(70_000));
    assert!(status == 413 && answer["error"].is_string(), "{status} {answer}");
    for (line, expected) in [("DELETE /sandbox/users", 405), ("GET /sandbox/state", 400)] {
        let (status, answer) =
            rude.say(format!("{line} HTTP/1.1\r\nhost: localhost\r\n\r\n").as_bytes()).unwrap();
        assert!(status == expected && answer["error"].is_string(), "{status} {answer}");
    }
    assert!(rude.is_well());
}

#[test]
fn clients_that_dawdle_are_let_go_while_others_are_served() {
    let rude = Rude::of(Sandbox::builder().client_patience(Duration::from_secs(3)));
    let url = rude.sandbox.url();
    let mut dawdlers: Vec<Connection> = (0..50)
        .map(|_| {
            let mut connection = Connection::open(&url).unwrap();
            connection.send(b"POST /v1/me/email_addresses HTTP/1.1\r\nhost: loc").unwrap();
            connection
        })
        .collect();
    let mut head_only = Connection::open(&url).unwrap();
    let head = format!(
        "POST /v1/me/email_addresses HTTP/1.1\r\nhost: localhost\r\n{FORM}content-length: 20\r\n\r\nemail"
    );
    head_only.send(head.as_bytes()).unwrap();
    for _ in 0..20 {
        assert!(rude.is_well());
    }
    // the server's patience ends, not the test's: each of these waits for the server
    let (status, answer) = head_only.answer().unwrap();
    assert_eq!((status, &answer["errors"][0]["code"]), (408, &"request_timeout".into()));
    for dawdler in &mut dawdlers {
        assert!(dawdler.is_closed());
    }
}
