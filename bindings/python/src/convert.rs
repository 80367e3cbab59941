//! From the core's values to Python's, and how they are shown.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyTuple};
use serde_json::{Map, Value};
use user_metadata_core::enrollment;
use user_metadata_core::time::Timestamp;

#[cfg(feature = "stubs")]
use pyo3::inspect::{PyStaticConstant, PyStaticExpr};
#[cfg(feature = "stubs")]
use pyo3::{type_hint_identifier, type_hint_subscript};

/// A time of the device's clock or of the server: an aware `datetime` in UTC.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Moment(pub(crate) Timestamp);

/// 0001-01-01 and the last millisecond of 9999: whatever a server invents beyond them is shown as one of them.
const CALENDAR: (i64, i64) = (-62_135_596_800_000, 253_402_300_799_999);

impl<'py> IntoPyObject<'py> for Moment {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_identifier!("datetime", "datetime");

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static EPOCH: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        static DELTA: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let epoch = EPOCH.get_or_try_init(py, || {
            let datetime = py.import("datetime")?;
            let utc = datetime.getattr("timezone")?.getattr("utc")?;
            datetime.getattr("datetime")?.call1((1970, 1, 1, 0, 0, 0, 0, utc)).map(Bound::unbind)
        })?;
        let delta =
            DELTA.get_or_try_init(py, || py.import("datetime")?.getattr("timedelta").map(Bound::unbind))?;
        let millis = self.0.as_unix_millis().clamp(CALENDAR.0, CALENDAR.1);
        let since = delta.bind(py).call1((0, millis.div_euclid(1000), 0, millis.rem_euclid(1000)))?;
        epoch.bind(py).add(since)
    }
}

/// An object of JSON, as a `dict` of its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Json(pub(crate) Map<String, Value>);

impl<'py> IntoPyObject<'py> for Json {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("builtins", "dict"),
        type_hint_identifier!("builtins", "str"),
        type_hint_identifier!("typing", "Any")
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (key, value) in &self.0 {
            dict.set_item(key, json(py, value)?)?;
        }
        Ok(dict)
    }
}

fn json<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(truth) => truth.into_pyobject(py)?.to_owned().into_any(),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => integer.into_pyobject(py)?.into_any(),
            (None, Some(integer)) => integer.into_pyobject(py)?.into_any(),
            (None, None) => number.as_f64().into_pyobject(py)?,
        },
        Value::String(text) => text.into_pyobject(py)?.into_any(),
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(json(py, item)?)?;
            }
            list.into_any()
        }
        Value::Object(object) => Json(object.clone()).into_pyobject(py)?.into_any(),
    })
}

/// Whatever serialises to an object, as a `dict`.
pub(crate) fn to_dict(value: &impl serde::Serialize) -> Json {
    match serde_json::to_value(value) {
        Ok(Value::Object(object)) => Json(object),
        Ok(_) | Err(_) => Json(Map::new()),
    }
}

/// A `tuple` of any length: frozen, as all that is handed out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tuple<T>(pub(crate) Vec<T>);

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Tuple<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("builtins", "tuple"),
        T::OUTPUT_TYPE,
        PyStaticExpr::Constant { value: PyStaticConstant::Ellipsis }
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let items: PyResult<Vec<_>> = self.0.into_iter().map(|item| item.into_py_any(py)).collect();
        PyTuple::new(py, items?)
    }
}

impl<T, U: From<T>> From<Vec<T>> for Tuple<U> {
    fn from(items: Vec<T>) -> Self {
        Self(items.into_iter().map(U::from).collect())
    }
}

/// Where a message went: the whole text for the screen, masked wherever it is logged.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Destination(pub(crate) enrollment::Destination);

impl<'py> IntoPyObject<'py> for Destination {
    type Target = pyo3::types::PyString;
    type Output = Bound<'py, pyo3::types::PyString>;
    type Error = std::convert::Infallible;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_identifier!("builtins", "str");

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        self.0.as_str().into_pyobject(py)
    }
}

/// A URL that may hold a state or a nonce: it is logged without its query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Url(pub(crate) String);

impl<'py> IntoPyObject<'py> for Url {
    type Target = pyo3::types::PyString;
    type Output = Bound<'py, pyo3::types::PyString>;
    type Error = std::convert::Infallible;
    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_identifier!("builtins", "str");

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        self.0.into_pyobject(py)
    }
}

/// The text for `repr`, which shows no secret. What is equal shows itself alike.
pub(crate) trait Shown {
    fn shown(&self) -> String;
}

impl Shown for String {
    fn shown(&self) -> String {
        format!("'{}'", self.escape_debug())
    }
}

impl Shown for Moment {
    fn shown(&self) -> String {
        self.0.as_unix_millis().to_string()
    }
}

impl Shown for Destination {
    fn shown(&self) -> String {
        format!("{:?}", self.0)
    }
}

impl Shown for Url {
    fn shown(&self) -> String {
        let shown = self.0.split(['?', '#']).next().unwrap_or_default();
        shown.to_owned().shown()
    }
}

impl Shown for Json {
    fn shown(&self) -> String {
        // What a server says beside the documented fields may be anything: only the names are shown.
        format!("{{{}}}", self.0.keys().map(|key| key.clone().shown()).collect::<Vec<_>>().join(", "))
    }
}

impl Shown for bool {
    fn shown(&self) -> String {
        (if *self { "True" } else { "False" }).to_owned()
    }
}

macro_rules! shown_as_written {
    ($($number:ty),*) => {
        $(impl Shown for $number {
            fn shown(&self) -> String {
                self.to_string()
            }
        })*
    };
}

shown_as_written!(u16, u32, u64, i64, usize);

impl<T: Shown> Shown for Option<T> {
    fn shown(&self) -> String {
        self.as_ref().map_or_else(|| "None".to_owned(), Shown::shown)
    }
}

impl<T: Shown> Shown for Tuple<T> {
    fn shown(&self) -> String {
        let items: Vec<String> = self.0.iter().map(Shown::shown).collect();
        format!("({}{})", items.join(", "), if items.len() == 1 { "," } else { "" })
    }
}

/// `Name(field=value, …)`.
pub(crate) fn repr(name: &str, fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(field, value)| format!("{field}={value}")).collect();
    format!("{name}({})", fields.join(", "))
}

/// The hash that goes with equality: what is equal shows itself alike.
pub(crate) fn hash(value: &impl Shown) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = std::collections::hash_map::DefaultHasher::new();
    value.shown().hash(&mut hasher);
    hasher.finish()
}

/// A frozen class of fields: comparable, hashable, with a `repr`.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[pyo3::pyclass(frozen, eq, get_all, module = "user_metadata")]
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub(crate) $field: $type,)*
        }

        #[pyo3::pymethods]
        impl $name {
            fn __repr__(&self) -> String {
                $crate::convert::repr(
                    stringify!($name),
                    &[$((stringify!($field), $crate::convert::Shown::shown(&self.$field))),*],
                )
            }

            fn __hash__(&self) -> u64 {
                $crate::convert::hash(self)
            }
        }

        impl $crate::convert::Shown for $name {
            fn shown(&self) -> String {
                self.__repr__()
            }
        }
    };
}

/// A closed set of classes: a union in Python.
macro_rules! union {
    ($(#[$doc:meta])* $name:ident { $($variant:ident($class:ty),)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, pyo3::IntoPyObject)]
        pub(crate) enum $name {
            $($variant($class),)+
        }

        impl $crate::convert::Shown for $name {
            fn shown(&self) -> String {
                match self {
                    $(Self::$variant(value) => value.shown(),)+
                }
            }
        }
    };
}

pub(crate) use {record, union};
