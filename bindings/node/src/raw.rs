//! The raw interface of Node-API, for the calls that are made at every keystroke. The wrapper that napi makes around a
//! function costs twice what such a call does. Everything unsafe of this crate is here.

use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{ptr, slice, str};

use napi::bindgen_prelude::{FromNapiValue, Object, TypeName, ValidateNapiValue, panic_to_error};
use napi::{JsError, JsValue, Result, ValueType, check_status, sys};

/// In units of UTF-16. Longer than nearly everything that a person types; longer texts go through the heap.
const ON_THE_STACK: usize = 256;

/// A string of the running call, not read yet.
#[derive(Clone, Copy)]
pub struct Text {
    env: sys::napi_env,
    value: sys::napi_value,
}

/// A value of JavaScript that a function answers.
pub(crate) struct Answer(sys::napi_value);

/// A function of JavaScript that takes one string.
pub(crate) trait OfText {
    /// Under which name it is called.
    const NAME: &'static CStr;

    /// What it does.
    fn call(text: Text) -> Result<Answer>;
}

/// Makes it a function of the module.
pub(crate) fn register<F: OfText>(exports: &Object<'_>) -> Result<()> {
    let raw = exports.value();
    let mut function = ptr::null_mut();
    // SAFETY: `env` is that of the module being loaded, the name ends with a zero, and what is called lives as long as
    // this library, which is never unloaded.
    check_status!(unsafe {
        sys::napi_create_function(
            raw.env,
            F::NAME.as_ptr(),
            F::NAME.count_bytes().cast_signed(),
            Some(called::<F>),
            ptr::null_mut(),
            &raw mut function,
        )
    })?;
    // SAFETY: as above; both values were just handed out by this `env`.
    check_status!(unsafe { sys::napi_set_named_property(raw.env, raw.value, F::NAME.as_ptr(), function) })
}

/// What the engine calls.
unsafe extern "C" fn called<F: OfText>(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let run = || {
        let (mut count, mut value) = (1, ptr::null_mut());
        // SAFETY: the engine hands over the `env` and the `info` of this call. There is room for one argument, as is
        // said; where none was given, Node-API puts `undefined` there.
        check_status!(unsafe {
            sys::napi_get_cb_info(env, info, &raw mut count, &raw mut value, ptr::null_mut(), ptr::null_mut())
        })?;
        F::call(Text { env, value })
    };
    match catch_unwind(AssertUnwindSafe(run)).map_err(panic_to_error).flatten() {
        Ok(answer) => answer.0,
        Err(error) => {
            // SAFETY: `env` is that of this call, which returns at once.
            unsafe { JsError::from(error).throw_into(env) };
            ptr::null_mut()
        }
    }
}

impl Text {
    /// Hands the text over as UTF-8, a lone surrogate as U+FFFD.
    ///
    /// It is read as UTF-16, which V8 gives out faster than UTF-8, and tells ASCII from the rest, which Latin-1 does not.
    pub(crate) fn read<T>(self, then: impl FnOnce(&str) -> T) -> Result<T> {
        let mut units = [const { MaybeUninit::uninit() }; ON_THE_STACK];
        let length = self.copy(&mut units)?;
        // A full buffer may have cut the text.
        if length + 1 == ON_THE_STACK {
            return Ok(then(&self.long()?));
        }
        // SAFETY: Node-API has written so many.
        let units = unsafe { slice::from_raw_parts(units.as_ptr().cast::<u16>(), length) };
        let mut bytes = [const { MaybeUninit::uninit() }; ON_THE_STACK];
        let mut seen = 0;
        for (byte, unit) in bytes.iter_mut().zip(units) {
            let [low, _] = unit.to_le_bytes();
            byte.write(low);
            seen |= unit;
        }
        if seen >= 0x80 {
            return Ok(then(&String::from_utf16_lossy(units)));
        }
        // SAFETY: the loop has written as many bytes as there are units, all below 0x80, and ASCII is UTF-8.
        Ok(then(unsafe { str::from_utf8_unchecked(slice::from_raw_parts(bytes.as_ptr().cast(), length)) }))
    }

    /// All units of UTF-16 that it has.
    pub(crate) fn units(self) -> Result<Vec<u16>> {
        let mut length = 0;
        // SAFETY: `env` and `value` are those of the running call; without a buffer, Node-API only counts.
        check_status!(unsafe {
            sys::napi_get_value_string_utf16(self.env, self.value, ptr::null_mut(), 0, &raw mut length)
        })?;
        let mut units = Vec::with_capacity(length + 1);
        let written = self.copy(units.spare_capacity_mut())?;
        // SAFETY: so many have been written, into the room that the vector has.
        unsafe { units.set_len(written) };
        Ok(units)
    }

    /// The answer is this very string.
    pub(crate) fn same(self) -> Answer {
        Answer(self.value)
    }

    /// The answer is this text.
    pub(crate) fn other(self, text: &str) -> Result<Answer> {
        // ASCII is Latin-1 as well, which needs no decoding.
        let create =
            if text.is_ascii() { sys::napi_create_string_latin1 } else { sys::napi_create_string_utf8 };
        let mut value = ptr::null_mut();
        // SAFETY: `env` is that of the running call, and the text is as long as is said.
        check_status!(unsafe {
            create(self.env, text.as_ptr().cast(), text.len().cast_signed(), &raw mut value)
        })?;
        Ok(Answer(value))
    }

    /// The answer is this number.
    pub(crate) fn number(self, number: f64) -> Result<Answer> {
        let mut value = ptr::null_mut();
        // SAFETY: `env` is that of the running call.
        check_status!(unsafe { sys::napi_create_double(self.env, number, &raw mut value) })?;
        Ok(Answer(value))
    }

    /// Copies as many units as fit, but for a zero behind them, and says how many.
    fn copy(self, buffer: &mut [MaybeUninit<u16>]) -> Result<usize> {
        let mut length = 0;
        // SAFETY: `env` and `value` are those of the running call, and the buffer is as long as is said. Node-API writes
        // no more than that, a terminating zero included, and says how many units came before it.
        check_status!(unsafe {
            sys::napi_get_value_string_utf16(
                self.env,
                self.value,
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                &raw mut length,
            )
        })?;
        Ok(length)
    }

    /// As UTF-8 from the start: a huge text needs no more room than that.
    fn long(self) -> Result<String> {
        // SAFETY: `env` and `value` are those of the running call.
        unsafe { String::from_napi_value(self.env, self.value) }
    }
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
