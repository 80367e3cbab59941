//! Validation without uniffi's own calling convention, for hosts where that is dear: through JNA a structure that is
//! passed by value costs some 20 µs, plain numbers a tenth of one.
//!
//! The text comes and the result goes in one buffer of the host's. What is written is in uniffi's format, so the generated
//! layer reads it, and the vectors run over both ways.

use std::panic::{AssertUnwindSafe, catch_unwind};

use uniffi::Lower;
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};

use crate::UniFfiTag;
use crate::convert::FromCore;
use crate::error::ValidationError;

/// The host has to take the generated function: the result does not fit, or the text is none.
const TAKE_THE_OTHER_WAY: i32 = i32::MIN;

type Core<T> = Result<T, user_metadata_core::error::ValidationError>;

/// Parses the text in the buffer, and writes its canonical text over it.
///
/// Answers how many bytes were written. A refusal is negative: `-1 - n` for a `ValidationError` of n bytes, in uniffi's
/// format. The least number of all says that the generated function has to be asked.
///
/// | kind | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
/// |---|---|---|---|---|---|---|---|---|
/// | | email | email, as it is | phone | wallet | OAuth strategy | web3 strategy | redirect URL | scope |
///
/// # Safety
/// `buffer` has to be valid for reads and writes of `capacity` bytes, and nobody else may use it meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn user_metadata_parse(kind: i32, buffer: *mut u8, length: i32, capacity: i32) -> i32 {
    let (Ok(length), Ok(capacity)) = (usize::try_from(length), usize::try_from(capacity)) else {
        return TAKE_THE_OTHER_WAY;
    };
    if buffer.is_null() || length > capacity {
        return TAKE_THE_OTHER_WAY;
    }
    // SAFETY: the caller promises that the buffer is valid for so many bytes, and nobody else's.
    let buffer = unsafe { std::slice::from_raw_parts_mut(buffer, capacity) };
    catch_unwind(AssertUnwindSafe(|| parse_in_place(kind, buffer, length))).unwrap_or(TAKE_THE_OTHER_WAY)
}

fn parse_in_place(kind: i32, buffer: &mut [u8], length: usize) -> i32 {
    let text = buffer.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
    match text.and_then(|text| parse(kind, text)) {
        Some(Ok(canonical)) => write(buffer, canonical.as_bytes()).unwrap_or(TAKE_THE_OTHER_WAY),
        Some(Err(error)) => {
            let mut bytes = Vec::with_capacity(128);
            Lower::<UniFfiTag>::write(ValidationError::from_core(error), &mut bytes);
            write(buffer, &bytes).map_or(TAKE_THE_OTHER_WAY, |written| -1 - written)
        }
        None => TAKE_THE_OTHER_WAY,
    }
}

/// `None` for a kind that there is not.
fn parse(kind: i32, text: &str) -> Option<Core<String>> {
    Some(match kind {
        0 => EmailAddress::parse(text).map(|email| email.as_str().to_owned()),
        1 => EmailAddress::check(text).map(|()| text.to_owned()),
        2 => PhoneNumber::parse(text).map(|phone| phone.as_str().to_owned()),
        3 => WalletAddress::parse(text).map(|wallet| wallet.as_str().to_owned()),
        4 => OAuthStrategy::parse(text).map(|strategy| strategy.as_str().to_owned()),
        5 => Web3Strategy::parse(text).map(|strategy| strategy.as_str().to_owned()),
        6 => RedirectUrl::parse(text).map(|url| url.as_str().to_owned()),
        7 => OAuthScope::parse(text).map(|scope| scope.as_str().to_owned()),
        _ => return None,
    })
}

fn write(buffer: &mut [u8], bytes: &[u8]) -> Option<i32> {
    buffer.get_mut(..bytes.len())?.copy_from_slice(bytes);
    i32::try_from(bytes.len()).ok()
}
