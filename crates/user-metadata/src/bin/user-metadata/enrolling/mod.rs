//! An enrollment at the terminal: carries out what it asks for, and saves it before every wait.

mod browser;
pub(crate) mod code;
mod ending;
pub(crate) mod landing;
pub(crate) mod link;
mod open_url;
mod sign_in;
mod signature;
pub(crate) mod wait;

use std::path::PathBuf;

use clap::Args;
use user_metadata::enrollment::{Effect, EnrollmentRequest, Input, LeftOver};
use user_metadata::error::MisuseCode;
use user_metadata::session::Session;
use user_metadata::time::Timestamp;
use user_metadata::{Enrolling, Error, User};

use crate::connection::{Connected, Connection};
use crate::event;
use crate::exit::{Exit, Stop};
use crate::saved::Saved;
use crate::screen::Screen;
use crate::screen::interrupt::{self, LastWords};
use crate::{reverifying, words};
use landing::Landing;

/// What `add` and `resume` have in common.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Write one JSON object a line to standard output; prompts go to standard error
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) connection: Connection,
}

/// How to do what the tool cannot do itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Helpers {
    /// Signs the message on its standard input.
    pub(crate) sign_with: Option<String>,
    /// Nobody wants a browser here.
    pub(crate) no_browser: bool,
    /// Where the browser comes back to, where it comes back to this machine.
    pub(crate) landing: Option<Landing>,
    /// The browser may be there already: opening the page twice would confuse.
    pub(crate) may_be_open: bool,
}

/// What a question came to.
enum Answer {
    /// The enrollment has to know.
    Tell(Input),
    /// The user signed in.
    SignedIn(Box<Session>),
    /// Nothing more now: the enrollment stays saved.
    Leave(Exit),
}

/// Begins.
pub(crate) fn begin(
    common: &Common,
    state: Option<&PathBuf>,
    request: EnrollmentRequest,
    helpers: Helpers,
) -> Result<Exit, Stop> {
    let screen = Screen::new(common.json);
    interrupt::watch();
    let connected = common.connection.connect(&screen)?;
    let saved = Saved::new(state.map(PathBuf::as_path), &request)?;
    if let Some(earlier) = saved.earlier() {
        screen.say(&format!(
            "An earlier run is saved as well. To go on with that one:\n  {}",
            earlier.command()
        ));
    }
    let enrolling = connected.user.enroll(request);
    Run::new(&screen, &connected, saved, helpers)?.drive(enrolling)
}

/// One enrollment under way.
pub(crate) struct Run<'a> {
    screen: &'a Screen,
    connected: &'a Connected<'a>,
    saved: Saved,
    helpers: Helpers,
    /// The link that the person was told of, by the end of its life.
    introduced: Option<Timestamp>,
}

impl<'a> Run<'a> {
    /// The screen is told where it is saved.
    pub(crate) fn new(
        screen: &'a Screen,
        connected: &'a Connected<'a>,
        saved: Saved,
        helpers: Helpers,
    ) -> Result<Self, Stop> {
        screen.event(&event::Saved { event: "saved", file: saved.path() })?;
        Ok(Self { screen, connected, saved, helpers, introduced: None })
    }

    /// Carries out what is asked for, until it is over or nobody is left to ask.
    pub(crate) fn drive(mut self, mut enrolling: Enrolling<User>) -> Result<Exit, Stop> {
        loop {
            self.save(&enrolling)?;
            let busy = self.screen.busy("asking the server");
            let proceeded = enrolling.proceed();
            drop(busy);
            let effect = proceeded.inspect_err(|_| self.say_how_to_go_on(&enrolling))?;
            self.save(&enrolling)?;
            if let Effect::Finish { outcome } = &effect {
                self.saved.forget();
                interrupt::leave(LastWords::default());
                return ending::show(self.screen, &enrolling, outcome);
            }
            let answer = self.ask(&effect, &enrolling).inspect_err(|_| self.say_how_to_go_on(&enrolling))?;
            match answer {
                Answer::Tell(input) => self.tell(&mut enrolling, input)?,
                Answer::SignedIn(session) => {
                    self.connected.user.replace_session(*session);
                    self.tell(&mut enrolling, Input::SignedIn)?;
                }
                Answer::Leave(exit) => {
                    self.say_how_to_go_on(&enrolling);
                    return Ok(exit);
                }
            }
        }
    }

    fn ask(&mut self, effect: &Effect, enrolling: &Enrolling<User>) -> Result<Answer, Stop> {
        if let Some(asked) = event::Asked::of(effect) {
            self.screen.event(&asked)?;
        }
        match effect {
            Effect::AskCode { .. } => code::ask(self.screen, effect),
            Effect::AskSignature { message, wallet, strategy, problem, .. } => {
                let asked = signature::Asked { message, wallet, strategy, problem: problem.as_ref() };
                signature::ask(self.screen, &asked, self.helpers.sign_with.as_deref())
            }
            Effect::AwaitLink { destination, poll_at, expires_at, resend_at } => {
                let awaited = link::Awaited {
                    to: destination.as_str(),
                    poll_at: *poll_at,
                    expires_at: *expires_at,
                    resend_at: *resend_at,
                };
                if self.introduced.replace(*expires_at) != Some(*expires_at) {
                    link::introduce(self.screen, self.helpers.landing.as_ref(), awaited);
                }
                Ok(Answer::Tell(match link::wait(self.screen, awaited) {
                    link::Seen::Landed(url) => Input::RedirectReturned { url },
                    link::Seen::Resend => Input::ResendRequested,
                    link::Seen::Nothing => Input::Tick,
                }))
            }
            Effect::OpenUrl { url, expires_at } => {
                let name = words::name(enrolling.enrolling());
                open_url::ask(self.screen, &mut self.helpers, &name, url, *expires_at)
            }
            Effect::SignIn => sign_in::ask(self.screen, self.connected),
            Effect::Reverify { level } => {
                reverifying::run(self.screen, &self.connected.user, level.as_ref())?;
                Ok(Answer::Tell(Input::Reverified))
            }
            Effect::Wait { until, reason } => {
                wait::wait(self.screen, *until, *reason, enrolling.trouble());
                Ok(Answer::Tell(Input::Tick))
            }
            // Sent before, and told before.
            Effect::Send { .. } | Effect::Finish { .. } => Ok(Answer::Tell(Input::Tick)),
        }
    }

    /// What the person did may have no meaning now; then they are told, and asked again.
    fn tell(&self, enrolling: &mut Enrolling<User>, input: Input) -> Result<(), Stop> {
        match enrolling.answer(input) {
            Err(Error::Misuse(error)) => {
                self.screen.say(&match error.code {
                    MisuseCode::ResendTooEarly => {
                        "Not yet: it takes a moment until another one can be sent.".to_owned()
                    }
                    MisuseCode::ForeignReturnUrl => {
                        "That is not the address that the browser was to come back to.".to_owned()
                    }
                    MisuseCode::InputNotExpected
                    | MisuseCode::StaleAnswer
                    | MisuseCode::NothingToSend
                    | MisuseCode::ResendNotPossible
                    | MisuseCode::FactorNotOffered
                    | MisuseCode::NotVerified
                    | MisuseCode::KindWithoutPrimary
                    | MisuseCode::NotOfThisKind
                    | MisuseCode::StrategyNotOfThisKind
                    | MisuseCode::ProofMissing
                    | MisuseCode::SessionIdMissing => {
                        format!("That cannot be done now: {}.", error.code.meaning())
                    }
                });
                Ok(())
            }
            told => told.map_err(Stop::from),
        }
    }

    fn save(&self, enrolling: &Enrolling<User>) -> Result<(), Stop> {
        self.saved.write(&enrolling.snapshot())?;
        let left_over = enrolling.left_over();
        let event = event::Stopped {
            event: "stopped",
            left_over: event::LeftBehind::of(&left_over),
            file: self.saved.path(),
        };
        interrupt::leave(LastWords {
            text: self.how_to_go_on(&left_over, enrolling.enrolling()),
            event: self.screen.is_json().then(|| serde_json::to_string(&event).unwrap_or_default()),
        });
        Ok(())
    }

    fn say_how_to_go_on(&self, enrolling: &Enrolling<User>) {
        self.screen.say(&self.how_to_go_on(&enrolling.left_over(), enrolling.enrolling()));
    }

    fn how_to_go_on(&self, left_over: &LeftOver, request: &EnrollmentRequest) -> String {
        let left = words::left_over(left_over, request);
        let command = self.saved.command();
        if left.is_empty() {
            format!("Nothing was left behind. To go on:\n  {command}")
        } else {
            format!("To go on:\n  {command}\n{left}")
        }
    }
}
