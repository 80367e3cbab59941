//! The events of `--json`: one object a line. Times are Unix milliseconds of this device's clock.

use std::path::Path;

use serde::Serialize;
use user_metadata::enrollment::{Effect, LeftOver, Outcome, Problem, WaitReason};
use user_metadata::error::{ApiError, ClerkError};
use user_metadata::resource::{Resource, ReverificationLevel, User};
use user_metadata::time::Timestamp;

/// An identifier as `list` and the events show it.
#[derive(Debug, Serialize)]
pub(crate) struct Shown {
    pub(crate) kind: &'static str,
    pub(crate) identifier: String,
    /// `verified`, `unverified`, …; as Clerk says it.
    pub(crate) state: String,
    pub(crate) id: String,
    /// Only where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) primary: Option<bool>,
}

impl Shown {
    pub(crate) fn of(resource: &Resource) -> Self {
        let state = resource.verification().map_or("unverified", |verification| verification.status.as_str());
        Self {
            kind: resource.kind().as_str(),
            identifier: resource.identifier().to_owned(),
            state: state.to_owned(),
            id: resource.id().to_owned(),
            primary: None,
        }
    }

    /// The same, where the whole user is known.
    pub(crate) fn of_user(user: &User, resource: &Resource) -> Self {
        let primaries =
            [&user.primary_email_address_id, &user.primary_phone_number_id, &user.primary_web3_wallet_id];
        let primary = primaries.into_iter().flatten().any(|id| id == resource.id());
        Self { primary: Some(primary), ..Self::of(resource) }
    }
}

/// Where the enrollment is saved.
#[derive(Serialize)]
pub(crate) struct Saved<'a> {
    pub(crate) event: &'static str,
    pub(crate) file: &'a Path,
}

/// Somebody pressed Ctrl-C.
#[derive(Serialize)]
pub(crate) struct Stopped<'a> {
    pub(crate) event: &'static str,
    pub(crate) left_over: LeftBehind,
    pub(crate) file: &'a Path,
}

/// What stays on the server.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LeftBehind {
    Nothing,
    Unverified(Shown),
    Unknown,
}

impl LeftBehind {
    pub(crate) fn of(left_over: &LeftOver) -> Self {
        match left_over {
            LeftOver::Nothing => Self::Nothing,
            LeftOver::Unverified { resource } => Self::Unverified(Shown::of(resource)),
            LeftOver::Unknown => Self::Unknown,
        }
    }
}

/// Something is asked for.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Asked<'a> {
    AskCode {
        destination: &'a str,
        channel: Option<&'a str>,
        expires_at: Option<Timestamp>,
        resend_at: Timestamp,
        attempts: u32,
        problem: Option<&'a Problem>,
    },
    AskSignature {
        message: &'a str,
        wallet: &'a str,
        strategy: &'a str,
        problem: Option<&'a Problem>,
    },
    AwaitLink {
        destination: &'a str,
        expires_at: Timestamp,
        resend_at: Timestamp,
    },
    OpenUrl {
        url: &'a str,
        expires_at: Option<Timestamp>,
    },
    SignIn,
    Reverify {
        level: Option<&'a str>,
    },
    Wait {
        until: Timestamp,
        reason: WaitReason,
    },
}

impl<'a> Asked<'a> {
    /// `None` where nothing is asked for.
    pub(crate) fn of(effect: &'a Effect) -> Option<Self> {
        Some(match effect {
            Effect::AskCode { destination, channel, expires_at, resend_at, attempts, problem } => {
                Self::AskCode {
                    destination: destination.as_str(),
                    channel: channel.as_deref(),
                    expires_at: *expires_at,
                    resend_at: *resend_at,
                    attempts: *attempts,
                    problem: problem.as_ref(),
                }
            }
            Effect::AskSignature { message, wallet, strategy, problem, .. } => Self::AskSignature {
                message,
                wallet: wallet.as_str(),
                strategy: strategy.as_str(),
                problem: problem.as_ref(),
            },
            Effect::AwaitLink { destination, expires_at, resend_at, .. } => Self::AwaitLink {
                destination: destination.as_str(),
                expires_at: *expires_at,
                resend_at: *resend_at,
            },
            Effect::OpenUrl { url, expires_at } => Self::OpenUrl { url, expires_at: *expires_at },
            Effect::SignIn => Self::SignIn,
            Effect::Reverify { level } => {
                Self::Reverify { level: level.as_ref().map(ReverificationLevel::as_str) }
            }
            Effect::Wait { until, reason } => Self::Wait { until: *until, reason: *reason },
            Effect::Send { .. } | Effect::Finish { .. } => return None,
        })
    }
}

/// It is over.
#[derive(Serialize)]
pub(crate) struct Finished<'a> {
    event: &'static str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<Shown>,
    /// Of a refusal: Clerk's errors.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ClerkError],
    /// Of a refusal: what support needs to find it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_id: Option<&'a str>,
    left_over: LeftBehind,
}

impl<'a> Finished<'a> {
    pub(crate) fn of(outcome: &'a Outcome, left_over: &LeftOver) -> Self {
        let (resource, errors, refusal): (_, &[ClerkError], Option<&ApiError>) = match outcome {
            Outcome::Verified { resource }
            | Outcome::Created { resource }
            | Outcome::Expired { resource }
            | Outcome::Exhausted { resource } => (Some(resource), &[], None),
            Outcome::Refused { resource, error } => (Some(resource), std::slice::from_ref(error), None),
            Outcome::Rejected { error, .. } => (None, &error.errors, Some(error)),
            Outcome::Unreadable { .. } | Outcome::Unreachable { .. } | Outcome::Cancelled { .. } => {
                (None, &[], None)
            }
        };
        Self {
            event: "finished",
            outcome: outcome.as_str(),
            resource: resource.map(Shown::of),
            errors,
            trace_id: refusal.and_then(|error| error.trace_id.as_deref()),
            left_over: LeftBehind::of(left_over),
        }
    }
}
