//! The validators beside their peers: `cargo bench -p benches`.
//!
//! The peers do different amounts of work, and accept and refuse other things: the column "accepted" says so.
#![allow(clippy::unwrap_used, reason = "the expressions are constants")]

use std::hint::black_box;

use alloy_primitives::Address;
use benches::{contender, inputs, ours, race};
use email_address::EmailAddress as PeerEmail;
use regex::Regex;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};
use url::Url;
use user_metadata_core::identifier::{EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress};

fn main() {
    emails();
    phones();
    wallets();
    strategies();
    redirect_urls();
    benches::write("rust-validators").unwrap();
}

fn emails() {
    for (title, inputs) in [
        ("e-mail, plain", inputs::emails()),
        ("e-mail, wrong", inputs::wrong_emails()),
        ("e-mail, international", inputs::international_emails()),
    ] {
        let expression = whole(EmailAddress::PATTERN);
        race(
            title,
            &inputs,
            &[
                ours("EmailAddress::check", |text| EmailAddress::check(text).is_ok()),
                ours("EmailAddress::parse", |text| black_box(EmailAddress::parse(text)).is_ok()),
                contender("email_address", PeerEmail::is_valid),
                contender("regex, our PATTERN", move |text| expression.is_match(text)),
            ],
        );
    }
}

fn phones() {
    for (title, inputs) in
        [("phone, E.164", inputs::phones()), ("phone, formatted", inputs::formatted_phones())]
    {
        let expression = whole(PhoneNumber::PATTERN);
        race(
            title,
            &inputs,
            &[
                ours("PhoneNumber::parse", |text| black_box(PhoneNumber::parse(text)).is_ok()),
                contender("rlibphonenumber, possible", |text| {
                    let number = PHONE_NUMBER_UTIL.parse(text, None);
                    number.is_ok_and(|number| PHONE_NUMBER_UTIL.is_possible_number(&number))
                }),
                contender("rlibphonenumber, valid", |text| {
                    let number = PHONE_NUMBER_UTIL.parse(text, None);
                    number.is_ok_and(|number| PHONE_NUMBER_UTIL.is_valid_number(&number))
                }),
                contender("rlibphonenumber, to E.164", |text| {
                    let number = PHONE_NUMBER_UTIL.parse(text, None);
                    number.is_ok_and(|number| {
                        !PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).is_empty()
                    })
                }),
                contender("regex, our PATTERN", move |text| expression.is_match(text)),
            ],
        );
    }
}

fn wallets() {
    race(
        "Ethereum, checksummed",
        &inputs::checksummed_addresses(),
        &[
            ours("WalletAddress::check", |text| WalletAddress::check(text).is_ok()),
            ours("WalletAddress::parse", |text| black_box(WalletAddress::parse(text)).is_ok()),
            contender("alloy-primitives, checksummed", |text| Address::parse_checksummed(text, None).is_ok()),
        ],
    );
    let expression = whole(WalletAddress::PATTERN);
    race(
        "Ethereum, one case",
        &inputs::lower_case_addresses(),
        &[
            ours("WalletAddress::check", |text| WalletAddress::check(text).is_ok()),
            ours("WalletAddress::parse", |text| black_box(WalletAddress::parse(text)).is_ok()),
            contender("alloy-primitives, no checksum", |text| text.parse::<Address>().is_ok()),
            contender("regex, our PATTERN", move |text| expression.is_match(text)),
        ],
    );
    race(
        "Solana",
        &inputs::solana_addresses(),
        &[
            ours("WalletAddress::check", |text| WalletAddress::check(text).is_ok()),
            ours("WalletAddress::parse", |text| black_box(WalletAddress::parse(text)).is_ok()),
            contender("five8", |text| five8::decode_32(text, &mut [0; 32]).is_ok()),
            contender("bs58", |text| {
                bs58::decode(text).onto([0; 32].as_mut_slice()).is_ok_and(|length| length == 32)
            }),
        ],
    );
}

fn strategies() {
    let expression = whole(OAuthStrategy::PATTERN);
    race(
        "OAuth strategy",
        &inputs::strategies(),
        &[
            ours("OAuthStrategy::check", |text| OAuthStrategy::check(text).is_ok()),
            ours("OAuthStrategy::parse", |text| black_box(OAuthStrategy::parse(text)).is_ok()),
            contender("regex, our PATTERN", move |text| expression.is_match(text)),
        ],
    );
}

fn redirect_urls() {
    let expression = whole(RedirectUrl::PATTERN);
    let app = Url::parse("https://app.example.com/").unwrap();
    race(
        "redirect URL",
        &inputs::redirect_urls(),
        &[
            ours("RedirectUrl::check", |text| RedirectUrl::check(text).is_ok()),
            ours("RedirectUrl::parse", |text| black_box(RedirectUrl::parse(text)).is_ok()),
            contender("url", move |text| app.join(text).is_ok()),
            contender("regex, our PATTERN", move |text| expression.is_match(text)),
        ],
    );
}

fn whole(pattern: &str) -> Regex {
    Regex::new(&format!(r"\A(?:{pattern})\z")).unwrap()
}
