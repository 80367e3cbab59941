//! What an answer means for the step that asked.

use super::outcome::Outcome;
use super::request::{Ask, Goal};
use super::state::{CheckReason, FindReason, State, Step};
use super::turn::{self, Turn};
use crate::api::{Answer, CallError, Preparation};
use crate::error::codes::{ProtocolCode, VerdictCode};
use crate::error::{ApiError, ClerkError, ProtocolError};
use crate::http::HttpResponse;
use crate::machine::{Landing, Problem, Trouble, Verdict, policy, verdict};
use crate::resource::{Resource, ResourceKind, User, Verification, VerificationStatus, VerificationStrategy};

impl Turn<'_> {
    /// Takes in the answer to a step.
    pub(super) fn answered(&mut self, step: Step, response: &HttpResponse) -> State {
        self.memory.exchange.note_date(response, self.now);
        let Some(call) = turn::call(self.request, &self.memory, &step) else {
            return self.misfit(response.status);
        };
        match call.parse(response, self.now) {
            Ok(Answer::Resource(resource)) => self.resource_came(step, resource),
            Ok(Answer::User(user)) => self.user_came(step, &user),
            Ok(Answer::Resources(_) | Answer::Deleted(_) | Answer::Reverification(_)) => {
                self.misfit(response.status)
            }
            Err(CallError::Api(error)) => self.refused(step, error),
            Err(CallError::Protocol(error)) => self.lost(step, Trouble::Protocol(error)),
        }
    }

    fn resource_came(&mut self, step: Step, resource: Resource) -> State {
        let shown_before = self.memory.verification().and_then(|held| held.attempts).unwrap_or_default();
        let counted_before = shown_before.saturating_add(std::mem::take(&mut self.memory.uncounted));
        match step {
            Step::Create => self.exists(resource),
            Step::Prepare => {
                self.memory.resource = Some(resource);
                self.prepared()
            }
            Step::Attempt { .. } => self.attempted(resource),
            Step::Check { why } => self.checked(why, resource, counted_before),
            Step::Poll { interval_millis, landing } => {
                self.polled(interval_millis, landing.as_ref(), resource)
            }
            Step::Return { landing, .. } => self.returned(landing.as_ref(), resource),
            Step::Find { .. } => self.misfit(200),
        }
    }

    fn user_came(&mut self, step: Step, user: &User) -> State {
        match step {
            Step::Find { why } => self.found(why, user),
            Step::Return { landing, .. } => match self.own_account(user) {
                Some(account) => self.returned(landing.as_ref(), account),
                None => match self.memory.resource.clone() {
                    Some(resource) => refusal(resource, VerdictCode::AccountGone.as_error()),
                    None => self.misfit(200),
                },
            },
            Step::Create | Step::Prepare | Step::Attempt { .. } | Step::Check { .. } | Step::Poll { .. } => {
                self.misfit(200)
            }
        }
    }

    /// The identifier exists, new or adopted.
    pub(super) fn exists(&mut self, resource: Resource) -> State {
        self.progressed();
        self.memory.resource = Some(resource.clone());
        if let Some(unsafe_url) = self.unsafe_redirect() {
            return unsafe_url;
        }
        // A reauthorized account may keep its status while the user is on the way to the provider.
        let is_leaving = self.request.is_reauthorization() && has_redirect(&resource);
        match (self.goal, self.request.preparation()) {
            _ if resource.is_verified() && !is_leaving => {
                State::Finished { outcome: Outcome::Verified { resource } }
            }
            (Goal::Create, _) => State::Finished { outcome: Outcome::Created { resource } },
            (Goal::Verify, Some(_)) => self.send(Step::Prepare),
            (Goal::Verify, None) => self.ask(),
        }
    }

    /// A code, link, message or redirect is out, just now.
    fn prepared(&mut self) -> State {
        let cool_down = match self.request.ask() {
            Ask::Link => policy::LINK_COOL_DOWN_MILLIS,
            Ask::Code | Ask::Signature | Ask::Return => policy::CODE_COOL_DOWN_MILLIS,
        };
        self.memory.prepared_at = Some(self.now);
        self.memory.resend_at = Some(self.now.plus_millis(cool_down));
        self.memory.attempts = 0;
        self.progressed();
        match self.verified() {
            Some(done) => done,
            None => self.ask(),
        }
    }

    fn attempted(&mut self, resource: Resource) -> State {
        self.memory.resource = Some(resource);
        match self.verified() {
            Some(done) => done,
            None => self.proof_failed(),
        }
    }

    /// The state of a verification that was looked at because the answer to a prepare or an attempt is unknown.
    fn checked(&mut self, why: CheckReason, resource: Resource, counted_before: u32) -> State {
        let end_before = self.memory.verification().and_then(|held| held.expire_at);
        self.memory.resource = Some(resource);
        if let Some(done) = self.verified() {
            return done;
        }
        let preparation = self.request.preparation();
        let ours = self
            .memory
            .verification()
            .filter(|held| preparation.as_ref().is_some_and(|preparation| is_prepared_as(held, preparation)));
        let live = ours.filter(|held| held.status.is(VerificationStatus::UNVERIFIED));
        let is_live = live.is_some();
        match why {
            CheckReason::LostPrepare { before } => {
                // A newer end means that the prepare arrived.
                match ours.is_some_and(|held| before.is_none() || held.expire_at > before) {
                    true if is_live => self.prepared(),
                    // What was sent is dead by now, and only the person asks for another.
                    true => self.over_unseen(),
                    false => self.send(Step::Prepare),
                }
            }
            CheckReason::CoolDown { until, .. } if is_live && !self.has_expired() => {
                self.progressed();
                // The request that came too soon was the second of two: another code is out than before.
                if self.memory.verification().and_then(|held| held.expire_at) != end_before {
                    self.memory.attempts = 0;
                }
                self.memory.prepared_at = self.memory.prepared_at.or(Some(self.now));
                self.memory.resend_at = Some(until);
                self.ask()
            }
            CheckReason::CoolDown { error, until } => self.wait_out(Step::Prepare, until, error),
            CheckReason::LostAttempt { proof } => {
                let counted = live.and_then(|held| held.attempts).unwrap_or_default();
                match proof {
                    Some(proof) if is_live && counted <= counted_before => self.send(Step::Attempt { proof }),
                    None if is_live && counted <= counted_before => {
                        self.progressed();
                        self.ask()
                    }
                    // The server counted it, so it was handled, and it was wrong.
                    Some(_) | None => self.proof_failed(),
                }
            }
            CheckReason::AlreadyVerified { error } => self.rejected(error),
        }
    }

    fn polled(&mut self, interval_millis: i64, landing: Option<&Landing>, resource: Resource) -> State {
        self.progressed();
        self.memory.resource = Some(resource.clone());
        if let Some(done) = self.verified() {
            return done;
        }
        match verdict(resource.verification(), landing) {
            Some(Verdict::Expired) => State::Finished { outcome: Outcome::Expired { resource } },
            Some(Verdict::Refused(error)) => refusal(resource, error),
            None if self.now >= self.memory.link_deadline() => {
                State::Finished { outcome: Outcome::Expired { resource } }
            }
            None => self.await_link(policy::next_poll_millis(interval_millis)),
        }
    }

    /// The user is back from the provider, or the URL has died.
    fn returned(&mut self, landing: Option<&Landing>, resource: Resource) -> State {
        self.progressed();
        let url = self.memory.verification().and_then(|held| held.external_verification_redirect_url.clone());
        let expires_at = self.memory.expires_at();
        self.memory.resource = Some(resource.clone());
        let verdict = verdict(resource.verification(), landing);
        // A verified account that was sent to the provider again keeps its status until it is back.
        if (verdict.is_none() || !self.request.is_reauthorization())
            && let Some(done) = self.verified()
        {
            return done;
        }
        match (verdict, url) {
            (Some(Verdict::Expired), _) => State::Finished { outcome: Outcome::Expired { resource } },
            (Some(Verdict::Refused(error)), _) => refusal(resource, error),
            (None, _) if expires_at.is_some_and(|expires_at| self.now >= expires_at) => {
                State::Finished { outcome: Outcome::Expired { resource } }
            }
            // Back without having decided: the URL still works.
            (None, Some(url)) => State::AwaitingReturn { url },
            (None, None) => self.ask(),
        }
    }

    /// The user, read because nobody knows whether the identifier exists, or whose it is.
    fn found(&mut self, why: FindReason, user: &User) -> State {
        let own = match self.request.kind() {
            // Only one that the user can still be sent to; a verified one is another account of the provider.
            ResourceKind::ExternalAccount => self.newest_account(user, |account| {
                has_redirect(account) && !account.is_verified() && !self.is_past(account)
            }),
            kind @ (ResourceKind::EmailAddress | ResourceKind::PhoneNumber | ResourceKind::Web3Wallet) => {
                user.resources(kind).find(|resource| self.request.is_about(resource))
            }
        };
        match (why, own) {
            (FindReason::LostCreate, Some(resource)) => self.exists(resource),
            (FindReason::LostCreate, None) => self.send(Step::Create),
            (FindReason::Exists { .. }, Some(resource)) if !resource.is_verified() => self.exists(resource),
            (FindReason::Exists { error }, _) => self.rejected(error),
        }
    }

    /// The account of this enrollment: by id, else the newest of its strategy.
    fn own_account(&self, user: &User) -> Option<Resource> {
        let known = self.memory.resource.as_ref().map(Resource::id);
        known
            .and_then(|id| user.find(ResourceKind::ExternalAccount, id))
            .or_else(|| self.newest_account(user, |_| true))
    }

    fn newest_account(&self, user: &User, filter: impl Fn(&Resource) -> bool) -> Option<Resource> {
        user.resources(ResourceKind::ExternalAccount)
            .filter(|account| self.request.is_about(account) && filter(account))
            .max_by_key(|account| match account {
                Resource::ExternalAccount(account) => account.created_at,
                Resource::EmailAddress(_) | Resource::PhoneNumber(_) | Resource::Web3Wallet(_) => None,
            })
    }

    fn is_past(&self, resource: &Resource) -> bool {
        let end = resource.verification().and_then(|held| held.expire_at);
        end.is_some_and(|end| self.now >= self.memory.exchange.in_device_clock(end))
    }

    fn verified(&self) -> Option<State> {
        let resource = self.memory.resource.clone().filter(Resource::is_verified)?;
        Some(State::Finished { outcome: Outcome::Verified { resource } })
    }

    /// The proof did not verify it, by the verification as it now stands.
    fn proof_failed(&mut self) -> State {
        self.progressed();
        let error = self.told_error();
        match self.memory.verification().map_or("", |held| held.status.as_str()) {
            VerificationStatus::UNVERIFIED => {
                self.memory.attempts = self.memory.attempts.saturating_add(1);
                self.ask_again(Problem::Incorrect { error })
            }
            VerificationStatus::FAILED => self.closed(error),
            _ => self.over(error),
        }
    }

    /// A new verification began and ended while nobody was looking.
    fn over_unseen(&mut self) -> State {
        self.memory.attempts = 0;
        self.progressed();
        let error = self.told_error();
        self.over(error)
    }

    /// What the server says against the verification, or that it was not proved.
    fn told_error(&self) -> ClerkError {
        let told = self.memory.verification().and_then(|held| held.error.clone());
        told.unwrap_or_else(|| VerdictCode::ProofRefused.as_error())
    }

    /// The same question, and what was wrong with the last answer.
    pub(super) fn ask_again(&mut self, problem: Problem) -> State {
        match self.ask() {
            State::AskingCode { .. } => State::AskingCode { problem: Some(problem) },
            State::AskingSignature { message, wallet, strategy, .. } => {
                State::AskingSignature { message, wallet, strategy, problem: Some(problem) }
            }
            other @ (State::Calling { .. }
            | State::Waiting { .. }
            | State::SigningIn { .. }
            | State::Reverifying { .. }
            | State::AwaitingLink { .. }
            | State::AwaitingReturn { .. }
            | State::Finished { .. }) => other,
        }
    }

    /// The server did something for us: the counts of what went wrong begin anew.
    pub(super) fn progressed(&mut self) {
        self.memory.exchange.progressed();
        self.memory.reverified = false;
        self.memory.asked_for_both_factors = false;
    }

    /// An answer of a kind that the call cannot have: only a forged snapshot leads here.
    fn misfit(&self, status: u16) -> State {
        let error = ProtocolError::new(status, ProtocolCode::UnexpectedShape);
        State::Finished { outcome: Outcome::Unreadable { error, left_over: self.unverified() } }
    }

    pub(super) fn rejected(&self, error: ApiError) -> State {
        State::Finished { outcome: Outcome::Rejected { error, left_over: self.unverified() } }
    }
}

fn refusal(resource: Resource, error: ClerkError) -> State {
    State::Finished { outcome: Outcome::Refused { resource, error } }
}

/// True when the verification is what the preparation asked for. The specification lists no variant for enterprise
/// SSO; the nearest, SAML, is what a server may show.
fn is_prepared_as(held: &Verification, preparation: &Preparation) -> bool {
    let is_enterprise = matches!(preparation, Preparation::EnterpriseSso { .. });
    held.strategy.is(preparation.strategy()) || is_enterprise && held.strategy.is(VerificationStrategy::SAML)
}

fn has_redirect(resource: &Resource) -> bool {
    resource.verification().is_some_and(|held| held.external_verification_redirect_url.is_some())
}
