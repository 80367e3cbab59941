//! Inputs that make a careless parser slow, for any length.

use std::hint::black_box;

use user_metadata_core::api::{Answer, Call, CallError, ReadUser};
use user_metadata_core::enrollment::Enrollment;
use user_metadata_core::http::HttpResponse;
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};
use user_metadata_core::session::FrontendApi;
use user_metadata_core::time::Timestamp;

/// Each four times the one before: a cost that grows with the square is seen at once.
pub(crate) const LENGTHS: [usize; 5] = [256, 1024, 4096, 16_384, 65_536];

/// One parser with one kind of input.
pub(crate) struct Parser {
    /// The parser and what is special about its input.
    pub(crate) name: &'static str,
    /// An input of about this many bytes.
    pub(crate) input: fn(usize) -> String,
    /// Reads it.
    pub(crate) run: fn(&str),
}

/// Every parser of what comes from outside.
pub(crate) const PARSERS: &[Parser] = &[
    Parser { name: "email: one long local part", input: |n| "a".repeat(n), run: email },
    Parser { name: "email: dots", input: |n| "a.".repeat(n / 2) + "@", run: email },
    Parser { name: "email: many labels", input: |n| format!("a@{}!", "a.".repeat(n / 2)), run: email },
    Parser { name: "email: many signs", input: |n| "a@".repeat(n / 2), run: email },
    Parser {
        name: "email: letters beyond ASCII",
        input: |n| format!("a@{}.de", "ü".repeat(n / 2)),
        run: email,
    },
    Parser { name: "email: punycode", input: |n| format!("a@{}de", "xn--a.".repeat(n / 6)), run: email },
    Parser { name: "phone: digits", input: |n| format!("+{}", "1".repeat(n)), run: phone },
    Parser {
        name: "phone: separators",
        input: |n| format!("+1{}5551234567", " -".repeat(n / 2)),
        run: phone,
    },
    Parser {
        name: "phone: digits of other scripts",
        input: |n| format!("+{}", "٣".repeat(n / 2)),
        run: phone,
    },
    Parser { name: "wallet: hex digits", input: |n| format!("0x{}", "aB".repeat(n / 2)), run: wallet },
    Parser { name: "wallet: base58 digits", input: |n| "z".repeat(n), run: wallet },
    Parser {
        name: "OAuth strategy: letters",
        input: |n| format!("oauth_{}", "a_".repeat(n / 2)),
        run: oauth,
    },
    Parser { name: "web3 strategy: letters", input: |n| format!("web3_{}", "a_".repeat(n / 2)), run: web3 },
    Parser { name: "redirect URL: slashes", input: |n| "/".repeat(n), run: redirect },
    Parser { name: "redirect URL: dots", input: |n| format!("/{}", "../".repeat(n / 3)), run: redirect },
    Parser {
        name: "redirect URL: escapes",
        input: |n| format!("https://a.example.com/{}", "%2F".repeat(n / 3)),
        run: redirect,
    },
    Parser {
        name: "redirect URL: users",
        input: |n| format!("https://{}", "a@".repeat(n / 2)),
        run: redirect,
    },
    Parser { name: "scope: letters", input: |n| "a".repeat(n), run: scope },
    Parser {
        name: "publishable key: base64",
        input: |n| format!("pk_test_{}", "YWFh".repeat(n / 4)),
        run: |text| drop(black_box(FrontendApi::from_publishable_key(text))),
    },
    Parser { name: "answer: nested lists", input: |n| "[".repeat(n), run: answer },
    Parser {
        name: "answer: nested objects",
        input: |n| format!(r#"{{"response":{}"#, r#"{"a":"#.repeat(n / 5)),
        run: answer,
    },
    Parser {
        name: "answer: repeated keys",
        input: |n| format!(r#"{{"response":{{{}"z":1}}}}"#, r#""id":"a","#.repeat(n / 9)),
        run: answer,
    },
    Parser {
        name: "answer: escapes",
        input: |n| format!(r#"{{"response":{{"id":"{}"}}}}"#, r"\u00e9".repeat(n / 6)),
        run: answer,
    },
    Parser {
        name: "answer: one long number",
        input: |n| format!(r#"{{"response":{{"created_at":{}}}}}"#, "9".repeat(n)),
        run: answer,
    },
    Parser {
        name: "answer: many errors",
        input: |n| format!(r#"{{"errors":[{}{{}}]}}"#, r#"{"code":"a"},"#.repeat(n / 13)),
        run: |text| drop(black_box(read(422, text))),
    },
    Parser {
        name: "snapshot: nested",
        input: |n| "{\"a\":".repeat(n / 5),
        run: |text| drop(black_box(Enrollment::from_snapshot(text))),
    },
];

fn email(text: &str) {
    let _ = black_box(EmailAddress::parse(text));
}

fn phone(text: &str) {
    let _ = black_box(PhoneNumber::parse(text));
}

fn wallet(text: &str) {
    let _ = black_box(WalletAddress::parse(text));
}

fn oauth(text: &str) {
    let _ = black_box(OAuthStrategy::parse(text));
}

fn web3(text: &str) {
    let _ = black_box(Web3Strategy::parse(text));
}

fn redirect(text: &str) {
    let _ = black_box(RedirectUrl::parse(text));
}

fn scope(text: &str) {
    let _ = black_box(OAuthScope::parse(text));
}

fn answer(text: &str) {
    let _ = black_box(read(200, text));
}

fn read(status: u16, text: &str) -> Result<Answer, CallError> {
    let body = text.as_bytes().to_vec();
    Call::from(ReadUser::default()).parse(&HttpResponse { status, body, ..HttpResponse::default() }, NOW)
}

const NOW: Timestamp = Timestamp::from_unix_millis(0);
