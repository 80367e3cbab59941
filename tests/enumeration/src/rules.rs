//! What holds in every state.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use user_metadata_core::enrollment::table::TRANSITIONS;
use user_metadata_core::enrollment::{Effect, Enrollment, Input, LeftOver, Outcome, Problem};
use user_metadata_core::secret::Secret;
use user_metadata_core::time::Timestamp;

use crate::kind::Kind;
use crate::server::{RIGHT, Server};
use crate::world::World;

/// No run that goes well is longer.
const LONGEST: usize = 60;

/// Two states are the same if nothing can tell them apart: times count from now, requests have no numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key(u64, u64);

impl Key {
    pub(crate) fn of(world: &World) -> Self {
        let mut text = without_numbers(&format!("{:?}", world.machine), world.now);
        if let Effect::Send { id } = world.machine.effect()
            && let Ok(request) = world.request(id)
        {
            // a proof is hidden from debug texts
            text.push_str(&String::from_utf8_lossy(&request.body));
        }
        let mut server = world.server.clone();
        if let Some(verification) = &mut server.verification {
            verification.expires_at = (verification.expires_at - world.now).max(-1);
        }
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, &text, &server).hash(&mut hasher);
            hasher.finish()
        };
        Self(half(0), half(1))
    }
}

/// Times become distances from now, and the numbers of requests go.
fn without_numbers(text: &str, now: i64) -> String {
    let mut short = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(start);
        short.push_str(before);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (number, after) = digits.split_at(end);
        rest = after;
        if before.ends_with("RequestId(") || before.ends_with("next_id: ") {
            continue;
        }
        match number.parse::<i64>() {
            Ok(time) if time > 1_000_000_000_000 => short.push_str(&(time - now).max(-LIVES).to_string()),
            Ok(_) | Err(_) => short.push_str(number),
        }
    }
    short.push_str(rest);
    short
}

/// What is longer ago than anything lasts is over, however long.
const LIVES: i64 = 3_600_000;

/// The rules of one state.
pub(crate) fn check(world: &World) -> Result<(), String> {
    let World { machine, server, .. } = world;
    let effect = machine.effect();
    require(effect == machine.effect(), "the same effect when asked twice")?;
    require(server.identifiers <= 1, "at most one identifier")?;
    require(server.unasked <= 0, "no message that nobody asked for")?;
    require(server.proofs >= 0, "no proof counts twice")?;
    let snapshot = machine.to_snapshot();
    let again = Enrollment::from_snapshot(&snapshot).map_err(|error| format!("no way back: {error}"))?;
    require(again.to_snapshot() == snapshot, "a snapshot is stored again as the same text")?;
    if !matches!(effect, Effect::Send { .. } | Effect::Wait { .. }) {
        require(again.effect() == effect, "a snapshot gives the same effect")?;
    }
    let debug = format!("{machine:?}");
    require(!RIGHT.iter().any(|right| snapshot.contains(right) || debug.contains(right)), "no secret")?;
    foreign(world)?;
    too_early(world)?;
    match effect {
        Effect::Send { id } => world.request(id).map(drop),
        Effect::Finish { outcome } => finished(&outcome, server, world.now),
        Effect::OpenUrl { .. }
        | Effect::AskCode { .. }
        | Effect::AskSignature { .. }
        | Effect::AwaitLink { .. }
        | Effect::SignIn
        | Effect::Reverify { .. }
        | Effect::Wait { .. } => Ok(()),
    }
}

/// The rules of one step: it is in the documented table, and a request is not taken for the one before it.
pub(crate) fn check_step(from: &World, to: &World) -> Result<(), String> {
    if let (Effect::Send { id: before }, Effect::Send { id }) = (from.machine.effect(), to.machine.effect()) {
        require(id != before || from.machine == to.machine, "another request has another number")?;
    }
    let (from, to) = (from.machine.state(), to.machine.state());
    let is_listed = TRANSITIONS.iter().any(|row| row.from == from && row.to.contains(&to));
    // what happens elsewhere changes nothing here
    require(from == to || is_listed, &format!("{} to {} in the table", from.as_str(), to.as_str()))
}

/// What the state does not ask for is refused, or changes nothing.
fn foreign(world: &World) -> Result<(), String> {
    let state = world.machine.state().as_str();
    let foreign = [
        Input::CodeEntered { code: Secret::new("111111") },
        Input::Signed { signature: Secret::new("0xbbbb") },
        Input::ResendRequested,
        Input::SignedIn,
        Input::Reverified,
        Input::RedirectReturned { url: Secret::new("https://elsewhere.example.com/") },
    ];
    for input in foreign {
        let name = input.as_str();
        let is_asked_for = matches!(
            (world.machine.effect(), name),
            (Effect::AskCode { .. }, "code_entered" | "resend_requested")
                | (Effect::AskSignature { .. }, "signed")
                | (Effect::AwaitLink { .. }, "resend_requested")
                | (Effect::SignIn, "signed_in")
                | (Effect::Reverify { .. }, "reverified")
        );
        let after = world.machine.handle(input, Timestamp::from_unix_millis(world.now));
        let is_the_same = after.map_or(true, |after| after == world.machine);
        require(is_asked_for || is_the_same, &format!("{name} changes nothing in {state}"))?;
    }
    Ok(())
}

/// Another message is refused until its time has come.
fn too_early(world: &World) -> Result<(), String> {
    let (Effect::AskCode { resend_at, .. } | Effect::AwaitLink { resend_at, .. }) = world.machine.effect()
    else {
        return Ok(());
    };
    let just_before = resend_at.plus_millis(-1);
    if just_before.as_unix_millis() < world.now {
        return Ok(());
    }
    let after = world.machine.handle(Input::ResendRequested, just_before);
    require(after.map_or(true, |after| after == world.machine), "no message before its time")
}

/// An end says what the server holds.
fn finished(outcome: &Outcome, server: &Server, now: i64) -> Result<(), String> {
    let left_over = match outcome {
        Outcome::Verified { .. } => return require(is_proved(server), "verified on the server, too"),
        Outcome::Created { .. } => {
            return Err("an enrollment ended with an identifier that is unverified".into());
        }
        Outcome::Refused { .. } | Outcome::Expired { .. } | Outcome::Exhausted { .. } => {
            return require(!is_proved(server), "not verified on the server, either");
        }
        Outcome::Rejected { left_over, .. }
        | Outcome::Unreadable { left_over, .. }
        | Outcome::Unreachable { left_over, .. }
        | Outcome::Cancelled { left_over } => left_over,
    };
    // an account whose way to the provider has died is looked past, and taken up again by the next create
    let is_dead = server.kind.goes_to_a_provider()
        && server.verification.as_ref().is_some_and(|held| now >= held.expires_at);
    let is_left = server.identifiers > 0 && !is_proved(server) && !is_dead;
    match left_over {
        LeftOver::Nothing => {
            require(!is_left || server.kind == Kind::Reauthorization, "nothing is left behind on the server")
        }
        LeftOver::Unverified { .. } => require(server.identifiers > 0, "what is left over is there"),
        LeftOver::Unknown => Ok(()),
    }
}

fn is_proved(server: &Server) -> bool {
    server.is_verified && (server.kind != Kind::Reauthorization || server.verification.is_none())
}

/// From here on all goes well: it has to end, and no rule may be broken on the way.
///
/// States that are known to end are not walked again.
pub(crate) fn ends(world: &World, known: &mut HashSet<Key>) -> Result<(), String> {
    let mut path = Vec::new();
    let mut world = world.clone();
    for _ in 0..LONGEST {
        let key = Key::of(&world);
        if known.contains(&key) || matches!(world.machine.effect(), Effect::Finish { .. }) {
            known.extend(path);
            known.insert(key);
            return Ok(());
        }
        path.push(key);
        let next = best(&world).map_err(|rule| format!("{rule}, while all goes well"))?;
        check_step(&world, &next)?;
        check(&next).map_err(|rule| format!("{rule}, while all goes well"))?;
        world = next;
    }
    Err(format!(
        "an end within {LONGEST} steps when all goes well; it stands at {}",
        world.machine.state().as_str()
    ))
}

/// The best that can happen.
fn best(world: &World) -> Result<World, String> {
    match world.machine.effect() {
        Effect::Send { id } => {
            let (after, response) = world.served(id)?;
            after.responded(id, response)
        }
        Effect::AskCode { expires_at, resend_at, problem, .. } => {
            let is_over = matches!(problem, Some(Problem::Over { .. }))
                || expires_at.is_some_and(|end| end.as_unix_millis() <= world.now);
            if is_over {
                return world.resend(resend_at);
            }
            world.proved(Input::CodeEntered { code: Secret::new(RIGHT[0]) })
        }
        Effect::AskSignature { .. } => {
            world.proved(Input::Signed { signature: Secret::new(format!("0x{}", "a".repeat(130))) })
        }
        Effect::AwaitLink { poll_at, .. } => world.opened().at(poll_at).input(Input::Tick),
        Effect::OpenUrl { expires_at: Some(end), .. } if end.as_unix_millis() <= world.now => {
            world.input(Input::Tick)
        }
        Effect::OpenUrl { .. } => world.allowed().come_back(""),
        Effect::SignIn => world.with(|server, _| server.is_signed_in = true).input(Input::SignedIn),
        Effect::Reverify { .. } => world.with(|server, _| server.is_fresh = true).input(Input::Reverified),
        Effect::Wait { until, .. } => world.at(until).input(Input::Tick),
        Effect::Finish { .. } => Ok(world.clone()),
    }
}

fn require(holds: bool, rule: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(rule.to_owned()) }
}
