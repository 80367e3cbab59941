//! What a reverification asks of its host, and how it ends.

use user_metadata_core::reverification;

use crate::convert::{Destination, Moment, Tuple, record, union};
use crate::effects::{Problem, Send, SignIn, Wait, reason};
use crate::errors::{ApiError, ClerkError, ProtocolError};
use crate::factors::SignInFactor;

record! {
    /// Let the person choose among the supported factors, and say `factor_chosen` with the place of the choice.
    ChooseFactor {
        /// What the server would take, in its order.
        factors: Tuple<SignInFactor>,
        /// Why the last choice came to nothing, fit to show.
        problem: Option<ClerkError>,
    }
}

record! {
    /// Ask for the password, and say `password_entered`.
    AskPassword {
        /// How many wrong passwords the server has refused.
        attempts: u32,
        /// Why the last entry did not do.
        problem: Option<Problem>,
    }
}

record! {
    /// Ask for a code, and say `code_entered`.
    AskFactorCode {
        /// Which code: `email_code`, `phone_code`, `totp` or `backup_code`.
        strategy: String,
        /// Where the code went, as the server shows it, where one was sent; `repr` masks it.
        destination: Option<Destination>,
        /// Until when a code is accepted, where the server says so.
        expires_at: Option<Moment>,
        /// From when on another one may be asked for; `None` where nothing is sent.
        resend_at: Option<Moment>,
        /// How many wrong codes the server has refused since the last one was sent.
        attempts: u32,
        /// Why the last entry did not do.
        problem: Option<Problem>,
    }
}

record! {
    /// A link is out: wait until `poll_at`, and look again. If it leads back to the app, say `redirect_returned`.
    AwaitFactorLink {
        /// Where the link went, as the server shows it; `repr` masks it.
        destination: Option<Destination>,
        /// When to look again.
        poll_at: Moment,
        /// When the wait ends.
        expires_at: Moment,
        /// From when on another one may be asked for.
        resend_at: Moment,
    }
}

record! {
    /// It is over; if it is complete, say `reverified` to the enrollment that asked for it.
    FinishReverification {
        /// How it ended.
        outcome: ReverificationOutcome,
    }
}

union! {
    /// What the host has to do now.
    ReverificationEffect {
        Send(Send),
        ChooseFactor(ChooseFactor),
        AskPassword(AskPassword),
        AskFactorCode(AskFactorCode),
        AwaitFactorLink(AwaitFactorLink),
        SignIn(SignIn),
        Wait(Wait),
        FinishReverification(FinishReverification),
    }
}

record! {
    /// The credentials are fresh.
    ReverificationComplete {
        /// The level that was proved.
        level: String,
        /// The level that was asked for. The server lowers it where the user has no second factor.
        asked_level: String,
    }
}

record! {
    /// The link was refused: opened in another browser, or not for this.
    ReverificationRefused {
        /// Why; its `user_message` is fit to show.
        error: ClerkError,
    }
}

record! {
    /// The server refused a request for good.
    ReverificationRejected {
        /// Why.
        error: ApiError,
    }
}

record! {
    /// Nothing that the user has can be used here. The factors are listed, so that one may say what would do elsewhere.
    NoFactor {
        /// Which factor is wanted, see `ReverificationStatus`.
        status: String,
        /// What the server would take; nothing of it is supported.
        factors: Tuple<SignInFactor>,
    }
}

record! {
    /// The link was not opened in time.
    ReverificationExpired {}
}

record! {
    /// Too many wrong answers, verification after verification.
    ReverificationExhausted {}
}

record! {
    /// The server's answers could not be read.
    ReverificationUnreadable {
        /// Which place of which answer.
        error: ProtocolError,
    }
}

record! {
    /// The server could not be reached.
    ReverificationUnreachable {
        /// What the network did last, see `TransportError`.
        failure: String,
    }
}

record! {
    /// The host gave up.
    ReverificationCancelled {}
}

union! {
    /// How a reverification ended.
    ReverificationOutcome {
        Complete(ReverificationComplete),
        Refused(ReverificationRefused),
        Rejected(ReverificationRejected),
        NoFactor(NoFactor),
        Expired(ReverificationExpired),
        Exhausted(ReverificationExhausted),
        Unreadable(ReverificationUnreadable),
        Unreachable(ReverificationUnreachable),
        Cancelled(ReverificationCancelled),
    }
}

impl From<reverification::ReverificationEffect> for ReverificationEffect {
    fn from(effect: reverification::ReverificationEffect) -> Self {
        use reverification::ReverificationEffect as Core;
        match effect {
            Core::Send { id } => Self::Send(Send { id: id.0 }),
            Core::ChooseFactor { factors, problem } => Self::ChooseFactor(ChooseFactor {
                factors: factors.into(),
                problem: problem.map(ClerkError::from),
            }),
            Core::AskPassword { attempts, problem } => {
                Self::AskPassword(AskPassword { attempts, problem: problem.map(Problem::from) })
            }
            Core::AskCode { strategy, destination, expires_at, resend_at, attempts, problem } => {
                Self::AskFactorCode(AskFactorCode {
                    strategy: strategy.as_str().to_owned(),
                    destination: destination.map(Destination),
                    expires_at: expires_at.map(Moment),
                    resend_at: resend_at.map(Moment),
                    attempts,
                    problem: problem.map(Problem::from),
                })
            }
            Core::AwaitLink { destination, poll_at, expires_at, resend_at } => {
                Self::AwaitFactorLink(AwaitFactorLink {
                    destination: destination.map(Destination),
                    poll_at: Moment(poll_at),
                    expires_at: Moment(expires_at),
                    resend_at: Moment(resend_at),
                })
            }
            Core::SignIn => Self::SignIn(SignIn {}),
            Core::Wait { until, reason: why } => {
                Self::Wait(Wait { until: Moment(until), reason: reason(why) })
            }
            Core::Finish { outcome } => {
                Self::FinishReverification(FinishReverification { outcome: outcome.into() })
            }
        }
    }
}

impl From<reverification::ReverificationOutcome> for ReverificationOutcome {
    fn from(outcome: reverification::ReverificationOutcome) -> Self {
        use reverification::ReverificationOutcome as Core;
        match outcome {
            Core::Complete { level, asked_level } => Self::Complete(ReverificationComplete {
                level: level.as_str().to_owned(),
                asked_level: asked_level.as_str().to_owned(),
            }),
            Core::Refused { error } => Self::Refused(ReverificationRefused { error: error.into() }),
            Core::Rejected { error } => Self::Rejected(ReverificationRejected { error: ApiError(error) }),
            Core::NoFactor { status, factors } => {
                Self::NoFactor(NoFactor { status: status.as_str().to_owned(), factors: factors.into() })
            }
            Core::Expired => Self::Expired(ReverificationExpired {}),
            Core::Exhausted => Self::Exhausted(ReverificationExhausted {}),
            Core::Unreadable { error } => {
                Self::Unreadable(ReverificationUnreadable { error: ProtocolError(error) })
            }
            Core::Unreachable { failure } => {
                Self::Unreachable(ReverificationUnreachable { failure: failure.as_str().to_owned() })
            }
            Core::Cancelled => Self::Cancelled(ReverificationCancelled {}),
        }
    }
}
