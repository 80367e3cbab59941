//! Many values at once: one crossing for all of them, and no lock held while they are read.

use std::borrow::Cow;

use pyo3::Borrowed;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};

use crate::arrow::{ArrowColumns, Texts, Values};
use crate::direct::{self, Function};
use crate::identifiers::{Canonical, Grammar, without_surrogates};

/// So many rows of an Arrow column are read before progress is told and Ctrl-C is looked for.
const ROWS: usize = 65_536;

/// A row that does not stay as it is: another text, or a code.
type Difference = (usize, Result<String, &'static str>);

/// The rows that were refused, and the codes.
type Refusals = Vec<(usize, Cow<'static, str>)>;

/// One kind of text.
struct Kind {
    name: &'static str,
    /// `parse_` and the name.
    parse: Function,
    read_list: fn(&[Option<Cow<'_, str>>]) -> Vec<Difference>,
    read_arrow: fn(&Values<'_>, std::ops::Range<usize>, &mut Texts, &mut Refusals),
}

const fn kind<G: Grammar>(name: &'static str) -> Kind {
    Kind { name, parse: direct::call::<G>, read_list: read_list::<G>, read_arrow: read_arrow::<G> }
}

/// The kinds, by the names of the functions that parse one value.
static KINDS: [Kind; 7] = [
    kind::<EmailAddress>("email"),
    kind::<PhoneNumber>("phone"),
    kind::<WalletAddress>("wallet"),
    kind::<OAuthStrategy>("oauth_strategy"),
    kind::<Web3Strategy>("web3_strategy"),
    kind::<RedirectUrl>("redirect_url"),
    kind::<OAuthScope>("scope"),
];

/// The functions that parse one value get a shorter way in.
pub(crate) fn shorten(module: &Bound<'_, PyModule>) -> PyResult<()> {
    KINDS.iter().try_for_each(|kind| direct::shorten(module, &format!("parse_{}", kind.name), kind.parse))
}

fn read_list<G: Grammar>(texts: &[Option<Cow<'_, str>>]) -> Vec<Difference> {
    let read = |(row, text): (usize, &Option<Cow<'_, str>>)| {
        let read = G::read(text.as_deref()?, |canonical| match canonical {
            Canonical::AsGiven => None,
            Canonical::Changed(canonical) => Some(canonical.to_owned()),
        });
        match read {
            Ok(None) => None,
            Ok(Some(changed)) => Some((row, Ok(changed))),
            Err(error) => Some((row, Err(error.code().as_str()))),
        }
    };
    texts.iter().enumerate().filter_map(read).collect()
}

/// Rows that are canonical already are copied together, up to the next one that is not.
fn read_arrow<G: Grammar>(
    texts: &Values<'_>,
    rows: std::ops::Range<usize>,
    values: &mut Texts,
    refused: &mut Refusals,
) {
    let (mut as_given, end) = (rows.start, rows.end);
    texts.for_each(rows, |row, text| {
        let read = text.map(|text| {
            G::read(text, |canonical| match canonical {
                Canonical::AsGiven => {}
                Canonical::Changed(canonical) => {
                    values.extend_from(texts, as_given..row);
                    values.push(Some(canonical));
                    as_given = row + 1;
                }
            })
        });
        if let Some(Ok(())) = read {
            return;
        }
        values.extend_from(texts, as_given..row);
        if let Some(Err(error)) = read {
            refused.push((values.len(), error.code().as_str().into()));
        }
        values.push(None);
        as_given = row + 1;
    });
    values.extend_from(texts, as_given..end);
}

fn find(kind: &str) -> PyResult<&'static Kind> {
    KINDS.iter().find(|known| known.name == kind).ok_or_else(|| {
        let known: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        PyValueError::new_err(format!("there is no such kind; there are {}", known.join(", ")))
    })
}

/// Parses `str` or `None`. `values` ends with the same, `codes` with as many `None`: what is different becomes so.
/// `user_metadata.parse_many` calls it, chunk by chunk.
#[pyfunction]
#[pyo3(signature = (kind, chunk: "tuple[str | None, ...]", values: "list[str | None]", codes: "list[str | None]", /))]
pub(crate) fn parse_chunk(
    kind: &str,
    // A tuple stays as it is, and so do its texts, whatever other threads do.
    chunk: &Bound<'_, PyTuple>,
    values: &Bound<'_, PyList>,
    codes: &Bound<'_, PyList>,
) -> PyResult<()> {
    let (py, kind) = (chunk.py(), find(kind)?);
    let texts: Vec<_> = chunk.iter_borrowed().map(text_or_none).collect::<PyResult<_>>()?;
    let differences = py.detach(|| (kind.read_list)(&texts));
    let begin_of = |list: &Bound<'_, PyList>| list.len().saturating_sub(texts.len());
    let (first_value, first_code) = (begin_of(values), begin_of(codes));
    for (row, difference) in differences {
        match difference {
            Ok(text) => values.set_item(first_value + row, text)?,
            Err(code) => {
                values.set_item(first_value + row, py.None())?;
                codes.set_item(first_code + row, PyString::intern(py, code))?;
            }
        }
    }
    Ok(())
}

/// The canonical texts and the codes of an Arrow column, read where they lie. `user_metadata.parse_many` calls it.
///
/// Raises `TypeError` where the column is none of texts, `ValueError` where its producer fails or breaks the format.
#[pyfunction]
#[pyo3(signature = (kind, column, progress=None, /))]
pub(crate) fn parse_arrow(
    py: Python<'_>,
    kind: &str,
    column: &Bound<'_, PyAny>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<ArrowColumns> {
    let kind = find(kind)?;
    let mut source = crate::arrow::Source::of(column)?;
    let (mut values, mut refused) = (Texts::default(), Refusals::new());
    while let Some(array) = source.next(py)? {
        let texts = array.values()?;
        values.reserve(texts.len(), texts.bytes());
        let mut done = 0;
        while done < texts.len() {
            let rows = done..texts.len().min(done + ROWS);
            done = rows.end;
            py.detach(|| (kind.read_arrow)(&texts, rows, &mut values, &mut refused));
            py.check_signals()?;
            if let Some(progress) = progress {
                progress.call1((values.len(),))?;
            }
        }
    }
    Ok(ArrowColumns::new(values, refused))
}

fn text_or_none<'a>(value: Borrowed<'a, '_, PyAny>) -> PyResult<Option<Cow<'a, str>>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Ok(text) = value.extract() {
        return Ok(Some(Cow::Borrowed(text)));
    }
    match value.cast::<PyString>() {
        Ok(text) => Ok(Some(Cow::Owned(without_surrogates(&text)))),
        Err(_) => Err(PyTypeError::new_err("a value is neither a str nor None")),
    }
}
