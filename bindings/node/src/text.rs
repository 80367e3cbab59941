//! Strings of JavaScript, read without a `String` of their own.

use std::ptr;

use napi::bindgen_prelude::{FromNapiValue, TypeName, ValidateNapiValue};
use napi::{Error, Result, Status, ValueType, check_status, sys};

/// Longer than nearly everything that a person types; longer texts go through the heap.
const ON_THE_STACK: usize = 256;

/// A string that was handed over, not read yet.
pub struct Text {
    pub(crate) env: sys::napi_env,
    pub(crate) value: sys::napi_value,
}

impl TypeName for Text {
    fn type_name() -> &'static str {
        "String"
    }

    fn value_type() -> ValueType {
        ValueType::String
    }
}

impl ValidateNapiValue for Text {
    /// Reading it tells a string from anything else, so it is not asked twice.
    unsafe fn validate(_env: sys::napi_env, _value: sys::napi_value) -> Result<sys::napi_value> {
        Ok(ptr::null_mut())
    }
}

impl FromNapiValue for Text {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        Ok(Self { env, value })
    }
}

impl Text {
    /// Hands the text over as UTF-8, a lone surrogate as U+FFFD.
    pub(crate) fn read<T>(&self, then: impl FnOnce(&str) -> T) -> Result<T> {
        let mut stack = [0_u8; ON_THE_STACK];
        let length = self.copy(&mut stack)?;
        // A character has four bytes at most: a buffer with less room left may have cut the text.
        if length + 4 < ON_THE_STACK {
            return Ok(then(utf8(stack.get(..length).unwrap_or_default())?));
        }
        let mut whole = vec![0_u8; self.length()? + 1];
        let length = self.copy(&mut whole)?;
        Ok(then(utf8(whole.get(..length).unwrap_or_default())?))
    }

    fn copy(&self, buffer: &mut [u8]) -> Result<usize> {
        let mut length = 0;
        // SAFETY: `env` and `value` are those of the running call, and the buffer is as long as is said. Node-API writes
        // no more than that, a terminating zero included, and says how many bytes came before it.
        check_status!(unsafe {
            sys::napi_get_value_string_utf8(
                self.env,
                self.value,
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                &raw mut length,
            )
        })?;
        Ok(length)
    }

    fn length(&self) -> Result<usize> {
        let mut length = 0;
        // SAFETY: as above; without a buffer, Node-API only says how many bytes there are.
        check_status!(unsafe {
            sys::napi_get_value_string_utf8(self.env, self.value, ptr::null_mut(), 0, &raw mut length)
        })?;
        Ok(length)
    }
}

fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| Error::new(Status::InvalidArg, "not a string"))
}
