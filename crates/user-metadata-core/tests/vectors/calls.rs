//! From the JSON of a vector to a call and a session.

use serde_json::Value;
use user_metadata_core::api::{
    AttemptVerification, BuildError, Call, CreateEmailAddress, CreateExternalAccount, CreatePhoneNumber,
    CreateWeb3Wallet, Delete, List, Preparation, PrepareVerification, ReadResource, ReadUser,
    ReauthorizeExternalAccount, ResourceId, SetPrimary,
};
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress,
};
use user_metadata_core::resource::{self, Resource, ResourceKind, Verification};
use user_metadata_core::secret::Secret;
use user_metadata_core::session::{Credentials, FrontendApi, Origin, Session};

use crate::factors;

pub(crate) fn session(json: &Value) -> Result<Session, ValidationError> {
    let mut api = match (text(json, "frontend_api"), text(json, "publishable_key")) {
        (Some(url), None) => FrontendApi::parse(url)?,
        (None, Some(key)) => FrontendApi::from_publishable_key(key)?,
        (Some(_), Some(_)) | (None, None) => panic!("a vector names either frontend_api or publishable_key"),
    };
    if let Some(url) = text(json, "proxy_url") {
        api = api.with_proxy(url)?;
    }
    if let Some(domain) = text(json, "domain") {
        api = api.with_domain(domain)?;
    }
    let mut session = Session::new(api, credentials(&json["credentials"])?);
    if let Some(id) = text(json, "session_id") {
        session = session.with_session_id(id);
    }
    if let Some(origin) = text(json, "origin") {
        session = session.with_origin(Origin::parse(origin)?);
    }
    if let Some(version) = text(json, "api_version") {
        session = session.with_api_version(version);
    }
    Ok(session)
}

pub(crate) fn credentials(json: &Value) -> Result<Credentials, ValidationError> {
    match required(json, "kind") {
        "native" => Credentials::native(required(json, "token")),
        "dev_browser" => Credentials::dev_browser(required(json, "token")),
        "cookie" => Credentials::cookie(required(json, "client")),
        "none" => Ok(Credentials::None),
        other => panic!("unknown credentials {other}"),
    }
}

pub(crate) fn call(json: &Value) -> Result<Call, BuildError> {
    Ok(match required(json, "operation") {
        "create_email_address" => {
            CreateEmailAddress { email_address: EmailAddress::parse(required(json, "email"))? }.into()
        }
        "create_phone_number" => {
            CreatePhoneNumber { phone_number: PhoneNumber::parse(required(json, "phone_number"))? }.into()
        }
        "create_web3_wallet" => {
            CreateWeb3Wallet { web3_wallet: WalletAddress::parse(required(json, "web3_wallet"))? }.into()
        }
        "create_external_account" => CreateExternalAccount {
            strategy: text(json, "strategy").map(OAuthStrategy::parse).transpose()?,
            redirect_url: redirect_url(json)?,
            additional_scopes: scopes(json)?,
            enterprise_connection_id: owned(json, "enterprise_connection_id"),
            oidc_prompt: owned(json, "oidc_prompt"),
            oidc_login_hint: owned(json, "oidc_login_hint"),
            token: text(json, "token").map(Secret::new),
            code: text(json, "code").map(Secret::new),
        }
        .into(),
        "prepare_verification" => {
            let strategy = required(json, "strategy");
            let preparation = Preparation::from_strategy(kind(json), strategy, redirect_url(json)?)?;
            PrepareVerification { id: id(json)?, preparation }.into()
        }
        "attempt_verification" => {
            let proof = Secret::new(required(json, "proof"));
            AttemptVerification { kind: kind(json), id: id(json)?, proof }.into()
        }
        "read_user" => {
            ReadUser { rotating_token_nonce: text(json, "rotating_token_nonce").map(Secret::new) }.into()
        }
        "read_resource" => ReadResource { kind: kind(json), id: id(json)? }.into(),
        "list" => List { kind: kind(json) }.into(),
        "reauthorize_external_account" => {
            let redirect_url = redirect_url(json)?.expect("a redirect_url");
            ReauthorizeExternalAccount {
                additional_scopes: scopes(json)?,
                oidc_prompt: owned(json, "oidc_prompt"),
                oidc_login_hint: owned(json, "oidc_login_hint"),
                ..ReauthorizeExternalAccount::new(id(json)?, redirect_url)
            }
            .into()
        }
        "set_primary" => SetPrimary::new(&resource_with_status(json))?.into(),
        "delete" => Delete { kind: kind(json), id: id(json)? }.into(),
        _ => factors::call(json)?,
    })
}

fn resource_with_status(json: &Value) -> Resource {
    let id = required(json, "id").to_owned();
    let verification = text(json, "verification_status")
        .map(|status| Verification { status: status.into(), ..Verification::default() });
    match kind(json) {
        ResourceKind::EmailAddress => {
            resource::EmailAddress { id, verification, ..Default::default() }.into()
        }
        ResourceKind::PhoneNumber => resource::PhoneNumber { id, verification, ..Default::default() }.into(),
        ResourceKind::Web3Wallet => resource::Web3Wallet { id, verification, ..Default::default() }.into(),
        ResourceKind::ExternalAccount => {
            resource::ExternalAccount { id, verification, ..Default::default() }.into()
        }
    }
}

fn kind(json: &Value) -> ResourceKind {
    serde_json::from_value(json["kind"].clone()).expect("a kind")
}

fn id(json: &Value) -> Result<ResourceId, ValidationError> {
    ResourceId::parse(required(json, "id"))
}

pub(crate) fn redirect_url(json: &Value) -> Result<Option<RedirectUrl>, ValidationError> {
    text(json, "redirect_url").map(RedirectUrl::parse).transpose()
}

fn scopes(json: &Value) -> Result<Vec<OAuthScope>, ValidationError> {
    let scopes = json.get("additional_scopes").and_then(Value::as_array);
    scopes.into_iter().flatten().map(|scope| OAuthScope::parse(scope.as_str().expect("a scope"))).collect()
}

pub(crate) fn text<'a>(json: &'a Value, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Value::as_str)
}

fn owned(json: &Value, name: &str) -> Option<String> {
    text(json, name).map(str::to_owned)
}

pub(crate) fn required<'a>(json: &'a Value, name: &str) -> &'a str {
    text(json, name).unwrap_or_else(|| panic!("no {name} in {json}"))
}
