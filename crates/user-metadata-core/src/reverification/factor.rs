//! The factors: which of those that the server lists can be used here, and the calls that each needs.

use serde::Serialize;

use super::state::{Memory, Plan, Stage};
use crate::api::{
    AttemptFirstFactor, AttemptSecondFactor, Call, FirstFactorPreparation, FirstFactorProof,
    PrepareFirstFactor, PrepareSecondFactor, ResourceId, SecondFactorProof,
};
use crate::json::object;
use crate::resource::{FactorStrategy, SignInFactor};
use crate::secret::Secret;

/// One way to prove oneself, and whether it can be used here.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactorOffer {
    /// The factor, as the server lists it.
    pub factor: SignInFactor,
    /// False for what this machine cannot drive: passkeys, identity providers, OAuth, and links where no redirect URL
    /// was named. Show it as unavailable, or not at all.
    pub is_supported: bool,
}

object! { FactorOffer { field: factor, is_supported } }

/// What the machine can drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    Password,
    EmailCode,
    EmailLink,
    PhoneCode,
    Totp,
    BackupCode,
}

/// What the person is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Password,
    Code,
    Link,
}

impl Means {
    /// The means of a factor; `None` for what is not supported.
    fn of(plan: &Plan, stage: Stage, factor: &SignInFactor) -> Option<Self> {
        let means = match (stage, factor.strategy.as_str()) {
            (Stage::First, FactorStrategy::PASSWORD) => Self::Password,
            (Stage::First, FactorStrategy::EMAIL_CODE) => Self::EmailCode,
            (Stage::First, FactorStrategy::EMAIL_LINK) if plan.redirect_url.is_some() => Self::EmailLink,
            (Stage::First | Stage::Second, FactorStrategy::PHONE_CODE) => Self::PhoneCode,
            (Stage::Second, FactorStrategy::TOTP) => Self::Totp,
            (Stage::Second, FactorStrategy::BACKUP_CODE) => Self::BackupCode,
            (Stage::First | Stage::Second, _) => return None,
        };
        let ids = [&factor.email_address_id, &factor.phone_number_id];
        ids.into_iter().flatten().all(|id| ResourceId::parse(id).is_ok()).then_some(means)
    }

    pub(super) const fn ask(self) -> Ask {
        match self {
            Self::Password => Ask::Password,
            Self::EmailCode | Self::PhoneCode | Self::Totp | Self::BackupCode => Ask::Code,
            Self::EmailLink => Ask::Link,
        }
    }

    /// True when a message has to be sent first.
    pub(super) const fn sends_message(self) -> bool {
        match self {
            Self::EmailCode | Self::EmailLink | Self::PhoneCode => true,
            Self::Password | Self::Totp | Self::BackupCode => false,
        }
    }
}

/// Every factor of the present stage.
pub(super) fn offers(plan: &Plan, memory: &Memory) -> Vec<FactorOffer> {
    let (Some(stage), Some(held)) = (memory.stage(), &memory.reverification) else { return Vec::new() };
    let listed = match stage {
        Stage::First => &held.supported_first_factors,
        Stage::Second => &held.supported_second_factors,
    };
    let offer = |factor: &SignInFactor| FactorOffer {
        factor: factor.clone(),
        is_supported: Means::of(plan, stage, factor).is_some(),
    };
    listed.iter().map(offer).collect()
}

/// The first preference that can be met. Among several factors of one strategy, the user's own favourite.
pub(super) fn preferred<'a>(plan: &Plan, supported: &'a [SignInFactor]) -> Option<&'a SignInFactor> {
    plan.preference.iter().find_map(|strategy| {
        let fits = || supported.iter().filter(|factor| factor.strategy == *strategy);
        let is_favourite =
            |factor: &&SignInFactor| factor.primary == Some(true) || factor.default == Some(true);
        fits().find(is_favourite).or_else(|| fits().next())
    })
}

/// The means of the chosen factor.
pub(super) fn chosen_means(plan: &Plan, memory: &Memory) -> Option<Means> {
    means(plan, memory, memory.chosen.as_ref()?)
}

/// The means of a factor of the present stage.
pub(super) fn means(plan: &Plan, memory: &Memory, factor: &SignInFactor) -> Option<Means> {
    Means::of(plan, memory.stage()?, factor)
}

/// The call that has the chosen factor's message sent; `None` where there is none to send.
pub(super) fn prepare(plan: &Plan, memory: &Memory) -> Option<Call> {
    let chosen = memory.chosen.as_ref()?;
    let email_address_id = id(chosen.email_address_id.as_ref());
    let phone_number_id = id(chosen.phone_number_id.as_ref());
    let preparation = match (chosen_means(plan, memory)?, memory.stage()?) {
        (Means::EmailCode, _) => FirstFactorPreparation::EmailCode { email_address_id },
        (Means::EmailLink, _) => {
            FirstFactorPreparation::EmailLink { email_address_id, redirect_url: plan.redirect_url.clone()? }
        }
        (Means::PhoneCode, Stage::First) => FirstFactorPreparation::PhoneCode { phone_number_id },
        (Means::PhoneCode, Stage::Second) => {
            return Some(PrepareSecondFactor { phone_number_id, proof_token: None }.into());
        }
        (Means::Password | Means::Totp | Means::BackupCode, _) => return None,
    };
    Some(PrepareFirstFactor::new(preparation).into())
}

/// The call that proves the chosen factor; `None` for a link, which proves itself.
pub(super) fn attempt(plan: &Plan, memory: &Memory, proof: &Secret) -> Option<Call> {
    let code = proof.clone();
    let first = match (chosen_means(plan, memory)?, memory.stage()?) {
        (Means::Password, _) => FirstFactorProof::Password { password: code },
        (Means::EmailCode, _) => FirstFactorProof::EmailCode { code },
        (Means::PhoneCode, Stage::First) => FirstFactorProof::PhoneCode { code },
        (Means::PhoneCode, Stage::Second) => return Some(second(SecondFactorProof::PhoneCode { code })),
        (Means::Totp, _) => return Some(second(SecondFactorProof::Totp { code })),
        (Means::BackupCode, _) => return Some(second(SecondFactorProof::BackupCode { code })),
        (Means::EmailLink, _) => return None,
    };
    Some(AttemptFirstFactor { proof: first }.into())
}

fn second(proof: SecondFactorProof) -> Call {
    AttemptSecondFactor { proof }.into()
}

fn id(listed: Option<&String>) -> Option<ResourceId> {
    listed.and_then(|id| ResourceId::parse(id).ok())
}
