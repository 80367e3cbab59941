//! What a person types, parsed: each type has one way in, `parse`, and cannot hold an invalid value.
//!
//! | type | input | rule |
//! |---|---|---|
//! | [`EmailAddress`] | a form field | RFC 5321, RFC 6531, UTS 46 |
//! | [`PhoneNumber`] | a form field | ITU-T E.164, RFC 3966 |
//! | [`WalletAddress`] | a wallet | EIP-55, base58 |
//! | [`OAuthStrategy`], [`Web3Strategy`] | a programmer | the Frontend API |
//! | [`OAuthScope`] | a programmer | RFC 6749 section 3.3 |
//! | [`RedirectUrl`] | a programmer | RFC 3986, RFC 8252, the URL standard |
//! | [`OneTimeCode`] | a form field | six digits |
//! | [`WalletSignature`] | a wallet | `personal_sign`, ed25519 |
//!
//! What a person types is trimmed of ASCII white space; what a program hands over is taken as it is. Beside
//! `parse` each type has `check`, which says whether these very bytes would do and builds nothing. A refusal
//! names the field, a stable code and, where one place is to blame, the byte. No function here panics.
//!
//! Where a grammar is regular, wholly or in part, it is published as a `PATTERN`: a regular expression in the
//! dialect that the `regex` crate, JavaScript (flag `u`), Python's `re`, `java.util.regex` and ICU share. It is
//! not anchored: match it against the whole text (`fullmatch`, `matches()`, `^(?:…)$` in JavaScript). A test
//! proves that it agrees with the scanner, and each type says how far.

mod code;
mod email;
pub(crate) mod host;
mod oauth;
mod phone;
mod redirect;
mod scope;
mod signature;
mod text;
mod wallet;
mod web3;

pub use code::OneTimeCode;
pub use email::EmailAddress;
pub use oauth::{OAuthKind, OAuthProvider, OAuthStrategy, strategy_of_provider};
pub use phone::PhoneNumber;
pub use redirect::{DeniedReason, RedirectKind, RedirectUrl};
pub use scope::OAuthScope;
pub use signature::WalletSignature;
pub use wallet::{Chain, WalletAddress};
pub use web3::{Web3Provider, Web3Strategy};
