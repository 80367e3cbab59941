//! A network that answers from a list, and a clock that never waits.

use std::collections::VecDeque;
use std::future::ready;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use user_metadata::enrollment::Sent;
use user_metadata::error::TransportFailure;
use user_metadata::http::{HttpRequest, HttpResponse};
use user_metadata::session::{Credentials, FrontendApi, Session};
use user_metadata::time::Timestamp;
use user_metadata::transport::Sending;
use user_metadata::{AsyncClock, AsyncTransport, AsyncUser, Clock, Transport, TransportError, User};

/// What becomes of a request.
#[derive(Clone)]
pub(crate) enum Fate {
    Answer(HttpResponse),
    Lost(Sent),
    /// No answer, ever: whoever waits has to give up.
    Silence,
}

#[derive(Clone, Default)]
pub(crate) struct Network {
    fates: Arc<Mutex<VecDeque<Fate>>>,
    sent: Arc<Mutex<Vec<HttpRequest>>>,
    pub(crate) clock: FastClock,
}

impl Network {
    pub(crate) fn new(fates: impl IntoIterator<Item = Fate>) -> Self {
        Self { fates: Arc::new(Mutex::new(fates.into_iter().collect())), ..Self::default() }
    }

    pub(crate) fn user(&self) -> User {
        User::new(session(), self.clone()).with_clock(self.clock.clone())
    }

    pub(crate) fn async_user(&self) -> AsyncUser {
        AsyncUser::new(session(), self.clone(), self.clock.clone())
    }

    /// Method and path of everything that was sent.
    pub(crate) fn sent(&self) -> Vec<String> {
        let sent = self.sent.lock().unwrap();
        sent.iter()
            .map(|request| {
                let path = request.url.split_once("/v1").unwrap().1.split('?').next().unwrap();
                format!("{} {path}", request.method.as_str())
            })
            .collect()
    }

    /// The `Authorization` of everything that was sent.
    pub(crate) fn tokens(&self) -> Vec<String> {
        let sent = self.sent.lock().unwrap();
        let headers = sent.iter().map(|request| &request.headers);
        headers
            .map(|headers| headers.iter().find(|(name, _)| name == "authorization").unwrap().1.clone())
            .collect()
    }

    fn next(&self, request: &HttpRequest) -> Fate {
        self.sent.lock().unwrap().push(request.clone());
        self.fates.lock().unwrap().pop_front().unwrap_or(Fate::Lost(Sent::Maybe))
    }
}

impl Transport for Network {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        match self.next(request) {
            Fate::Answer(response) => Ok(response),
            Fate::Lost(sent) => Err(TransportError::new(TransportFailure::Interrupted, sent)),
            Fate::Silence => Err(TransportError::new(TransportFailure::Timeout, Sent::Maybe)),
        }
    }
}

impl AsyncTransport for Network {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        match self.next(request) {
            Fate::Answer(response) => Box::pin(ready(Ok(response))),
            Fate::Lost(sent) => {
                Box::pin(ready(Err(TransportError::new(TransportFailure::Interrupted, sent))))
            }
            Fate::Silence => Box::pin(std::future::pending()),
        }
    }
}

/// Whoever waits on it moves it.
#[derive(Clone, Default)]
pub(crate) struct FastClock(Arc<AtomicI64>);

impl FastClock {
    pub(crate) fn waited_millis(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    fn move_to(&self, until: Timestamp) {
        self.0.fetch_max(until.as_unix_millis(), Ordering::SeqCst);
    }
}

impl Clock for FastClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(self.waited_millis())
    }

    fn sleep_until(&self, until: Timestamp) {
        self.move_to(until);
    }
}

impl AsyncClock for FastClock {
    fn now(&self) -> Timestamp {
        Clock::now(self)
    }

    fn sleep_until(&self, until: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.move_to(until);
        Box::pin(ready(()))
    }
}

pub(crate) fn session() -> Session {
    Session::new(
        FrontendApi::parse("https://clerk.example.com").unwrap(),
        Credentials::native("tok_1").unwrap(),
    )
}

pub(crate) fn answer(status: u16, body: &str) -> Fate {
    Fate::Answer(response(status, body))
}

pub(crate) fn response(status: u16, body: &str) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

/// The address that all tests are about, with this verification.
pub(crate) fn email(verification: &str) -> Fate {
    answer(200, &format!(r#"{{"response":{},"client":null}}"#, email_json(verification)))
}

/// The user, with these addresses.
pub(crate) fn user(addresses: &[&str]) -> Fate {
    answer(
        200,
        &format!(
            r#"{{"response":{{"id":"user_1","email_addresses":[{}]}},"client":null}}"#,
            addresses.join(",")
        ),
    )
}

pub(crate) fn email_json(verification: &str) -> String {
    format!(r#"{{"id":"idn_1","email_address":"jane@example.com","verification":{verification}}}"#)
}

pub(crate) fn refusal(status: u16, code: &str) -> Fate {
    answer(status, &format!(r#"{{"errors":[{{"code":"{code}","message":"m","long_message":"l"}}]}}"#))
}

pub(crate) const UNVERIFIED: &str = r#"{"status":"unverified","strategy":"email_code"}"#;
pub(crate) const VERIFIED: &str = r#"{"status":"verified","strategy":"email_code"}"#;
