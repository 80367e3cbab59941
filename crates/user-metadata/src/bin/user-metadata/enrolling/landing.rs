//! Catches the browser when it comes back, on this machine only.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use user_metadata::identifier::RedirectUrl;
use user_metadata::secret::Secret;

use crate::exit::Stop;
use crate::screen::input::Event;

/// A longer head is none that a browser sends after a redirect.
const LONGEST_HEAD: usize = 32 * 1024;
/// Browsers open connections ahead of need, and leave them silent.
const PATIENCE: Duration = Duration::from_secs(10);
/// Before the next try to take a connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Where the browser comes back to: `http://127.0.0.1:<port><path>`. Clones are the same place.
#[derive(Debug, Clone)]
pub(crate) struct Landing {
    host: String,
    port: u16,
    path: String,
    door: Arc<Door>,
}

#[derive(Debug, Default)]
struct Door {
    /// Held from the moment at which the port was chosen.
    listener: Mutex<Option<TcpListener>>,
    /// Somebody listens, until the tool ends.
    is_manned: AtomicBool,
    /// The browser is waited for: the next request for the path is the one.
    is_open: AtomicBool,
}

impl Landing {
    /// On this port, or on any free one, at a path that nobody can guess.
    pub(crate) fn choose(port: u16) -> Result<(Self, RedirectUrl), Stop> {
        let cannot = |error: io::Error| Stop::usage(format!("cannot listen on 127.0.0.1:{port}: {error}"));
        let listener = bind(port).map_err(cannot)?;
        let port = listener.local_addr().map_err(cannot)?.port();
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(|error| Stop::usage(format!("no random numbers: {error}")))?;
        let name: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let (host, path) = (format!("127.0.0.1:{port}"), format!("/{name}"));
        let redirect_url = RedirectUrl::parse(&format!("http://{host}{path}"))?;
        let door = Door { listener: Mutex::new(Some(listener)), ..Door::default() };
        Ok((Self { host, port, path, door: Arc::new(door) }, redirect_url))
    }

    /// The same place again, where the redirect URL is one on this machine.
    pub(crate) fn at(redirect_url: &RedirectUrl) -> Option<Self> {
        let rest = redirect_url.as_str().strip_prefix("http://")?;
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (host, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
        let (name, port) = host.split_once(':').unwrap_or((host, "80"));
        if !matches!(name, "127.0.0.1" | "localhost") {
            return None;
        }
        let path = if path.is_empty() { "/" } else { path };
        Some(Self {
            host: host.to_owned(),
            port: port.parse().ok()?,
            path: path.to_owned(),
            door: Arc::default(),
        })
    }

    /// For the person.
    pub(crate) fn place(&self) -> &str {
        &self.host
    }

    /// Puts the next request for this path into the queue, once; answers everything else with 404.
    pub(crate) fn listen(&self, events: Sender<Event>) -> io::Result<()> {
        self.door.is_open.store(true, Ordering::SeqCst);
        if self.door.is_manned.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        let held = self.door.listener.lock().unwrap_or_else(PoisonError::into_inner).take();
        let listener = held
            .map_or_else(|| bind(self.port), Ok)
            .inspect_err(|_| self.door.is_manned.store(false, Ordering::SeqCst))?;
        let landing = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else {
                    // Too many connections at once, perhaps: it gets better by itself.
                    thread::sleep(PAUSE);
                    continue;
                };
                let (landing, events) = (landing.clone(), events.clone());
                // A silent connection must not keep the one that matters waiting.
                thread::spawn(move || landing.serve(stream, &events));
            }
        });
        Ok(())
    }

    fn serve(&self, mut stream: TcpStream, events: &Sender<Event>) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let head = read_head(&mut stream)?;
        match self.target(&head) {
            Some(target) if self.door.is_open.swap(false, Ordering::SeqCst) => {
                // The queue outlives everything but the tool itself, and the tool may end as soon as it knows.
                let told = stream.write_all(
                    page("200 OK", "<h1>That is it.</h1><p>You can close this window.</p>").as_bytes(),
                );
                let _ = events.send(Event::Landed(Secret::new(format!("http://{}{target}", self.host))));
                told
            }
            Some(_) | None => stream.write_all(page("404 Not Found", "<h1>Nothing is here.</h1>").as_bytes()),
        }
    }

    /// The target of a request for our path. A page elsewhere that makes a name point to this machine has that name
    /// in `Host`.
    fn target<'a>(&self, head: &'a str) -> Option<&'a str> {
        let mut lines = head.split("\r\n");
        let target = lines.next()?.strip_prefix("GET ")?.strip_suffix(" HTTP/1.1")?;
        let mut hosts = lines
            .filter_map(|line| line.split_once(':'))
            .filter(|(name, _)| name.eq_ignore_ascii_case("host"));
        let is_ours =
            hosts.next().is_some_and(|(_, host)| host.trim() == self.host) && hosts.next().is_none();
        let path = target.split('?').next().unwrap_or_default();
        (is_ours && path == self.path).then_some(target)
    }
}

fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddrV4::new(Ipv4Addr::LOCALHOST, port))
}

fn read_head(stream: &mut impl Read) -> io::Result<String> {
    let (mut head, mut chunk) = (Vec::new(), [0_u8; 1024]);
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut chunk)?;
        if read == 0 || head.len() > LONGEST_HEAD {
            return Err(io::ErrorKind::InvalidData.into());
        }
        head.extend_from_slice(chunk.get(..read).unwrap_or_default());
    }
    String::from_utf8(head).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// No script, no referrer, nothing kept: the address of this very page may hold a nonce.
fn page(status: &str, body: &str) -> String {
    let html = format!("<!doctype html><html lang=en><meta charset=utf-8><title>user-metadata</title>{body}");
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Content-Security-Policy: default-src 'none'\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{html}",
        html.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn landing() -> Landing {
        Landing::at(&RedirectUrl::parse("http://127.0.0.1:4711/abc").unwrap()).unwrap()
    }

    #[test]
    fn only_the_path_that_was_asked_for_is_ours() {
        let head = |line: &str| format!("{line}\r\nHost: 127.0.0.1:4711\r\n\r\n");
        assert_eq!(landing().target(&head("GET /abc?x=1 HTTP/1.1")), Some("/abc?x=1"));
        for line in [
            "GET / HTTP/1.1",
            "GET /abcd HTTP/1.1",
            "POST /abc HTTP/1.1",
            "GET /favicon.ico HTTP/1.1",
            "GET /abc",
        ] {
            assert_eq!(landing().target(&head(line)), None, "{line}");
        }
    }

    #[test]
    fn a_name_that_was_made_to_point_here_is_not_served() {
        for host in ["Host: evil.example:4711\r\n", "", "Host: 127.0.0.1:4711\r\nHost: evil.example\r\n"] {
            assert_eq!(landing().target(&format!("GET /abc HTTP/1.1\r\n{host}\r\n")), None, "{host}");
        }
    }

    #[test]
    fn a_redirect_url_elsewhere_is_not_listened_to() {
        for url in
            ["https://app.example.com/back", "http://localhost.example.com/x", "myapp://callback", "/user"]
        {
            assert!(Landing::at(&RedirectUrl::parse(url).unwrap()).is_none(), "{url}");
        }
    }
}
