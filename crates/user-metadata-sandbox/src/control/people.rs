//! `/sandbox/wallets/sign`, `/sandbox/totp`: what a person's wallet and authenticator app would do.

use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refusal, body};
use crate::grammar::wallet::Chain;
use crate::http::Shared;
use crate::verification::signer::{self, Signed};
use crate::verification::totp;

pub(super) fn router() -> Router<Shared> {
    Router::new().route("/sandbox/wallets/sign", post(sign)).route("/sandbox/totp", post(totp_code))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sign {
    chain: Chain,
    key: String,
    message: String,
}

async fn sign(sent: Bytes) -> Result<Json<Signed>, Refusal> {
    let Sign { chain, key, message } = body(&sent)?;
    let signed = signer::sign(chain, &key, &message);
    signed.map(Json).ok_or_else(|| Refusal::unprocessable("key must be a private key: 64 hex digits"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Totp {
    secret: String,
    at_ms: Option<i64>,
}

async fn totp_code(State(shared): State<Shared>, sent: Bytes) -> Result<Json<Value>, Refusal> {
    let Totp { secret, at_ms } = body(&sent)?;
    let at_ms = match at_ms {
        Some(at_ms) => at_ms,
        None => shared.run(|instance| instance.clock.now_ms()).await?,
    };
    let code = totp::code(&secret, at_ms).ok_or_else(|| Refusal::unprocessable("secret must be base32"))?;
    Ok(Json(json!({ "code": code })))
}
