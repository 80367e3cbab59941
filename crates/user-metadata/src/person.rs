//! Whom an enrollment asks: the person at the screen, the wallet, the browser.

use crate::enrollment::{Destination, Effect, Input, Outcome, Problem, WaitReason};
use crate::identifier::{WalletAddress, Web3Strategy};
use crate::resource::ReverificationLevel;
use crate::secret::Secret;
use crate::session::Session;
use crate::time::Timestamp;

/// Answers what an enrollment asks, for [`Enrolling::run`](crate::Enrolling::run).
///
/// Every question has a default: whoever cannot answer gives up, and waits are waited. So write the ones that your
/// enrollment can ask. Giving up ends it with [`Outcome::Cancelled`], which names what stays behind.
///
/// ```
/// use user_metadata::{CodeAsked, CodeReply, Person};
/// use user_metadata::secret::Secret;
///
/// struct Prompt;
///
/// impl Person for Prompt {
///     fn code(&mut self, asked: CodeAsked) -> CodeReply {
///         println!("The code that we sent to {}:", asked.destination.as_str());
///         match "424242" {
///             "" => CodeReply::SendAnother,
///             typed => CodeReply::Code(Secret::new(typed)),
///         }
///     }
/// }
/// ```
pub trait Person {
    /// A code is out.
    fn code(&mut self, _asked: CodeAsked) -> CodeReply {
        CodeReply::GiveUp
    }

    /// A message waits for the wallet's signature; `None` when the person refused to sign.
    fn signature(&mut self, _asked: SignatureAsked) -> Option<Secret> {
        None
    }

    /// The user has to go to this URL. The answer is the URL on which the user came back; `None` when the user did
    /// not.
    fn open_url(&mut self, _url: &str, _expires_at: Option<Timestamp>) -> Option<Secret> {
        None
    }

    /// A link is out. It is asked again after every look.
    fn link(&mut self, _awaited: LinkAwaited) -> LinkReply {
        LinkReply::KeepWaiting
    }

    /// Nobody is signed in. The answer is the session of the user who has signed in.
    fn sign_in(&mut self) -> Option<Session> {
        None
    }

    /// The server wants fresh credentials; true when the user has given them.
    fn reverify(&mut self, _level: Option<&ReverificationLevel>) -> bool {
        false
    }

    /// It goes on at that time; false gives up.
    fn wait(&mut self, _until: Timestamp, _reason: WaitReason) -> bool {
        true
    }

    /// Stores the snapshot, before anything that may take long.
    fn store(&mut self, _snapshot: &str) {}
}

/// The question for a code, as in [`Effect::AskCode`].
#[derive(Debug, Clone, PartialEq)]
pub struct CodeAsked {
    /// Where the code went.
    pub destination: Destination,
    /// By which channel, where the server says so.
    pub channel: Option<String>,
    /// Until when a code is accepted, where the server says so.
    pub expires_at: Option<Timestamp>,
    /// From when on another one may be asked for.
    pub resend_at: Timestamp,
    /// How many wrong codes the server has refused since the last one was sent.
    pub attempts: u32,
    /// Why the last entry did not do.
    pub problem: Option<Problem>,
}

/// What becomes of the question for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeReply {
    /// This was typed.
    Code(Secret),
    /// Another one is wanted.
    SendAnother,
    /// Nothing more is wanted.
    GiveUp,
}

/// The question for a signature, as in [`Effect::AskSignature`].
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureAsked {
    /// The text to sign, byte for byte.
    pub message: String,
    /// The address that has to sign.
    pub wallet: WalletAddress,
    /// Which kind of wallet.
    pub strategy: Web3Strategy,
    /// Until when a signature is accepted, where the server says so.
    pub expires_at: Option<Timestamp>,
    /// How many signatures the server has refused for this message.
    pub attempts: u32,
    /// Why the last one did not do.
    pub problem: Option<Problem>,
}

/// A link that is waited for, as in [`Effect::AwaitLink`].
#[derive(Debug, Clone, PartialEq)]
pub struct LinkAwaited {
    /// Where the link went.
    pub destination: Destination,
    /// When it will be looked again.
    pub poll_at: Timestamp,
    /// When the wait ends.
    pub expires_at: Timestamp,
    /// From when on another link may be asked for.
    pub resend_at: Timestamp,
}

/// What becomes of the wait for a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkReply {
    /// Wait until the next look.
    KeepWaiting,
    /// The link led back here, to this URL.
    Landed(Secret),
    /// Another one is wanted.
    SendAnother,
    /// Nothing more is wanted.
    GiveUp,
}

/// What the driver has to do with an answer.
pub(crate) enum Answered {
    Input(Input),
    Session(Box<Session>),
    Wait,
    Over(Outcome),
}

/// Puts the question of an effect to a person.
pub(crate) fn ask(person: &mut dyn Person, effect: Effect) -> Answered {
    let or_give_up = |input: Option<Input>| Answered::Input(input.unwrap_or(Input::Cancelled));
    match effect {
        Effect::AskCode { destination, channel, expires_at, resend_at, attempts, problem } => {
            let asked = CodeAsked { destination, channel, expires_at, resend_at, attempts, problem };
            Answered::Input(match person.code(asked) {
                CodeReply::Code(code) => Input::CodeEntered { code },
                CodeReply::SendAnother => Input::ResendRequested,
                CodeReply::GiveUp => Input::Cancelled,
            })
        }
        Effect::AskSignature { message, wallet, strategy, expires_at, attempts, problem } => {
            let asked = SignatureAsked { message, wallet, strategy, expires_at, attempts, problem };
            or_give_up(person.signature(asked).map(|signature| Input::Signed { signature }))
        }
        Effect::OpenUrl { url, expires_at } => {
            or_give_up(person.open_url(&url, expires_at).map(|url| Input::RedirectReturned { url }))
        }
        Effect::AwaitLink { destination, poll_at, expires_at, resend_at } => {
            match person.link(LinkAwaited { destination, poll_at, expires_at, resend_at }) {
                LinkReply::KeepWaiting => Answered::Wait,
                LinkReply::Landed(url) => Answered::Input(Input::RedirectReturned { url }),
                LinkReply::SendAnother => Answered::Input(Input::ResendRequested),
                LinkReply::GiveUp => Answered::Input(Input::Cancelled),
            }
        }
        Effect::SignIn => match person.sign_in() {
            Some(session) => Answered::Session(Box::new(session)),
            None => Answered::Input(Input::Cancelled),
        },
        Effect::Reverify { level } => {
            or_give_up(person.reverify(level.as_ref()).then_some(Input::Reverified))
        }
        Effect::Wait { until, reason } if person.wait(until, reason) => Answered::Wait,
        Effect::Wait { .. } => Answered::Input(Input::Cancelled),
        Effect::Finish { outcome } => Answered::Over(outcome),
        // Nobody is asked: what is to be sent was sent before.
        Effect::Send { .. } => Answered::Input(Input::Tick),
    }
}
