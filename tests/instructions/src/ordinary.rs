//! What people type, and what servers answer.

use std::hint::black_box;

use user_metadata_core::identifier::{EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress};

type Case = (&'static str, fn(&str), &'static str);

/// A name, what is done, the input.
pub(crate) const ORDINARY: &[Case] = &[
    ("EmailAddress::check", email_check, "jane.doe@example.com"),
    ("EmailAddress::parse", email_parse, "jane.doe@example.com"),
    ("EmailAddress::check, wrong", email_check, "jane.doe@example..com"),
    ("EmailAddress::parse, international", email_parse, "jane@bücher.example"),
    ("PhoneNumber::parse", phone_parse, "+14155552671"),
    ("PhoneNumber::parse, formatted", phone_parse, "+1 (415) 555-2671"),
    ("WalletAddress::check, checksummed", wallet_check, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
    ("WalletAddress::check, one case", wallet_check, "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
    ("WalletAddress::check, Solana", wallet_check, "4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA"),
    ("OAuthStrategy::check", oauth_check, "oauth_notion"),
    ("RedirectUrl::check", redirect_check, "https://app.example.com/sso-callback"),
];

fn email_check(text: &str) {
    let _ = black_box(EmailAddress::check(text));
}

fn email_parse(text: &str) {
    let _ = black_box(EmailAddress::parse(text));
}

fn phone_parse(text: &str) {
    let _ = black_box(PhoneNumber::parse(text));
}

fn wallet_check(text: &str) {
    let _ = black_box(WalletAddress::check(text));
}

fn oauth_check(text: &str) {
    let _ = black_box(OAuthStrategy::check(text));
}

fn redirect_check(text: &str) {
    let _ = black_box(RedirectUrl::check(text));
}
