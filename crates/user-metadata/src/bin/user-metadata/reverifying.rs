//! The server wants to know again who this is: asks for a password, a code or a link, until it is content.

use serde::Serialize;
use user_metadata::enrollment::{Destination, Problem, WaitReason};
use user_metadata::resource::{FactorStrategy, ReverificationLevel};
use user_metadata::reverification::{
    FactorOffer, Reverification, ReverificationEffect as Effect, ReverificationInput as Input,
    ReverificationOutcome as Outcome,
};
use user_metadata::{Error, Reverifying, User};

use crate::enrolling::landing::Landing;
use crate::enrolling::{code, link, wait};
use crate::exit::{Exit, Stop, of_class};
use crate::screen::Screen;
use crate::style::{GOOD, QUIET};
use crate::words;

/// What is asked for, as an event.
#[derive(Serialize)]
struct Asked<'a> {
    event: &'static str,
    ask: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    strategy: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a Problem>,
    /// The strategies, in the order in which they are numbered from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    factors: Vec<&'a str>,
}

/// Asks until the credentials are fresh.
///
/// # Errors
/// They are not, and will not be.
pub(crate) fn run(screen: &Screen, user: &User, level: Option<&ReverificationLevel>) -> Result<(), Stop> {
    screen.say("The server wants to know again who you are.");
    match prove(screen, user, level) {
        Err(Stop { exit: Exit::Stopped, words }) => Err(Stop { exit: Exit::Reverify, words }),
        other => other,
    }
}

fn prove(screen: &Screen, user: &User, level: Option<&ReverificationLevel>) -> Result<(), Stop> {
    name_the_session(screen, user)?;
    let (landing, redirect_url) = Landing::choose(0)?;
    let mut reverifying =
        user.reverify(Reverification::start(level.cloned()).with_redirect_url(redirect_url));
    let mut introduced = None;
    loop {
        let busy = screen.busy("asking the server");
        let proceeded = reverifying.proceed();
        drop(busy);
        let effect = proceeded?;
        if let Some(asked) = event(&effect) {
            screen.event(&asked)?;
        }
        let input = match &effect {
            Effect::Finish { outcome } => return ended(screen, outcome),
            Effect::SignIn => {
                return Err(Stop {
                    exit: Exit::SignIn,
                    words: "nobody is signed in with the token any more".to_owned(),
                });
            }
            Effect::AwaitLink { destination, poll_at, expires_at, resend_at } => {
                let to = destination.as_ref().map_or("you", Destination::as_str);
                let (poll_at, expires_at, resend_at) = (*poll_at, *expires_at, *resend_at);
                let awaited = link::Awaited { to, poll_at, expires_at, resend_at };
                if introduced.replace(expires_at) != Some(expires_at) {
                    link::introduce(screen, Some(&landing), awaited);
                }
                match link::wait(screen, awaited) {
                    link::Seen::Landed(url) => Input::RedirectReturned { url },
                    link::Seen::Resend => Input::ResendRequested,
                    link::Seen::Nothing => Input::Tick,
                }
            }
            Effect::ChooseFactor { factors, problem } => {
                if let Some(error) = problem {
                    screen.say(&words::plain(error.user_message()));
                }
                choose(screen, factors)?
            }
            Effect::AskPassword { problem, .. } => {
                say_problem(screen, problem.as_ref());
                match screen.hidden_line("Password (not shown; Enter alone for another way):")? {
                    Some(password) if password.is_empty() => choose(screen, &reverifying.factors())?,
                    Some(password) => Input::PasswordEntered { password },
                    None => return Err(Stop::usage("a password cannot be typed unseen at this terminal")),
                }
            }
            Effect::AskCode { strategy, destination, expires_at, resend_at, problem, .. } => {
                say_problem(screen, problem.as_ref());
                if problem.is_none() {
                    let to = destination.as_ref().map(Destination::as_str);
                    screen.say(&code_is_needed(strategy, to));
                }
                match code::ask_for(screen, *expires_at, *resend_at, Some('o'))? {
                    code::Reply::Otherwise => choose(screen, &reverifying.factors())?,
                    code::Reply::Code(code) => Input::CodeEntered { code },
                    code::Reply::Resend => Input::ResendRequested,
                }
            }
            Effect::Wait { until, reason } => {
                wait::wait(screen, *until, *reason, None);
                Input::Tick
            }
            Effect::Send { .. } => Input::Tick,
        };
        tell(screen, &mut reverifying, input)?;
    }
}

/// What the person did may have no meaning now; then they are told, and asked again.
fn tell(screen: &Screen, reverifying: &mut Reverifying<User>, input: Input) -> Result<(), Stop> {
    match reverifying.answer(input) {
        Err(Error::Misuse(error)) => {
            screen.say(&format!("That cannot be done now: {}.", error.code.meaning()));
            Ok(())
        }
        told => told.map_err(Stop::from),
    }
}

/// These calls act on one session, and a token may have several.
fn name_the_session(screen: &Screen, user: &User) -> Result<(), Stop> {
    if user.session().session_id().is_some() {
        return Ok(());
    }
    screen.say(
        "Which session? Its id begins with sess_; --session-id or USER_METADATA_SESSION_ID name it as well.",
    );
    let id = screen.line("Session:")?;
    user.replace_session(user.session().with_session_id(id.expose().trim()));
    Ok(())
}

fn choose(screen: &Screen, factors: &[FactorOffer]) -> Result<Input, Stop> {
    for (number, offer) in (1_usize..).zip(factors) {
        let strategy = words::plain(offer.factor.strategy.as_str()).replace('_', " ");
        let to = offer
            .factor
            .safe_identifier
            .as_ref()
            .map_or(String::new(), |to| format!(" to {}", words::plain(to)));
        if offer.is_supported {
            screen.say(&format!("  {number}  {strategy}{to}"));
        } else {
            screen.say(&format!("  {QUIET}-  {strategy}{to} (not from here){QUIET:#}"));
        }
    }
    loop {
        let line = screen.line("By which?")?;
        let index = line.expose().trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match index.filter(|index| factors.get(*index).is_some_and(|offer| offer.is_supported)) {
            Some(index) => return Ok(Input::FactorChosen { index }),
            None => screen.say("Type one of the numbers."),
        }
    }
}

fn code_is_needed(strategy: &FactorStrategy, to: Option<&str>) -> String {
    match (strategy.as_str(), to) {
        (_, Some(to)) => format!("A code was sent to {}.", words::plain(to)),
        (FactorStrategy::TOTP, None) => "Your authenticator app shows a code.".to_owned(),
        (FactorStrategy::BACKUP_CODE, None) => {
            "One of your backup codes is needed; it works once.".to_owned()
        }
        (_, None) => "A code was sent to you.".to_owned(),
    }
}

fn say_problem(screen: &Screen, problem: Option<&Problem>) {
    if let Some(problem) = problem {
        screen.say(&words::problem(problem));
    }
}

fn ended(screen: &Screen, outcome: &Outcome) -> Result<(), Stop> {
    let (exit, words) = match outcome {
        Outcome::Complete { .. } => {
            screen.say(&format!("{GOOD}✓{GOOD:#} The server knows you again."));
            return Ok(());
        }
        Outcome::Refused { error } => (Exit::Refused, words::plain(error.user_message()).into_owned()),
        Outcome::Rejected { error } => (of_class(error.class()), words::refusal(error)),
        Outcome::NoFactor { .. } => (
            Exit::Reverify,
            "you have no password, code or other factor that could be asked for here: sign out and in again"
                .to_owned(),
        ),
        Outcome::Expired => (Exit::TooLate, "the link was not opened in time".to_owned()),
        Outcome::Exhausted => (Exit::TooLate, "there were too many wrong answers".to_owned()),
        Outcome::Unreadable { error } => (Exit::Unreadable, error.to_string()),
        Outcome::Unreachable { failure } => {
            (Exit::Network, format!("the server could not be reached ({failure})"))
        }
        Outcome::Cancelled => (Exit::Reverify, "it was given up".to_owned()),
    };
    Err(Stop { exit, words })
}

/// `None` where nothing is asked of anybody.
fn event(effect: &Effect) -> Option<Asked<'_>> {
    let asked = |ask| Asked { event: "reverify", ask, strategy: None, problem: None, factors: Vec::new() };
    Some(match effect {
        Effect::ChooseFactor { factors, .. } => {
            let factors = factors.iter().map(|offer| offer.factor.strategy.as_str()).collect();
            Asked { factors, ..asked("factor") }
        }
        Effect::AskPassword { problem, .. } => Asked { problem: problem.as_ref(), ..asked("password") },
        Effect::AskCode { strategy, problem, .. } => {
            Asked { strategy: Some(strategy.as_str()), problem: problem.as_ref(), ..asked("code") }
        }
        Effect::AwaitLink { .. } => asked("link"),
        Effect::Wait {
            reason: WaitReason::RateLimited | WaitReason::ServerFault | WaitReason::Offline,
            ..
        }
        | Effect::Send { .. }
        | Effect::SignIn
        | Effect::Finish { .. } => return None,
    })
}
