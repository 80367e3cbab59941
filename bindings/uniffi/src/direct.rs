//! The hot calls without uniffi's own calling convention, for hosts where that is dear: through JNA a structure that is
//! passed by value costs some 20 µs, plain numbers a tenth of one.
//!
//! What comes and what goes stands in one buffer of the host's. It is in uniffi's format, so the generated layer reads and
//! writes it, and the vectors run over both ways.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use uniffi::{Lift, Lower};
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};

use crate::UniFfiTag;
use crate::convert::FromCore;
use crate::enrollment::{Effect, Enrollment, Input};
use crate::error::{CoreError, ValidationError};
use crate::identifier;
use crate::reverification::{Reverification, ReverificationEffect, ReverificationInput};
use crate::session::Session;
use crate::text::Timestamp;

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
    // SAFETY: the caller promises just this.
    let answer =
        unsafe { in_buffer(buffer, length, capacity, |buffer, length| parse_in_place(kind, buffer, length)) };
    answer.unwrap_or(TAKE_THE_OTHER_WAY)
}

/// Parses the text in the buffer, and writes what is known of it over it: an `EmailFacts` for kind 0, true for kind 1,
/// and so on. Otherwise as [`user_metadata_parse`], but for a `CoreError`.
///
/// # Safety
/// As [`user_metadata_parse`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn user_metadata_describe(
    kind: i32,
    buffer: *mut u8,
    length: i32,
    capacity: i32,
) -> i32 {
    // SAFETY: the caller promises just this.
    let answer =
        unsafe { in_buffer(buffer, length, capacity, |buffer, length| describe(kind, buffer, length)) };
    answer.flatten().unwrap_or(TAKE_THE_OTHER_WAY)
}

fn describe(kind: i32, buffer: &mut [u8], length: usize) -> Option<i32> {
    let text = std::str::from_utf8(buffer.get(..length)?).ok()?;
    match kind {
        0 => match EmailAddress::parse(text) {
            Ok(email) => texts([email.as_str(), email.ascii(), email.local(), email.domain()], buffer),
            Err(error) => written(CoreError::from(error), buffer).map(|length| -1 - length),
        },
        1 => outcome(identifier::check_email(text).map(|()| true), buffer),
        2 => outcome(identifier::parse_phone(text), buffer),
        3 => outcome(identifier::parse_wallet(text), buffer),
        4 => outcome(identifier::parse_oauth_strategy(text), buffer),
        5 => outcome(identifier::parse_web3_strategy(text), buffer),
        6 => outcome(identifier::parse_redirect_url(text), buffer),
        7 => outcome(identifier::parse_scope(text), buffer),
        _ => None,
    }
}

/// Writes a record of texts, such as an `EmailFacts`, without a copy of each.
fn texts(texts: [&str; 4], mut buffer: &mut [u8]) -> Option<i32> {
    let capacity = buffer.len();
    for text in texts {
        let length = i32::try_from(text.len()).ok()?;
        let (place, rest) = buffer.split_at_mut_checked(size_of::<i32>())?;
        place.copy_from_slice(&length.to_be_bytes());
        let (place, rest) = rest.split_at_mut_checked(text.len())?;
        place.copy_from_slice(text.as_bytes());
        buffer = rest;
    }
    i32::try_from(capacity - buffer.len()).ok()
}

/// Writes what a call came to.
fn outcome<T: Lower<UniFfiTag>>(result: Result<T, CoreError>, buffer: &mut [u8]) -> Option<i32> {
    match result {
        Ok(value) => written(value, buffer),
        Err(error) => written(error, buffer).map(|length| -1 - length),
    }
}

/// Runs with the buffer, and how much of it is filled. `None` where there is no such buffer, and after a panic.
///
/// # Safety
/// `buffer` has to be valid for reads and writes of `capacity` bytes, and nobody else may use it meanwhile.
unsafe fn in_buffer<R>(
    buffer: *mut u8,
    length: i32,
    capacity: i32,
    run: impl FnOnce(&mut [u8], usize) -> R,
) -> Option<R> {
    let (length, capacity) = (usize::try_from(length).ok()?, usize::try_from(capacity).ok()?);
    if buffer.is_null() || length > capacity {
        return None;
    }
    // SAFETY: the caller promises that the buffer is valid for so many bytes, and nobody else's.
    let buffer = unsafe { std::slice::from_raw_parts_mut(buffer, capacity) };
    catch_unwind(AssertUnwindSafe(|| run(buffer, length))).ok()
}

/// The object behind one of uniffi's handles.
///
/// # Safety
/// The handle has to be one of this type that is not given back before the reference is gone.
unsafe fn object<'a, T>(handle: u64) -> Option<&'a T> {
    // SAFETY: a handle is the address of what is in an `Arc`, and the caller promises that it lives.
    unsafe { uniffi::Handle::from_raw(handle)?.as_pointer::<T>().as_ref() }
}

/// The calls that carry a machine on.
macro_rules! machine {
    ($machine:ty, $input:ty, $effect:ty, $handle:ident, $request:ident, $snapshot:ident) => {
        /// Takes in what happened: the input stands in the buffer, and the next effect takes its place.
        ///
        /// Answers the handle of the next value, which is the host's to give back. A refusal is negative: `-1 - n` for a
        /// `CoreError` of n bytes. The least number of all says that the generated function has to be asked.
        ///
        /// # Safety
        /// As [`user_metadata_parse`]; `machine` has to be a handle of this type that is not given back meanwhile.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $handle(
            machine: u64,
            now: i64,
            buffer: *mut u8,
            length: i32,
            capacity: i32,
        ) -> i64 {
            // SAFETY: the caller promises just this.
            let answer = unsafe {
                in_buffer(buffer, length, capacity, |buffer, length| {
                    let machine = object::<$machine>(machine)?;
                    let input = <$input as Lift<UniFfiTag>>::try_read(&mut buffer.get(..length)?).ok()?;
                    match machine.handle(input, Timestamp::from_unix_millis(now)) {
                        Ok(next) => {
                            written::<$effect>(next.effect(), buffer)?;
                            i64::try_from(uniffi::Handle::from_arc(Arc::new(next)).as_raw()).ok()
                        }
                        Err(error) => written(error, buffer).map(|length| -1 - i64::from(length)),
                    }
                })
            };
            answer.flatten().unwrap_or(i64::MIN)
        }

        /// Writes what is to be sent into the buffer, an `HttpRequest?`, and answers how many bytes it is. Refusals are as
        /// those of [`user_metadata_parse`], but for a `CoreError`.
        ///
        /// # Safety
        /// As [`user_metadata_parse`]; the handles have to be of these types and not given back meanwhile.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $request(machine: u64, session: u64, buffer: *mut u8, capacity: i32) -> i32 {
            // SAFETY: the caller promises just this.
            let answer = unsafe {
                in_buffer(buffer, 0, capacity, |buffer, _| {
                    let (machine, session) = (object::<$machine>(machine)?, object::<Session>(session)?);
                    outcome(machine.request(session), buffer)
                })
            };
            answer.flatten().unwrap_or(TAKE_THE_OTHER_WAY)
        }

        /// Writes the snapshot into the buffer, as it is, and answers how many bytes it is.
        ///
        /// # Safety
        /// As [`user_metadata_parse`]; the handle has to be of this type and not given back meanwhile.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $snapshot(machine: u64, buffer: *mut u8, capacity: i32) -> i32 {
            // SAFETY: the caller promises just this.
            let answer = unsafe {
                in_buffer(buffer, 0, capacity, |buffer, _| {
                    write(buffer, object::<$machine>(machine)?.snapshot().as_bytes())
                })
            };
            answer.flatten().unwrap_or(TAKE_THE_OTHER_WAY)
        }
    };
}

machine!(
    Enrollment,
    Input,
    Effect,
    user_metadata_enrollment_handle,
    user_metadata_enrollment_request,
    user_metadata_enrollment_snapshot
);
machine!(
    Reverification,
    ReverificationInput,
    ReverificationEffect,
    user_metadata_reverification_handle,
    user_metadata_reverification_request,
    user_metadata_reverification_snapshot
);

fn parse_in_place(kind: i32, buffer: &mut [u8], length: usize) -> i32 {
    let text = buffer.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
    match text.and_then(|text| parse(kind, text)) {
        Some(Ok(canonical)) => write(buffer, canonical.as_bytes()).unwrap_or(TAKE_THE_OTHER_WAY),
        Some(Err(error)) => {
            let error = ValidationError::from_core(error);
            written(error, buffer).map_or(TAKE_THE_OTHER_WAY, |length| -1 - length)
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

/// Writes a value in uniffi's format; how many bytes it is, or `None` when it does not fit.
fn written<T: Lower<UniFfiTag>>(value: T, buffer: &mut [u8]) -> Option<i32> {
    let mut bytes = Vec::with_capacity(1024);
    T::write(value, &mut bytes);
    write(buffer, &bytes)
}

fn write(buffer: &mut [u8], bytes: &[u8]) -> Option<i32> {
    buffer.get_mut(..bytes.len())?.copy_from_slice(bytes);
    i32::try_from(bytes.len()).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]
mod tests {
    use super::*;

    /// The answer, and what stands in the buffer then.
    fn call(kind: i32, text: &[u8], capacity: usize) -> (i32, Vec<u8>) {
        let mut buffer = text.to_vec();
        buffer.resize(capacity.max(text.len()), 0);
        // SAFETY: the buffer is as long as its capacity says.
        let answer =
            unsafe { user_metadata_parse(kind, buffer.as_mut_ptr(), text.len() as i32, buffer.len() as i32) };
        (answer, buffer)
    }

    #[test]
    fn the_canonical_text_replaces_what_was_typed() {
        let (length, buffer) = call(2, b"+1 (555) 123-4567", 64);
        assert_eq!(&buffer[..length as usize], b"+15551234567");
    }

    #[test]
    fn a_refusal_is_a_validation_error_in_uniffis_format() {
        let (answer, buffer) = call(0, b"jane..doe@example.com", 256);
        let length = usize::try_from(-1 - answer).unwrap();
        let error = <ValidationError as Lift<UniFfiTag>>::try_read(&mut &buffer[..length]).unwrap();
        assert_eq!(
            (error.field.as_str(), error.code.as_str(), error.position),
            ("email", "local_dot", Some(5))
        );
    }

    #[test]
    fn facts_of_an_email_address_are_a_record_of_texts() {
        let typed = "Jane@Bücher.example";
        let mut buffer = [0_u8; 256];
        buffer[..typed.len()].copy_from_slice(typed.as_bytes());
        // SAFETY: the buffer is as long as is said.
        let length = unsafe { user_metadata_describe(0, buffer.as_mut_ptr(), typed.len() as i32, 256) };
        let mut expected = Vec::new();
        Lower::<UniFfiTag>::write(identifier::parse_email(typed).unwrap(), &mut expected);
        assert_eq!(buffer[..length as usize], expected);
        buffer[..typed.len()].copy_from_slice(typed.as_bytes());
        // SAFETY: as above.
        let cramped = unsafe { user_metadata_describe(0, buffer.as_mut_ptr(), typed.len() as i32, 50) };
        assert_eq!(cramped, TAKE_THE_OTHER_WAY);
    }

    #[test]
    fn facts_are_those_of_the_generated_functions() {
        let mut buffer = [0_u8; 256];
        buffer[..12].copy_from_slice(b"+15551234567");
        // SAFETY: the buffer is as long as is said.
        let length = unsafe { user_metadata_describe(2, buffer.as_mut_ptr(), 12, 256) };
        let facts = <identifier::PhoneFacts as Lift<UniFfiTag>>::try_read(&mut &buffer[..length as usize]);
        assert_eq!(facts.unwrap(), identifier::parse_phone("+15551234567").unwrap());
        // SAFETY: as above.
        let refused = unsafe { user_metadata_describe(2, buffer.as_mut_ptr(), 1, 256) };
        let error = <CoreError as Lift<UniFfiTag>>::try_read(&mut &buffer[..]).unwrap();
        assert!(refused < 0 && matches!(error, CoreError::Validation { .. }), "{refused}: {error:?}");
    }

    #[test]
    fn a_machine_goes_on_as_by_the_generated_functions() {
        let request = crate::EnrollmentRequest::PhoneNumber { phone_number: "+15551234567".to_owned() };
        let machine = Arc::new(Enrollment::start(request).unwrap());
        let handle = uniffi::Handle::from_arc(Arc::clone(&machine)).as_raw();
        let now = Timestamp::from_unix_millis(0);
        let mut buffer = [0_u8; 4096];
        let mut input = Vec::new();
        Lower::<UniFfiTag>::write(Input::Cancelled, &mut input);
        buffer[..input.len()].copy_from_slice(&input);
        // SAFETY: the buffer is as long as is said, and this test holds the machine.
        let next = unsafe {
            user_metadata_enrollment_handle(handle, 0, buffer.as_mut_ptr(), input.len() as i32, 4096)
        };
        let effect = <Effect as Lift<UniFfiTag>>::try_read(&mut &buffer[..]).unwrap();
        let expected = machine.handle(Input::Cancelled, now).unwrap();
        assert_eq!(effect, expected.effect());
        // SAFETY: the handle was just given out, and this takes it back.
        let next = unsafe { uniffi::Handle::from_raw_unchecked(next as u64).into_arc::<Enrollment>() };
        assert_eq!(*next, expected);

        // SAFETY: as above.
        let written = unsafe { user_metadata_enrollment_snapshot(handle, buffer.as_mut_ptr(), 4096) };
        assert_eq!(&buffer[..written as usize], machine.snapshot().as_bytes());

        // What has no meaning now is refused, and an effect that does not fit is left to the generated function.
        let resend = [0, 0, 0, 5];
        buffer[..4].copy_from_slice(&resend);
        // SAFETY: as above.
        let refused = unsafe { user_metadata_enrollment_handle(handle, 0, buffer.as_mut_ptr(), 4, 4096) };
        assert!(
            matches!(
                <CoreError as Lift<UniFfiTag>>::try_read(&mut &buffer[..]).unwrap(),
                CoreError::Misuse { .. }
            ),
            "{refused}"
        );
        // SAFETY: as above.
        unsafe {
            buffer[..input.len()].copy_from_slice(&input);
            let cramped = user_metadata_enrollment_handle(handle, 0, buffer.as_mut_ptr(), 4, 4);
            assert_eq!(cramped, i64::MIN);
            assert_eq!(user_metadata_enrollment_handle(0, 0, buffer.as_mut_ptr(), 4, 4096), i64::MIN);
            assert_eq!(
                user_metadata_enrollment_request(handle, 0, buffer.as_mut_ptr(), 4096),
                TAKE_THE_OTHER_WAY
            );
            assert_eq!(user_metadata_enrollment_snapshot(handle, buffer.as_mut_ptr(), 4), TAKE_THE_OTHER_WAY);
            drop(uniffi::Handle::from_raw_unchecked(handle).into_arc::<Enrollment>());
        }
    }

    #[test]
    fn what_cannot_be_done_here_is_left_to_the_generated_function() {
        for (kind, text) in [(8, "x"), (-1, "x")] {
            assert_eq!(call(kind, text.as_bytes(), 64).0, TAKE_THE_OTHER_WAY);
        }
        assert_eq!(call(0, b"\xff", 64).0, TAKE_THE_OTHER_WAY, "no text");
        assert_eq!(call(0, b"x", 1).0, TAKE_THE_OTHER_WAY, "the refusal does not fit");
        // SAFETY: nothing is read from or written to a buffer that there is not.
        let nothing = unsafe { user_metadata_parse(0, std::ptr::null_mut(), 0, 0) };
        assert_eq!(nothing, TAKE_THE_OTHER_WAY);
    }
}
