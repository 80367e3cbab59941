//! Two columns of texts, built row by row and handed out without a copy.

use std::borrow::Cow;
use std::ffi::{CStr, c_void};
use std::ops::Range;
use std::ptr;
use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PyString, PyTuple};

use super::abi::{Array, Owned, Schema};
use super::values::Values;

/// A column of `large_string`.
pub(crate) struct Texts {
    /// Where each row begins, and where the last one ends.
    offsets: Vec<i64>,
    bytes: Vec<u8>,
    /// A bit for each row, set where it is there.
    validity: Vec<u8>,
    missing: usize,
}

impl Default for Texts {
    fn default() -> Self {
        Self { offsets: vec![0], bytes: Vec::new(), validity: Vec::new(), missing: 0 }
    }
}

impl Texts {
    #[inline]
    pub(crate) fn push(&mut self, text: Option<&str>) {
        let row = self.len();
        if row.is_multiple_of(8) {
            self.validity.push(0);
        }
        match (text, self.validity.last_mut()) {
            (Some(text), Some(bits)) => {
                *bits |= 1 << (row % 8);
                self.bytes.extend_from_slice(text.as_bytes());
            }
            _ => self.missing += 1,
        }
        // No memory holds so many bytes that this would overflow.
        self.offsets.push(self.bytes.len() as i64);
    }

    /// Rows that are missing.
    fn skip(&mut self, rows: usize) {
        (0..rows).for_each(|_| self.push(None));
    }

    /// Rows of a column, none of which is missing, as they are.
    pub(crate) fn extend_from(&mut self, column: &Values<'_>, rows: Range<usize>) {
        let before = self.len();
        column.copy(rows, &mut self.bytes, &mut self.offsets);
        let after = self.len();
        if let (1.., Some(bits)) = (before % 8, self.validity.last_mut()) {
            *bits |= u8::MAX << (before % 8);
        }
        self.validity.resize(after.div_ceil(8), u8::MAX);
        if let (1.., Some(bits)) = (after % 8, self.validity.last_mut()) {
            *bits &= !(u8::MAX << (after % 8));
        }
    }

    pub(crate) fn reserve(&mut self, rows: usize, bytes: usize) {
        self.bytes.reserve(bytes);
        self.offsets.reserve(rows);
        self.validity.reserve(rows / 8 + 1);
    }

    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    fn get(&self, row: usize) -> Option<&str> {
        let is_there = self.validity.get(row / 8)? >> (row % 8) & 1 == 1;
        let (begin, end) = (*self.offsets.get(row)? as usize, *self.offsets.get(row + 1)? as usize);
        std::str::from_utf8(self.bytes.get(begin..end)?).ok().filter(|_| is_there)
    }

    fn list<'py>(
        &self,
        py: Python<'py>,
        text: fn(Python<'py>, &str) -> Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, (0..self.len()).map(|row| self.get(row).map(|given| text(py, given))))
    }
}

impl Extend<Option<String>> for Texts {
    fn extend<I: IntoIterator<Item = Option<String>>>(&mut self, texts: I) {
        texts.into_iter().for_each(|text| self.push(text.as_deref()));
    }
}

/// What `parse_many` made of a column, in the Arrow format.
#[pyclass(frozen, module = "user_metadata._native")]
pub(crate) struct ArrowColumns {
    values: Arc<Texts>,
    /// The rows that were refused, and why: most columns have few.
    refused: Vec<Refusal>,
    /// The same as a column, once somebody asks for it.
    codes: OnceLock<Arc<Texts>>,
}

/// The row and the code.
type Refusal = (usize, Cow<'static, str>);

impl ArrowColumns {
    pub(crate) fn new(values: Texts, refused: Vec<Refusal>) -> Self {
        Self { values: Arc::new(values), refused, codes: OnceLock::new() }
    }

    fn column_of_codes(&self) -> &Arc<Texts> {
        self.codes.get_or_init(|| {
            let mut codes = Texts::default();
            for (row, code) in &self.refused {
                codes.skip(row - codes.len());
                codes.push(Some(code));
            }
            codes.skip(self.values.len() - codes.len());
            Arc::new(codes)
        })
    }
}

#[pymethods]
impl ArrowColumns {
    /// Of two lists that are equally long.
    #[new]
    #[pyo3(signature = (values, codes, /))]
    fn of(values: Vec<Option<String>>, codes: Vec<Option<String>>) -> PyResult<Self> {
        if values.len() != codes.len() {
            return Err(pyo3::exceptions::PyValueError::new_err("the columns are not equally long"));
        }
        let mut texts = Texts::default();
        texts.extend(values);
        let codes = codes.into_iter().enumerate();
        Ok(Self::new(texts, codes.filter_map(|(row, code)| Some((row, code?.into()))).collect()))
    }

    /// The canonical texts, as a list.
    #[pyo3(signature = () -> "list[str | None]")]
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.values.list(py, |py, text| PyString::new(py, text))
    }

    /// The codes, as a list.
    #[pyo3(signature = () -> "list[str | None]")]
    fn codes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.column_of_codes().list(py, |py, code| PyString::intern(py, code))
    }

    /// How many values were refused.
    #[getter]
    fn refused(&self) -> usize {
        self.refused.len()
    }

    fn __len__(&self) -> usize {
        self.values.len()
    }

    /// The two columns as one of structures, `value` and `code`. The one schema that there is is given, whatever is
    /// asked for.
    #[pyo3(signature = (requested_schema=None) -> "tuple[object, object]")]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let _ = requested_schema;
        let columns = [column(c"value"), column(c"code")];
        let schema = PyCapsule::new_with_value(py, structure(c"", Vec::from(columns)), Schema::CAPSULE)?;
        let arrays = vec![array(&self.values), array(self.column_of_codes())];
        let array = PyCapsule::new_with_value(py, rows(self.values.len(), arrays), Array::CAPSULE)?;
        PyTuple::new(py, [schema, array])
    }
}

/// ARROW_FLAG_NULLABLE.
const NULLABLE: i64 = 2;

/// The schema of a column of `large_string`.
fn column(name: &'static CStr) -> Schema {
    unsafe extern "C" fn release(schema: *mut Schema) {
        // SAFETY: whoever releases it has one that is not released. There is nothing to free.
        unsafe { (*schema).release = None }
    }
    let mut schema = Schema::RELEASED;
    schema.format = c"U".as_ptr();
    schema.name = name.as_ptr();
    schema.flags = NULLABLE;
    schema.release = Some(release);
    schema
}

/// What a structure's children are kept in until it is released.
struct Children<T> {
    pointers: Vec<*mut T>,
    /// Structures have one buffer, of validity, which may be missing.
    buffers: [*const c_void; 1],
}

impl<T> Children<T> {
    fn new(children: Vec<T>) -> Box<Self> {
        let pointers = children.into_iter().map(|child| Box::into_raw(Box::new(child))).collect();
        Box::new(Self { pointers, buffers: [ptr::null()] })
    }
}

impl<T> Drop for Children<T> {
    fn drop(&mut self) {
        for pointer in &self.pointers {
            // SAFETY: made from a box, and freed here only. A child that was moved elsewhere is released there.
            drop(unsafe { Box::from_raw(*pointer) });
        }
    }
}

fn structure(name: &'static CStr, children: Vec<Schema>) -> Schema {
    unsafe extern "C" fn release(schema: *mut Schema) {
        // SAFETY: whoever releases it has one that is not released, so its private data is the box from below.
        unsafe {
            drop(Box::from_raw((*schema).private_data.cast::<Children<Schema>>()));
            (*schema).release = None;
        }
    }
    let mut schema = Schema::RELEASED;
    let mut children = Children::new(children);
    schema.format = c"+s".as_ptr();
    schema.name = name.as_ptr();
    schema.n_children = children.pointers.len() as i64;
    schema.children = children.pointers.as_mut_ptr();
    schema.private_data = Box::into_raw(children).cast();
    schema.release = Some(release);
    schema
}

/// The array of a structure.
fn rows(length: usize, children: Vec<Array>) -> Array {
    unsafe extern "C" fn release(array: *mut Array) {
        // SAFETY: as for the schema.
        unsafe {
            drop(Box::from_raw((*array).private_data.cast::<Children<Array>>()));
            (*array).release = None;
        }
    }
    let children = Box::into_raw(Children::new(children));
    let mut array = Array::RELEASED;
    array.length = length as i64;
    array.n_buffers = 1;
    // SAFETY: it was made a line ago. What it holds stays where it is until it is released.
    unsafe {
        array.n_children = (*children).pointers.len() as i64;
        array.children = (*children).pointers.as_mut_ptr();
        array.buffers = (*children).buffers.as_mut_ptr();
    }
    array.private_data = children.cast();
    array.release = Some(release);
    array
}

/// What an array of texts keeps until it is released.
struct Shared {
    _texts: Arc<Texts>,
    buffers: [*const c_void; 3],
}

fn array(texts: &Arc<Texts>) -> Array {
    unsafe extern "C" fn release(array: *mut Array) {
        // SAFETY: as for the schema.
        unsafe {
            drop(Box::from_raw((*array).private_data.cast::<Shared>()));
            (*array).release = None;
        }
    }
    let buffers =
        [texts.validity.as_ptr().cast(), texts.offsets.as_ptr().cast(), texts.bytes.as_ptr().cast()];
    let shared = Box::into_raw(Box::new(Shared { _texts: Arc::clone(texts), buffers }));
    let mut array = Array::RELEASED;
    array.length = texts.len() as i64;
    array.null_count = texts.missing as i64;
    array.n_buffers = 3;
    // SAFETY: as above. The texts are never changed again, so their buffers stay where they are.
    array.buffers = unsafe { (*shared).buffers.as_mut_ptr() };
    array.private_data = shared.cast();
    array.release = Some(release);
    array
}
