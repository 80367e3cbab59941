//! Who may call what from a browser, by the headers that browsers send.

use user_metadata_sandbox::Sandbox;

use crate::wire::Connection;

fn status(sandbox: &Sandbox, line: &str, headers: &str) -> u16 {
    let mut connection = Connection::open(&sandbox.url()).unwrap();
    connection.send(format!("{line} HTTP/1.1\r\n{headers}\r\n").as_bytes()).unwrap();
    connection.answer().unwrap().0
}

#[test]
fn names_that_may_be_anybodys_do_not_reach_the_control_endpoints() {
    let sandbox = Sandbox::builder().allowed_host("Sandbox.Test").start().unwrap();
    for (host, expected) in [
        ("localhost", 200),
        ("LOCALHOST:4010", 200),
        ("app.localhost:4010", 200),
        ("127.0.0.1:4010", 200),
        ("192.168.1.7", 200),
        ("[::1]:4010", 200),
        ("sandbox.test:4010", 200),
        ("evil.example", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost@evil.example", 403),
        ("evil.example/localhost", 403),
        ("", 403),
    ] {
        for path in ["/sandbox/inbox", "/", "/settings", "/sandbox/page.js"] {
            assert_eq!(
                status(&sandbox, &format!("GET {path}"), &format!("host: {host}\r\n")),
                expected,
                "{host}{path}"
            );
        }
        // a token protects the Frontend API, and proxies keep their own name
        assert_eq!(status(&sandbox, "GET /v1/environment", &format!("host: {host}\r\n")), 200, "{host}");
    }
    assert_eq!(status(&sandbox, "GET /sandbox/inbox", "host: localhost\r\nhost: evil.example\r\n"), 403);
}

#[test]
fn pages_of_elsewhere_change_nothing() {
    let sandbox = Sandbox::start().unwrap();
    for (origin, expected) in [
        ("http://localhost:3000", 200),
        ("https://localhost", 200),
        ("http://127.0.0.1:5173", 200),
        ("http://[::1]:5173", 200),
        ("http://sandbox.test:4010", 403),
        ("http://evil.example", 403),
        ("http://localhost.evil.example", 403),
        ("http://192.168.1.7", 403),
        ("null", 403),
        ("", 403),
    ] {
        let headers = format!("host: localhost:4010\r\norigin: {origin}\r\n");
        assert_eq!(status(&sandbox, "POST /sandbox/rotate_tokens", &headers), expected, "{origin}");
        assert_eq!(status(&sandbox, "DELETE /sandbox/faults", &headers), expected, "{origin}");
    }
    // its own pages, by whatever address it is reached
    let own = "host: 192.168.1.7:4010\r\norigin: http://192.168.1.7:4010\r\n";
    assert_eq!(status(&sandbox, "POST /sandbox/rotate_tokens", own), 200);
    assert_eq!(status(&sandbox, "POST /sandbox/rotate_tokens", "host: localhost\r\n"), 200);
}
