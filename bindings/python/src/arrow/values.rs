//! The rows of an array, read where they lie.
//!
//! The interface says how many rows there are and never how long a buffer is: that the buffers are as long as the rows
//! say has to be believed of the producer. What rows say of one another is checked before any is read.

use std::borrow::Cow;
use std::ops::Range;
use std::slice;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use super::abi::Array;
use super::input::Layout;

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
    fn for_each<T>(
        &self,
        ends: &[T],
        end: impl Fn(&T) -> Option<usize>,
        rows: Range<usize>,
        mut then: impl FnMut(usize, Option<&str>),
    ) {
        // All of them are in order and in the data, which was seen before.
        let place = |of: &T| end(of).unwrap_or_default().wrapping_sub(self.skipped);
        let ends = ends.get(rows.start..).unwrap_or_default();
        let Some((mut begin, ends)) = ends.split_first().map(|(first, rest)| (place(first), rest)) else {
            return;
        };
        for (row, end) in rows.zip(ends) {
            let at = begin..place(end);
            begin = at.end;
            let lossy;
            let text = match self.text.and_then(|text| text.get(at.clone())) {
                Some(text) => Some(text),
                None => {
                    lossy = self.bytes.get(at).map(String::from_utf8_lossy);
                    lossy.as_deref()
                }
            };
            then(row, text);
        }
    }

    #[inline]
    fn row(&self, begin: Option<usize>, end: Option<usize>) -> Option<Cow<'a, str>> {
        let row = begin?.checked_sub(self.skipped)?..end?.checked_sub(self.skipped)?;
        match self.text.and_then(|text| text.get(row.clone())) {
            Some(text) => Some(Cow::Borrowed(text)),
            None => self.bytes.get(row).map(String::from_utf8_lossy),
        }
    }

    /// Appends rows that lie one behind the other, and where each of them ends then.
    fn copy(
        &self,
        mut places: impl DoubleEndedIterator<Item = i64> + Clone,
        bytes: &mut Vec<u8>,
        ends: &mut Vec<i64>,
    ) {
        let (Some(begin), Some(end)) = (places.next(), places.clone().next_back()) else { return };
        let within = |place: i64| usize::try_from(place).unwrap_or(0).saturating_sub(self.skipped);
        let shift = bytes.len() as i64 - begin;
        bytes.extend_from_slice(self.bytes.get(within(begin)..within(end)).unwrap_or_default());
        ends.extend(places.map(|place| place + shift));
    }
}

impl<'a> Values<'a> {
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Hands on the rows, one by one. A byte that is no UTF-8 reads as U+FFFD, which every grammar refuses.
    #[inline]
    pub(crate) fn for_each(&self, rows: Range<usize>, mut then: impl FnMut(usize, Option<&str>)) {
        // Nearly every column is one of these two: nothing has to be decided row by row.
        match (&self.rows, self.validity) {
            (Rows::Short(ends, data), None) => data.for_each(ends, short, rows, then),
            (Rows::Long(ends, data), None) => data.for_each(ends, long, rows, then),
            _ => rows.for_each(|row| then(row, self.get(row).as_deref())),
        }
    }

    fn get(&self, row: usize) -> Option<Cow<'a, str>> {
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

    /// Bytes of all rows, where that can be told without a look at each.
    pub(crate) fn bytes(&self) -> usize {
        match &self.rows {
            Rows::Short(_, data) | Rows::Long(_, data) => data.bytes.len(),
            Rows::Null | Rows::Views(..) | Rows::Dictionary(..) => 0,
        }
    }

    /// Appends the texts of rows, none of which is missing, and where each of them ends then.
    pub(crate) fn copy(&self, rows: Range<usize>, bytes: &mut Vec<u8>, ends: &mut Vec<i64>) {
        let places = rows.start..=rows.end;
        match &self.rows {
            Rows::Short(all, data) => {
                let places = all.get(places).unwrap_or_default().iter();
                data.copy(places.map(|place| i32::from_ne_bytes(*place).into()), bytes, ends);
            }
            Rows::Long(all, data) => {
                let places = all.get(places).unwrap_or_default().iter();
                data.copy(places.map(|place| i64::from_ne_bytes(*place)), bytes, ends);
            }
            Rows::Null | Rows::Views(..) | Rows::Dictionary(..) => ends.extend(rows.map(|row| {
                bytes.extend_from_slice(self.get(row).unwrap_or_default().as_bytes());
                bytes.len() as i64
            })),
        }
    }

    pub(super) fn of(array: &'a Array, layout: &Layout) -> PyResult<Self> {
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

pub(super) fn broken(what: &str) -> PyErr {
    PyValueError::new_err(format!("the Arrow column breaks the format: {what}"))
}
