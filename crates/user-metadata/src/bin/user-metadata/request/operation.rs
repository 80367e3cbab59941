//! The operations by name, with Clerk's parameters as text.

use serde::Deserialize;
use user_metadata::api::{
    AttemptVerification, Call, CreateEmailAddress, CreatePhoneNumber, CreateWeb3Wallet, Delete, List,
    Preparation, PrepareVerification, ReadResource, ReadReverification, ReadUser, ResourceId, SetPrimary,
    StartReverification,
};
use user_metadata::identifier::{EmailAddress, PhoneNumber, RedirectUrl, WalletAddress};
use user_metadata::resource::{Resource, ResourceKind};
use user_metadata::secret::Secret;
use user_metadata::{Error, ExternalAccountParams, ReauthorizeParams};

use super::factors::{AttemptFactor, PrepareFirst, PrepareSecond, Start};

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Operation {
    #[serde(alias = "createEmailAddress")]
    CreateEmailAddress(Email),
    #[serde(alias = "createPhoneNumber")]
    CreatePhoneNumber(Phone),
    #[serde(alias = "createWeb3Wallet")]
    CreateWeb3Wallet(Wallet),
    #[serde(alias = "createExternalAccount")]
    CreateExternalAccount(ExternalAccount),
    #[serde(alias = "reauthorizeExternalAccount", alias = "reauthorize")]
    ReauthorizeExternalAccount(Reauthorize),
    #[serde(alias = "prepareVerification")]
    PrepareVerification(Prepare),
    #[serde(alias = "attemptVerification")]
    AttemptVerification(Attempt),
    #[serde(alias = "readUser")]
    ReadUser(Nothing),
    #[serde(alias = "readResource")]
    ReadResource(One),
    List(All),
    #[serde(alias = "setPrimary")]
    SetPrimary(One),
    Delete(One),
    #[serde(alias = "startReverification")]
    StartReverification(Start),
    #[serde(alias = "readReverification")]
    ReadReverification(Nothing),
    #[serde(alias = "prepareFirstFactor")]
    PrepareFirstFactor(PrepareFirst),
    #[serde(alias = "attemptFirstFactor")]
    AttemptFirstFactor(AttemptFactor),
    #[serde(alias = "prepareSecondFactor")]
    PrepareSecondFactor(PrepareSecond),
    #[serde(alias = "attemptSecondFactor")]
    AttemptSecondFactor(AttemptFactor),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Email {
    email: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phone {
    #[serde(alias = "phoneNumber")]
    phone_number: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wallet {
    #[serde(alias = "web3Wallet")]
    web3_wallet: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExternalAccount {
    #[serde(default)]
    strategy: String,
    #[serde(alias = "redirectUrl")]
    redirect_url: Option<String>,
    #[serde(default, alias = "additionalScopes")]
    additional_scopes: Vec<String>,
    #[serde(alias = "oidcPrompt")]
    oidc_prompt: Option<String>,
    #[serde(alias = "oidcLoginHint")]
    oidc_login_hint: Option<String>,
    #[serde(alias = "enterpriseConnectionId")]
    enterprise_connection_id: Option<String>,
    token: Option<String>,
    code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reauthorize {
    id: String,
    #[serde(alias = "redirectUrl")]
    redirect_url: String,
    #[serde(default, alias = "additionalScopes")]
    additional_scopes: Vec<String>,
    #[serde(alias = "oidcPrompt")]
    oidc_prompt: Option<String>,
    #[serde(alias = "oidcLoginHint")]
    oidc_login_hint: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Prepare {
    kind: ResourceKind,
    id: String,
    strategy: String,
    #[serde(alias = "redirectUrl")]
    redirect_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attempt {
    kind: ResourceKind,
    id: String,
    #[serde(alias = "code", alias = "signature")]
    proof: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct One {
    kind: ResourceKind,
    id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct All {
    kind: ResourceKind,
}

impl Operation {
    pub(super) fn call(&self) -> Result<Call, Error> {
        Ok(match self {
            Self::CreateEmailAddress(given) => {
                CreateEmailAddress { email_address: EmailAddress::parse(&given.email)? }.into()
            }
            Self::CreatePhoneNumber(given) => {
                CreatePhoneNumber { phone_number: PhoneNumber::parse(&given.phone_number)? }.into()
            }
            Self::CreateWeb3Wallet(given) => {
                CreateWeb3Wallet { web3_wallet: WalletAddress::parse(&given.web3_wallet)? }.into()
            }
            Self::CreateExternalAccount(given) => given.call()?,
            Self::ReauthorizeExternalAccount(given) => given.call()?,
            Self::PrepareVerification(given) => given.call()?,
            Self::AttemptVerification(given) => {
                let proof = Secret::new(given.proof.as_str());
                AttemptVerification { kind: given.kind, id: ResourceId::parse(&given.id)?, proof }.into()
            }
            Self::ReadUser(Nothing {}) => ReadUser::default().into(),
            Self::ReadResource(given) => {
                ReadResource { kind: given.kind, id: ResourceId::parse(&given.id)? }.into()
            }
            Self::List(given) => List { kind: given.kind }.into(),
            Self::SetPrimary(given) => SetPrimary::new(&given.as_if_verified())?.into(),
            Self::Delete(given) => Delete { kind: given.kind, id: ResourceId::parse(&given.id)? }.into(),
            Self::StartReverification(given) => {
                StartReverification { level: given.level.as_str().into() }.into()
            }
            Self::ReadReverification(Nothing {}) => ReadReverification {}.into(),
            Self::PrepareFirstFactor(given) => given.call()?,
            Self::AttemptFirstFactor(given) => given.first()?,
            Self::PrepareSecondFactor(given) => given.call()?,
            Self::AttemptSecondFactor(given) => given.second()?,
        })
    }
}

impl ExternalAccount {
    fn call(&self) -> Result<Call, Error> {
        let scopes = texts(&self.additional_scopes);
        let params = ExternalAccountParams {
            strategy: &self.strategy,
            redirect_url: self.redirect_url.as_deref(),
            additional_scopes: &scopes,
            oidc_prompt: self.oidc_prompt.as_deref(),
            oidc_login_hint: self.oidc_login_hint.as_deref(),
            enterprise_connection_id: self.enterprise_connection_id.as_deref(),
        };
        let mut call = params.to_call()?;
        call.token = self.token.as_deref().map(Secret::new);
        call.code = self.code.as_deref().map(Secret::new);
        Ok(call.into())
    }
}

impl Reauthorize {
    fn call(&self) -> Result<Call, Error> {
        let scopes = texts(&self.additional_scopes);
        let params = ReauthorizeParams {
            redirect_url: &self.redirect_url,
            additional_scopes: &scopes,
            oidc_prompt: self.oidc_prompt.as_deref(),
            oidc_login_hint: self.oidc_login_hint.as_deref(),
        };
        Ok(params.to_call(&self.id)?.into())
    }
}

impl Prepare {
    fn call(&self) -> Result<Call, Error> {
        let redirect_url = self.redirect_url.as_deref().map(RedirectUrl::parse).transpose()?;
        let preparation = Preparation::from_strategy(self.kind, &self.strategy, redirect_url)?;
        Ok(PrepareVerification { id: ResourceId::parse(&self.id)?, preparation }.into())
    }
}

impl One {
    /// Only what the server calls verified can be made primary; here nobody has asked the server.
    fn as_if_verified(&self) -> Resource {
        use user_metadata::resource as held;
        let verification = Some(held::Verification {
            status: held::VerificationStatus::VERIFIED.into(),
            ..Default::default()
        });
        let id = self.id.clone();
        match self.kind {
            ResourceKind::EmailAddress => {
                held::EmailAddress { id, verification, ..Default::default() }.into()
            }
            ResourceKind::PhoneNumber => held::PhoneNumber { id, verification, ..Default::default() }.into(),
            ResourceKind::Web3Wallet => held::Web3Wallet { id, verification, ..Default::default() }.into(),
            ResourceKind::ExternalAccount => {
                held::ExternalAccount { id, verification, ..Default::default() }.into()
            }
        }
    }
}

fn texts(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}
