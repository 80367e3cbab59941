//! Faults as they are written: JSON, or the short form of the command line.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Fault, FaultKind};

/// Why a text is no fault.
#[derive(Debug)]
pub struct FaultError(String);

impl fmt::Display for FaultError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}

impl Fault {
    /// Reads a fault as the control endpoint takes it.
    ///
    /// ```
    /// use user_metadata_sandbox::Fault;
    ///
    /// let fault = Fault::from_json(&serde_json::json!({ "kind": "lost_after", "method": "POST" }))?;
    /// assert_eq!(fault.method.as_deref(), Some("POST"));
    /// assert!(Fault::from_json(&serde_json::json!({ "kind": "lost_after", "tiems": 3 })).is_err());
    /// # Ok::<(), user_metadata_sandbox::FaultError>(())
    /// ```
    pub fn from_json(value: &Value) -> Result<Self, FaultError> {
        let fault = Self::deserialize(value).map_err(|error| FaultError(error.to_string()))?;
        if let FaultKind::Status { status, .. } = fault.kind
            && !(200..=599).contains(&status)
        {
            return Err(FaultError("status must be within 200 and 599".into()));
        }
        if fault.probability.is_some_and(|probability| !(0.0..=1.0).contains(&probability)) {
            return Err(FaultError("probability must be within 0 and 1".into()));
        }
        // serde cannot refuse unknown fields beside a flattened enum
        let known = serde_json::to_value(&fault).unwrap_or_default();
        let unknown = value
            .as_object()
            .into_iter()
            .flatten()
            .find(|(name, sent)| !sent.is_null() && known.get(name).is_none());
        match unknown {
            Some((name, _)) => Err(FaultError(format!("{} has no field `{name}`", fault.kind.name()))),
            None => Ok(fault.counted()),
        }
    }
}

/// `KIND[=VALUE][,NAME=VALUE]…`, or the same JSON that the control endpoint takes.
///
/// ```
/// use user_metadata_sandbox::{Fault, FaultKind};
///
/// let fault: Fault = "status=429,code=too_many_requests,retry_after=2,times=3".parse()?;
/// assert_eq!(fault.times, Some(3));
/// let fault: Fault = "slow=2000,method=POST,path=/v1/me,probability=0.1".parse()?;
/// assert_eq!(fault.kind, FaultKind::Slow { delay_ms: 2000 });
/// assert!("fire".parse::<Fault>().is_err());
/// # Ok::<(), user_metadata_sandbox::FaultError>(())
/// ```
impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        if text.trim_start().starts_with('{') {
            let value = serde_json::from_str(text).map_err(|error| FaultError(error.to_string()))?;
            return Self::from_json(&value);
        }
        let mut pieces = text.split(',').map(str::trim);
        let (kind, value) = pair(pieces.next().unwrap_or_default());
        let mut fields = Map::new();
        fields.insert("kind".into(), kind.into());
        if let Some(value) = value {
            let name = match kind {
                "status" => "status",
                "slow" => "delay_ms",
                "clock_jump" => "jump_ms",
                _ => return Err(FaultError(format!("{kind} takes no value"))),
            };
            fields.insert(name.into(), json_value(value));
        }
        if kind == "status" {
            fields.insert("code".into(), "sandbox_fault".into());
        }
        for piece in pieces {
            let (name, Some(value)) = pair(piece) else {
                return Err(FaultError(format!("`{piece}` is no NAME=VALUE")));
            };
            match name {
                "path" => fields.insert("path_prefix".into(), value.into()),
                "code" | "method" => fields.insert(name.into(), value.into()),
                "retry_after" => fields.insert(name.into(), retry_after(value)),
                _ => fields.insert(name.into(), json_value(value)),
            };
        }
        Self::from_json(&Value::Object(fields))
    }
}

fn pair(text: &str) -> (&str, Option<&str>) {
    text.split_once('=').map_or((text, None), |(name, value)| (name.trim(), Some(value.trim())))
}

/// Seconds, or `date:` and seconds where the header is to be an HTTP date.
fn retry_after(text: &str) -> Value {
    match text.strip_prefix("date:") {
        Some(seconds) => json!({ "seconds": json_value(seconds), "format": "http_date" }),
        None => json!({ "seconds": json_value(text) }),
    }
}

fn json_value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}
