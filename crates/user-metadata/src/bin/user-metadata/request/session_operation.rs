//! The operations on the session itself: fresh credentials.

use serde::Deserialize;
use user_metadata::Error;
use user_metadata::api::{
    AttemptFirstFactor, AttemptSecondFactor, Call, FirstFactorPreparation, FirstFactorProof,
    PrepareFirstFactor, PrepareSecondFactor, ResourceId, SecondFactorProof,
};
use user_metadata::error::{MisuseCode, MisuseError};
use user_metadata::identifier::RedirectUrl;
use user_metadata::resource::FactorStrategy;
use user_metadata::secret::Secret;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Start {
    pub(super) level: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrepareFirst {
    strategy: String,
    #[serde(alias = "emailAddressId")]
    email_address_id: Option<String>,
    #[serde(alias = "phoneNumberId")]
    phone_number_id: Option<String>,
    #[serde(alias = "enterpriseConnectionId")]
    enterprise_connection_id: Option<String>,
    #[serde(default, alias = "redirectUrl")]
    redirect_url: String,
    #[serde(alias = "proofToken")]
    proof_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrepareSecond {
    #[serde(alias = "phoneNumberId")]
    phone_number_id: Option<String>,
    #[serde(alias = "proofToken")]
    proof_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AttemptFactor {
    strategy: String,
    #[serde(
        alias = "code",
        alias = "password",
        alias = "public_key_credential",
        alias = "publicKeyCredential"
    )]
    proof: String,
}

impl PrepareFirst {
    pub(super) fn call(&self) -> Result<Call, Error> {
        let email_address_id = id(self.email_address_id.as_deref())?;
        let preparation = match self.strategy.as_str() {
            FactorStrategy::EMAIL_CODE => FirstFactorPreparation::EmailCode { email_address_id },
            FactorStrategy::EMAIL_LINK => {
                let redirect_url = RedirectUrl::parse(&self.redirect_url)?;
                FirstFactorPreparation::EmailLink { email_address_id, redirect_url }
            }
            FactorStrategy::PHONE_CODE => {
                FirstFactorPreparation::PhoneCode { phone_number_id: id(self.phone_number_id.as_deref())? }
            }
            FactorStrategy::PASSKEY => FirstFactorPreparation::Passkey,
            FactorStrategy::ENTERPRISE_SSO => FirstFactorPreparation::EnterpriseSso {
                email_address_id,
                enterprise_connection_id: id(self.enterprise_connection_id.as_deref())?,
                redirect_url: RedirectUrl::parse(&self.redirect_url)?,
            },
            _ => return Err(no_such_strategy()),
        };
        Ok(PrepareFirstFactor { preparation, proof_token: self.proof_token.as_deref().map(Secret::new) }
            .into())
    }
}

impl PrepareSecond {
    pub(super) fn call(&self) -> Result<Call, Error> {
        let phone_number_id = id(self.phone_number_id.as_deref())?;
        let proof_token = self.proof_token.as_deref().map(Secret::new);
        Ok(PrepareSecondFactor { phone_number_id, proof_token }.into())
    }
}

impl AttemptFactor {
    pub(super) fn first(&self) -> Result<Call, Error> {
        let proof = Secret::new(self.proof.as_str());
        let proof = match self.strategy.as_str() {
            FactorStrategy::PASSWORD => FirstFactorProof::Password { password: proof },
            FactorStrategy::EMAIL_CODE => FirstFactorProof::EmailCode { code: proof },
            FactorStrategy::PHONE_CODE => FirstFactorProof::PhoneCode { code: proof },
            FactorStrategy::PASSKEY => FirstFactorProof::Passkey { public_key_credential: proof },
            _ => return Err(no_such_strategy()),
        };
        Ok(AttemptFirstFactor { proof }.into())
    }

    pub(super) fn second(&self) -> Result<Call, Error> {
        let code = Secret::new(self.proof.as_str());
        let proof = match self.strategy.as_str() {
            FactorStrategy::PHONE_CODE => SecondFactorProof::PhoneCode { code },
            FactorStrategy::TOTP => SecondFactorProof::Totp { code },
            FactorStrategy::BACKUP_CODE => SecondFactorProof::BackupCode { code },
            _ => return Err(no_such_strategy()),
        };
        Ok(AttemptSecondFactor { proof }.into())
    }
}

fn id(text: Option<&str>) -> Result<Option<ResourceId>, Error> {
    Ok(text.map(ResourceId::parse).transpose()?)
}

fn no_such_strategy() -> Error {
    MisuseError { code: MisuseCode::StrategyNotOfThisKind }.into()
}
