//! The short way in to `parse_email` and its siblings.
//!
//! pyo3 gives a function an array of arguments, looks for keywords and counts who is attached. These take one text and no
//! keyword, so Python can hand the object over as it is (`METH_O`), which makes a call a third cheaper. Only the everyday
//! case is decided here, a `str` that passes; everything else goes the long way.

use std::ffi::{CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{ptr, slice, str};

use pyo3::exceptions::PyValueError;
use pyo3::ffi;
use pyo3::panic::PanicException;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::identifiers::{Canonical, Grammar, parse};

/// What Python calls: with the module, and the argument.
pub(crate) type Function = unsafe extern "C" fn(*mut ffi::PyObject, *mut ffi::PyObject) -> *mut ffi::PyObject;

/// Puts the short way into the place of a function of the module, whose documentation and signature stay.
pub(crate) fn shorten(module: &Bound<'_, PyModule>, name: &str, function: Function) -> PyResult<()> {
    let long = module.getattr(name)?;
    let signature: String = long.getattr("__text_signature__")?.extract()?;
    let doc: String = long.getattr("__doc__")?.extract()?;
    let definition = Box::new(ffi::PyMethodDef {
        ml_name: kept(name.to_owned())?,
        ml_meth: ffi::PyMethodDefPointer { PyCFunction: function },
        ml_flags: ffi::METH_O,
        // CPython takes it apart again.
        ml_doc: kept(format!("{name}{signature}\n--\n\n{doc}"))?,
    });
    // SAFETY: the definition and its texts are never freed, as the function may outlive the module.
    let short = unsafe {
        let name = module.name()?;
        let short = ffi::PyCFunction_NewEx(Box::leak(definition), module.as_ptr(), name.as_ptr());
        Bound::from_owned_ptr_or_err(module.py(), short)?
    };
    module.setattr(name, short)
}

fn kept(text: String) -> PyResult<*const c_char> {
    CString::new(text).map(|text| text.into_raw().cast_const()).map_err(PyValueError::new_err)
}

/// # Safety
///
/// To be called by Python: by a thread that is attached, with an object that lives as long as the call.
pub(crate) unsafe extern "C" fn call<G: Grammar>(
    _module: *mut ffi::PyObject,
    text: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as above.
    let called =
        catch_unwind(AssertUnwindSafe(|| unsafe { short::<G>(text).unwrap_or_else(|| long::<G>(text)) }));
    called.unwrap_or_else(|_| {
        Python::attach(|py| PanicException::new_err("the core panicked").restore(py));
        ptr::null_mut()
    })
}

/// None where the text is no everyday one, or is refused.
#[inline]
unsafe fn short<G: Grammar>(text: *mut ffi::PyObject) -> Option<*mut ffi::PyObject> {
    // SAFETY: as above. A str is UTF-8 in memory that it keeps, and does not change.
    let typed = unsafe {
        if ffi::PyUnicode_CheckExact(text) == 0 {
            return None;
        }
        let mut length = 0;
        let bytes = ffi::PyUnicode_AsUTF8AndSize(text, &raw mut length);
        if bytes.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        str::from_utf8_unchecked(slice::from_raw_parts(bytes.cast(), length.cast_unsigned()))
    };
    // SAFETY: as above.
    let parsed = G::read(typed, |canonical| unsafe {
        match canonical {
            Canonical::AsGiven => ffi::Py_NewRef(text),
            Canonical::Changed(other) => {
                ffi::PyUnicode_FromStringAndSize(other.as_ptr().cast(), other.len().cast_signed())
            }
        }
    });
    parsed.ok()
}

#[cold]
unsafe fn long<G: Grammar>(text: *mut ffi::PyObject) -> *mut ffi::PyObject {
    Python::attach(|py| {
        // SAFETY: as above.
        let text = unsafe { Bound::from_borrowed_ptr(py, text) };
        match text.cast::<PyString>().map_err(PyErr::from).and_then(parse::<G>) {
            Ok(parsed) => parsed.into_ptr(),
            Err(error) => {
                error.restore(py);
                ptr::null_mut()
            }
        }
    })
}
