//! Many values at once: one crossing for all of them, and no lock held while they are read.

use std::borrow::Cow;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use user_metadata_core::error::ValidationError;
use user_metadata_core::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};

use crate::identifiers::without_surrogates;

/// What is read of one value: nothing where the canonical text is the text itself.
type Read = fn(&str) -> Result<Option<String>, ValidationError>;

macro_rules! read {
    ($type:ty) => {
        |text| <$type>::parse(text).map(|value| (value.as_str() != text).then(|| value.as_str().to_owned()))
    };
}

/// Texts and codes, each as many as were given.
type TwoColumns<'py> = (Vec<Option<Bound<'py, PyString>>>, Vec<Option<&'static str>>);

/// The kinds, by the names of the functions that parse one value.
const KINDS: [(&str, Read); 7] = [
    ("email", read!(EmailAddress)),
    ("phone", read!(PhoneNumber)),
    ("wallet", read!(WalletAddress)),
    ("oauth_strategy", read!(OAuthStrategy)),
    ("web3_strategy", read!(Web3Strategy)),
    ("redirect_url", read!(RedirectUrl)),
    ("scope", read!(OAuthScope)),
];

/// The canonical texts and the codes of a list of `str` or `None`, each in a list as long. `user_metadata.parse_many`
/// calls it, chunk by chunk.
#[pyfunction]
#[pyo3(signature = (kind, values: "list[str | None]", /))]
pub(crate) fn parse_chunk<'py>(kind: &str, values: &Bound<'py, PyList>) -> PyResult<TwoColumns<'py>> {
    let Some((_, read)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        let known = KINDS.map(|(name, _)| name).join(", ");
        return Err(PyValueError::new_err(format!("there is no such kind; there are {known}")));
    };
    // Held here, so that the texts stay whatever other threads do to the list.
    let held: Vec<Option<Bound<'py, PyString>>> = values.iter().map(text_or_none).collect::<PyResult<_>>()?;
    let texts: Vec<Option<Cow<'_, str>>> = held.iter().map(|text| text.as_ref().map(whole)).collect();
    let verdicts: Vec<Option<Result<Option<String>, ValidationError>>> =
        values.py().detach(|| texts.iter().map(|text| text.as_deref().map(read)).collect());
    drop(texts);
    Ok(held
        .into_iter()
        .zip(verdicts)
        .map(|(given, verdict)| match verdict {
            None => (None, None),
            Some(Ok(None)) => (given, None),
            Some(Ok(Some(canonical))) => (Some(PyString::new(values.py(), &canonical)), None),
            Some(Err(error)) => (None, Some(error.code().as_str())),
        })
        .unzip())
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
