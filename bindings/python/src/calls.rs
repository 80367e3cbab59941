//! Single calls of the Frontend API: a value says what to send, and reads the answer.

use pyo3::prelude::*;
use user_metadata_core::api::{
    self, AttemptFirstFactor, AttemptSecondFactor, AttemptVerification, CreateEmailAddress,
    CreateExternalAccount, CreatePhoneNumber, CreateWeb3Wallet, Delete, FirstFactorPreparation,
    FirstFactorProof, List, Preparation, PrepareFirstFactor, PrepareSecondFactor, PrepareVerification,
    ReadResource, ReadReverification, ReadUser, ReauthorizeExternalAccount, ResourceId, SecondFactorProof,
    SetPrimary, StartReverification,
};
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress,
};
use user_metadata_core::secret::Secret;
use user_metadata_core::time::Timestamp;

use crate::errors::{build, call, validation, validation_in};
use crate::http::{HttpRequest, HttpResponse};
use crate::jobs::Answer;
use crate::resources::{AnyResource, kind_of};
use crate::session::Session;

/// One request, and the reading of its answer. `User` has a method for each; take a `Call` to send it in your own way.
///
/// Sending a call that is not a read twice may do it twice. Every factory raises `ValidationError` and `MisuseError`.
#[pyclass(frozen, eq, module = "user_metadata")]
#[derive(Clone, PartialEq)]
pub(crate) struct Call(api::Call);

fn id(text: &str) -> PyResult<ResourceId> {
    ResourceId::parse(text).map_err(validation)
}

fn maybe_id(text: Option<&str>) -> PyResult<Option<ResourceId>> {
    text.map(id).transpose()
}

fn url(text: &str) -> PyResult<RedirectUrl> {
    RedirectUrl::parse(text).map_err(validation)
}

fn scopes(texts: &[String]) -> PyResult<Vec<OAuthScope>> {
    let parsed: Result<_, ValidationError> = texts.iter().map(|text| OAuthScope::parse(text)).collect();
    parsed.map_err(validation)
}

fn unknown_strategy() -> PyErr {
    pyo3::exceptions::PyValueError::new_err("there is no such strategy here, or it lacks what it needs")
}

#[pymethods]
impl Call {
    /// Adds an email address.
    #[staticmethod]
    fn create_email_address(email: &str) -> PyResult<Self> {
        let parsed = EmailAddress::parse(email).map_err(|error| validation_in(error, email))?;
        Ok(Self(CreateEmailAddress { email_address: parsed }.into()))
    }

    /// Adds a phone number.
    #[staticmethod]
    fn create_phone_number(phone_number: &str) -> PyResult<Self> {
        let parsed = PhoneNumber::parse(phone_number).map_err(|error| validation_in(error, phone_number))?;
        Ok(Self(CreatePhoneNumber { phone_number: parsed }.into()))
    }

    /// Adds a web3 wallet.
    #[staticmethod]
    fn create_web3_wallet(web3_wallet: &str) -> PyResult<Self> {
        let web3_wallet = WalletAddress::parse(web3_wallet).map_err(validation)?;
        Ok(Self(CreateWeb3Wallet { web3_wallet }.into()))
    }

    /// Adds an external account; `token` and `code` are those of a native sign-in at the provider.
    #[staticmethod]
    #[pyo3(signature = (
        *, strategy = None, redirect_url = None, additional_scopes = Vec::new(), oidc_prompt = None,
        oidc_login_hint = None, enterprise_connection_id = None, token = None, code = None
    ))]
    #[allow(clippy::too_many_arguments, reason = "those that the operation is documented with")]
    fn create_external_account(
        strategy: Option<&str>,
        redirect_url: Option<&str>,
        #[allow(clippy::needless_pass_by_value, reason = "what pyo3 extracts is owned")]
        additional_scopes: Vec<String>,
        oidc_prompt: Option<String>,
        oidc_login_hint: Option<String>,
        enterprise_connection_id: Option<String>,
        token: Option<String>,
        code: Option<String>,
    ) -> PyResult<Self> {
        let made = CreateExternalAccount {
            strategy: strategy.map(OAuthStrategy::parse).transpose().map_err(validation)?,
            redirect_url: redirect_url.map(url).transpose()?,
            additional_scopes: scopes(&additional_scopes)?,
            enterprise_connection_id,
            oidc_prompt,
            oidc_login_hint,
            token: token.map(Secret::new),
            code: code.map(Secret::new),
        };
        Ok(Self(made.into()))
    }

    /// Has a code or link sent, a message made, a redirect prepared.
    #[staticmethod]
    #[pyo3(signature = (*, kind, id, strategy, redirect_url = None))]
    fn prepare_verification(
        kind: &str,
        id: &str,
        strategy: &str,
        redirect_url: Option<&str>,
    ) -> PyResult<Self> {
        let redirect_url = redirect_url.map(url).transpose()?;
        let preparation =
            Preparation::from_strategy(kind_of(kind)?, strategy, redirect_url).map_err(build)?;
        Ok(Self(PrepareVerification { id: self::id(id)?, preparation }.into()))
    }

    /// Proves it with a code or a signature.
    #[staticmethod]
    #[pyo3(signature = (*, kind, id, proof))]
    fn attempt_verification(kind: &str, id: &str, proof: &str) -> PyResult<Self> {
        let (kind, id) = (kind_of(kind)?, self::id(id)?);
        Ok(Self(AttemptVerification { kind, id, proof: Secret::new(proof) }.into()))
    }

    /// Reads the user with all identifiers.
    #[staticmethod]
    #[pyo3(signature = (*, rotating_token_nonce = None))]
    fn read_user(rotating_token_nonce: Option<String>) -> Self {
        Self(ReadUser { rotating_token_nonce: rotating_token_nonce.map(Secret::new) }.into())
    }

    /// Reads one identifier.
    #[staticmethod]
    #[pyo3(signature = (*, kind, id))]
    fn read_resource(kind: &str, id: &str) -> PyResult<Self> {
        Ok(Self(ReadResource { kind: kind_of(kind)?, id: self::id(id)? }.into()))
    }

    /// Reads all identifiers of one kind.
    #[staticmethod]
    #[pyo3(name = "list", signature = (*, kind))]
    fn list_of(kind: &str) -> PyResult<Self> {
        Ok(Self(List { kind: kind_of(kind)? }.into()))
    }

    /// Asks for more scopes, or for a new consent, for an external account.
    #[staticmethod]
    #[pyo3(signature = (
        *, id, redirect_url, additional_scopes = Vec::new(), oidc_prompt = None, oidc_login_hint = None
    ))]
    fn reauthorize_external_account(
        id: &str,
        redirect_url: &str,
        #[allow(clippy::needless_pass_by_value, reason = "what pyo3 extracts is owned")]
        additional_scopes: Vec<String>,
        oidc_prompt: Option<String>,
        oidc_login_hint: Option<String>,
    ) -> PyResult<Self> {
        let made = ReauthorizeExternalAccount {
            additional_scopes: scopes(&additional_scopes)?,
            oidc_prompt,
            oidc_login_hint,
            ..ReauthorizeExternalAccount::new(self::id(id)?, url(redirect_url)?)
        };
        Ok(Self(made.into()))
    }

    /// Makes a verified identifier the primary one of its kind.
    #[staticmethod]
    #[pyo3(signature = (resource, /))]
    fn set_primary(resource: AnyResource) -> PyResult<Self> {
        Ok(Self(SetPrimary::new(&resource.into()).map_err(build)?.into()))
    }

    /// Removes an identifier.
    #[staticmethod]
    #[pyo3(signature = (*, kind, id))]
    fn delete(kind: &str, id: &str) -> PyResult<Self> {
        Ok(Self(Delete { kind: kind_of(kind)?, id: self::id(id)? }.into()))
    }

    /// Begins to ask for fresh credentials.
    #[staticmethod]
    #[pyo3(signature = (*, level))]
    fn start_reverification(level: &str) -> Self {
        Self(StartReverification { level: level.into() }.into())
    }

    /// Looks how far the user has come in giving them.
    #[staticmethod]
    fn read_reverification() -> Self {
        Self(ReadReverification {}.into())
    }

    /// Has a first factor prepared.
    #[staticmethod]
    #[pyo3(signature = (
        *, strategy, email_address_id = None, phone_number_id = None, redirect_url = None,
        enterprise_connection_id = None, proof_token = None
    ))]
    fn prepare_first_factor(
        strategy: &str,
        email_address_id: Option<&str>,
        phone_number_id: Option<&str>,
        redirect_url: Option<&str>,
        enterprise_connection_id: Option<&str>,
        proof_token: Option<String>,
    ) -> PyResult<Self> {
        let email_address_id = maybe_id(email_address_id)?;
        let redirect_url = redirect_url.map(url).transpose()?;
        let preparation = match (strategy, redirect_url) {
            ("email_code", _) => FirstFactorPreparation::EmailCode { email_address_id },
            ("email_link", Some(redirect_url)) => {
                FirstFactorPreparation::EmailLink { email_address_id, redirect_url }
            }
            ("phone_code", _) => {
                FirstFactorPreparation::PhoneCode { phone_number_id: maybe_id(phone_number_id)? }
            }
            ("passkey", _) => FirstFactorPreparation::Passkey,
            ("enterprise_sso", Some(redirect_url)) => FirstFactorPreparation::EnterpriseSso {
                email_address_id,
                enterprise_connection_id: maybe_id(enterprise_connection_id)?,
                redirect_url,
            },
            _ => return Err(unknown_strategy()),
        };
        let proof_token = proof_token.map(Secret::new);
        Ok(Self(PrepareFirstFactor { preparation, proof_token }.into()))
    }

    /// Proves a first factor: `password`, `email_code`, `phone_code`, or `passkey` with its credential as JSON.
    #[staticmethod]
    #[pyo3(signature = (*, strategy, proof))]
    fn attempt_first_factor(strategy: &str, proof: &str) -> PyResult<Self> {
        let secret = Secret::new(proof);
        let proof = match strategy {
            "password" => FirstFactorProof::Password { password: secret },
            "email_code" => FirstFactorProof::EmailCode { code: secret },
            "phone_code" => FirstFactorProof::PhoneCode { code: secret },
            "passkey" => FirstFactorProof::Passkey { public_key_credential: secret },
            _ => return Err(unknown_strategy()),
        };
        Ok(Self(AttemptFirstFactor { proof }.into()))
    }

    /// Has a second factor prepared.
    #[staticmethod]
    #[pyo3(signature = (*, phone_number_id = None, proof_token = None))]
    fn prepare_second_factor(phone_number_id: Option<&str>, proof_token: Option<String>) -> PyResult<Self> {
        let phone_number_id = maybe_id(phone_number_id)?;
        Ok(Self(PrepareSecondFactor { phone_number_id, proof_token: proof_token.map(Secret::new) }.into()))
    }

    /// Proves a second factor: `phone_code`, `totp` or `backup_code`.
    #[staticmethod]
    #[pyo3(signature = (*, strategy, code))]
    fn attempt_second_factor(strategy: &str, code: &str) -> PyResult<Self> {
        let code = Secret::new(code);
        let proof = match strategy {
            "phone_code" => SecondFactorProof::PhoneCode { code },
            "totp" => SecondFactorProof::Totp { code },
            "backup_code" => SecondFactorProof::BackupCode { code },
            _ => return Err(unknown_strategy()),
        };
        Ok(Self(AttemptSecondFactor { proof }.into()))
    }

    /// Makes the HTTP request, for one session. Call it again for every try: the token may have changed meanwhile.
    fn request(&self, session: &Bound<'_, Session>) -> PyResult<HttpRequest> {
        self.0.request(&session.get().0).map(HttpRequest).map_err(build)
    }

    /// Reads the answer, at this time in Unix milliseconds. Let the session absorb it first.
    ///
    /// Raises `ApiError` and `ProtocolError`.
    fn parse(&self, response: &Bound<'_, HttpResponse>, now: i64) -> PyResult<Answer> {
        let answer = self.0.parse(&response.get().0, Timestamp::from_unix_millis(now));
        answer.map(Answer::from).map_err(call)
    }

    /// True for a call that changes nothing, so that it may be repeated freely.
    #[getter]
    fn is_read(&self) -> bool {
        self.0.is_read()
    }

    fn __repr__(&self) -> String {
        "Call()".to_owned()
    }
}
