//! The program, killed two hundred times in the middle of its work: what was answered is there afterwards, and
//! nothing is half made.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::wire::Connection;

const KILLS: u32 = 200;
const CLIENTS: usize = 4;

/// It is killed after at most so many answers.
const MOST_ANSWERS: u64 = 48;

/// How far an address has come, as far as answers tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Created,
    Prepared,
    Verified,
}

#[derive(Debug)]
struct Address {
    id: String,
    value: String,
    answered: Step,
}

/// What one client knows: what was answered, and the one request that was not.
#[derive(Debug)]
struct Ledger {
    user_id: String,
    token: String,
    addresses: Vec<Address>,
    /// The address whose create was under way.
    creating: Option<String>,
}

/// The sandbox as a process of its own.
pub(crate) struct Program {
    child: Child,
    pub(crate) url: String,
}

impl Program {
    pub(crate) fn start(file: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_user-metadata-sandbox"))
            .args(["--port", "0", "--json", "--db"])
            .arg(file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        Self { child, url: said["url"].as_str().unwrap().to_owned() }
    }

    /// SIGKILL: no destructor, no flush.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Adds and verifies addresses until the server is gone.
fn work(url: &str, label: &str, answers: &AtomicU64) -> Option<Ledger> {
    let mut connection = Connection::open(url).ok()?;
    let (_, user) = connection.call("POST", "/sandbox/users", "", "").ok()?;
    let text = |key: &str| user[key].as_str().unwrap().to_owned();
    let mut ledger = Ledger {
        user_id: text("user_id"),
        token: text("native_token"),
        addresses: Vec::new(),
        creating: None,
    };
    for number in 0.. {
        let value = format!("{label}-{number}+clerk_test@example.com");
        ledger.creating = Some(value.clone());
        let token = ledger.token.clone();
        let body = format!("email_address={}", value.replace('+', "%2B"));
        let Ok((200, created)) = connection.call("POST", "/v1/me/email_addresses", &token, &body) else {
            break;
        };
        let id = created["response"]["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/me/email_addresses/{id}");
        ledger.addresses.push(Address { id, value, answered: Step::Created });
        ledger.creating = None;
        answers.fetch_add(1, Ordering::Relaxed);
        for (call, body, step) in [
            ("prepare_verification", "strategy=email_code", Step::Prepared),
            ("attempt_verification", "code=424242", Step::Verified),
        ] {
            let answer = connection.call("POST", &format!("{path}/{call}"), &token, body);
            let Ok((200, _)) = answer else { return Some(ledger) };
            ledger.addresses.last_mut().unwrap().answered = step;
            answers.fetch_add(1, Ordering::Relaxed);
        }
    }
    Some(ledger)
}

/// Compares what was answered with what is there.
fn check(connection: &mut Connection, ledger: &Ledger) {
    let path = format!("/sandbox/state?user_id={}", ledger.user_id);
    let (status, state) = connection.call("GET", &path, "", "").unwrap();
    assert_eq!(status, 200, "a user is lost: {ledger:?}");
    let kept = state["email_addresses"].as_array().unwrap();
    for (position, address) in ledger.addresses.iter().enumerate() {
        let found: Vec<&Value> =
            kept.iter().filter(|entry| entry["value"] == address.value.as_str()).collect();
        assert_eq!(found.len(), 1, "{address:?} is there {} times", found.len());
        assert_eq!(found[0]["id"], address.id.as_str());
        let reached = match found[0]["verification"]["status"].as_str() {
            Some("unverified") => Step::Prepared,
            Some("verified") => Step::Verified,
            other => {
                assert_eq!(other, None, "{address:?}");
                Step::Created
            }
        };
        // the last one may be one step further: its answer was lost
        let is_last = position + 1 == ledger.addresses.len() && ledger.creating.is_none();
        assert!(reached >= address.answered, "{address:?} fell back to {reached:?}");
        assert!(reached == address.answered || is_last, "{address:?} went on by itself to {reached:?}");
    }
    let more: Vec<&Value> = kept[ledger.addresses.len()..].iter().collect();
    assert!(more.len() <= usize::from(ledger.creating.is_some()), "nobody asked for {more:?}");
    for entry in more {
        assert_eq!(entry["value"].as_str(), ledger.creating.as_deref());
        assert_eq!(entry["verification"], Value::Null);
        assert!(entry["id"].as_str().unwrap().starts_with("idn_"));
    }
    // becoming verified makes the first one primary: both or none
    let verified = kept.iter().filter(|entry| entry["verification"]["status"] == "verified").count();
    let primary = kept.iter().filter(|entry| entry["primary"] == true).count();
    assert_eq!(primary, usize::from(verified > 0), "{kept:?}");
    let (status, me) = connection.call("GET", "/v1/me", &ledger.token, "").unwrap();
    assert_eq!((status, me["response"]["email_addresses"].as_array().unwrap().len()), (200, kept.len()));
}

#[test]
fn two_hundred_kills_lose_nothing_that_was_answered() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.db");
    let mut ledgers: Vec<Ledger> = Vec::new();
    let mut last_round = 0;
    let mut random: u64 = 1;
    for round in 0..KILLS {
        let program = Program::start(&file);
        let mut connection = Connection::open(&program.url).unwrap();
        for ledger in &ledgers[last_round..] {
            check(&mut connection, ledger);
        }
        last_round = ledgers.len();
        let answers = Arc::new(AtomicU64::new(0));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (url, label, answers) =
                    (program.url.clone(), format!("r{round}c{client}"), answers.clone());
                thread::spawn(move || work(&url, &label, &answers))
            })
            .collect();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let enough = 1 + (random >> 33) % MOST_ANSWERS;
        while answers.load(Ordering::Relaxed) < enough {
            thread::sleep(Duration::from_micros(100));
        }
        // somewhere between two answers, not always at the same place
        thread::sleep(Duration::from_micros((random >> 40) % 1000));
        program.kill();
        ledgers.extend(clients.into_iter().filter_map(|client| client.join().unwrap()));
    }
    let program = Program::start(&file);
    let mut connection = Connection::open(&program.url).unwrap();
    for ledger in &ledgers {
        check(&mut connection, ledger);
    }
    program.kill();
    let reached =
        |step| ledgers.iter().flat_map(|ledger| &ledger.addresses).filter(|it| it.answered == step).count();
    let counts = (reached(Step::Created), reached(Step::Prepared), reached(Step::Verified));
    println!("{KILLS} kills, {} users; created, prepared, verified: {counts:?}", ledgers.len());
    assert!(counts.0 > 0 && counts.1 > 0 && counts.2 > 0, "the kills fell at too few places: {counts:?}");
}
