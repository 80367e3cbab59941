//! The methods of a user. What is typed is checked here, before anything is sent.

use super::creation::Creation;
use super::params::{ExternalAccountParams, ReauthorizeParams};
use super::single_call::SingleCall;
use super::{Job, JobError, Kind};
use crate::api::{
    AttemptVerification, Call, Delete, List, Preparation, PrepareVerification, ReadResource, ReadUser,
    ResourceId, SetPrimary,
};
use crate::enrollment::{EmailProof, EnrollmentRequest};
use crate::error::{MisuseCode, MisuseError};
use crate::identifier::{
    EmailAddress, OneTimeCode, PhoneNumber, WalletAddress, WalletSignature, Web3Strategy,
};
use crate::resource::{Resource, ResourceKind};
use crate::secret::Secret;

impl Job {
    /// Adds an email address, unverified; one that the user has already, unverified, is given back. Answers the
    /// resource.
    ///
    /// # Errors
    /// Validation, of the field `email_address`.
    pub fn create_email_address(email: &str) -> Result<Self, JobError> {
        let email = EmailAddress::parse(email)?;
        // How it will be proved is decided later, by the preparation.
        Ok(Self::creation(EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code }))
    }

    /// Adds a phone number; otherwise as [`create_email_address`](Self::create_email_address).
    ///
    /// # Errors
    /// Validation, of the field `phone_number`.
    pub fn create_phone_number(phone_number: &str) -> Result<Self, JobError> {
        let phone_number = PhoneNumber::parse(phone_number)?;
        Ok(Self::creation(EnrollmentRequest::PhoneNumber { phone_number }))
    }

    /// Adds a web3 wallet; otherwise as [`create_email_address`](Self::create_email_address).
    ///
    /// # Errors
    /// Validation, of the field `web3_wallet`.
    pub fn create_web3_wallet(web3_wallet: &str) -> Result<Self, JobError> {
        let web3_wallet = WalletAddress::parse(web3_wallet)?;
        // Which wallet will sign is decided later, by the preparation.
        let strategy = Web3Strategy::usual(web3_wallet.chain());
        Ok(Self::creation(EnrollmentRequest::Web3Wallet { web3_wallet, strategy }))
    }

    /// Connects an account at a provider; otherwise as [`create_email_address`](Self::create_email_address). The
    /// verification of the resource has the URL to send the user to.
    ///
    /// # Errors
    /// Validation, of the fields `strategy`, `redirect_url` and `additional_scopes`.
    pub fn create_external_account(params: &ExternalAccountParams<'_>) -> Result<Self, JobError> {
        Ok(Self::creation(EnrollmentRequest::ExternalAccount(params.to_call()?)))
    }

    /// Has a code or a link sent, or a message made for the wallet to sign; once, and never again by itself. Answers
    /// the resource.
    ///
    /// # Errors
    /// Misuse, `strategy_not_of_this_kind`.
    pub fn prepare_verification(resource: &Resource, preparation: Preparation) -> Result<Self, JobError> {
        if preparation.kind() != resource.kind() {
            return Err(MisuseError::new(MisuseCode::StrategyNotOfThisKind).into());
        }
        Ok(Self::single(PrepareVerification { id: ResourceId::of(resource)?, preparation }))
    }

    /// Proves it with the code that was sent, or with the wallet's signature. What cannot be right is refused before
    /// it is sent, and costs no attempt. Answers the resource.
    ///
    /// # Errors
    /// Validation, of the fields `code` and `signature`; Misuse, `not_of_this_kind`, for an external account.
    pub fn attempt_verification(resource: &Resource, proof: &str) -> Result<Self, JobError> {
        let proof = checked_proof(resource, proof)?;
        Ok(Self::single(AttemptVerification { kind: resource.kind(), id: ResourceId::of(resource)?, proof }))
    }

    /// Reads the user with all identifiers. Answers the user.
    #[must_use]
    pub fn read_user() -> Self {
        Self::single(ReadUser::default())
    }

    /// Reads one identifier. Answers the resource.
    ///
    /// # Errors
    /// Validation, of the field `id`.
    pub fn read_resource(kind: ResourceKind, id: &str) -> Result<Self, JobError> {
        Ok(Self::single(ReadResource { kind, id: ResourceId::parse(id)? }))
    }

    /// Reads all identifiers of one kind. Answers the resources.
    #[must_use]
    pub fn list(kind: ResourceKind) -> Self {
        Self::single(List { kind })
    }

    /// Asks for more scopes, or for a new consent, for the external account with this id. Answers the resource.
    ///
    /// # Errors
    /// Validation, of the fields `id`, `redirect_url` and `additional_scopes`.
    pub fn reauthorize(id: &str, params: &ReauthorizeParams<'_>) -> Result<Self, JobError> {
        Ok(Self::single(params.to_call(id)?))
    }

    /// Makes it the primary one of its kind. Answers the user.
    ///
    /// # Errors
    /// Misuse, `not_verified` and `kind_without_primary`.
    pub fn set_primary(resource: &Resource) -> Result<Self, JobError> {
        Ok(Self::single(SetPrimary::new(resource)?))
    }

    /// Removes it from the user. Answers what was deleted.
    ///
    /// # Errors
    /// Validation, of the field `id`.
    pub fn delete(kind: ResourceKind, id: &str) -> Result<Self, JobError> {
        Ok(Self::single(Delete { kind, id: ResourceId::parse(id)? }))
    }

    fn creation(request: EnrollmentRequest) -> Self {
        Self(Kind::Creation(Box::new(Creation::new(request))))
    }

    fn single(call: impl Into<Call>) -> Self {
        Self(Kind::SingleCall(Box::new(SingleCall::new(call.into()))))
    }
}

/// A code or a signature whose shape is right.
fn checked_proof(resource: &Resource, proof: &str) -> Result<Secret, JobError> {
    Ok(match resource {
        Resource::EmailAddress(_) | Resource::PhoneNumber(_) => {
            Secret::new(OneTimeCode::parse(proof)?.expose())
        }
        Resource::Web3Wallet(wallet) => {
            let chain = WalletAddress::parse(&wallet.web3_wallet)?.chain();
            Secret::new(WalletSignature::parse(chain, proof)?.expose())
        }
        Resource::ExternalAccount(_) => return Err(MisuseError::new(MisuseCode::NotOfThisKind).into()),
    })
}
