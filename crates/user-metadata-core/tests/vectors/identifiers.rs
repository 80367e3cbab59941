//! One text each, and what `parse` makes of it.

use serde_json::{Value, json};
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::{
    Chain, EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};

use super::envelope::Case;

pub(crate) fn run(suite: &str, case: &Case) -> Result<(), String> {
    let input = case.input.as_str().unwrap();
    let got = match suite {
        "email" => email(input),
        "oauth_strategy" => parse(input, OAuthStrategy::parse, oauth_strategy),
        "phone" => parse(input, PhoneNumber::parse, phone),
        "redirect_url" => parse(input, RedirectUrl::parse, redirect_url),
        "scope" => parse(input, OAuthScope::parse, |scope| json!({ "ok": scope.as_str() })),
        "wallet" => parse(input, WalletAddress::parse, wallet),
        "web3_strategy" => parse(input, Web3Strategy::parse, web3_strategy),
        _ => panic!("identifiers/{suite}: a suite that this runner does not know"),
    };
    if got == case.result { Ok(()) } else { Err(format!("{input:?}: got {got}, want {}", case.result)) }
}

fn parse<T>(input: &str, parse: fn(&str) -> Result<T, ValidationError>, facts: fn(&T) -> Value) -> Value {
    parse(input).map_or_else(refusal, |value| facts(&value))
}

fn refusal(error: ValidationError) -> Value {
    match error.position() {
        Some(position) => json!({ "error": error.code().as_str(), "position": position }),
        None => json!({ "error": error.code().as_str() }),
    }
}

fn email(input: &str) -> Value {
    assert_eq!(
        EmailAddress::canonical(input).as_deref().map_err(Clone::clone),
        EmailAddress::parse(input).as_ref().map(EmailAddress::as_str).map_err(Clone::clone)
    );
    let mut result = parse(input, EmailAddress::parse, |email| {
        json!({
            "ok": email.as_str(),
            "ascii": email.ascii(),
            "local": email.local(),
            "domain": email.domain(),
        })
    });
    if let Err(error) = EmailAddress::check(input)
        && result["error"] != error.code().as_str()
    {
        result["check"] = error.code().as_str().into();
    }
    result
}

fn phone(phone: &PhoneNumber) -> Value {
    json!({ "ok": phone.as_str(), "country_code": phone.country_code(), "possible": phone.possible() })
}

fn wallet(wallet: &WalletAddress) -> Value {
    json!({
        "ok": wallet.as_str(),
        "chain": wallet.chain().as_str(),
        "checksummed": wallet.checksummed().as_str(),
    })
}

fn oauth_strategy(strategy: &OAuthStrategy) -> Value {
    json!({
        "ok": strategy.as_str(),
        "kind": strategy.kind().as_str(),
        "provider": strategy.provider(),
        "display_name": strategy.display_name(),
    })
}

fn web3_strategy(strategy: &Web3Strategy) -> Value {
    json!({
        "ok": strategy.as_str(),
        "provider": strategy.provider(),
        "display_name": strategy.display_name(),
        "chain": strategy.chain().map(Chain::as_str),
    })
}

fn redirect_url(url: &RedirectUrl) -> Value {
    json!({ "ok": url.as_str(), "kind": url.kind().as_str(), "scheme": url.scheme(), "host": url.host() })
}
