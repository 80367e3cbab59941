//! A column of texts that a library hands over, part by part.

use std::ffi::CStr;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::abi::{Array, Owned, Schema, Stream};
use super::values::{Values, broken};

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
pub(super) enum Layout {
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
