//! The fields of an urlencoded body, read the way the Frontend API documents them.

use crate::errors::{
    ApiError, Outcome, PARAM_DUPLICATE, PARAM_MISSING, PARAM_NIL, PARAM_TOO_LONG, PARAM_TYPE, PARAM_UNKNOWN,
};

/// Longer values are refused before anyone looks at them.
const MAX_VALUE_BYTES: usize = 8 * 1024;

/// The fields of a body, in the order sent.
#[derive(Debug)]
pub(crate) struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    pub(crate) fn parse(body: &[u8]) -> Self {
        Self { fields: url::form_urlencoded::parse(body).into_owned().collect() }
    }

    /// Refuses what the operation does not document: unknown fields, repeated ones, and values too long
    /// for any of them. `repeatable` fields are lists.
    pub(crate) fn accept(&self, single: &[&str], repeatable: &[&str]) -> Outcome<()> {
        for (position, (name, value)) in self.fields.iter().enumerate() {
            let is_list = repeatable.contains(&name.as_str());
            if !is_list && !single.contains(&name.as_str()) {
                return Err(ApiError::param(&PARAM_UNKNOWN, name).into());
            }
            if !is_list && self.fields.iter().take(position).any(|(earlier, _)| earlier == name) {
                return Err(ApiError::param(&PARAM_DUPLICATE, name).into());
            }
            if value.len() > MAX_VALUE_BYTES {
                return Err(ApiError::param(&PARAM_TOO_LONG, name).into());
            }
        }
        Ok(())
    }

    /// A field that must be there and must not be blank.
    pub(crate) fn required(&self, name: &'static str) -> Outcome<&str> {
        match self.find(name) {
            None => Err(ApiError::param(&PARAM_MISSING, name).into()),
            Some(value) if value.trim().is_empty() => Err(ApiError::param(&PARAM_NIL, name).into()),
            Some(value) => Ok(value),
        }
    }

    /// A field that may be absent; clients send a null as an empty value.
    pub(crate) fn optional(&self, name: &str) -> Option<&str> {
        self.find(name).filter(|value| !value.is_empty())
    }

    /// Whether the field was sent at all, empty or not.
    pub(crate) fn find(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A boolean in any of the spellings that clients use.
    pub(crate) fn flag(&self, name: &'static str) -> Outcome<Option<bool>> {
        match self.optional(name) {
            None => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(_) => Err(ApiError::param(&PARAM_TYPE, name).into()),
        }
    }

    /// All values of a list, whether repeated, comma-joined or space-joined: clients do all three.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|(key, _)| key == name)
            .flat_map(|(_, value)| value.split([',', ' ']))
            .filter(|value| !value.is_empty())
            .collect()
    }
}
