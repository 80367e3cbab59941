//! The signed-in user, asynchronously.

use std::fmt;
use std::sync::Arc;

use crate::any_resource::AnyResource;
use crate::api::Preparation;
use crate::clock::AsyncClock;
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
use crate::transport::AsyncTransport;

/// [`User`](crate::User), asynchronously: the same methods, over any asynchronous HTTP client and timer.
///
/// Dropping the future of a method that changes something leaves it unknown whether it has happened; calling a
/// create again is safe.
#[cfg_attr(
    feature = "reqwest",
    doc = r#"
```
use user_metadata::session::{Credentials, FrontendApi, Session};
use user_metadata::{AsyncUser, ReqwestTransport, TokioClock};

# let sandbox = user_metadata_sandbox::Sandbox::start()?;
# let (url, token) = (sandbox.url(), sandbox.new_user().native_token);
# tokio::runtime::Runtime::new()?.block_on(async {
let session = Session::new(FrontendApi::parse(&url)?, Credentials::native(&token)?);
let user = AsyncUser::new(session, ReqwestTransport::new()?, TokioClock);
let phone = user.create_phone_number("15551234567").await?;
assert_eq!(phone.phone_number, "+15551234567");
# Ok::<(), Box<dyn std::error::Error>>(()) })?;
# Ok::<(), Box<dyn std::error::Error>>(())
```
"#
)]
#[derive(Clone)]
pub struct AsyncUser {
    account: Account,
    transport: Arc<dyn AsyncTransport>,
    clock: Arc<dyn AsyncClock>,
}

impl AsyncUser {
    /// The user of this session, whose requests this transport carries.
    pub fn new(
        session: Session,
        transport: impl AsyncTransport + 'static,
        clock: impl AsyncClock + 'static,
    ) -> Self {
        Self { account: Account::new(session), transport: Arc::new(transport), clock: Arc::new(clock) }
    }

    /// As [`User::on_rotated`](crate::User::on_rotated).
    #[must_use]
    pub fn on_rotated(self, hook: impl FnMut(&Rotated) + Send + 'static) -> Self {
        self.account.set_hook(Box::new(hook));
        self
    }

    /// As [`User::session`](crate::User::session).
    pub fn session(&self) -> Session {
        self.account.session()
    }

    /// As [`User::replace_session`](crate::User::replace_session).
    pub fn replace_session(&self, session: Session) {
        self.account.replace_session(session);
    }

    /// As [`User::create_email_address`](crate::User::create_email_address).
    ///
    /// # Errors
    /// The same.
    pub async fn create_email_address(&self, email: &str) -> Result<EmailAddress, Error> {
        self.perform(&mut Method::resource(job::Job::create_email_address(email)?)).await
    }

    /// As [`User::create_phone_number`](crate::User::create_phone_number).
    ///
    /// # Errors
    /// The same.
    pub async fn create_phone_number(&self, phone_number: &str) -> Result<PhoneNumber, Error> {
        self.perform(&mut Method::resource(job::Job::create_phone_number(phone_number)?)).await
    }

    /// As [`User::create_web3_wallet`](crate::User::create_web3_wallet).
    ///
    /// # Errors
    /// The same.
    pub async fn create_web3_wallet(&self, web3_wallet: &str) -> Result<Web3Wallet, Error> {
        self.perform(&mut Method::resource(job::Job::create_web3_wallet(web3_wallet)?)).await
    }

    /// As [`User::create_external_account`](crate::User::create_external_account).
    ///
    /// # Errors
    /// The same.
    pub async fn create_external_account(
        &self,
        params: &ExternalAccountParams<'_>,
    ) -> Result<ExternalAccount, Error> {
        self.perform(&mut Method::resource(job::Job::create_external_account(params)?)).await
    }

    /// As [`User::prepare_verification`](crate::User::prepare_verification).
    ///
    /// # Errors
    /// The same.
    pub async fn prepare_verification<R: AnyResource>(&self, of: &R, by: Preparation) -> Result<R, Error> {
        self.perform(&mut Method::resource(job::Job::prepare_verification(&of.clone().into(), by)?)).await
    }

    /// As [`User::attempt_verification`](crate::User::attempt_verification).
    ///
    /// # Errors
    /// The same.
    pub async fn attempt_verification<R: AnyResource>(&self, of: &R, proof: &str) -> Result<R, Error> {
        self.perform(&mut Method::resource(job::Job::attempt_verification(&of.clone().into(), proof)?)).await
    }

    /// As [`User::reload`](crate::User::reload).
    ///
    /// # Errors
    /// The same.
    pub async fn reload(&self) -> Result<UserResource, Error> {
        self.perform(&mut Method::user(job::Job::read_user())).await
    }

    /// As [`User::resource`](crate::User::resource).
    ///
    /// # Errors
    /// The same.
    pub async fn resource(&self, kind: ResourceKind, id: &str) -> Result<Resource, Error> {
        self.perform(&mut Method::resource(job::Job::read_resource(kind, id)?)).await
    }

    /// As [`User::list`](crate::User::list).
    ///
    /// # Errors
    /// The same.
    pub async fn list(&self, kind: ResourceKind) -> Result<Vec<Resource>, Error> {
        self.perform(&mut Method::resources(job::Job::list(kind))).await
    }

    /// As [`User::reauthorize`](crate::User::reauthorize).
    ///
    /// # Errors
    /// The same.
    pub async fn reauthorize(
        &self,
        account: &ExternalAccount,
        params: &ReauthorizeParams<'_>,
    ) -> Result<ExternalAccount, Error> {
        self.perform(&mut Method::resource(job::Job::reauthorize(&account.id, params)?)).await
    }

    /// As [`User::set_primary`](crate::User::set_primary).
    ///
    /// # Errors
    /// The same.
    pub async fn set_primary<R: AnyResource>(&self, resource: &R) -> Result<UserResource, Error> {
        self.perform(&mut Method::user(job::Job::set_primary(&resource.clone().into())?)).await
    }

    /// As [`User::destroy`](crate::User::destroy).
    ///
    /// # Errors
    /// The same.
    pub async fn destroy<R: AnyResource>(&self, resource: &R) -> Result<Deleted, Error> {
        let resource: Resource = resource.clone().into();
        self.delete(resource.kind(), resource.id()).await
    }

    /// As [`User::delete`](crate::User::delete).
    ///
    /// # Errors
    /// The same.
    pub async fn delete(&self, kind: ResourceKind, id: &str) -> Result<Deleted, Error> {
        self.perform(&mut Method::deleted(job::Job::delete(kind, id)?)).await
    }

    /// As [`User::enroll`](crate::User::enroll).
    pub fn enroll(&self, request: EnrollmentRequest) -> Enrolling<Self> {
        Enrolling::new(self.clone(), Enrollment::start(request))
    }

    /// As [`User::resume`](crate::User::resume).
    ///
    /// # Errors
    /// Snapshot.
    pub fn resume(&self, snapshot: &str) -> Result<Enrolling<Self>, Error> {
        Ok(Enrolling::new(self.clone(), Enrollment::from_snapshot(snapshot)?))
    }

    /// As [`User::reverify`](crate::User::reverify).
    pub fn reverify(&self, reverification: Reverification) -> Reverifying<Self> {
        Reverifying::new(self.clone(), reverification)
    }

    /// As [`User::resume_reverification`](crate::User::resume_reverification).
    ///
    /// # Errors
    /// Snapshot.
    pub fn resume_reverification(&self, snapshot: &str) -> Result<Reverifying<Self>, Error> {
        Ok(Reverifying::new(self.clone(), Reverification::from_snapshot(snapshot)?))
    }

    pub(crate) fn clock(&self) -> &dyn AsyncClock {
        self.clock.as_ref()
    }

    /// The asynchronous loop. Its blocking twin is in `user.rs`.
    pub(crate) async fn perform<J: Job>(&self, job: &mut J) -> Result<J::Output, Error> {
        loop {
            match job.todo(&self.account, self.clock.now())? {
                Todo::Send(request) => {
                    let reply = self.transport.send(&request).await;
                    self.account.absorb(&reply);
                    job.replied(reply, self.clock.now())?;
                }
                Todo::Sleep(until) => {
                    self.clock.sleep_until(until).await;
                    job.woken(self.clock.now())?;
                }
                Todo::Done(output) => return Ok(output),
            }
        }
    }
}

impl fmt::Debug for AsyncUser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AsyncUser").field(&self.account).finish()
    }
}
