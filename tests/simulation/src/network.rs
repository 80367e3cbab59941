//! The network, and what it does to one request.

use user_metadata_core::enrollment::Sent;
use user_metadata_core::error::TransportFailure;
use user_metadata_core::http::HttpResponse;

use crate::dice::Dice;

/// After so long a host gives up on an answer, as its documentation asks of it.
const PATIENCE: i64 = 30_000;

/// One thing that the network does to a request, and after how many milliseconds.
pub(crate) enum Hop {
    /// It reaches the server. The answer, when there is one, arrives so much later, changed perhaps.
    Arrives { answer_after: Option<i64>, rewrite: Option<Rewrite>, is_again: bool },
    /// The host learns that there is no answer.
    Fails { failure: TransportFailure, sent: Sent },
    /// Something in between answers, and the server never sees it.
    Answered { by: Gateway },
}

/// What becomes of an answer of the server's on its way back.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rewrite {
    Html,
    Truncated,
    /// The body is replaced as well: what a proxy shows instead of a fault.
    Status(u16),
    /// A page to log in to the network first.
    Elsewhere,
}

/// What stands before the server and answers for it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Gateway {
    BusySeconds(i64),
    BusyUntil(i64),
    Broken,
    Maintenance,
}

/// What happens to one request: from nothing at all to everything at once.
pub(crate) fn journey(dice: &mut Dice, is_quiet: bool, trouble_percent: u32) -> Vec<(i64, Hop)> {
    let there = dice.between(5, 400);
    let back = dice.between(5, 400);
    let whole = Hop::Arrives { answer_after: Some(back), rewrite: None, is_again: false };
    if is_quiet || !dice.chance(trouble_percent) {
        return vec![(there, whole)];
    }
    let interrupted =
        dice.pick(&[TransportFailure::Interrupted, TransportFailure::Timeout, TransportFailure::Other]);
    let fails = Hop::Fails { failure: interrupted, sent: Sent::Maybe };
    let silent = |is_again| Hop::Arrives { answer_after: None, rewrite: None, is_again };
    let gives_up = |dice: &mut Dice| dice.between(100, PATIENCE);
    match dice.below(13) {
        0 | 1 => {
            let failure =
                dice.pick(&[TransportFailure::Offline, TransportFailure::Connect, TransportFailure::Tls]);
            vec![(dice.between(1, 3_000), Hop::Fails { failure, sent: Sent::No })]
        }
        2 | 3 => vec![(gives_up(dice), fails)],
        4 | 5 => vec![(there, silent(false)), (there + gives_up(dice), fails)],
        // It is given up, and arrives after that: perhaps after the look that it was followed by.
        6 => {
            let given_up = gives_up(dice);
            vec![(given_up, fails), (given_up + dice.between(1, 120_000), silent(false))]
        }
        // The answer comes when another request is under way.
        7 => {
            let late = PATIENCE + dice.between(1, 60_000);
            let timeout = Hop::Fails { failure: TransportFailure::Timeout, sent: Sent::Maybe };
            let answered = Hop::Arrives { answer_after: Some(late), rewrite: None, is_again: false };
            vec![(there, answered), (PATIENCE, timeout)]
        }
        // It slows down, and nothing else.
        8 => vec![(dice.between(1_000, PATIENCE - 1_000), whole)],
        9 => {
            let again = there + dice.between(0, 45_000);
            let first_counts = dice.chance(50);
            let second = Hop::Arrives { answer_after: Some(back), rewrite: None, is_again: true };
            match first_counts {
                true => vec![(there, whole), (again, second)],
                false => vec![(there, silent(false)), (there.max(again.min(PATIENCE)), second)],
            }
        }
        10 | 11 => {
            let rewrite = dice.pick(&[
                Rewrite::Html,
                Rewrite::Truncated,
                Rewrite::Truncated,
                Rewrite::Status(500),
                Rewrite::Status(502),
                Rewrite::Status(504),
                Rewrite::Elsewhere,
            ]);
            vec![(there, Hop::Arrives { answer_after: Some(back), rewrite: Some(rewrite), is_again: false })]
        }
        _ => {
            let seconds = dice.pick(&[0, 1, 7, 30, 90, 3_600]);
            let by = dice.weighted(&[
                (4, Gateway::BusySeconds(seconds)),
                (4, Gateway::BusyUntil(seconds)),
                (2, Gateway::Broken),
                (2, Gateway::Maintenance),
            ]);
            vec![(there + back, Hop::Answered { by })]
        }
    }
}

impl Rewrite {
    pub(crate) fn apply(self, response: &mut HttpResponse) {
        match self {
            Self::Html => response.body = b"<html><body>It works!</body></html>".to_vec(),
            Self::Truncated => response.body.truncate(response.body.len() / 2),
            Self::Status(status) => {
                response.status = status;
                response.body = b"<html><body>Bad Gateway</body></html>".to_vec();
            }
            Self::Elsewhere => {
                response.status = 302;
                response.headers.push(("location".into(), "http://wifi.example/login".into()));
                response.body.clear();
            }
        }
    }
}

impl Gateway {
    pub(crate) fn answer(self, date: impl Fn(i64) -> String) -> HttpResponse {
        let (status, code, retry_after) = match self {
            Self::BusySeconds(seconds) => (429, "too_many_requests", Some(seconds.to_string())),
            Self::BusyUntil(seconds) => (429, "too_many_requests", Some(date(seconds * 1_000))),
            Self::Broken => (502, "", None),
            Self::Maintenance => (503, "maintenance_mode", None),
        };
        let mut headers = vec![("Date".to_owned(), date(0))];
        headers.extend(retry_after.map(|value| ("Retry-After".to_owned(), value)));
        let body = match code {
            "" => "<html><body>Bad Gateway</body></html>".to_owned(),
            code => format!(r#"{{"errors":[{{"code":"{code}","message":"m","long_message":"l"}}]}}"#),
        };
        HttpResponse { status, headers, body: body.into_bytes() }
    }
}
