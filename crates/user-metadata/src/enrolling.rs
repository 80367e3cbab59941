//! One enrollment of one user, step by step or driven by callbacks.

use std::fmt;

use crate::async_user::AsyncUser;
use crate::driver::Progress;
use crate::enrollment::{Effect, Enrollment, EnrollmentRequest, Input, LeftOver, Outcome, Trouble};
use crate::failure::Error;
use crate::person::{Answered, Person, ask};
use crate::resource::Resource;
use crate::time::Timestamp;
use crate::user::User;

/// An identifier on its way to being verified, for a [`User`] or an [`AsyncUser`].
///
/// Step by step: [`proceed`](Self::proceed) sends what is to be sent and says who is needed;
/// [`answer`](Self::answer) takes in what they did. [`snapshot`](Self::snapshot) may be stored at any time.
///
/// ```
/// use user_metadata::enrollment::{Effect, EmailProof, EnrollmentRequest, Input, Outcome};
/// use user_metadata::identifier::EmailAddress;
/// use user_metadata::secret::Secret;
/// # use user_metadata::{session::{Credentials, FrontendApi, Session}, User, UreqTransport};
/// # let sandbox = user_metadata_sandbox::Sandbox::start()?;
/// # let token = sandbox.new_user().native_token;
/// # let session = Session::new(FrontendApi::parse(&sandbox.url())?, Credentials::native(&token)?);
/// # let user = User::new(session, UreqTransport::new());
///
/// let email = EmailAddress::parse("jane@example.com")?;
/// let mut enrolling = user.enroll(EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code });
/// let outcome = loop {
///     match enrolling.proceed()? {
///         Effect::AskCode { .. } => {
///             // The app may die here:
///             enrolling = user.resume(&enrolling.snapshot())?;
///             let code = sandbox.inbox().pop().and_then(|message| message.code).unwrap();
///             enrolling.answer(Input::CodeEntered { code: Secret::new(code) })?;
///         }
///         Effect::Finish { outcome } => break outcome,
///         effect => unreachable!("{effect:?}"),
///     }
/// };
/// assert!(matches!(outcome, Outcome::Verified { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
#[must_use = "nothing is sent until it proceeds"]
pub struct Enrolling<U> {
    user: U,
    progress: Progress<Enrollment>,
}

impl<U: HasClock> Enrolling<U> {
    pub(crate) const fn new(user: U, enrollment: Enrollment) -> Self {
        Self { user, progress: Progress::new(enrollment) }
    }

    /// What is needed now. `Send` means that it has to [`proceed`](Self::proceed).
    pub fn effect(&self) -> Effect {
        self.progress.machine.effect()
    }

    /// Takes in what happened. The next effect is usually `Send`: [`proceed`](Self::proceed).
    ///
    /// # Errors
    /// Misuse; nothing has changed then, and the enrollment goes on.
    pub fn answer(&mut self, input: Input) -> Result<(), Error> {
        let now = self.user.now();
        self.progress.take_in(input, now)
    }

    /// Gives up. What stays behind on the server is said by the outcome.
    ///
    /// # Errors
    /// None: it is always possible.
    pub fn cancel(&mut self) -> Result<(), Error> {
        self.answer(Input::Cancelled)
    }

    /// Everything that is needed to go on after a restart. It holds no token, no code and no signature.
    pub fn snapshot(&self) -> String {
        self.progress.machine.to_snapshot()
    }

    /// What is being enrolled.
    pub fn enrolling(&self) -> &EnrollmentRequest {
        self.progress.machine.enrolling()
    }

    /// The identifier as the server last showed it, once it exists.
    pub fn resource(&self) -> Option<&Resource> {
        self.progress.machine.resource()
    }

    /// What went wrong last, while it is being got past.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.progress.machine.trouble()
    }

    /// What would stay behind on the server if it ended now.
    pub fn left_over(&self) -> LeftOver {
        self.progress.machine.left_over()
    }

    /// Whose enrollment it is.
    pub const fn user(&self) -> &U {
        &self.user
    }
}

impl Enrolling<User> {
    /// Sends what is to be sent, until somebody is needed: the person, the wallet, the browser, or time. Never
    /// answers `Send`.
    ///
    /// # Errors
    /// Validation, when the session lacks what the request needs (`redirect_origin_missing`). Refusals and lost
    /// connections are effects and outcomes.
    pub fn proceed(&mut self) -> Result<Effect, Error> {
        self.user.perform(&mut self.progress)
    }

    /// Waits for what only takes time (`Wait`, and `AwaitLink` until its next look), then says so. Does nothing at
    /// any other effect.
    ///
    /// # Errors
    /// None: time may always pass.
    pub fn wait(&mut self) -> Result<(), Error> {
        let Some(until) = wakes_at(&self.effect()) else { return Ok(()) };
        self.user.clock().sleep_until(until);
        self.answer(Input::Tick)
    }

    /// Drives it to its end, asking this [`Person`] whenever somebody is needed.
    ///
    /// # Errors
    /// As [`proceed`](Self::proceed), and Misuse where the person's answer has no meaning (a resend before its time, a
    /// foreign URL). The enrollment stands where it stood: `run` may be called again.
    pub fn run(&mut self, person: &mut dyn Person) -> Result<Outcome, Error> {
        loop {
            person.store(&self.snapshot());
            let effect = self.proceed()?;
            person.store(&self.snapshot());
            match ask(person, effect) {
                Answered::Input(input) => self.answer(input)?,
                Answered::Session(session) => {
                    self.user.replace_session(*session);
                    self.answer(Input::SignedIn)?;
                }
                Answered::Wait => self.wait()?,
                Answered::Over(outcome) => return Ok(outcome),
            }
        }
    }
}

impl Enrolling<AsyncUser> {
    /// As its blocking twin. The future may be dropped: the next `proceed` then looks whether the request that was
    /// under way has arrived.
    ///
    /// # Errors
    /// Validation, when the session lacks what the request needs (`redirect_origin_missing`). Refusals and lost
    /// connections are effects and outcomes.
    pub async fn proceed(&mut self) -> Result<Effect, Error> {
        self.user.perform(&mut self.progress).await
    }

    /// As its blocking twin. The future may be dropped.
    ///
    /// # Errors
    /// None: time may always pass.
    pub async fn wait(&mut self) -> Result<(), Error> {
        let Some(until) = wakes_at(&self.effect()) else { return Ok(()) };
        self.user.clock().sleep_until(until).await;
        self.answer(Input::Tick)
    }
}

/// Until when an effect asks for nothing but time.
const fn wakes_at(effect: &Effect) -> Option<Timestamp> {
    match effect {
        Effect::Wait { until, .. } => Some(*until),
        Effect::AwaitLink { poll_at, .. } => Some(*poll_at),
        Effect::Send { .. }
        | Effect::OpenUrl { .. }
        | Effect::AskCode { .. }
        | Effect::AskSignature { .. }
        | Effect::SignIn
        | Effect::Reverify { .. }
        | Effect::Finish { .. } => None,
    }
}

/// A [`User`] or an [`AsyncUser`].
pub trait HasClock: sealed::Sealed {
    /// The time of its clock.
    fn now(&self) -> Timestamp;
}

impl HasClock for User {
    fn now(&self) -> Timestamp {
        self.clock().now()
    }
}

impl HasClock for AsyncUser {
    fn now(&self) -> Timestamp {
        self.clock().now()
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::User {}
    impl Sealed for super::AsyncUser {}
}

impl<U> fmt::Debug for Enrolling<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Enrolling").field(&self.progress.machine).finish()
    }
}
