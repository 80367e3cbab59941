//! The single calls by name.

use napi_derive::napi;
use user_metadata_core::api::{
    AttemptFirstFactor, AttemptSecondFactor, AttemptVerification, BuildError, Call, CreateEmailAddress,
    CreateExternalAccount, CreatePhoneNumber, CreateWeb3Wallet, Delete, List, Preparation,
    PrepareFirstFactor, PrepareSecondFactor, PrepareVerification, ReadResource, ReadReverification, ReadUser,
    ResourceId, SetPrimary, StartReverification,
};
use user_metadata_core::identifier::{EmailAddress, PhoneNumber, RedirectUrl, WalletAddress};
use user_metadata_core::secret::Secret;

use crate::factors::{FirstFactorPreparation, FirstFactorProof, SecondFactorProof, maybe_id};
use crate::requests::{ExternalAccountParams, ReauthorizeParams};
use crate::resources::{ResourceKind, ResourceRef};

/// What is to be asked of the server.
#[napi(discriminant = "operation", discriminant_case = "camelCase", object_to_js = false)]
pub enum CallParams {
    /// Adds an email address.
    CreateEmailAddress {
        /// As typed.
        email: String,
    },
    /// Adds a phone number.
    CreatePhoneNumber {
        /// As typed.
        phone_number: String,
    },
    /// Adds a web3 wallet.
    CreateWeb3Wallet {
        /// As typed.
        web3_wallet: String,
    },
    /// Adds an external account.
    CreateExternalAccount {
        /// The documented parameters.
        params: ExternalAccountParams,
        /// The id token of an `oauth_token_…` strategy.
        token: Option<String>,
        /// The authorization code of an `oauth_token_…` strategy.
        code: Option<String>,
    },
    /// Has a code or link sent, a message made, a redirect prepared.
    PrepareVerification {
        /// Of which kind.
        kind: ResourceKind,
        /// Which.
        id: String,
        /// By which means.
        strategy: String,
        /// Where it leads back to.
        redirect_url: Option<String>,
    },
    /// Proves it with a code or a signature.
    AttemptVerification {
        /// Of which kind.
        kind: ResourceKind,
        /// Which.
        id: String,
        /// The code or the signature.
        proof: String,
    },
    /// Reads the user with all identifiers.
    ReadUser {
        /// From a landing URL.
        rotating_token_nonce: Option<String>,
    },
    /// Reads one identifier.
    ReadResource {
        /// Of which kind.
        kind: ResourceKind,
        /// Which.
        id: String,
    },
    /// Reads all identifiers of one kind.
    List {
        /// Of which kind.
        kind: ResourceKind,
    },
    /// Asks for more scopes, or for a new consent.
    ReauthorizeExternalAccount {
        /// Which.
        id: String,
        /// The documented parameters.
        params: ReauthorizeParams,
    },
    /// Makes a verified identifier the primary one of its kind.
    SetPrimary {
        /// Which.
        resource: ResourceRef,
    },
    /// Removes an identifier.
    Delete {
        /// Of which kind.
        kind: ResourceKind,
        /// Which.
        id: String,
    },
    /// Begins to ask for fresh credentials.
    StartReverification {
        /// How much to ask for.
        level: String,
    },
    /// Looks how far the user has come in giving them.
    ReadReverification,
    /// Has a first factor prepared.
    PrepareFirstFactor {
        /// By which means.
        preparation: FirstFactorPreparation,
        /// The token of the vendor's fraud protection.
        proof_token: Option<String>,
    },
    /// Proves a first factor.
    AttemptFirstFactor {
        /// With what.
        proof: FirstFactorProof,
    },
    /// Has a second factor prepared.
    PrepareSecondFactor {
        /// Which number.
        phone_number_id: Option<String>,
        /// The token of the vendor's fraud protection.
        proof_token: Option<String>,
    },
    /// Proves a second factor.
    AttemptSecondFactor {
        /// With what.
        proof: SecondFactorProof,
    },
}

impl CallParams {
    /// As the core takes it.
    pub(crate) fn read(self) -> Result<Call, BuildError> {
        Ok(match self {
            Self::CreateEmailAddress { email } => {
                CreateEmailAddress { email_address: EmailAddress::parse(&email)? }.into()
            }
            Self::CreatePhoneNumber { phone_number } => {
                CreatePhoneNumber { phone_number: PhoneNumber::parse(&phone_number)? }.into()
            }
            Self::CreateWeb3Wallet { web3_wallet } => {
                CreateWeb3Wallet { web3_wallet: WalletAddress::parse(&web3_wallet)? }.into()
            }
            Self::CreateExternalAccount { params, token, code } => CreateExternalAccount {
                token: token.map(Secret::new),
                code: code.map(Secret::new),
                ..params.to_call()?
            }
            .into(),
            Self::PrepareVerification { kind, id, strategy, redirect_url } => {
                let redirect_url = redirect_url.as_deref().map(RedirectUrl::parse).transpose()?;
                let preparation = Preparation::from_strategy(kind.into(), &strategy, redirect_url)?;
                PrepareVerification { id: ResourceId::parse(&id)?, preparation }.into()
            }
            Self::AttemptVerification { kind, id, proof } => AttemptVerification {
                kind: kind.into(),
                id: ResourceId::parse(&id)?,
                proof: Secret::new(proof),
            }
            .into(),
            Self::ReadUser { rotating_token_nonce } => {
                ReadUser { rotating_token_nonce: rotating_token_nonce.map(Secret::new) }.into()
            }
            Self::ReadResource { kind, id } => {
                ReadResource { kind: kind.into(), id: ResourceId::parse(&id)? }.into()
            }
            Self::List { kind } => List { kind: kind.into() }.into(),
            Self::ReauthorizeExternalAccount { id, params } => {
                params.with(|params| params.to_call(&id))?.into()
            }
            Self::SetPrimary { resource } => SetPrimary::new(&resource.read())?.into(),
            Self::Delete { kind, id } => Delete { kind: kind.into(), id: ResourceId::parse(&id)? }.into(),
            Self::StartReverification { level } => {
                StartReverification { level: level.as_str().into() }.into()
            }
            Self::ReadReverification => ReadReverification {}.into(),
            Self::PrepareFirstFactor { preparation, proof_token } => PrepareFirstFactor {
                preparation: preparation.read()?,
                proof_token: proof_token.map(Secret::new),
            }
            .into(),
            Self::AttemptFirstFactor { proof } => AttemptFirstFactor { proof: proof.into() }.into(),
            Self::PrepareSecondFactor { phone_number_id, proof_token } => PrepareSecondFactor {
                phone_number_id: maybe_id(phone_number_id)?,
                proof_token: proof_token.map(Secret::new),
            }
            .into(),
            Self::AttemptSecondFactor { proof } => AttemptSecondFactor { proof: proof.into() }.into(),
        })
    }
}
