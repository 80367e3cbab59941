//! Fresh credentials: from "the server wants to know again who this is" to "it knows".

use user_metadata_core::identifier::RedirectUrl;
use user_metadata_core::reverification as core;

use crate::convert::{FromCore, ToCore, choice, record};
use crate::error::{ApiError, ClerkError, CoreError, ProtocolError, Sent, TransportFailure};
use crate::http::{HttpRequest, HttpResponse};
use crate::machine::{Problem, Trouble, WaitReason};
use crate::session::Session;
use crate::session_reverification::{SessionReverification, SignInFactor};
use crate::text::{Destination, Secret, Timestamp};

choice! { to
    /// Something that happened.
    ReverificationInput = core::ReverificationInput {
        /// The answer to the request with this id.
        Responded {
            /// Which request.
            id: i64,
            /// Its answer, whatever the status.
            response: HttpResponse,
        },
        /// There is no answer to the request with this id.
        TransportFailed {
            /// Which request.
            id: i64,
            /// What the network did.
            failure: TransportFailure,
            /// Whether the server may have seen it.
            sent: Sent,
        },
        /// The person chose a factor, at first or in place of the one that is asked for.
        FactorChosen {
            /// Its place among the factors, from zero.
            index: i32,
        },
        /// The person typed the password.
        PasswordEntered {
            /// As typed.
            password: Secret,
        },
        /// The person typed a code.
        CodeEntered {
            /// As typed.
            code: Secret,
        },
        /// The person asks for another code or link.
        ResendRequested,
        /// The user landed on the redirect URL of a link.
        RedirectReturned {
            /// The whole URL, with query and fragment.
            url: Secret,
        },
        /// The user signed in; the session that builds requests is a fresh one.
        SignedIn,
        /// Time has passed.
        Tick,
        /// The person gave up. Always accepted; the effect is `Finish` at once.
        Cancelled,
    }
}

choice! { from
    /// What the host has to do now. All times are of the device's clock.
    #[uniffi::export(Debug)]
    ReverificationEffect = core::ReverificationEffect {
        /// Send the request, let the session absorb the answer, then hand it over with `Responded` or
        /// `TransportFailed`.
        Send {
            /// Which request.
            id: i64,
        },
        /// Let the person choose among the supported factors; hand the place of the choice over with `FactorChosen`.
        ChooseFactor {
            /// What the server would take, in its order.
            factors: Vec<FactorOffer>,
            /// Why the last choice came to nothing, fit to show.
            problem: Option<ClerkError>,
        },
        /// Ask for the password; hand it over with `PasswordEntered`.
        AskPassword {
            /// How many wrong passwords the server has refused.
            attempts: i32,
            /// Why the last entry did not do.
            problem: Option<Problem>,
        },
        /// Ask for a code; hand it over with `CodeEntered`.
        AskCode {
            /// Which code: `email_code`, `phone_code`, `totp` or `backup_code`.
            strategy: String,
            /// Where the code went, as the server shows it, where one was sent.
            destination: Option<Destination>,
            /// Until when a code is accepted, where the server says so.
            expires_at: Option<Timestamp>,
            /// From when on `ResendRequested` is accepted; nothing where nothing is sent.
            resend_at: Option<Timestamp>,
            /// How many wrong codes the server has refused since the last one was sent.
            attempts: i32,
            /// Why the last entry did not do.
            problem: Option<Problem>,
        },
        /// Say that a link is on its way, and hand a `Tick` over at `poll_at`. If the link leads back to the host, hand
        /// the landing URL over with `RedirectReturned`.
        AwaitLink {
            /// Where the link went, as the server shows it.
            destination: Option<Destination>,
            /// When to look again.
            poll_at: Timestamp,
            /// When the wait ends.
            expires_at: Timestamp,
            /// From when on `ResendRequested` is accepted.
            resend_at: Timestamp,
        },
        /// Ask the user to sign in; then hand `SignedIn` over. It begins anew in the new session.
        SignIn,
        /// Wait, then hand a `Tick` over.
        Wait {
            /// Until when.
            until: Timestamp,
            /// What for.
            reason: WaitReason,
        },
        /// It is over; hand `Reverified` to the enrollment if it is complete, and forget the snapshot.
        Finish {
            /// How it ended.
            outcome: ReverificationOutcome,
        },
    }
}

choice! { from
    /// How a reverification ended. A refusal by the server is an outcome, not an error.
    ReverificationOutcome = core::ReverificationOutcome {
        /// The credentials are fresh.
        Complete {
            /// The level that was proved.
            level: String,
            /// The level that was asked for. The server lowers it where the user has no second factor.
            asked_level: String,
        },
        /// The link was refused: opened in another browser, or not for this.
        Refused {
            /// Why; its user message is fit to show.
            error: ClerkError,
        },
        /// The server refused a request for good.
        Rejected {
            /// Why.
            error: ApiError,
        },
        /// Nothing that the user has enrolled can be used here: the documented dead end.
        NoFactor {
            /// Which factor is wanted.
            status: String,
            /// What the server would take; nothing of it is supported.
            factors: Vec<FactorOffer>,
        },
        /// The link was not opened in time.
        Expired,
        /// Too many wrong answers, verification after verification.
        Exhausted,
        /// The server's answers could not be read.
        Unreadable {
            /// Which place of which answer.
            error: ProtocolError,
        },
        /// The server could not be reached.
        Unreachable {
            /// What the network did last.
            failure: TransportFailure,
        },
        /// The host cancelled.
        Cancelled,
    }
}

record! { from
    /// One way to prove oneself, and whether it can be used here.
    FactorOffer = core::FactorOffer {
        /// The factor, as the server lists it.
        factor: SignInFactor,
        /// False for what this machine cannot drive: passkeys, identity providers, OAuth, and links where no redirect
        /// URL was named. Show it as unavailable, or not at all.
        is_supported: bool,
    }
}

/// A user on the way to giving fresh credentials: a value that never changes. What happened makes the next one.
///
/// The calls act on one session, so the session that makes the requests has to name its id.
#[derive(Debug, Clone, PartialEq, uniffi::Object)]
#[uniffi::export(Debug)]
pub struct Reverification(core::Reverification);

#[uniffi::export]
impl Reverification {
    /// Begins, at the level that the effect `Reverify` names; without one, the strongest factor that the user has.
    ///
    /// Emailed links are supported where there is a `redirect_url` for them to lead back to. The strategies of
    /// `preference` are taken without asking the person, the best first.
    #[uniffi::constructor(default(level = None, redirect_url = None, preference = []))]
    pub fn start(
        level: Option<String>,
        redirect_url: Option<String>,
        preference: Vec<String>,
    ) -> Result<Self, CoreError> {
        let mut machine =
            core::Reverification::start(level.to_core()).with_preference(Vec::to_core(preference));
        if let Some(url) = redirect_url {
            machine = machine.with_redirect_url(RedirectUrl::parse(&url)?);
        }
        Ok(Self(machine))
    }

    /// Reads a snapshot back. A request that was under way is not repeated: the machine looks first.
    #[uniffi::constructor]
    pub fn from_snapshot(snapshot: String) -> Result<Self, CoreError> {
        Ok(Self(core::Reverification::from_snapshot(&snapshot)?))
    }

    /// What to send, when the effect is `Send`. Asking again gives the same.
    pub fn request(&self, session: &Session) -> Result<Option<HttpRequest>, CoreError> {
        use core::ReverificationEffect as CoreEffect;
        match self.0.effect() {
            CoreEffect::Send { id } => Ok(Some(HttpRequest::from_core(self.0.request(id, &session.0)?))),
            CoreEffect::ChooseFactor { .. }
            | CoreEffect::AskPassword { .. }
            | CoreEffect::AskCode { .. }
            | CoreEffect::AwaitLink { .. }
            | CoreEffect::SignIn
            | CoreEffect::Wait { .. }
            | CoreEffect::Finish { .. } => Ok(None),
        }
    }

    /// Takes in what happened, at this time of the device's clock.
    pub fn handle(&self, input: ReverificationInput, now: Timestamp) -> Result<Self, CoreError> {
        Ok(Self(self.0.handle(input.to_core(), now.to_core())?))
    }

    /// What the host has to do now.
    pub fn effect(&self) -> ReverificationEffect {
        ReverificationEffect::from_core(self.0.effect())
    }

    /// Everything that is needed to go on after a restart. It holds no token, no password and no code.
    pub fn snapshot(&self) -> String {
        self.0.to_snapshot()
    }

    /// The factors that would do now, in the server's order. `FactorChosen` names one of them by its place.
    pub fn factors(&self) -> Vec<FactorOffer> {
        FromCore::from_core(self.0.factors())
    }

    /// The level that is being proved: what was asked for, until the server says that it is a lower one.
    pub fn level(&self) -> String {
        self.0.level().as_str().to_owned()
    }

    /// The reverification as the server last showed it, once it has begun.
    pub fn resource(&self) -> Option<SessionReverification> {
        self.0.resource().cloned().map(SessionReverification::from_core)
    }

    /// What went wrong last, while it is being got past.
    pub fn trouble(&self) -> Option<Trouble> {
        self.0.trouble().cloned().map(Trouble::from_core)
    }

    /// The state's name, for logs: `calling`, `asking_password`, …
    pub fn state(&self) -> String {
        self.0.state().as_str().to_owned()
    }
}
