//! The person of a story: answers what the enrollment asks, move by move.

use user_metadata::enrollment::{Problem, WaitReason};
use user_metadata::resource::ReverificationLevel;
use user_metadata::reverification::{
    Reverification, ReverificationEffect, ReverificationInput, ReverificationOutcome,
};
use user_metadata::secret::Secret;
use user_metadata::session::Session;
use user_metadata::time::Timestamp;
use user_metadata::{CodeAsked, CodeReply, Error, LinkAwaited, LinkReply, Person, SignatureAsked, User};

use super::browser;
use super::stage::{Stage, Told, session};
use super::wallet::Wallet;

/// What a person does when asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// Types the code of the newest message.
    TypeCode,
    /// Types another code than that.
    TypeWrongCode,
    /// Goes away for ten minutes, then types the code.
    TypeCodeTooLate,
    /// Asks for another code.
    AskForAnother,
    /// Looks into the mail later, and then opens the link.
    OpenLink,
    /// Signs with the wallet.
    Sign,
    /// Presses Allow at the provider.
    Allow,
    /// Presses Deny at the provider.
    Deny,
    /// Signs in.
    SignIn,
    /// Gives the password once more.
    GivePassword,
}

/// The password of whoever has one.
pub(super) const PASSWORD: &str = "correct horse battery staple";

pub(super) struct StagePerson<'a> {
    stage: &'a Stage,
    moves: std::slice::Iter<'a, Move>,
    /// What the person was asked that the story has no move for.
    lost: Option<&'static str>,
}

impl<'a> StagePerson<'a> {
    pub(super) fn new(stage: &'a Stage, moves: &'a [Move]) -> Self {
        Self { stage, moves: moves.iter(), lost: None }
    }

    /// The enrollment must have asked for everything that the story foresees, and for nothing else.
    pub(super) fn made_all_moves(mut self) -> Told {
        match (self.lost, self.moves.next()) {
            (Some(asked), _) => Err(format!("nobody expected to be asked for {asked}").into()),
            (None, Some(left)) => Err(format!("{left:?} was never asked for").into()),
            (None, None) => Ok(()),
        }
    }

    fn says(&self, text: &str) {
        self.stage.voice.says(text);
    }

    fn next(&mut self, asked: &'static str, fitting: &[Move]) -> Option<Move> {
        let next = self.moves.next().copied().filter(|next| fitting.contains(next));
        if next.is_none() {
            self.lost = Some(asked);
        }
        next
    }
}

impl Person for StagePerson<'_> {
    fn code(&mut self, asked: CodeAsked) -> CodeReply {
        let to = asked.destination.as_str();
        match asked.problem {
            None => self.says(&format!("the app asks for the code that went to {to}")),
            Some(Problem::Malformed { code }) => {
                self.says(&format!("the app asks again: {}", code.meaning()));
            }
            Some(Problem::Incorrect { error } | Problem::Over { error }) => {
                self.says(&format!("the app asks again: \"{}\"", error.user_message()));
            }
        }
        let fitting = [Move::TypeCode, Move::TypeWrongCode, Move::TypeCodeTooLate, Move::AskForAnother];
        let Some(next) = self.next("a code", &fitting) else { return CodeReply::GiveUp };
        let Some(code) = self.stage.code(to) else { return CodeReply::GiveUp };
        if next == Move::AskForAnother {
            // A polite person waits for the cool-down; a hurried one would be told to.
            let now = self.stage.sandbox.now_ms();
            self.stage.sandbox.advance(asked.resend_at.as_unix_millis().saturating_sub(now).max(0));
            self.says("the person asks for another code");
            return CodeReply::SendAnother;
        }
        if next == Move::TypeCodeTooLate {
            self.says("(ten minutes pass)");
            self.stage.sandbox.advance(600_000);
        }
        let wrong = if code == "000000" { "111111" } else { "000000" };
        let typed = if next == Move::TypeWrongCode { wrong } else { &code };
        self.says(&format!("the person types {typed}"));
        CodeReply::Code(Secret::new(typed))
    }

    fn signature(&mut self, asked: SignatureAsked) -> Option<Secret> {
        self.next("a signature", &[Move::Sign])?;
        let first_line = asked.message.lines().next().unwrap_or_default();
        self.says(&format!("the wallet signs \"{first_line} …\""));
        Wallet::for_tests()?.personal_sign(&asked.message).map(Secret::new)
    }

    fn open_url(&mut self, url: &str, _expires_at: Option<Timestamp>) -> Option<Secret> {
        let next = self.next("a visit to the provider", &[Move::Allow, Move::Deny])?;
        let decision = if next == Move::Allow { "allow" } else { "deny" };
        self.says("the browser shows the provider's page");
        let landing = browser::decide(url, decision, None)?;
        self.says(&format!("the person presses {decision}, and is back at {landing}"));
        Some(Secret::new(landing))
    }

    fn link(&mut self, awaited: LinkAwaited) -> LinkReply {
        let to = awaited.destination.as_str();
        self.says(&format!("the app waits for the link that went to {to}"));
        if self.next("to open a link", &[Move::OpenLink]).is_some() {
            let link = self.stage.sandbox.inbox_of(to).into_iter().rev().find_map(|message| message.link);
            if link.and_then(|link| browser::open(&link, None)).is_some() {
                self.says("the person opens the link on another device");
            }
        }
        // Wherever it was opened: the app finds out by looking.
        LinkReply::KeepWaiting
    }

    fn sign_in(&mut self) -> Option<Session> {
        self.next("a sign-in", &[Move::SignIn])?;
        self.says("the app asks the user to sign in, and the user does");
        let Stage { sandbox, seeded, .. } = self.stage;
        let client = sandbox.new_client();
        let session_id = sandbox.sign_in(&client.dev_browser_token, &seeded.user_id);
        Some(session(sandbox, &client.dev_browser_token).ok()?.with_session_id(session_id))
    }

    fn reverify(&mut self, level: Option<&ReverificationLevel>) -> bool {
        if self.next("fresh credentials", &[Move::GivePassword]).is_none() {
            return false;
        }
        self.says("the app asks for the password, and the user gives it");
        give_password(&self.stage.user, level).unwrap_or(false)
    }

    fn wait(&mut self, _until: Timestamp, reason: WaitReason) -> bool {
        self.says(match reason {
            WaitReason::RateLimited => {
                "the server asked for fewer requests: the app waits as long as it said"
            }
            WaitReason::ServerFault => "the server could not serve it: the app waits, and then looks first",
            WaitReason::Offline => "the connection was lost: the app waits, and then looks first",
        });
        true
    }
}

/// True when the password made the session fresh.
fn give_password(user: &User, level: Option<&ReverificationLevel>) -> Result<bool, Error> {
    let mut reverifying = user.reverify(Reverification::start(level.cloned()));
    let ReverificationEffect::AskPassword { .. } = reverifying.proceed()? else { return Ok(false) };
    reverifying.answer(ReverificationInput::PasswordEntered { password: Secret::new(PASSWORD) })?;
    let ended = reverifying.proceed()?;
    Ok(matches!(ended, ReverificationEffect::Finish { outcome: ReverificationOutcome::Complete { .. } }))
}
