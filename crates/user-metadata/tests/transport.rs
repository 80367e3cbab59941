//! What each transport says when the network misbehaves: above all, whether the server may have seen the request.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests, which may fail loudly")]

use std::error::Error;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use user_metadata::enrollment::Sent;
use user_metadata::error::TransportFailure as Failure;
use user_metadata::http::{HttpRequest, Method};
use user_metadata::{Transport, TransportError};

#[test]
fn a_refused_connection_has_sent_nothing() {
    each_transport(|transport| {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let error = transport.send(&post(port)).unwrap_err();
        assert_eq!((error.failure(), error.sent()), (Failure::Connect, Sent::No));
    });
}

#[test]
fn a_connection_that_is_cut_may_have_carried_the_request_and_carries_it_once() {
    each_transport(|transport| {
        let server = Server::start(|_, _| {});
        let error = transport.send(&post(server.port)).unwrap_err();
        assert_eq!((error.failure(), error.sent()), (Failure::Interrupted, Sent::Maybe));
        assert_eq!(server.connections(), 1);
    });
}

#[test]
fn a_server_that_stays_silent_may_have_seen_the_request() {
    each_transport(|transport| {
        let server = Server::start(|_, _| thread::sleep(Duration::from_secs(3)));
        let error = transport.send(&post(server.port)).unwrap_err();
        assert_eq!((error.failure(), error.sent()), (Failure::Timeout, Sent::Maybe));
    });
}

#[test]
fn an_answer_that_ends_in_the_middle_is_none() {
    each_transport(|transport| {
        let server = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"respo");
        let error = transport.send(&post(server.port)).unwrap_err();
        assert_eq!((error.failure(), error.sent()), (Failure::Interrupted, Sent::Maybe));
    });
}

#[test]
fn an_answer_without_end_is_given_up() {
    each_transport(|transport| {
        let server = Server::start(|stream, _| {
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
            let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
            let _ = stream.write_all(head.as_bytes());
            while stream.write_all(chunk.as_bytes()).is_ok() {}
        });
        assert_eq!(transport.send(&post(server.port)).unwrap_err().sent(), Sent::Maybe);
    });
}

#[test]
fn what_is_no_http_may_come_after_the_request() {
    each_transport(|transport| {
        let server = Server::answering("220 mail.example.com ESMTP\r\n\r\n");
        assert_eq!(transport.send(&post(server.port)).unwrap_err().sent(), Sent::Maybe);
    });
}

#[test]
fn every_status_is_an_answer_and_no_redirect_is_followed() {
    each_transport(|transport| {
        for status in [200, 303, 307, 401, 422, 500, 503] {
            let server = Server::start(move |stream, _| {
                let location = "location: http://127.0.0.1:9/\r\nretry-after: 7\r\nset-cookie: a=1\r\nset-cookie: b=2\r\n";
                let _ = write!(stream, "HTTP/1.1 {status} X\r\n{location}content-length: 2\r\n\r\n{{}}");
            });
            let response = transport.send(&post(server.port)).unwrap();
            assert_eq!(response.status, status);
            assert_eq!(response.header("Retry-After"), Some("7"));
            assert_eq!(response.header_values("set-cookie").count(), 2);
            assert_eq!((response.body.as_slice(), server.connections()), (b"{}".as_slice(), 1));
        }
    });
}

#[test]
fn a_request_is_carried_as_it_is() {
    each_transport(|transport| {
        for (method, name) in [
            (Method::Get, "GET"),
            (Method::Post, "POST"),
            (Method::Patch, "PATCH"),
            (Method::Delete, "DELETE"),
        ] {
            let server = Server::start(|stream, request| {
                let _ =
                    write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{request}", request.len());
            });
            let body = if method == Method::Get { vec![] } else { b"code=424242".to_vec() };
            let response = transport.send(&HttpRequest { method, body, ..post(server.port) }).unwrap();
            let seen = String::from_utf8(response.body).unwrap().to_lowercase();
            assert!(
                seen.starts_with(&format!("{} /v1/me?__clerk_db_jwt=dvb_1", name.to_lowercase())),
                "{seen}"
            );
            assert!(seen.contains("authorization: bearer tok_1"), "{seen}");
        }
    });
}

#[test]
fn no_text_of_an_error_holds_the_token_in_the_query() {
    each_transport(|transport| {
        let silent = Server::start(|_, _| thread::sleep(Duration::from_secs(3)));
        let requests = [
            post(TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()),
            post(Server::start(|_, _| {}).port),
            post(silent.port),
            HttpRequest { url: "http://?__clerk_db_jwt=dvb_1".into(), ..post(1) },
            HttpRequest { url: "nonsense?__clerk_db_jwt=dvb_1".into(), ..post(1) },
            HttpRequest { headers: vec![("x\n".into(), "tok_1".into())], ..post(1) },
        ];
        for request in requests {
            let error = transport.send(&request).unwrap_err();
            let mut shown = format!("{error} {error:?}");
            let mut cause: Option<&dyn Error> = error.source();
            while let Some(error) = cause {
                shown += &format!(" {error} {error:?}");
                cause = error.source();
            }
            assert!(!shown.contains("dvb_1") && !shown.contains("tok_1"), "{shown}");
        }
    });
}

/// With a patience of one second.
fn each_transport(check: impl Fn(&dyn Transport)) {
    check(&user_metadata::UreqTransport::with_timeout(Duration::from_secs(1)));
    #[cfg(feature = "reqwest")]
    check(&Blocking::new());
}

/// The asynchronous transport behind the blocking trait.
#[cfg(feature = "reqwest")]
struct Blocking {
    runtime: tokio::runtime::Runtime,
    inner: user_metadata::ReqwestTransport,
}

#[cfg(feature = "reqwest")]
impl Blocking {
    fn new() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        Self {
            runtime,
            inner: user_metadata::ReqwestTransport::with_timeout(Duration::from_secs(1)).unwrap(),
        }
    }
}

#[cfg(feature = "reqwest")]
impl Transport for Blocking {
    fn send(&self, request: &HttpRequest) -> Result<user_metadata::http::HttpResponse, TransportError> {
        self.runtime.block_on(user_metadata::AsyncTransport::send(&self.inner, request))
    }
}

fn post(port: u16) -> HttpRequest {
    HttpRequest {
        method: Method::Post,
        url: format!("http://127.0.0.1:{port}/v1/me?__clerk_db_jwt=dvb_1"),
        headers: vec![("authorization".into(), "Bearer tok_1".into())],
        body: b"email_address=test%40test.com".to_vec(),
    }
}

/// A server that does the same to every connection, after the whole request has come.
struct Server {
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl Server {
    fn start(treat: impl Fn(&mut TcpStream, &str) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&connections);
        thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                counted.fetch_add(1, Ordering::SeqCst);
                let request = read(&mut stream);
                treat(&mut stream, &request);
            }
        });
        Self { port, connections }
    }

    fn answering(text: &'static str) -> Self {
        Self::start(move |stream, _| {
            let _ = stream.write_all(text.as_bytes());
        })
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// The request, to its last byte: a connection that is closed before would be reset.
fn read(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut chunk = [0; 4096];
    loop {
        let read = stream.read(&mut chunk).unwrap_or_default();
        text += &String::from_utf8_lossy(&chunk[..read]);
        let length = text
            .to_lowercase()
            .split_once("content-length: ")
            .map_or(0, |(_, rest)| rest.split("\r\n").next().unwrap_or_default().parse().unwrap_or_default());
        let is_complete = text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.len() >= length);
        if is_complete || read == 0 {
            return text;
        }
    }
}
