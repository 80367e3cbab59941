//! The signed-in user, blocking.

use std::fmt;
use std::sync::Arc;

use crate::any_resource::AnyResource;
use crate::api::Preparation;
use crate::clock::{Clock, SystemClock};
use crate::driver::{Account, Job, Method, Todo};
use crate::enrolling::Enrolling;
use crate::enrollment::{Enrollment, EnrollmentRequest};
use crate::failure::Error;
use crate::job::{self, ExternalAccountParams, ReauthorizeParams};
use crate::resource::{
    Deleted, EmailAddress, ExternalAccount, PhoneNumber, Resource, ResourceKind, User as UserResource,
    Web3Wallet,
};
use crate::reverification::Reverification;
use crate::reverifying::Reverifying;
use crate::session::{Rotated, Session};
use crate::transport::Transport;

/// The signed-in user of a session, over any blocking HTTP client.
///
/// Cloning it is cheap; clones share the session, so several threads may act for one user.
///
/// ```
/// use user_metadata::session::{Credentials, FrontendApi, Session};
/// use user_metadata::{User, UreqTransport};
/// # let sandbox = user_metadata_sandbox::Sandbox::start()?;
/// # let seeded = sandbox.new_user();
/// # let (url, token) = (sandbox.url(), seeded.native_token);
///
/// let session = Session::new(FrontendApi::parse(&url)?, Credentials::native(&token)?);
/// let user = User::new(session, UreqTransport::new());
///
/// let email = user.create_email_address("test@test.com")?;
/// assert_eq!(email.verification, None, "nothing was sent yet");
/// assert_eq!(user.reload()?.email_addresses.len(), 1);
///
/// let error = user.create_email_address("test@@test.com").unwrap_err();
/// assert_eq!(error.code(), "multiple_at");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct User {
    account: Account,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
}

impl User {
    /// The user of this session, whose requests this transport carries.
    pub fn new(session: Session, transport: impl Transport + 'static) -> Self {
        Self { account: Account::new(session), transport: Arc::new(transport), clock: Arc::new(SystemClock) }
    }

    /// Takes the time from another clock than the machine's.
    #[must_use]
    pub fn with_clock(self, clock: impl Clock + 'static) -> Self {
        Self { clock: Arc::new(clock), ..self }
    }

    /// Has every new token stored, before the answer that brought it is read: a token that is lost signs the user
    /// out. The hook must not send requests for this user.
    #[must_use]
    pub fn on_rotated(self, hook: impl FnMut(&Rotated) + Send + 'static) -> Self {
        self.account.set_hook(Box::new(hook));
        self
    }

    /// The session as it is now, with the newest token.
    pub fn session(&self) -> Session {
        self.account.session()
    }

    /// Goes on with another session, after the user has signed in.
    pub fn replace_session(&self, session: Session) {
        self.account.replace_session(session);
    }

    /// Adds an email address, unverified. Next, [prepare](Self::prepare_verification) its verification.
    ///
    /// It is created exactly once, whatever the network does; an address that the user has already, unverified, is
    /// given back. A lost connection is waited out, with growing pauses, for about a minute and a half.
    ///
    /// # Errors
    /// Validation; Api, where the class says what to do (sign in, reverify, wait for
    /// [`retry_after_millis`](crate::error::ApiError::retry_after_millis)): calling again is safe; Protocol;
    /// Transport, when the server could not be reached in all that time.
    pub fn create_email_address(&self, email: &str) -> Result<EmailAddress, Error> {
        self.perform(&mut Method::resource(job::Job::create_email_address(email)?))
    }

    /// Adds a phone number, unverified; otherwise as [`create_email_address`](Self::create_email_address). The plus
    /// sign may be missing.
    ///
    /// # Errors
    /// As [`create_email_address`](Self::create_email_address).
    pub fn create_phone_number(&self, phone_number: &str) -> Result<PhoneNumber, Error> {
        self.perform(&mut Method::resource(job::Job::create_phone_number(phone_number)?))
    }

    /// Adds a web3 wallet of Ethereum or Solana, unverified; otherwise as
    /// [`create_email_address`](Self::create_email_address).
    ///
    /// # Errors
    /// As [`create_email_address`](Self::create_email_address).
    pub fn create_web3_wallet(&self, web3_wallet: &str) -> Result<Web3Wallet, Error> {
        self.perform(&mut Method::resource(job::Job::create_web3_wallet(web3_wallet)?))
    }

    /// Connects an account at a provider, unverified; otherwise as
    /// [`create_email_address`](Self::create_email_address).
    ///
    /// Send the user to the `external_verification_redirect_url` of its verification. Back at the redirect URL,
    /// [`reload`](Self::reload) and look at the account of that strategy: it is verified, or the `error` of its
    /// verification says why not and is fit to show. [`enroll`](Self::enroll) does all that, and checks the URL.
    ///
    /// # Errors
    /// As [`create_email_address`](Self::create_email_address); `redirect_origin_missing` for a redirect URL that is
    /// a path when the session names no origin.
    pub fn create_external_account(
        &self,
        params: &ExternalAccountParams<'_>,
    ) -> Result<ExternalAccount, Error> {
        self.perform(&mut Method::resource(job::Job::create_external_account(params)?))
    }

    /// Has a code or a link sent, or a message made for the wallet to sign. It is sent once and never again by
    /// itself: after a Transport error with [`Sent::Maybe`](crate::enrollment::Sent::Maybe),
    /// [look](Self::resource) before asking for a second message.
    ///
    /// # Errors
    /// `strategy_not_of_this_kind`; Api, such as `verification_already_verified`; Protocol; Transport.
    pub fn prepare_verification<R: AnyResource>(&self, of: &R, by: Preparation) -> Result<R, Error> {
        self.perform(&mut Method::resource(job::Job::prepare_verification(&of.clone().into(), by)?))
    }

    /// Proves it with the code that was sent, or with the wallet's signature. What cannot be right is refused before
    /// it is sent. A wrong code is an Api error, `form_code_incorrect`, and the next one is welcome.
    ///
    /// # Errors
    /// Validation of the fields `code` and `signature`; Api; Protocol; Transport: then [look](Self::resource).
    pub fn attempt_verification<R: AnyResource>(&self, of: &R, proof: &str) -> Result<R, Error> {
        self.perform(&mut Method::resource(job::Job::attempt_verification(&of.clone().into(), proof)?))
    }

    /// The user as the server holds it, with all identifiers.
    ///
    /// # Errors
    /// Api, Protocol, Transport.
    pub fn reload(&self) -> Result<UserResource, Error> {
        self.perform(&mut Method::user(job::Job::read_user()))
    }

    /// One identifier as the server holds it. External accounts are not served so: [`reload`](Self::reload) the user.
    ///
    /// # Errors
    /// Api, Protocol, Transport; `not_of_this_kind` for an external account.
    pub fn resource(&self, kind: ResourceKind, id: &str) -> Result<Resource, Error> {
        self.perform(&mut Method::resource(job::Job::read_resource(kind, id)?))
    }

    /// All identifiers of one kind; otherwise as [`resource`](Self::resource).
    ///
    /// # Errors
    /// As [`resource`](Self::resource).
    pub fn list(&self, kind: ResourceKind) -> Result<Vec<Resource>, Error> {
        self.perform(&mut Method::resources(job::Job::list(kind)))
    }

    /// Asks for more scopes, or for a new consent. The answer has a fresh URL to send the user to.
    ///
    /// # Errors
    /// Validation, Api, Protocol, Transport.
    pub fn reauthorize(
        &self,
        account: &ExternalAccount,
        params: &ReauthorizeParams<'_>,
    ) -> Result<ExternalAccount, Error> {
        self.perform(&mut Method::resource(job::Job::reauthorize(&account.id, params)?))
    }

    /// Makes it the primary one of its kind.
    ///
    /// # Errors
    /// `not_verified` and `kind_without_primary`, before anything is sent; Api, Protocol, Transport.
    pub fn set_primary<R: AnyResource>(&self, resource: &R) -> Result<UserResource, Error> {
        self.perform(&mut Method::user(job::Job::set_primary(&resource.clone().into())?))
    }

    /// Removes it from the user.
    ///
    /// # Errors
    /// Api, Protocol, Transport.
    pub fn destroy<R: AnyResource>(&self, resource: &R) -> Result<Deleted, Error> {
        let resource: Resource = resource.clone().into();
        self.delete(resource.kind(), resource.id())
    }

    /// The same by id, such as the one that [`LeftOver`](crate::enrollment::LeftOver) names.
    ///
    /// # Errors
    /// As [`destroy`](Self::destroy).
    pub fn delete(&self, kind: ResourceKind, id: &str) -> Result<Deleted, Error> {
        self.perform(&mut Method::deleted(job::Job::delete(kind, id)?))
    }

    /// Begins to add and verify an identifier. Nothing is sent yet: see [`Enrolling`].
    pub fn enroll(&self, request: EnrollmentRequest) -> Enrolling<Self> {
        Enrolling::new(self.clone(), Enrollment::start(request))
    }

    /// Goes on with an enrollment that was stored, by this program or by any other.
    ///
    /// # Errors
    /// Snapshot.
    pub fn resume(&self, snapshot: &str) -> Result<Enrolling<Self>, Error> {
        Ok(Enrolling::new(self.clone(), Enrollment::from_snapshot(snapshot)?))
    }

    /// Begins to give fresh credentials for the session: what [`Effect::Reverify`](crate::enrollment::Effect::Reverify)
    /// and a refusal with `session_reverification_required` ask for. Nothing is sent yet: see [`Reverifying`].
    pub fn reverify(&self, reverification: Reverification) -> Reverifying<Self> {
        Reverifying::new(self.clone(), reverification)
    }

    /// Goes on with a reverification that was stored.
    ///
    /// # Errors
    /// Snapshot.
    pub fn resume_reverification(&self, snapshot: &str) -> Result<Reverifying<Self>, Error> {
        Ok(Reverifying::new(self.clone(), Reverification::from_snapshot(snapshot)?))
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// The blocking loop. Its asynchronous twin is in `async_user.rs`.
    pub(crate) fn perform<J: Job>(&self, job: &mut J) -> Result<J::Output, Error> {
        loop {
            match job.todo(&self.account, self.clock.now())? {
                Todo::Send(request) => {
                    let reply = self.transport.send(&request);
                    self.account.absorb(&reply);
                    job.replied(reply, self.clock.now())?;
                }
                Todo::Sleep(until) => {
                    self.clock.sleep_until(until);
                    job.woken(self.clock.now())?;
                }
                Todo::Done(output) => return Ok(output),
            }
        }
    }
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("User").field(&self.account).finish()
    }
}
