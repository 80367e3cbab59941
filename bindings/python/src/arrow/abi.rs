//! The structures of the C data interface, as they stand in its specification.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyCapsuleMethods};

/// `ArrowSchema`: what a column holds.
#[repr(C)]
pub(super) struct Schema {
    pub(super) format: *const c_char,
    pub(super) name: *const c_char,
    pub(super) metadata: *const c_char,
    pub(super) flags: i64,
    pub(super) n_children: i64,
    pub(super) children: *mut *mut Self,
    pub(super) dictionary: *mut Self,
    pub(super) release: Option<unsafe extern "C" fn(*mut Self)>,
    pub(super) private_data: *mut c_void,
}

/// `ArrowArray`: the buffers of a column, or of a part of it.
#[repr(C)]
pub(super) struct Array {
    pub(super) length: i64,
    pub(super) null_count: i64,
    pub(super) offset: i64,
    pub(super) n_buffers: i64,
    pub(super) n_children: i64,
    pub(super) buffers: *mut *const c_void,
    pub(super) children: *mut *mut Self,
    pub(super) dictionary: *mut Self,
    pub(super) release: Option<unsafe extern "C" fn(*mut Self)>,
    pub(super) private_data: *mut c_void,
}

/// `ArrowArrayStream`: a column that comes part by part.
#[repr(C)]
pub(super) struct Stream {
    pub(super) get_schema: Option<unsafe extern "C" fn(*mut Self, *mut Schema) -> c_int>,
    pub(super) get_next: Option<unsafe extern "C" fn(*mut Self, *mut Array) -> c_int>,
    pub(super) get_last_error: Option<unsafe extern "C" fn(*mut Self) -> *const c_char>,
    pub(super) release: Option<unsafe extern "C" fn(*mut Self)>,
    pub(super) private_data: *mut c_void,
}

/// A structure that is owned by whoever holds it with its `release` set, and by nobody where that is empty.
pub(super) trait Owned: Sized {
    /// The name that the PyCapsule interface gives to its capsules.
    const CAPSULE: &'static CStr;
    /// A structure of nobody's.
    const RELEASED: Self;

    fn is_released(&self) -> bool;

    /// Takes the structure out of a capsule, which is left with nothing to release.
    fn take(capsule: &Bound<'_, PyAny>) -> PyResult<Self> {
        let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(Self::CAPSULE))?;
        // SAFETY: capsules of this name hold this structure; a consumer takes it over by setting its `release` to null
        // and copying the rest, and the interpreter's lock is held meanwhile.
        let taken = unsafe { pointer.cast::<Self>().replace(Self::RELEASED) };
        if taken.is_released() {
            return Err(PyValueError::new_err("the Arrow column was read already"));
        }
        Ok(taken)
    }
}

macro_rules! owned {
    ($name:ident, $capsule:literal, { $($field:ident: $empty:expr),* $(,)? }) => {
        // SAFETY: the specification lets a structure be used and released by another thread than the one that made it,
        // by one at a time.
        unsafe impl Send for $name {}

        impl Owned for $name {
            const CAPSULE: &'static CStr = $capsule;
            const RELEASED: Self = Self { $($field: $empty,)* release: None, private_data: ptr::null_mut() };

            fn is_released(&self) -> bool {
                self.release.is_none()
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                if let Some(release) = self.release {
                    // SAFETY: it is set, so the structure is ours, and it is released once: the callee empties it.
                    unsafe { release(self) }
                }
            }
        }
    };
}

owned!(Schema, c"arrow_schema", {
    format: ptr::null(),
    name: ptr::null(),
    metadata: ptr::null(),
    flags: 0,
    n_children: 0,
    children: ptr::null_mut(),
    dictionary: ptr::null_mut(),
});
owned!(Array, c"arrow_array", {
    length: 0,
    null_count: 0,
    offset: 0,
    n_buffers: 0,
    n_children: 0,
    buffers: ptr::null_mut(),
    children: ptr::null_mut(),
    dictionary: ptr::null_mut(),
});
owned!(Stream, c"arrow_array_stream", { get_schema: None, get_next: None, get_last_error: None });
