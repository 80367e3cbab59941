//! Many values at once: one crossing for all of them, and no lock held while they are read.

use std::borrow::Cow;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};

use crate::arrow::{ArrowColumns, Texts, Values};
use crate::identifiers::{Grammar, without_surrogates};

/// So many rows of an Arrow column are read before progress is told and Ctrl-C is looked for.
const ROWS: usize = 65_536;

/// What is read of one value.
enum Verdict {
    Canonical,
    Changed(String),
    Refused(&'static str),
}

/// A verdict on each text; none where the text is missing.
type Verdicts = Vec<Option<Verdict>>;

/// The rows that were refused, and the codes.
type Refusals = Vec<(usize, Cow<'static, str>)>;

/// One kind of text.
struct Kind {
    name: &'static str,
    read_list: fn(&[Option<Cow<'_, str>>]) -> Verdicts,
    read_arrow: fn(&Values<'_>, std::ops::Range<usize>, &mut Texts, &mut Refusals),
}

const fn kind<G: Grammar>(name: &'static str) -> Kind {
    Kind { name, read_list: read_list::<G>, read_arrow: read_arrow::<G> }
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

fn read_list<G: Grammar>(texts: &[Option<Cow<'_, str>>]) -> Verdicts {
    let read = |text: &str| {
        let verdict = G::read(text, |canonical| {
            if canonical == text { Verdict::Canonical } else { Verdict::Changed(canonical.to_owned()) }
        });
        verdict.unwrap_or_else(|error| Verdict::Refused(error.code().as_str()))
    };
    texts.iter().map(|text| text.as_deref().map(read)).collect()
}

fn read_arrow<G: Grammar>(
    texts: &Values<'_>,
    rows: std::ops::Range<usize>,
    values: &mut Texts,
    refused: &mut Refusals,
) {
    values.reserve(rows.len());
    for row in rows {
        match texts.get(row).map(|text| G::read(&text, |canonical| values.push(Some(canonical)))) {
            Some(Ok(())) => {}
            Some(Err(error)) => {
                refused.push((values.len(), error.code().as_str().into()));
                values.push(None);
            }
            None => values.push(None),
        }
    }
}

fn find(kind: &str) -> PyResult<&'static Kind> {
    KINDS.iter().find(|known| known.name == kind).ok_or_else(|| {
        let known: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        PyValueError::new_err(format!("there is no such kind; there are {}", known.join(", ")))
    })
}

/// Texts and codes, each as many as were given.
type TwoColumns<'py> = (Vec<Option<Bound<'py, PyString>>>, Vec<Option<&'static str>>);

/// The canonical texts and the codes of a list of `str` or `None`, each in a list as long. `user_metadata.parse_many`
/// calls it, chunk by chunk.
#[pyfunction]
#[pyo3(signature = (kind, values: "list[str | None]", /))]
pub(crate) fn parse_chunk<'py>(kind: &str, values: &Bound<'py, PyList>) -> PyResult<TwoColumns<'py>> {
    let kind = find(kind)?;
    // Held here, so that the texts stay whatever other threads do to the list.
    let held: Vec<Option<Bound<'py, PyString>>> = values.iter().map(text_or_none).collect::<PyResult<_>>()?;
    let texts: Vec<Option<Cow<'_, str>>> = held.iter().map(|text| text.as_ref().map(whole)).collect();
    let verdicts = values.py().detach(|| (kind.read_list)(&texts));
    drop(texts);
    Ok(held
        .into_iter()
        .zip(verdicts)
        .map(|(given, verdict)| match verdict {
            None => (None, None),
            Some(Verdict::Canonical) => (given, None),
            Some(Verdict::Changed(canonical)) => (Some(PyString::new(values.py(), &canonical)), None),
            Some(Verdict::Refused(code)) => (None, Some(code)),
        })
        .unzip())
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

fn text_or_none(value: Bound<'_, PyAny>) -> PyResult<Option<Bound<'_, PyString>>> {
    if value.is_none() {
        return Ok(None);
    }
    value
        .cast_into::<PyString>()
        .map(Some)
        .map_err(|_| PyTypeError::new_err("a value is neither a str nor None"))
}

fn whole<'a>(text: &'a Bound<'_, PyString>) -> Cow<'a, str> {
    text.to_str().map_or_else(|_| Cow::Owned(without_surrogates(text)), Cow::Borrowed)
}
