//! A column of texts that a library hands over, read where it lies.
//!
//! The interface says how many rows there are and never how long a buffer is: that the buffers are as long as the rows
//! say has to be believed of the producer. What rows say of one another is checked before any is read.

use std::borrow::Cow;
use std::ffi::CStr;
use std::slice;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::abi::{Array, Owned, Schema, Stream};

/// Whatever has `__arrow_c_stream__` or `__arrow_c_array__`.
pub(crate) struct Source {
    layout: Layout,
    feed: Feed,
}

enum Feed {
    Parts(Stream),
    Whole(Option<Array>),
}

impl Source {
    pub(crate) fn of(column: &Bound<'_, PyAny>) -> PyResult<Self> {
        if column.hasattr("__arrow_c_stream__")? {
            let mut stream = Stream::take(&column.call_method0("__arrow_c_stream__")?)?;
            let layout = Layout::of(&column.py().detach(|| stream.schema())?)?;
            return Ok(Self { layout, feed: Feed::Parts(stream) });
        }
        let pair = column.call_method0("__arrow_c_array__")?;
        let pair = pair.cast::<PyTuple>()?;
        let (schema, array) = (Schema::take(&pair.get_item(0)?)?, Array::take(&pair.get_item(1)?)?);
        Ok(Self { layout: Layout::of(&schema)?, feed: Feed::Whole(Some(array)) })
    }

    /// The next part of the column. The producer may compute it, so no lock is held meanwhile.
    pub(crate) fn next(&mut self, py: Python<'_>) -> PyResult<Option<Part<'_>>> {
        let array = match &mut self.feed {
            Feed::Parts(stream) => py.detach(|| stream.next())?,
            Feed::Whole(array) => array.take(),
        };
        Ok(array.map(|array| Part { array, layout: &self.layout }))
    }
}

impl Stream {
    fn schema(&mut self) -> PyResult<Schema> {
        let mut schema = Schema::RELEASED;
        let get = self.get_schema.ok_or_else(|| broken("a stream without its functions"))?;
        // SAFETY: the stream is not released, and there is room for the answer.
        match unsafe { get(self, &raw mut schema) } {
            0 => Ok(schema),
            _ => Err(self.failure()),
        }
    }

    /// None at the end: the answer is released then.
    fn next(&mut self) -> PyResult<Option<Array>> {
        let mut array = Array::RELEASED;
        let get = self.get_next.ok_or_else(|| broken("a stream without its functions"))?;
        // SAFETY: as above.
        match unsafe { get(self, &raw mut array) } {
            0 => Ok((!array.is_released()).then_some(array)),
            _ => Err(self.failure()),
        }
    }

    fn failure(&mut self) -> PyErr {
        // SAFETY: a call has just failed; the text lives until the next one.
        let text = self
            .get_last_error
            .and_then(|get| unsafe { get(self).as_ref().map(|text| CStr::from_ptr(text)) });
        let text = text.map(CStr::to_string_lossy).unwrap_or_default();
        PyValueError::new_err(format!("the Arrow column cannot be read: {text}"))
    }
}

/// How texts are stored.
enum Layout {
    /// There is none: every row is missing.
    Null,
    /// `string`.
    Short,
    /// `large_string`.
    Long,
    /// `string_view`.
    Views,
    /// Numbers of so many bytes, which tell the texts of a dictionary.
    Dictionary(usize, Box<Self>),
}

impl Layout {
    fn of(schema: &Schema) -> PyResult<Self> {
        if schema.format.is_null() {
            return Err(broken("a column without a format"));
        }
        // SAFETY: the schema is not released, so its format is a C string.
        let format = unsafe { CStr::from_ptr(schema.format) }.to_bytes();
        // SAFETY: the dictionary is null or a schema that lives as long as this one.
        if let Some(texts) = unsafe { schema.dictionary.as_ref() } {
            let bytes = match format {
                b"c" | b"C" => 1,
                b"s" | b"S" => 2,
                b"i" | b"I" => 4,
                b"l" | b"L" => 8,
                _ => return Err(broken("a dictionary that is told by no number")),
            };
            return Ok(Self::Dictionary(bytes, Box::new(Self::of(texts)?)));
        }
        match format {
            b"n" => Ok(Self::Null),
            b"u" => Ok(Self::Short),
            b"U" => Ok(Self::Long),
            b"vu" => Ok(Self::Views),
            b"+s" => Err(PyTypeError::new_err("this is a table: parse_many takes one of its columns")),
            other => {
                let format = String::from_utf8_lossy(other);
                Err(PyTypeError::new_err(format!(
                    "an Arrow column of format {format:?} is no column of texts"
                )))
            }
        }
    }
}

/// A part of a column, which is released when it is dropped.
pub(crate) struct Part<'a> {
    array: Array,
    layout: &'a Layout,
}

impl Part<'_> {
    pub(crate) fn values(&self) -> PyResult<Values<'_>> {
        Values::of(&self.array, self.layout)
    }
}

/// The rows of a part, checked.
pub(crate) struct Values<'a> {
    length: usize,
    /// Before the first row, in bits.
    offset: usize,
    validity: Option<&'a [[u8; 1]]>,
    rows: Rows<'a>,
}

enum Rows<'a> {
    Null,
    /// Where each row begins, and where the last one ends.
    Short(&'a [[u8; 4]], Data<'a>),
    Long(&'a [[u8; 8]], Data<'a>),
    Views(&'a [[u8; 16]], Vec<&'a [[u8; 1]]>),
    Dictionary(&'a [[u8; 1]], usize, Box<Values<'a>>),
}

/// The texts of all rows, one behind the other.
struct Data<'a> {
    /// What stands before the first row of this part.
    skipped: usize,
    bytes: &'a [u8],
    /// The same, where all of it is UTF-8: to look once is much faster than to look row by row.
    text: Option<&'a str>,
}

impl<'a> Data<'a> {
    fn of(array: &'a Array, mut ends: impl Iterator<Item = Option<usize>> + Clone) -> PyResult<Self> {
        // A negative place is None, which is less than all others.
        if !ends.clone().is_sorted() {
            return Err(outside());
        }
        let (Some(Some(first)), Some(last)) = (ends.next(), ends.last().flatten()) else {
            return Err(outside());
        };
        let bytes = from(array.buffer::<1>(2, last)?, first).as_flattened();
        Ok(Self { skipped: first, bytes, text: std::str::from_utf8(bytes).ok() })
    }

    #[inline]
    fn row(&self, begin: Option<usize>, end: Option<usize>) -> Option<Cow<'a, str>> {
        let row = begin?.checked_sub(self.skipped)?..end?.checked_sub(self.skipped)?;
        match self.text.and_then(|text| text.get(row.clone())) {
            Some(text) => Some(Cow::Borrowed(text)),
            None => self.bytes.get(row).map(String::from_utf8_lossy),
        }
    }
}

impl<'a> Values<'a> {
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// The text of a row. A byte that is no UTF-8 reads as U+FFFD, which every grammar refuses.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<Cow<'a, str>> {
        if self.is_missing(row) {
            return None;
        }
        match &self.rows {
            Rows::Null => None,
            Rows::Short(ends, data) => data.row(short(ends.get(row)?), short(ends.get(row + 1)?)),
            Rows::Long(ends, data) => data.row(long(ends.get(row)?), long(ends.get(row + 1)?)),
            Rows::Views(views, data) => {
                view(views.get(row)?, data).map(|bytes| String::from_utf8_lossy(bytes.as_flattened()))
            }
            Rows::Dictionary(numbers, bytes, texts) => texts.get(number(numbers, *bytes, row)?),
        }
    }

    fn of(array: &'a Array, layout: &Layout) -> PyResult<Self> {
        let length = usize::try_from(array.length).map_err(|_| broken("a length below zero"))?;
        let offset = usize::try_from(array.offset).map_err(|_| broken("an offset below zero"))?;
        let end = length.checked_add(offset).ok_or_else(|| broken("a length without end"))?;
        if length == 0 || matches!(layout, Layout::Null) {
            return Ok(Self { length, offset, validity: None, rows: Rows::Null });
        }
        let rows = match layout {
            Layout::Null => Rows::Null,
            Layout::Short => {
                let ends = from(array.buffer(1, end + 1)?, offset);
                Rows::Short(ends, Data::of(array, ends.iter().map(short))?)
            }
            Layout::Long => {
                let ends = from(array.buffer(1, end + 1)?, offset);
                Rows::Long(ends, Data::of(array, ends.iter().map(long))?)
            }
            Layout::Views => Rows::Views(from(array.buffer(1, end)?, offset), array.buffers_of_views()?),
            Layout::Dictionary(bytes, texts) => {
                let numbers = from(array.buffer(1, end * bytes)?, offset * bytes);
                // SAFETY: the dictionary is null or an array that lives as long as this one.
                let dictionary = unsafe { array.dictionary.as_ref() };
                let dictionary = dictionary.ok_or_else(|| broken("a dictionary is missing"))?;
                Rows::Dictionary(numbers, *bytes, Box::new(Self::of(dictionary, texts)?))
            }
        };
        let validity = array.has_buffer(0).then(|| array.buffer(0, end.div_ceil(8))).transpose()?;
        let values = Self { length, offset, validity, rows };
        values.check()?;
        Ok(values)
    }

    /// Says whether every row that is not missing can be reached.
    fn check(&self) -> PyResult<()> {
        let reaches = |row| match &self.rows {
            // Seen before: their rows are in order, and end where the data ends.
            Rows::Null | Rows::Short(..) | Rows::Long(..) => true,
            Rows::Views(views, data) => views.get(row).is_some_and(|at| view(at, data).is_some()),
            Rows::Dictionary(numbers, bytes, texts) => {
                number(numbers, *bytes, row).is_some_and(|at| at < texts.len())
            }
        };
        let is_well = (0..self.length).all(|row| self.is_missing(row) || reaches(row));
        if is_well { Ok(()) } else { Err(outside()) }
    }

    fn is_missing(&self, row: usize) -> bool {
        let bit = self.offset + row;
        matches!(self.rows, Rows::Null)
            || self
                .validity
                .is_some_and(|bits| bits.get(bit / 8).is_none_or(|[byte]| byte >> (bit % 8) & 1 == 0))
    }
}

impl Array {
    fn has_buffer(&self, index: usize) -> bool {
        self.pointer(index).is_some_and(|pointer| !pointer.is_null())
    }

    fn pointer(&self, index: usize) -> Option<*const u8> {
        let count = usize::try_from(self.n_buffers).ok().filter(|_| !self.buffers.is_null())?;
        // SAFETY: an array that is not released has as many pointers as it says.
        let pointers = unsafe { slice::from_raw_parts(self.buffers, count) };
        pointers.get(index).map(|pointer| pointer.cast())
    }

    /// So many items of a buffer. They are arrays of bytes, for the format recommends alignment and does not demand it.
    fn buffer<const BYTES: usize>(&self, index: usize, items: usize) -> PyResult<&[[u8; BYTES]]> {
        if items == 0 {
            return Ok(&[]);
        }
        let pointer = self.pointer(index).filter(|pointer| !pointer.is_null());
        let pointer = pointer.ok_or_else(|| broken("a buffer is missing"))?;
        if items.checked_mul(BYTES).is_none_or(|bytes| isize::try_from(bytes).is_err()) {
            return Err(broken("a length without end"));
        }
        // SAFETY: the producer promises that the buffer has the items that the length, the offset and the row ends of
        // the array ask for, and that nothing changes them before the array is released.
        Ok(unsafe { slice::from_raw_parts(pointer.cast(), items) })
    }

    /// The buffers that views point into: all between the views and the last one, which says how long they are.
    fn buffers_of_views(&self) -> PyResult<Vec<&[[u8; 1]]>> {
        let count = usize::try_from(self.n_buffers).unwrap_or(0).saturating_sub(3);
        let lengths: &[[u8; 8]] = self.buffer(2 + count, count)?;
        let lengths = lengths.iter().enumerate();
        lengths.map(|(index, length)| self.buffer(2 + index, long(length).unwrap_or(0))).collect()
    }
}

/// The items behind those that the offset of an array skips.
fn from<T>(items: &[T], offset: usize) -> &[T] {
    items.get(offset..).unwrap_or_default()
}

fn short(bytes: &[u8; 4]) -> Option<usize> {
    usize::try_from(i32::from_ne_bytes(*bytes)).ok()
}

fn long(bytes: &[u8; 8]) -> Option<usize> {
    usize::try_from(i64::from_ne_bytes(*bytes)).ok()
}

/// Texts of up to twelve bytes stand in the view itself, longer ones in a buffer.
fn view<'a>(view: &'a [u8; 16], data: &[&'a [[u8; 1]]]) -> Option<&'a [[u8; 1]]> {
    let (numbers, _) = view.as_chunks::<4>();
    let [length, _, buffer, begin] = numbers else { return None };
    let length = short(length)?;
    if length <= 12 {
        return view.as_chunks().0.get(4..4 + length);
    }
    let begin = short(begin)?;
    data.get(short(buffer)?)?.get(begin..begin + length)
}

fn number(numbers: &[[u8; 1]], bytes: usize, row: usize) -> Option<usize> {
    let number = numbers.as_flattened().get(row * bytes..(row + 1) * bytes)?;
    // A negative number of either width is too large for any dictionary.
    let mut wide = [0; 8];
    let place =
        if cfg!(target_endian = "little") { wide.get_mut(..bytes) } else { wide.get_mut(8 - bytes..) };
    place?.copy_from_slice(number);
    usize::try_from(u64::from_ne_bytes(wide)).ok()
}

fn outside() -> PyErr {
    broken("a row that lies outside of its buffer")
}

fn broken(what: &str) -> PyErr {
    PyValueError::new_err(format!("the Arrow column breaks the format: {what}"))
}
