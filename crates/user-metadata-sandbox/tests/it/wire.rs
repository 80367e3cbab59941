//! HTTP by hand: one connection, no retries, and nothing that tidies up what is sent.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// No test waits longer than this for bytes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection that is kept alive.
pub(crate) struct Connection(BufReader<TcpStream>);

impl Connection {
    pub(crate) fn open(url: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(url.trim_start_matches("http://"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends exactly this.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.get_mut().write_all(bytes)
    }

    /// A call of an app with a native token; the answer must be whole.
    pub(crate) fn call(
        &mut self,
        method: &str,
        path: &str,
        token: &str,
        body: &str,
    ) -> io::Result<(u16, Value)> {
        self.ask(method, path, token, body)?;
        self.answer()
    }

    /// The same without waiting for the answer.
    pub(crate) fn ask(&mut self, method: &str, path: &str, token: &str, body: &str) -> io::Result<()> {
        let separator = if path.contains('?') { '&' } else { '?' };
        self.send(
            format!(
                "{method} {path}{separator}_is_native=1 HTTP/1.1\r\nhost: localhost\r\nauthorization: {token}\r\n\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )
            .as_bytes(),
        )
    }

    /// The next answer: its status, and its body where that is JSON.
    pub(crate) fn answer(&mut self) -> io::Result<(u16, Value)> {
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status: u16 = status.ok_or(io::ErrorKind::UnexpectedEof)?;
        let mut length = 0;
        loop {
            line.clear();
            if self.0.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        Ok((status, serde_json::from_slice(&body).unwrap_or_default()))
    }

    /// Whether the server has hung up, once everything that it sent is read.
    pub(crate) fn is_closed(&mut self) -> bool {
        let mut rest = Vec::new();
        // a reset is a hang-up, too
        self.0
            .read_to_end(&mut rest)
            .map_or_else(|error| error.kind() == io::ErrorKind::ConnectionReset, |_| true)
    }
}
