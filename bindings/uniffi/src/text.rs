//! Texts and numbers that are more than that: secrets, destinations, JSON, times.

use serde_json::{Map, Value};
pub use user_metadata_core::enrollment::Destination;
use user_metadata_core::resource::extra_from_json;
pub use user_metadata_core::secret::Secret;
pub use user_metadata_core::time::Timestamp;

use crate::convert::{FromCore, ToCore};

uniffi::custom_type!(
    /// A token, a password, a one-time code, a signature, or a URL with a nonce. It shows as `[redacted]`.
    Secret,
    String,
    {
        remote,
        lower: |secret| secret.expose().to_owned(),
        try_lift: |text| Ok(Secret::new(text)),
    }
);

uniffi::custom_type!(
    /// Where a code or link was sent, for the person's own screen.
    Destination,
    String,
    {
        remote,
        lower: |destination| destination.as_str().to_owned(),
        try_lift: |text| Ok(Destination::new(&text)),
    }
);

uniffi::custom_type!(
    /// A point in time. It crosses as Unix milliseconds; a language may show it as its own type.
    Timestamp,
    i64,
    {
        remote,
        lower: |time| time.as_unix_millis(),
        try_lift: |millis| Ok(Timestamp::from_unix_millis(millis)),
    }
);

/// A JSON object, as text: what the server said and this release has no field for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(String);

uniffi::custom_type!(
    /// A JSON object, as text: what the server said and this release has no field for.
    Json,
    String,
    {
        lower: |json| json.0,
        try_lift: |text| Ok(Json(text)),
    }
);

impl FromCore<Map<String, Value>> for Json {
    fn from_core(core: Map<String, Value>) -> Self {
        Self(Value::Object(core).to_string())
    }
}

impl ToCore<Map<String, Value>> for Json {
    fn to_core(self) -> Map<String, Value> {
        // Whoever hands over something else than an object has nothing more to say.
        extra_from_json(&self.0)
    }
}
