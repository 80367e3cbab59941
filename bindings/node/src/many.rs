//! Many texts at once, away from the main thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

use napi::bindgen_prelude::{AsyncTask, Either};
use napi::{Env, Error, Result, Status, Task};
use napi_derive::napi;
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::{EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress};

use crate::errors::{ErrorData, Refused};

/// What the texts are meant to be.
#[napi(string_enum = "snake_case")]
#[derive(Clone, Copy)]
pub enum ManyKind {
    /// Email addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// Wallet addresses.
    Wallet,
    /// OAuth strategies.
    OauthStrategy,
    /// Redirect URLs.
    RedirectUrl,
}

/// The work, done by a thread of the pool.
pub struct ParseMany {
    kind: ManyKind,
    texts: Vec<String>,
}

impl Task for ParseMany {
    type Output = Vec<std::result::Result<String, ErrorData>>;
    type JsValue = Vec<Either<String, Refused>>;

    fn compute(&mut self) -> Result<Self::Output> {
        let (kind, texts) = (self.kind, &self.texts);
        let parsed = catch_unwind(AssertUnwindSafe(|| texts.iter().map(|text| parse(kind, text)).collect()));
        parsed.map_err(|_| Error::new(Status::GenericFailure, "a panic"))
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> Result<Self::JsValue> {
        let either = |parsed| match parsed {
            Ok(text) => Either::A(text),
            Err(refused) => Either::B(Refused { refused }),
        };
        Ok(output.into_iter().map(either).collect())
    }
}

/// Parses each text; the answers stand in the same order.
#[napi(catch_unwind, ts_return_type = "Promise<Array<string | Refused>>")]
pub fn parse_many(kind: ManyKind, texts: Vec<String>) -> AsyncTask<ParseMany> {
    AsyncTask::new(ParseMany { kind, texts })
}

fn parse(kind: ManyKind, text: &str) -> std::result::Result<String, ErrorData> {
    let parsed: std::result::Result<String, ValidationError> = match kind {
        ManyKind::Email => EmailAddress::parse(text).map(|email| email.as_str().to_owned()),
        ManyKind::Phone => PhoneNumber::parse(text).map(|phone| phone.as_str().to_owned()),
        ManyKind::Wallet => WalletAddress::parse(text).map(|wallet| wallet.as_str().to_owned()),
        ManyKind::OauthStrategy => OAuthStrategy::parse(text).map(|strategy| strategy.as_str().to_owned()),
        ManyKind::RedirectUrl => RedirectUrl::parse(text).map(|url| url.as_str().to_owned()),
    };
    parsed.map_err(|error| ErrorData::of_input(&error, text))
}
