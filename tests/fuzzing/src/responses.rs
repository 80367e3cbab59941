//! What a server, or whoever stands before it, answers to any call.

use arbitrary::Arbitrary;
use user_metadata_core::http::HttpResponse;
use user_metadata_core::session::{Credentials, FrontendApi, Session};

use crate::given::{NOW, calls};

#[derive(Debug, Arbitrary)]
pub(crate) struct Answered<'a> {
    call: u8,
    status: Status,
    retry_after: Option<&'a str>,
    date: Option<&'a str>,
    token: Option<&'a str>,
    body: &'a [u8],
}

#[derive(Debug, Arbitrary)]
pub(crate) enum Status {
    Ok,
    Unauthorized,
    Unprocessable,
    Other(u16),
}

pub(crate) fn run(answered: Answered<'_>) {
    let calls = calls();
    let call = &calls[usize::from(answered.call) % calls.len()];
    let status = match answered.status {
        Status::Ok => 200,
        Status::Unauthorized => 401,
        Status::Unprocessable => 422,
        Status::Other(status) => status,
    };
    let headers =
        [("Retry-After", answered.retry_after), ("Date", answered.date), ("Authorization", answered.token)]
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .collect();
    let response = HttpResponse { status, headers, body: answered.body.to_vec() };

    let api = FrontendApi::parse("https://clerk.example.com").expect("an origin");
    let mut session = Session::new(api, Credentials::native("tok_1").expect("a token"));
    session.absorb(&response);
    for (name, value) in call.request(&session).map(|request| request.headers).unwrap_or_default() {
        assert!(value.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "the header {name} cannot be sent");
    }
    match call.parse(&response, NOW) {
        Ok(_) => assert!((200..300).contains(&status)),
        Err(error) => drop(error.to_string()),
    }
}
