//! What each method of a user does, as a job: the blocking and the asynchronous user carry out the same ones.

use crate::any_resource::AnyResource;
use crate::api::{
    Answer, AttemptVerification, Delete, List, Preparation, PrepareVerification, ReadResource, ReadUser,
    ResourceId, SetPrimary,
};
use crate::driver::{Creation, SingleCall};
use crate::enrollment::{EmailProof, EnrollmentRequest};
use crate::error::{MisuseCode, MisuseError};
use crate::failure::Error;
use crate::identifier;
use crate::identifier::{Chain, OneTimeCode, WalletAddress, WalletSignature, Web3Strategy};
use crate::params::{ExternalAccountParams, ReauthorizeParams};
use crate::resource::{
    Deleted, EmailAddress, ExternalAccount, PhoneNumber, Resource, ResourceKind, User, Web3Wallet,
};
use crate::secret::Secret;

pub(crate) fn create_email_address(email: &str) -> Result<Creation<EmailAddress>, Error> {
    let email = identifier::EmailAddress::parse(email)?;
    // How it will be proved is decided later, by the preparation.
    Ok(Creation::new(EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code }))
}

pub(crate) fn create_phone_number(phone_number: &str) -> Result<Creation<PhoneNumber>, Error> {
    let phone_number = identifier::PhoneNumber::parse(phone_number)?;
    Ok(Creation::new(EnrollmentRequest::PhoneNumber { phone_number }))
}

pub(crate) fn create_web3_wallet(web3_wallet: &str) -> Result<Creation<Web3Wallet>, Error> {
    let web3_wallet = WalletAddress::parse(web3_wallet)?;
    // Which wallet will sign is decided later, by the preparation.
    let strategy = Web3Strategy::parse(match web3_wallet.chain() {
        Chain::Ethereum => "web3_metamask_signature",
        Chain::Solana => "web3_solana_signature",
    })?;
    Ok(Creation::new(EnrollmentRequest::Web3Wallet { web3_wallet, strategy }))
}

pub(crate) fn create_external_account(
    params: &ExternalAccountParams<'_>,
) -> Result<Creation<ExternalAccount>, Error> {
    Ok(Creation::new(EnrollmentRequest::ExternalAccount(params.to_call()?)))
}

pub(crate) fn prepare_verification<R: AnyResource>(
    resource: &R,
    preparation: Preparation,
) -> Result<SingleCall<R>, Error> {
    let resource: Resource = resource.clone().into();
    if preparation.kind() != resource.kind() {
        return Err(MisuseError { code: MisuseCode::StrategyNotOfThisKind }.into());
    }
    let call = PrepareVerification { id: ResourceId::of(&resource)?, preparation };
    Ok(SingleCall::new(call, one))
}

pub(crate) fn attempt_verification<R: AnyResource>(
    resource: &R,
    proof: &str,
) -> Result<SingleCall<R>, Error> {
    let resource: Resource = resource.clone().into();
    let proof = checked_proof(&resource, proof)?;
    let call = AttemptVerification { kind: resource.kind(), id: ResourceId::of(&resource)?, proof };
    Ok(SingleCall::new(call, one))
}

/// A code or a signature whose shape is right; a typo is told at once, and costs no attempt.
fn checked_proof(resource: &Resource, proof: &str) -> Result<Secret, Error> {
    Ok(match resource {
        Resource::EmailAddress(_) | Resource::PhoneNumber(_) => {
            Secret::new(OneTimeCode::parse(proof)?.expose())
        }
        Resource::Web3Wallet(wallet) => {
            let chain = WalletAddress::parse(&wallet.web3_wallet)?.chain();
            Secret::new(WalletSignature::parse(chain, proof)?.expose())
        }
        Resource::ExternalAccount(_) => return Err(MisuseError { code: MisuseCode::NotOfThisKind }.into()),
    })
}

pub(crate) fn read_user() -> SingleCall<User> {
    SingleCall::new(ReadUser::default(), user)
}

pub(crate) fn read_resource(kind: ResourceKind, id: &str) -> Result<SingleCall<Resource>, Error> {
    Ok(SingleCall::new(ReadResource { kind, id: ResourceId::parse(id)? }, one))
}

pub(crate) fn list(kind: ResourceKind) -> SingleCall<Vec<Resource>> {
    SingleCall::new(List { kind }, |answer| match answer {
        Answer::Resources(resources) => Some(resources),
        Answer::Resource(_) | Answer::User(_) | Answer::Deleted(_) | Answer::Reverification(_) => None,
    })
}

pub(crate) fn reauthorize(
    account: &ExternalAccount,
    params: &ReauthorizeParams<'_>,
) -> Result<SingleCall<ExternalAccount>, Error> {
    Ok(SingleCall::new(params.to_call(&account.id)?, one))
}

pub(crate) fn set_primary<R: AnyResource>(resource: &R) -> Result<SingleCall<User>, Error> {
    Ok(SingleCall::new(SetPrimary::new(&resource.clone().into())?, user))
}

pub(crate) fn delete(kind: ResourceKind, id: &str) -> Result<SingleCall<Deleted>, Error> {
    Ok(SingleCall::new(Delete { kind, id: ResourceId::parse(id)? }, |answer| match answer {
        Answer::Deleted(deleted) => Some(deleted),
        Answer::Resource(_) | Answer::Resources(_) | Answer::User(_) | Answer::Reverification(_) => None,
    }))
}

pub(crate) fn destroy<R: AnyResource>(resource: &R) -> Result<SingleCall<Deleted>, Error> {
    let resource: Resource = resource.clone().into();
    delete(resource.kind(), resource.id())
}

fn one<R: AnyResource>(answer: Answer) -> Option<R> {
    match answer {
        Answer::Resource(resource) => R::from_resource(resource),
        Answer::Resources(_) | Answer::User(_) | Answer::Deleted(_) | Answer::Reverification(_) => None,
    }
}

fn user(answer: Answer) -> Option<User> {
    match answer {
        Answer::User(user) => Some(*user),
        Answer::Resource(_) | Answer::Resources(_) | Answer::Deleted(_) | Answer::Reverification(_) => None,
    }
}
