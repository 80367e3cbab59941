//! What an enrollment asks of its host: one state, one effect.

use user_metadata_core::enrollment::{self, WaitReason};

use crate::convert::{Destination, Moment, Url, record, union};
use crate::errors::ClerkError;
use crate::outcomes::Outcome;

record! {
    /// It cannot be right; it was not sent and does not count as an attempt.
    Malformed {
        /// Why, a code of `ValidationError`.
        code: String,
        /// The same in words, for a log.
        meaning: String,
    }
}

record! {
    /// The server says that it is wrong.
    Incorrect {
        /// The server's reason, fit to show.
        error: ClerkError,
    }
}

record! {
    /// The verification is over, expired or failed: have another one sent.
    Over {
        /// The server's reason, fit to show.
        error: ClerkError,
    }
}

union! {
    /// Why the last code, password or signature did not do. The next one is welcome.
    Problem {
        Malformed(Malformed),
        Incorrect(Incorrect),
        Over(Over),
    }
}

impl From<enrollment::Problem> for Problem {
    fn from(problem: enrollment::Problem) -> Self {
        match problem {
            enrollment::Problem::Malformed { code } => Self::Malformed(Malformed {
                code: code.as_str().to_owned(),
                meaning: code.meaning().to_owned(),
            }),
            enrollment::Problem::Incorrect { error } => Self::Incorrect(Incorrect { error: error.into() }),
            enrollment::Problem::Over { error } => Self::Over(Over { error: error.into() }),
        }
    }
}

record! {
    /// A request is to be sent: proceed.
    Send {
        /// Which request.
        id: u64,
    }
}

record! {
    /// Send the user to this URL; when the user comes back, say `redirect_returned`. The URL was checked: https, or http
    /// on this very machine; no userinfo, no control characters.
    OpenUrl {
        /// Where to.
        url: Url,
        /// Until when it works, where the server says so.
        expires_at: Option<Moment>,
    }
}

record! {
    /// A code is out: ask for it, and say `code_entered`.
    AskCode {
        /// Where the code went, for the person's own screen; `repr` masks it.
        destination: Destination,
        /// By which channel, where the server says so: `sms` or `whatsapp`.
        channel: Option<String>,
        /// Until when a code is accepted, where the server says so.
        expires_at: Option<Moment>,
        /// From when on another one may be asked for.
        resend_at: Moment,
        /// How many wrong codes the server has refused since the last one was sent.
        attempts: u32,
        /// Why the last entry did not do.
        problem: Option<Problem>,
    }
}

record! {
    /// Let the wallet sign exactly this text, and say `signed`. Ethereum: `personal_sign`, hex. Solana: `signMessage`,
    /// base64.
    AskSignature {
        /// The text, byte for byte.
        message: String,
        /// The address that has to sign.
        wallet: String,
        /// Which kind of wallet.
        strategy: String,
        /// Until when a signature is accepted, where the server says so.
        expires_at: Option<Moment>,
        /// How many signatures the server has refused for this message.
        attempts: u32,
        /// Why the last signature did not do.
        problem: Option<Problem>,
    }
}

record! {
    /// A link is out: wait until `poll_at`, and look again. If it leads back to the app, say `redirect_returned`.
    AwaitLink {
        /// Where the link went, for the person's own screen; `repr` masks it.
        destination: Destination,
        /// When to look again.
        poll_at: Moment,
        /// When the wait ends.
        expires_at: Moment,
        /// From when on another one may be asked for.
        resend_at: Moment,
    }
}

record! {
    /// Nobody is signed in: ask the user to sign in, and say `signed_in`.
    SignIn {}
}

record! {
    /// The server wants fresh credentials: drive a reverification of this level, and say `reverified`.
    Reverify {
        /// What the server said of the level; usually it says nothing.
        level: Option<String>,
    }
}

record! {
    /// Wait until then.
    Wait {
        /// Until when.
        until: Moment,
        /// `rate_limited`, `server_fault` or `offline`.
        reason: String,
    }
}

record! {
    /// It is over; forget the snapshot.
    Finish {
        /// How it ended.
        outcome: Outcome,
    }
}

union! {
    /// What the host has to do now. Asking again, also after a restart, gives the same effect.
    Effect {
        Send(Send),
        OpenUrl(OpenUrl),
        AskCode(AskCode),
        AskSignature(AskSignature),
        AwaitLink(AwaitLink),
        SignIn(SignIn),
        Reverify(Reverify),
        Wait(Wait),
        Finish(Finish),
    }
}

pub(crate) fn reason(reason: WaitReason) -> String {
    let name = match reason {
        WaitReason::RateLimited => "rate_limited",
        WaitReason::ServerFault => "server_fault",
        WaitReason::Offline => "offline",
    };
    name.to_owned()
}

impl From<enrollment::Effect> for Effect {
    fn from(effect: enrollment::Effect) -> Self {
        use enrollment::Effect as Core;
        match effect {
            Core::Send { id } => Self::Send(Send { id: id.0 }),
            Core::OpenUrl { url, expires_at } => {
                Self::OpenUrl(OpenUrl { url: Url(url), expires_at: expires_at.map(Moment) })
            }
            Core::AskCode { destination, channel, expires_at, resend_at, attempts, problem } => {
                Self::AskCode(AskCode {
                    destination: Destination(destination),
                    channel,
                    expires_at: expires_at.map(Moment),
                    resend_at: Moment(resend_at),
                    attempts,
                    problem: problem.map(Problem::from),
                })
            }
            Core::AskSignature { message, wallet, strategy, expires_at, attempts, problem } => {
                Self::AskSignature(AskSignature {
                    message,
                    wallet: wallet.as_str().to_owned(),
                    strategy: strategy.as_str().to_owned(),
                    expires_at: expires_at.map(Moment),
                    attempts,
                    problem: problem.map(Problem::from),
                })
            }
            Core::AwaitLink { destination, poll_at, expires_at, resend_at } => Self::AwaitLink(AwaitLink {
                destination: Destination(destination),
                poll_at: Moment(poll_at),
                expires_at: Moment(expires_at),
                resend_at: Moment(resend_at),
            }),
            Core::SignIn => Self::SignIn(SignIn {}),
            Core::Reverify { level } => {
                Self::Reverify(Reverify { level: level.map(|level| level.as_str().to_owned()) })
            }
            Core::Wait { until, reason: why } => {
                Self::Wait(Wait { until: Moment(until), reason: reason(why) })
            }
            Core::Finish { outcome } => Self::Finish(Finish { outcome: outcome.into() }),
        }
    }
}
