//! From "the person typed an identifier" to "the server holds it as verified".

use user_metadata_core::enrollment as core;
use user_metadata_core::identifier::{EmailAddress, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy};

use crate::convert::{FromCore, ToCore, choice};
use crate::error::{ApiError, ClerkError, CoreError, ProtocolError, Sent, TransportFailure};
use crate::http::{HttpRequest, HttpResponse};
use crate::machine::{Problem, Trouble, WaitReason};
use crate::params::{ExternalAccountParams, ReauthorizeParams};
use crate::resource::{Resource, ResourceKind};
use crate::session::Session;
use crate::text::{Destination, Secret, Timestamp};

/// What is to be added and how it is to be proved. It is checked when the enrollment starts.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum EnrollmentRequest {
    /// An email address.
    EmailAddress {
        /// The address, as it was typed.
        email: String,
        /// `email_code`, `email_link` or `enterprise_sso`.
        #[uniffi(default = "email_code")]
        strategy: String,
        /// Where a link or an identity provider leads back to.
        #[uniffi(default = None)]
        redirect_url: Option<String>,
    },
    /// A phone number, proved by a code.
    PhoneNumber {
        /// The number, as it was typed.
        phone_number: String,
    },
    /// A web3 wallet, proved by a signature.
    Web3Wallet {
        /// The address.
        web3_wallet: String,
        /// Which kind of wallet signs, `web3_metamask_signature`; without one, the usual one of the address's chain.
        #[uniffi(default = None)]
        strategy: Option<String>,
    },
    /// An external account, proved by a round trip to its provider.
    ExternalAccount {
        /// Which, and how.
        params: ExternalAccountParams,
    },
    /// More scopes, or a new consent, for an external account that the user has.
    Reauthorize {
        /// The account's id.
        id: String,
        /// What to ask for.
        params: ReauthorizeParams,
    },
}

choice! { to
    /// Something that happened.
    Input = core::Input {
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
        /// The person typed a code.
        CodeEntered {
            /// As typed.
            code: Secret,
        },
        /// The wallet signed.
        Signed {
            /// As the wallet returned it.
            signature: Secret,
        },
        /// The person asks for another code or link.
        ResendRequested,
        /// The user landed on the redirect URL.
        RedirectReturned {
            /// The whole URL, with query and fragment. It may hold a nonce, so it is kept like a secret.
            url: Secret,
        },
        /// The user signed in; the session that builds requests is a fresh one.
        SignedIn,
        /// The user gave fresh credentials.
        Reverified,
        /// Time has passed.
        Tick,
        /// The person gave up. Always accepted; the effect is `Finish` at once.
        Cancelled,
    }
}

choice! { from
    /// What the host has to do now. All times are of the device's clock.
    #[uniffi::export(Debug)]
    Effect = core::Effect {
        /// Send the request, let the session absorb the answer, then hand it over with `Responded` or
        /// `TransportFailed`.
        Send {
            /// Which request.
            id: i64,
        },
        /// Send the user to this URL, which was checked; when the user comes back, hand the landing URL over with
        /// `RedirectReturned`. When the user closes the browser, say `Cancelled`.
        OpenUrl {
            /// Where to.
            url: String,
            /// Until when it works, where the server says so. A `Tick` after it ends the wait.
            expires_at: Option<Timestamp>,
        },
        /// Ask for the code that was sent; hand it over with `CodeEntered`.
        AskCode {
            /// Where the code went.
            destination: Destination,
            /// By which channel, where the server says so: `sms` or `whatsapp`.
            channel: Option<String>,
            /// Until when a code is accepted, where the server says so.
            expires_at: Option<Timestamp>,
            /// From when on `ResendRequested` is accepted.
            resend_at: Timestamp,
            /// How many wrong codes the server has refused since the last one was sent.
            attempts: i32,
            /// Why the last entry did not do.
            problem: Option<Problem>,
        },
        /// Let the wallet sign exactly this text; hand the signature over with `Signed`. Ethereum: `personal_sign`,
        /// `0x` hex. Solana: `signMessage`, base64.
        AskSignature {
            /// The text, byte for byte.
            message: String,
            /// The address that has to sign.
            wallet: String,
            /// Which kind of wallet.
            strategy: String,
            /// Until when a signature is accepted, where the server says so.
            expires_at: Option<Timestamp>,
            /// How many signatures the server has refused for this message.
            attempts: i32,
            /// Why the last signature did not do.
            problem: Option<Problem>,
        },
        /// Say that a link is on its way, and hand a `Tick` over at `poll_at`. If the link leads back to the host, hand
        /// the landing URL over with `RedirectReturned`.
        AwaitLink {
            /// Where the link went.
            destination: Destination,
            /// When to look again.
            poll_at: Timestamp,
            /// When the wait ends.
            expires_at: Timestamp,
            /// From when on `ResendRequested` is accepted.
            resend_at: Timestamp,
        },
        /// Ask the user to sign in; then hand `SignedIn` over.
        SignIn,
        /// Ask the user for fresh credentials: drive a `Reverification` of this level, and hand `Reverified` over when
        /// it is complete, or `Cancelled` when it is not.
        Reverify {
            /// What the server said of the level; usually it says nothing.
            level: Option<String>,
        },
        /// Wait, then hand a `Tick` over.
        Wait {
            /// Until when.
            until: Timestamp,
            /// What for.
            reason: WaitReason,
        },
        /// It is over; store or show the outcome, and forget the snapshot.
        Finish {
            /// How it ended.
            outcome: Outcome,
        },
    }
}

choice! { from
    /// How an enrollment ended. A refusal by the server is an outcome, not an error.
    Outcome = core::Outcome {
        /// The server holds it as verified.
        Verified {
            /// The identifier.
            resource: Resource,
        },
        /// It was created, and no verification was asked for.
        Created {
            /// The identifier, usually unverified.
            resource: Resource,
        },
        /// The verification ended without success, by the user's or the provider's doing.
        Refused {
            /// The identifier, still unverified.
            resource: Resource,
            /// Why; its user message is fit to show.
            error: ClerkError,
        },
        /// The server refused a request for good.
        Rejected {
            /// Why.
            error: ApiError,
            /// What it leaves behind.
            left_over: LeftOver,
        },
        /// Not proved in time.
        Expired {
            /// The identifier, still unverified.
            resource: Resource,
        },
        /// Too many wrong answers, verification after verification.
        Exhausted {
            /// The identifier, still unverified.
            resource: Resource,
        },
        /// The server's answers could not be read.
        Unreadable {
            /// Which place of which answer.
            error: ProtocolError,
            /// What it leaves behind.
            left_over: LeftOver,
        },
        /// The server could not be reached.
        Unreachable {
            /// What the network did last.
            failure: TransportFailure,
            /// What it leaves behind.
            left_over: LeftOver,
        },
        /// The host cancelled.
        Cancelled {
            /// What it leaves behind.
            left_over: LeftOver,
        },
    }
}

choice! { from
    /// What an enrollment that did not reach its end leaves on the server.
    LeftOver = core::LeftOver {
        /// Nothing.
        Nothing,
        /// This identifier, unverified. It can be deleted, or taken up again by an enrollment for the same value.
        Unverified {
            /// The identifier.
            resource: Resource,
        },
        /// A create was under way, and nobody knows whether it arrived. Read the user to find out.
        Unknown,
    }
}

/// One identifier on its way to being verified: a value that never changes. What happened makes the next one.
#[derive(Debug, Clone, PartialEq, uniffi::Object)]
#[uniffi::export(Debug)]
pub struct Enrollment(core::Enrollment);

#[uniffi::export]
impl Enrollment {
    /// Begins: the identifier is to be created and verified. One that the user already has, unverified, is taken up
    /// again.
    #[uniffi::constructor]
    pub fn start(request: EnrollmentRequest) -> Result<Self, CoreError> {
        Ok(Self(core::Enrollment::start(checked(request)?)))
    }

    /// Begins: the identifier is to be created, and nothing more.
    #[uniffi::constructor]
    pub fn create_only(request: EnrollmentRequest) -> Result<Self, CoreError> {
        Ok(Self(core::Enrollment::create_only(checked(request)?)))
    }

    /// Reads a snapshot back. A request that was under way is not repeated: the machine looks first.
    #[uniffi::constructor]
    pub fn from_snapshot(snapshot: String) -> Result<Self, CoreError> {
        Ok(Self(core::Enrollment::from_snapshot(&snapshot)?))
    }

    /// What to send, when the effect is `Send`. Asking again gives the same.
    pub fn request(&self, session: &Session) -> Result<Option<HttpRequest>, CoreError> {
        match self.0.effect() {
            core::Effect::Send { id } => Ok(Some(HttpRequest::from_core(self.0.request(id, &session.0)?))),
            core::Effect::OpenUrl { .. }
            | core::Effect::AskCode { .. }
            | core::Effect::AskSignature { .. }
            | core::Effect::AwaitLink { .. }
            | core::Effect::SignIn
            | core::Effect::Reverify { .. }
            | core::Effect::Wait { .. }
            | core::Effect::Finish { .. } => Ok(None),
        }
    }

    /// Takes in what happened, at this time of the device's clock.
    pub fn handle(&self, input: Input, now: Timestamp) -> Result<Self, CoreError> {
        Ok(Self(self.0.handle(input.to_core(), now.to_core())?))
    }

    /// What the host has to do now.
    pub fn effect(&self) -> Effect {
        Effect::from_core(self.0.effect())
    }

    /// Everything that is needed to go on after a restart. It holds no token, no code and no signature.
    pub fn snapshot(&self) -> String {
        self.0.to_snapshot()
    }

    /// Which kind of identifier it is about.
    pub fn kind(&self) -> ResourceKind {
        ResourceKind::from_core(self.0.enrolling().kind())
    }

    /// What a person recognises it by: the address, the number, or the provider.
    pub fn identifier(&self) -> String {
        self.0.enrolling().identifier().to_owned()
    }

    /// Where the user comes back to, where there is such a place.
    pub fn redirect_url(&self) -> Option<String> {
        self.0.enrolling().redirect_url().map(|url| url.as_str().to_owned())
    }

    /// The identifier as the server last showed it, once it exists.
    pub fn resource(&self) -> Option<Resource> {
        self.0.resource().cloned().map(Resource::from_core)
    }

    /// What went wrong last, while it is being got past.
    pub fn trouble(&self) -> Option<Trouble> {
        self.0.trouble().cloned().map(Trouble::from_core)
    }

    /// What would stay behind on the server if it ended now.
    pub fn left_over(&self) -> LeftOver {
        LeftOver::from_core(self.0.left_over())
    }

    /// The state's name, for logs: `calling`, `asking_code`, …
    pub fn state(&self) -> String {
        self.0.state().as_str().to_owned()
    }
}

fn checked(request: EnrollmentRequest) -> Result<core::EnrollmentRequest, CoreError> {
    Ok(match request {
        EnrollmentRequest::EmailAddress { email, strategy, redirect_url } => {
            let email = EmailAddress::parse(&email)?;
            let redirect_url = redirect_url.as_deref().map(RedirectUrl::parse).transpose()?;
            let proof = core::EmailProof::from_strategy(&strategy, redirect_url)?;
            core::EnrollmentRequest::EmailAddress { email, proof }
        }
        EnrollmentRequest::PhoneNumber { phone_number } => {
            core::EnrollmentRequest::PhoneNumber { phone_number: PhoneNumber::parse(&phone_number)? }
        }
        EnrollmentRequest::Web3Wallet { web3_wallet, strategy } => {
            let web3_wallet = WalletAddress::parse(&web3_wallet)?;
            let strategy = match strategy {
                Some(strategy) => Web3Strategy::parse(&strategy)?,
                None => Web3Strategy::usual(web3_wallet.chain()),
            };
            core::EnrollmentRequest::Web3Wallet { web3_wallet, strategy }
        }
        EnrollmentRequest::ExternalAccount { params } => {
            core::EnrollmentRequest::ExternalAccount(params.to_call()?)
        }
        EnrollmentRequest::Reauthorize { id, params } => {
            core::EnrollmentRequest::Reauthorize(params.to_call(&id)?)
        }
    })
}
