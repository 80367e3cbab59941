//! One reverification of one session, step by step.

use std::fmt;

use crate::async_user::AsyncUser;
use crate::driver::Progress;
use crate::enrolling::HasClock;
use crate::failure::Error;
use crate::reverification::{FactorOffer, Reverification, ReverificationEffect, ReverificationInput};
use crate::time::Timestamp;
use crate::user::User;

/// Fresh credentials on their way, for the session of a [`User`] or an [`AsyncUser`]. The session has to name its id.
///
/// It is what stands between [`Effect::Reverify`](crate::enrollment::Effect::Reverify) and
/// [`Input::Reverified`](crate::enrollment::Input::Reverified): [`proceed`](Self::proceed) sends what is to be sent and
/// says what to ask the person, [`answer`](Self::answer) takes in what the person did.
///
/// ```
/// use user_metadata::reverification::{
///     Reverification, ReverificationEffect, ReverificationInput, ReverificationOutcome,
/// };
/// use user_metadata::secret::Secret;
/// # use user_metadata::{session::{Credentials, FrontendApi, Session}, User, UreqTransport};
/// # let sandbox = user_metadata_sandbox::Sandbox::start()?;
/// # let seeded = sandbox.new_user_with(&user_metadata_sandbox::NewUser {
/// #     password: Some("correct horse".into()),
/// #     ..Default::default()
/// # });
/// # let session = Session::new(FrontendApi::parse(&sandbox.url())?, Credentials::native(&seeded.native_token)?);
/// # let user = User::new(session.with_session_id(&seeded.session_id), UreqTransport::new());
///
/// let mut reverifying = user.reverify(Reverification::start(None));
/// let outcome = loop {
///     match reverifying.proceed()? {
///         ReverificationEffect::AskPassword { .. } => {
///             reverifying.answer(ReverificationInput::PasswordEntered { password: Secret::new("correct horse") })?;
///         }
///         ReverificationEffect::Finish { outcome } => break outcome,
///         effect => unreachable!("{effect:?}"),
///     }
/// };
/// assert!(matches!(outcome, ReverificationOutcome::Complete { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
#[must_use = "nothing is sent until it proceeds"]
pub struct Reverifying<U> {
    user: U,
    progress: Progress<Reverification>,
}

impl<U: HasClock> Reverifying<U> {
    pub(crate) const fn new(user: U, reverification: Reverification) -> Self {
        Self { user, progress: Progress::new(reverification) }
    }

    /// What is needed now. `Send` means that it has to [`proceed`](Self::proceed).
    pub fn effect(&self) -> ReverificationEffect {
        self.progress.machine.effect()
    }

    /// Takes in what happened. The next effect is usually `Send`: [`proceed`](Self::proceed).
    ///
    /// # Errors
    /// Misuse; nothing has changed then, and it goes on.
    pub fn answer(&mut self, input: ReverificationInput) -> Result<(), Error> {
        let now = self.user.now();
        self.progress.take_in(input, now)
    }

    /// Gives up.
    ///
    /// # Errors
    /// None: it is always possible.
    pub fn cancel(&mut self) -> Result<(), Error> {
        self.answer(ReverificationInput::Cancelled)
    }

    /// What the server would take now, once it has said so.
    pub fn factors(&self) -> Vec<FactorOffer> {
        self.progress.machine.factors()
    }

    /// Everything that is needed to go on after a restart. It holds no token, no password and no code.
    pub fn snapshot(&self) -> String {
        self.progress.machine.to_snapshot()
    }
}

impl Reverifying<User> {
    /// Sends what is to be sent, until somebody is needed: the person, or time. Never answers `Send`.
    ///
    /// # Errors
    /// Misuse, when the session does not name its id (`session_id_missing`). Refusals and lost connections are effects
    /// and outcomes.
    pub fn proceed(&mut self) -> Result<ReverificationEffect, Error> {
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
        self.answer(ReverificationInput::Tick)
    }
}

impl Reverifying<AsyncUser> {
    /// As its blocking twin. The future may be dropped: the next `proceed` then looks whether the request that was
    /// under way has arrived.
    ///
    /// # Errors
    /// As its blocking twin.
    pub async fn proceed(&mut self) -> Result<ReverificationEffect, Error> {
        self.user.perform(&mut self.progress).await
    }

    /// As its blocking twin. The future may be dropped.
    ///
    /// # Errors
    /// None: time may always pass.
    pub async fn wait(&mut self) -> Result<(), Error> {
        let Some(until) = wakes_at(&self.effect()) else { return Ok(()) };
        self.user.clock().sleep_until(until).await;
        self.answer(ReverificationInput::Tick)
    }
}

/// Until when an effect asks for nothing but time.
const fn wakes_at(effect: &ReverificationEffect) -> Option<Timestamp> {
    match effect {
        ReverificationEffect::Wait { until, .. } => Some(*until),
        ReverificationEffect::AwaitLink { poll_at, .. } => Some(*poll_at),
        ReverificationEffect::Send { .. }
        | ReverificationEffect::ChooseFactor { .. }
        | ReverificationEffect::AskPassword { .. }
        | ReverificationEffect::AskCode { .. }
        | ReverificationEffect::SignIn
        | ReverificationEffect::Finish { .. } => None,
    }
}

impl<U> fmt::Debug for Reverifying<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reverifying").field(&self.progress.machine).finish()
    }
}
