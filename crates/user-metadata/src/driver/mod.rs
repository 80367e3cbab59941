//! What has to happen, apart from who makes it happen: every operation is a [`Job`], and the blocking and the
//! asynchronous host are two loops of a few lines that carry jobs out.

mod account;
mod method;
mod progress;

pub(crate) use account::Account;
pub(crate) use method::Method;
pub(crate) use progress::Progress;

use crate::error::{MisuseCode, MisuseError, ProtocolCode, ProtocolError};
use crate::failure::Error;
use crate::http::{HttpRequest, HttpResponse};
use crate::time::Timestamp;
use crate::transport::TransportError;

/// What a request came to.
pub(crate) type Reply = Result<HttpResponse, TransportError>;

/// What a job needs next.
#[derive(Debug)]
pub(crate) enum Todo<T> {
    /// Send this, then hand the reply to [`Job::replied`].
    Send(HttpRequest),
    /// Wait until then, then say so with [`Job::woken`].
    Sleep(Timestamp),
    /// Nothing more: this is what it came to.
    Done(T),
}

/// Something that takes requests and time.
pub(crate) trait Job {
    /// What it comes to.
    type Output;

    /// What is needed next.
    fn todo(&mut self, account: &Account, now: Timestamp) -> Result<Todo<Self::Output>, Error>;

    /// Takes in what a request came to. The account has absorbed it already.
    fn replied(&mut self, reply: Reply, now: Timestamp) -> Result<(), Error>;

    /// Takes in that the time has come.
    fn woken(&mut self, now: Timestamp) -> Result<(), Error>;
}

/// A state that no job of this crate leads the machine to; said, since nothing here may panic.
fn out_of_place() -> Error {
    Error::Misuse(MisuseError { code: MisuseCode::InputNotExpected })
}

/// An answer of a kind that the call does not have; the core never gives one.
fn misread() -> Error {
    Error::Protocol(ProtocolError { status: 200, code: ProtocolCode::UnexpectedShape, path: None })
}
