//! From the JSON of a vector to a call about fresh credentials.

use serde_json::Value;
use user_metadata_core::api::{
    AttemptFirstFactor, AttemptSecondFactor, BuildError, Call, FirstFactorPreparation, FirstFactorProof,
    PrepareFirstFactor, PrepareSecondFactor, ReadReverification, ResourceId, SecondFactorProof,
    StartReverification,
};
use user_metadata_core::error::ValidationError;
use user_metadata_core::secret::Secret;

use crate::calls::{redirect_url, required, text};

pub(crate) fn call(json: &Value) -> Result<Call, BuildError> {
    Ok(match required(json, "operation") {
        "start_reverification" => StartReverification { level: required(json, "level").into() }.into(),
        "read_reverification" => ReadReverification {}.into(),
        "prepare_first_factor" => {
            let preparation = preparation(json)?;
            PrepareFirstFactor { preparation, proof_token: secret(json, "proof_token") }.into()
        }
        "attempt_first_factor" => AttemptFirstFactor { proof: first(json) }.into(),
        "prepare_second_factor" => {
            let phone_number_id = id(json, "phone_number_id")?;
            PrepareSecondFactor { phone_number_id, proof_token: secret(json, "proof_token") }.into()
        }
        "attempt_second_factor" => AttemptSecondFactor { proof: second(json) }.into(),
        other => panic!("unknown operation {other}"),
    })
}

fn preparation(json: &Value) -> Result<FirstFactorPreparation, ValidationError> {
    let email_address_id = id(json, "email_address_id")?;
    let redirect_url = redirect_url(json)?;
    Ok(match required(json, "strategy") {
        "email_code" => FirstFactorPreparation::EmailCode { email_address_id },
        "email_link" => FirstFactorPreparation::EmailLink {
            email_address_id,
            redirect_url: redirect_url.expect("a redirect_url"),
        },
        "phone_code" => FirstFactorPreparation::PhoneCode { phone_number_id: id(json, "phone_number_id")? },
        "passkey" => FirstFactorPreparation::Passkey,
        "enterprise_sso" => FirstFactorPreparation::EnterpriseSso {
            email_address_id,
            enterprise_connection_id: id(json, "enterprise_connection_id")?,
            redirect_url: redirect_url.expect("a redirect_url"),
        },
        other => panic!("unknown strategy {other}"),
    })
}

fn first(json: &Value) -> FirstFactorProof {
    let proof = |name| secret(json, name).unwrap_or_else(|| panic!("no {name}"));
    match required(json, "strategy") {
        "password" => FirstFactorProof::Password { password: proof("password") },
        "email_code" => FirstFactorProof::EmailCode { code: proof("code") },
        "phone_code" => FirstFactorProof::PhoneCode { code: proof("code") },
        "passkey" => FirstFactorProof::Passkey { public_key_credential: proof("public_key_credential") },
        other => panic!("unknown strategy {other}"),
    }
}

fn second(json: &Value) -> SecondFactorProof {
    let code = Secret::new(required(json, "code"));
    match required(json, "strategy") {
        "phone_code" => SecondFactorProof::PhoneCode { code },
        "totp" => SecondFactorProof::Totp { code },
        "backup_code" => SecondFactorProof::BackupCode { code },
        other => panic!("unknown strategy {other}"),
    }
}

fn id(json: &Value, name: &str) -> Result<Option<ResourceId>, ValidationError> {
    text(json, name).map(ResourceId::parse).transpose()
}

fn secret(json: &Value, name: &str) -> Option<Secret> {
    text(json, name).map(Secret::new)
}
