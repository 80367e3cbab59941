//! The operations that ask a user for fresh credentials, with their parameters as text.

use serde::Deserialize;
use user_metadata::Error;
use user_metadata::api::{
    AttemptFirstFactor, AttemptSecondFactor, Call, FirstFactorPreparation, FirstFactorProof,
    PrepareFirstFactor, PrepareSecondFactor, ResourceId, SecondFactorProof,
};
use user_metadata::error::{MisuseCode, MisuseError};
use user_metadata::identifier::RedirectUrl;
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
    #[serde(alias = "redirectUrl")]
    redirect_url: Option<String>,
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
        let email_address_id = id(self.email_address_id.as_ref())?;
        let phone_number_id = id(self.phone_number_id.as_ref())?;
        let redirect_url = || RedirectUrl::parse(self.redirect_url.as_deref().unwrap_or_default());
        let preparation = match self.strategy.as_str() {
            "email_code" => FirstFactorPreparation::EmailCode { email_address_id },
            "email_link" => {
                FirstFactorPreparation::EmailLink { email_address_id, redirect_url: redirect_url()? }
            }
            "phone_code" => FirstFactorPreparation::PhoneCode { phone_number_id },
            "passkey" => FirstFactorPreparation::Passkey,
            "enterprise_sso" => FirstFactorPreparation::EnterpriseSso {
                email_address_id,
                enterprise_connection_id: id(self.enterprise_connection_id.as_ref())?,
                redirect_url: redirect_url()?,
            },
            _ => return Err(unknown_strategy()),
        };
        let proof_token = self.proof_token.as_deref().map(Secret::new);
        Ok(PrepareFirstFactor { preparation, proof_token }.into())
    }
}

impl PrepareSecond {
    pub(super) fn call(&self) -> Result<Call, Error> {
        let proof_token = self.proof_token.as_deref().map(Secret::new);
        Ok(PrepareSecondFactor { phone_number_id: id(self.phone_number_id.as_ref())?, proof_token }.into())
    }
}

impl AttemptFactor {
    pub(super) fn first(&self) -> Result<Call, Error> {
        let given = Secret::new(self.proof.as_str());
        let proof = match self.strategy.as_str() {
            "password" => FirstFactorProof::Password { password: given },
            "email_code" => FirstFactorProof::EmailCode { code: given },
            "phone_code" => FirstFactorProof::PhoneCode { code: given },
            "passkey" => FirstFactorProof::Passkey { public_key_credential: given },
            _ => return Err(unknown_strategy()),
        };
        Ok(AttemptFirstFactor { proof }.into())
    }

    pub(super) fn second(&self) -> Result<Call, Error> {
        let code = Secret::new(self.proof.as_str());
        let proof = match self.strategy.as_str() {
            "phone_code" => SecondFactorProof::PhoneCode { code },
            "totp" => SecondFactorProof::Totp { code },
            "backup_code" => SecondFactorProof::BackupCode { code },
            _ => return Err(unknown_strategy()),
        };
        Ok(AttemptSecondFactor { proof }.into())
    }
}

fn id(text: Option<&String>) -> Result<Option<ResourceId>, Error> {
    Ok(text.map(|text| ResourceId::parse(text)).transpose()?)
}

fn unknown_strategy() -> Error {
    Error::Misuse(MisuseError { code: MisuseCode::StrategyNotOfThisKind })
}
