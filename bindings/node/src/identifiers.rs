//! The validators: the calls that are made at every keystroke, so they cross without a `String` of their own, and a text
//! that is canonical already comes back as the very string that was handed over. A refusal comes back as a number.

use std::ffi::CStr;
use std::ptr;

use napi::bindgen_prelude::Object;
use napi::{Error, Result, Status};
use napi_derive::napi;
use user_metadata_core::error::{Field, ValidationCode, ValidationError};
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, OneTimeCode, PhoneNumber, RedirectUrl, WalletAddress,
    Web3Strategy,
};

use crate::errors::{ErrorData, Refused};
use crate::number;
use crate::raw::{Answer, OfText, Text, register};

/// What a text is meant to be.
pub(crate) trait Identifier {
    /// The function that parses it, in JavaScript.
    const PARSE: &'static CStr;

    /// Hands over the canonical form.
    fn canonical<T>(typed: &str, then: impl FnOnce(&str) -> T) -> std::result::Result<T, ValidationError>;
}

macro_rules! identifiers {
    ($($name:ident, $parse:literal: |$typed:ident| $parsed:expr => |$value:ident| $canonical:expr;)+) => {
        $(
            pub(crate) struct $name;

            impl Identifier for $name {
                const PARSE: &'static CStr = $parse;

                fn canonical<T>(
                    $typed: &str,
                    then: impl FnOnce(&str) -> T,
                ) -> std::result::Result<T, ValidationError> {
                    $parsed.map(|$value| then($canonical))
                }
            }
        )+

        /// The functions that the macros of napi would make too slow.
        #[napi(module_exports)]
        pub fn register_parsers(exports: Object<'_>) -> Result<()> {
            $(register::<Parse<$name>>(&exports)?;)+
            Ok(())
        }
    };
}

identifiers! {
    Email, c"parseEmail": |typed| EmailAddress::canonical(typed) => |text| &text;
    Phone, c"parsePhone": |typed| PhoneNumber::parse(typed) => |phone| if phone == *typed { typed } else { phone.as_str() };
    // What a program or a wallet hands over is taken as it is.
    Wallet, c"parseWallet": |typed| WalletAddress::check(typed) => |_checked| typed;
    Oauth, c"parseOauthStrategy": |typed| OAuthStrategy::check(typed) => |_checked| typed;
    Web3, c"parseWeb3Strategy": |typed| Web3Strategy::check(typed) => |_checked| typed;
    Redirect, c"parseRedirectUrl": |typed| RedirectUrl::check(typed) => |_checked| typed;
    Scope, c"parseScope": |typed| OAuthScope::check(typed) => |_checked| typed;
    Code, c"parseCode": |typed| OneTimeCode::parse(typed) => |code| code.expose();
}

/// `parse…(text: string): string | number`: the canonical text, or the number of a refusal.
struct Parse<I>(I);

impl<I: Identifier> OfText for Parse<I> {
    const NAME: &'static CStr = I::PARSE;

    fn call(text: Text) -> Result<Answer> {
        text.read(|typed| {
            let answer = |canonical: &str| {
                if is_same(canonical, typed) { Ok(text.same()) } else { text.other(canonical) }
            };
            match I::canonical(typed, answer) {
                Ok(answer) => answer,
                Err(error) => text.number(refusal_number(&error, typed)),
            }
        })?
    }
}

/// Compares two texts, of which one is often borrowed from the other.
pub(crate) fn is_same(canonical: &str, typed: &str) -> bool {
    ptr::eq(canonical, typed) || canonical == typed
}

/// A refusal as a number above zero: an object would cost more than the whole call. From the lowest bits on: 8 for the
/// code, counted from 1, 8 for the field, and then the place as a UTF-16 index, counted from 1, or 0 where there is none.
pub(crate) fn refusal_number(error: &ValidationError, typed: &str) -> f64 {
    let before = error.position().and_then(|position| typed.get(..position));
    let place = before.map_or(0, |before| before.encode_utf16().count() as u64 + 1);
    let number = place << 16 | (error.field() as u64) << 8 | (error.code() as u64 + 1);
    #[expect(clippy::cast_precision_loss, reason = "a text has less than 2^30 units, so this is exact")]
    let number = number as f64;
    number
}

/// What the number of a refusal says, its place aside.
#[napi(catch_unwind)]
pub fn explain_refusal(number: f64) -> Result<ErrorData> {
    let number = number::index(number)?;
    let code = (number & 0xFF).checked_sub(1).and_then(|index| ValidationCode::ALL.get(index));
    match (Field::ALL.get(number >> 8), code) {
        (Some(field), Some(code)) => Ok(ErrorData::of_validation(*field, *code, None)),
        (None, _) | (_, None) => Err(Error::new(Status::InvalidArg, "not the number of a refusal")),
    }
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
