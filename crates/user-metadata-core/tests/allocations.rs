//! What a validator allocates: nothing for a refusal or a check, at most one block for an ASCII text that it keeps.
//! One test, for the counter counts for the whole process.
#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use std::alloc::System;
use std::hint::black_box;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, OneTimeCode, PhoneNumber, RedirectUrl, WalletAddress,
    Web3Strategy,
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const REFUSED: [&str; 22] = [
    "",
    " ",
    "jane@",
    "jane..doe@example.com",
    "jane@example..com",
    "\"jane doe@example.com",
    "jane@ex ample.com",
    "+44",
    "020 7946 0958",
    "+1 800 FLOWERS",
    "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "T0kenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA",
    "oauth_Google",
    "web3_metamask",
    "openid email",
    "12345",
    "javascript:alert(1)",
    "//evil.example",
    "/javascript:alert(1)",
    "/%6aavascript:alert(1)",
    "/a/..//evil.example",
    "https://evil.example:99999/",
];

#[test]
fn a_refusal_allocates_nothing_and_an_ascii_text_at_most_once() {
    for text in REFUSED {
        let count = allocations(|| EmailAddress::parse(text).is_ok())
            + allocations(|| PhoneNumber::parse(text).is_ok())
            + allocations(|| WalletAddress::parse(text).is_ok())
            + allocations(|| OAuthStrategy::parse(text).is_ok())
            + allocations(|| Web3Strategy::parse(text).is_ok())
            + allocations(|| OneTimeCode::parse(text).is_ok());
        assert_eq!(count, 0, "{text}");
        assert_eq!(
            allocations(|| RedirectUrl::check(text).is_ok() | OAuthScope::check(text).is_ok()),
            0,
            "{text}"
        );
    }
    for email in
        ["jane@example.com", "Jane.Doe@EXAMPLE.com", "\"jane doe\"@example.com", "jürgen@example.com"]
    {
        assert_eq!(allocations(|| EmailAddress::check(email).is_ok()), 0, "{email}");
        assert_eq!(allocations(|| EmailAddress::parse(email).is_ok()), 1, "{email}");
    }
    assert_eq!(allocations(|| EmailAddress::canonical(" Jane.Doe@example.com").is_ok()), 0);
    for phone in ["+15551234567", "tel:+44 (0)20 7946 0958", "+４４２０７９４６０９５８"] {
        assert_eq!(allocations(|| PhoneNumber::parse(phone).unwrap().possible()), 0, "{phone}");
    }
    for wallet in
        ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "So11111111111111111111111111111111111111112"]
    {
        assert_eq!(allocations(|| WalletAddress::parse(wallet).unwrap().checksummed()), 0, "{wallet}");
    }
    for url in ["https://example.com/a%20b", "/a:b", "com.example.app:/callback"] {
        assert_eq!(allocations(|| RedirectUrl::parse(url).is_ok()), 1, "{url}");
    }
    assert_eq!(allocations(|| OAuthStrategy::parse("oauth_google").is_ok()), 1);
    assert_eq!(allocations(|| OAuthScope::parse("openid").is_ok()), 1);
}

fn allocations<T>(work: impl FnOnce() -> T) -> usize {
    let region = Region::new(ALLOCATOR);
    black_box(work());
    let change = region.change();
    change.allocations + change.reallocations
}
