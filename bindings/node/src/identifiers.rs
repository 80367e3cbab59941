//! The validators: the calls that are made at every keystroke, so they cross without a `String` of their own, and a text
//! that is canonical already comes back as the very string that was handed over.

use napi::bindgen_prelude::ToNapiValue;
use napi::{Result, check_status, sys};
use napi_derive::napi;
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, OneTimeCode, PhoneNumber, RedirectUrl, WalletAddress,
    Web3Strategy,
};

use crate::errors::{ErrorData, Refused};
use crate::text::Text;

/// What a text was parsed to.
pub enum Parsed {
    /// It was canonical already.
    Same(sys::napi_value),
    /// This is its canonical form, made by the engine.
    New(sys::napi_value),
    /// It was refused.
    Refused(Box<Refused>),
}

impl ToNapiValue for Parsed {
    unsafe fn to_napi_value(env: sys::napi_env, parsed: Self) -> Result<sys::napi_value> {
        match parsed {
            Self::Same(value) | Self::New(value) => Ok(value),
            // SAFETY: `env` is that of the running call.
            Self::Refused(refused) => unsafe { Refused::to_napi_value(env, *refused) },
        }
    }
}

/// Parses a text, and gives back its canonical form or why it was refused.
fn parse<T>(
    text: &Text,
    parse: impl FnOnce(&str) -> std::result::Result<T, ValidationError>,
    canonical: impl Fn(&T) -> &str,
) -> Result<Parsed> {
    text.read(|typed| match parse(typed) {
        Ok(value) if canonical(&value) == typed => Ok(Parsed::Same(text.value)),
        Ok(value) => new_string(text.env, canonical(&value)).map(Parsed::New),
        Err(error) => Ok(Parsed::Refused(Box::new(Refused { refused: ErrorData::of_input(&error, typed) }))),
    })?
}

fn new_string(env: sys::napi_env, text: &str) -> Result<sys::napi_value> {
    let mut value = std::ptr::null_mut();
    // SAFETY: `env` is that of the running call, and the text is as long as is said.
    check_status!(unsafe {
        sys::napi_create_string_utf8(env, text.as_ptr().cast(), text.len().cast_signed(), &raw mut value)
    })?;
    Ok(value)
}

/// The canonical email address.
#[napi(catch_unwind, ts_args_type = "email: string", ts_return_type = "string | Refused")]
pub fn parse_email(email: Text) -> Result<Parsed> {
    parse(&email, EmailAddress::parse, EmailAddress::as_str)
}

/// The canonical phone number.
#[napi(catch_unwind, ts_args_type = "phoneNumber: string", ts_return_type = "string | Refused")]
pub fn parse_phone(phone_number: Text) -> Result<Parsed> {
    parse(&phone_number, PhoneNumber::parse, PhoneNumber::as_str)
}

/// The canonical wallet address.
#[napi(catch_unwind, ts_args_type = "web3Wallet: string", ts_return_type = "string | Refused")]
pub fn parse_wallet(web3_wallet: Text) -> Result<Parsed> {
    parse(&web3_wallet, WalletAddress::parse, WalletAddress::as_str)
}

/// The strategy.
#[napi(catch_unwind, ts_args_type = "strategy: string", ts_return_type = "string | Refused")]
pub fn parse_oauth_strategy(strategy: Text) -> Result<Parsed> {
    parse(&strategy, OAuthStrategy::parse, OAuthStrategy::as_str)
}

/// The strategy.
#[napi(catch_unwind, ts_args_type = "strategy: string", ts_return_type = "string | Refused")]
pub fn parse_web3_strategy(strategy: Text) -> Result<Parsed> {
    parse(&strategy, Web3Strategy::parse, Web3Strategy::as_str)
}

/// The redirect URL.
#[napi(catch_unwind, ts_args_type = "redirectUrl: string", ts_return_type = "string | Refused")]
pub fn parse_redirect_url(redirect_url: Text) -> Result<Parsed> {
    parse(&redirect_url, RedirectUrl::parse, RedirectUrl::as_str)
}

/// The scope.
#[napi(catch_unwind, ts_args_type = "scope: string", ts_return_type = "string | Refused")]
pub fn parse_scope(scope: Text) -> Result<Parsed> {
    parse(&scope, OAuthScope::parse, OAuthScope::as_str)
}

/// The one-time code.
#[napi(catch_unwind, ts_args_type = "code: string", ts_return_type = "string | Refused")]
pub fn parse_code(code: Text) -> Result<Parsed> {
    parse(&code, OneTimeCode::parse, OneTimeCode::expose)
}

/// The strict check of an email address; absent when these very characters would do.
#[napi(catch_unwind, ts_args_type = "email: string")]
pub fn check_email(email: Text) -> Result<Option<Refused>> {
    email.read(|typed| {
        EmailAddress::check(typed).err().map(|error| Refused { refused: ErrorData::of_input(&error, typed) })
    })
}

/// What an email address is made of.
#[napi(object, object_from_js = false)]
pub struct EmailFacts {
    /// With the domain in A-labels.
    pub ascii: String,
    /// What stands before the `@`.
    pub local: String,
    /// What stands after the `@`.
    pub domain: String,
}

/// What a phone number says of itself.
#[napi(object, object_from_js = false)]
pub struct PhoneFacts {
    /// The country code.
    pub country_code: u16,
    /// Whether numbers of this country code have this length, as far as is known.
    pub possible: bool,
}

/// What a wallet address says of itself.
#[napi(object, object_from_js = false)]
pub struct WalletFacts {
    /// `ethereum` or `solana`.
    pub chain: String,
    /// With the letters of EIP-55.
    pub checksummed: String,
}

/// What a strategy says of itself.
#[napi(object, object_from_js = false)]
pub struct StrategyFacts {
    /// Of which kind an OAuth strategy is.
    pub kind: Option<String>,
    /// The provider.
    pub provider: String,
    /// Its name as it is shown, where it is known.
    pub display_name: Option<String>,
    /// The chain of a web3 strategy, where it is known.
    pub chain: Option<String>,
}

/// What a redirect URL says of itself.
#[napi(object, object_from_js = false)]
pub struct RedirectUrlFacts {
    /// Of which kind it is.
    pub kind: String,
    /// Its scheme; a path has none.
    pub scheme: Option<String>,
    /// Its host; a path has none.
    pub host: Option<String>,
}

/// The facts of an email address; absent when it is none.
#[napi(catch_unwind, ts_args_type = "email: string")]
pub fn email_facts(email: Text) -> Result<Option<EmailFacts>> {
    email.read(|typed| {
        EmailAddress::parse(typed).ok().map(|email| EmailFacts {
            ascii: email.ascii().to_owned(),
            local: email.local().to_owned(),
            domain: email.domain().to_owned(),
        })
    })
}

/// The facts of a phone number; absent when it is none.
#[napi(catch_unwind, ts_args_type = "phoneNumber: string")]
pub fn phone_facts(phone_number: Text) -> Result<Option<PhoneFacts>> {
    phone_number.read(|typed| {
        PhoneNumber::parse(typed)
            .ok()
            .map(|phone| PhoneFacts { country_code: phone.country_code(), possible: phone.possible() })
    })
}

/// The facts of a wallet address; absent when it is none.
#[napi(catch_unwind, ts_args_type = "web3Wallet: string")]
pub fn wallet_facts(web3_wallet: Text) -> Result<Option<WalletFacts>> {
    web3_wallet.read(|typed| {
        WalletAddress::parse(typed).ok().map(|wallet| WalletFacts {
            chain: wallet.chain().as_str().to_owned(),
            checksummed: wallet.checksummed().as_str().to_owned(),
        })
    })
}

/// The facts of an OAuth strategy; absent when it is none.
#[napi(catch_unwind, ts_args_type = "strategy: string")]
pub fn oauth_strategy_facts(strategy: Text) -> Result<Option<StrategyFacts>> {
    strategy.read(|typed| {
        OAuthStrategy::parse(typed).ok().map(|strategy| StrategyFacts {
            kind: Some(strategy.kind().as_str().to_owned()),
            provider: strategy.provider().to_owned(),
            display_name: strategy.display_name().map(str::to_owned),
            chain: None,
        })
    })
}

/// The facts of a web3 strategy; absent when it is none.
#[napi(catch_unwind, ts_args_type = "strategy: string")]
pub fn web3_strategy_facts(strategy: Text) -> Result<Option<StrategyFacts>> {
    strategy.read(|typed| {
        Web3Strategy::parse(typed).ok().map(|strategy| StrategyFacts {
            kind: None,
            provider: strategy.provider().to_owned(),
            display_name: strategy.display_name().map(str::to_owned),
            chain: strategy.chain().map(|chain| chain.as_str().to_owned()),
        })
    })
}

/// The facts of a redirect URL; absent when it is none.
#[napi(catch_unwind, ts_args_type = "redirectUrl: string")]
pub fn redirect_url_facts(redirect_url: Text) -> Result<Option<RedirectUrlFacts>> {
    redirect_url.read(|typed| {
        RedirectUrl::parse(typed).ok().map(|url| RedirectUrlFacts {
            kind: url.kind().as_str().to_owned(),
            scheme: url.scheme().map(str::to_owned),
            host: url.host().map(str::to_owned),
        })
    })
}
