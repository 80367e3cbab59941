//! The inputs of the settings, and how what they hold becomes JSON.

use serde_json::{Map, Value};

use crate::form::Form;

/// One setting.
pub(super) struct Field {
    /// Its name; a dot leads inside.
    pub(super) path: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) input: Input,
}

/// How it is typed.
pub(super) enum Input {
    Switch,
    Number,
    /// Empty is null.
    OptionalNumber,
    Choice(&'static [&'static str]),
    /// One entry a line.
    Lines,
    /// The same; empty is null.
    OptionalLines,
    /// Empty is null.
    OptionalText,
    /// Empty is null.
    Json,
}

const fn field(path: &'static str, label: &'static str, input: Input, hint: &'static str) -> Field {
    Field { path, label, hint, input }
}

const FORMATS: Input = Input::Choice(&["seconds", "http_date"]);
const ROTATIONS: Input = Input::Choice(&["never", "always"]);
const LEVELS: Input = Input::Choice(&["first_factor", "second_factor", "multi_factor"]);

pub(super) const GROUPS: [(&str, &[Field]); 6] = [
    (
        "Codes, links and attempts",
        &[
            field(
                "test_mode",
                "Test mode",
                Input::Switch,
                "+clerk_test addresses and 555-01XX numbers take 424242, and get no code.",
            ),
            field("code_lifetime_ms", "Life of codes", Input::Number, "Milliseconds."),
            field("link_lifetime_ms", "Life of links", Input::Number, "Milliseconds."),
            field("signature_lifetime_ms", "Life of a wallet's message", Input::Number, "Milliseconds."),
            field("oauth_lifetime_ms", "Life of a provider's URL", Input::Number, "Milliseconds."),
            field(
                "resend_cooldown_ms",
                "Time between two messages",
                Input::Number,
                "Milliseconds; sooner is 429.",
            ),
            field(
                "max_attempts",
                "Wrong answers",
                Input::Number,
                "The one of this number ends a verification.",
            ),
            field(
                "require_same_client",
                "Links only at the same client",
                Input::Switch,
                "Otherwise client_mismatch.",
            ),
        ],
    ),
    (
        "Sessions and tokens",
        &[
            field("native_api_enabled", "Native API", Input::Switch, "Otherwise native_api_disabled."),
            field(
                "require_origin",
                "Insist on Origin",
                Input::Switch,
                "Otherwise origin_missing, where the specification names the header.",
            ),
            field("allowed_origins", "Allowed origins", Input::Lines, "One a line; none lets all in."),
            field("token_rotation", "Exchange tokens", ROTATIONS, "With every answer, or when asked."),
            field("token_overlap_ms", "Old tokens are taken for", Input::Number, "Milliseconds."),
            field("client_on_errors", "Client on errors", Input::Switch, "Refusals carry meta.client."),
        ],
    ),
    (
        "Limits",
        &[
            field("maintenance_mode", "Maintenance", Input::Switch, "Changes answer 503."),
            field(
                "rate_limit",
                "Rate limit",
                Input::Json,
                "For each client, such as {\"requests\":10,\"window_ms\":60000}; empty is none.",
            ),
            field("retry_after_format", "Retry-After", FORMATS, "How it is written."),
            field(
                "max_unverified_identifications",
                "Unverified identifiers",
                Input::OptionalNumber,
                "How many somebody may have; empty is no limit.",
            ),
            field(
                "blocked_country_codes",
                "Blocked countries",
                Input::Lines,
                "Calling codes without plus, one a line.",
            ),
        ],
    ),
    (
        "Redirect URLs",
        &[
            field(
                "allowed_redirect_urls",
                "Allowed",
                Input::Lines,
                "Prefixes, one a line; none lets all in.",
            ),
            field("prohibited_redirect_urls", "Prohibited", Input::Lines, "Prefixes, one a line."),
            field(
                "require_secure_redirects",
                "Only https",
                Input::Switch,
                "Plain http is for loopback only.",
            ),
            field(
                "app_url",
                "App",
                Input::OptionalText,
                "What relative URLs are resolved against without an Origin.",
            ),
        ],
    ),
    (
        "Providers",
        &[
            field(
                "disabled_providers",
                "Disabled",
                Input::Lines,
                "Strategies, one a line: oauth_provider_not_enabled.",
            ),
            field(
                "supported_providers",
                "Supported",
                Input::OptionalLines,
                "Strategies, one a line; empty supports all.",
            ),
            field(
                "enterprise_connections",
                "Enterprise connections",
                Input::Json,
                "A list of {\"id\",\"name\",\"domain\"}.",
            ),
        ],
    ),
    (
        "Reverification",
        &[
            field(
                "reverification.enabled",
                "Ask for fresh factors",
                Input::Switch,
                "When creating, deleting and choosing the primary one.",
            ),
            field("reverification.max_age_minutes", "Fresh for", Input::Number, "Minutes."),
            field("reverification.level", "Level", LEVELS, "Which factors have to be fresh."),
            field("reverification.also", "Also at", Input::Lines, "Path prefixes, one a line."),
            field("reverification.email_link", "Emailed links", Input::Switch, "Beyond the specification."),
            field(
                "reverification.read_enabled",
                "Reading a reverification",
                Input::Switch,
                "Beyond the specification.",
            ),
        ],
    ),
];

impl Input {
    /// What the input shows.
    pub(super) fn text(&self, value: &Value) -> String {
        match (self, value) {
            (_, Value::Null) => String::new(),
            (Self::Json, _) => value.to_string(),
            (_, Value::String(text)) => text.clone(),
            (_, Value::Array(entries)) => {
                entries.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
            }
            (_, other) => other.to_string(),
        }
    }

    /// What was typed. What is none stays a text, which the settings refuse by its name.
    fn value(&self, sent: Option<&str>) -> Value {
        let text = sent.unwrap_or_default().trim();
        match self {
            Self::Switch => (!text.is_empty()).into(),
            Self::Choice(_) => text.into(),
            Self::OptionalNumber | Self::OptionalText | Self::OptionalLines | Self::Json
                if text.is_empty() =>
            {
                Value::Null
            }
            Self::OptionalText => text.into(),
            Self::Lines | Self::OptionalLines => {
                text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
            }
            Self::Number | Self::OptionalNumber | Self::Json => {
                serde_json::from_str(text).unwrap_or_else(|_| text.into())
            }
        }
    }
}

/// All settings as the form holds them.
pub(super) fn read(form: &Form) -> Value {
    let mut all = Map::new();
    for field in GROUPS.iter().flat_map(|(_, fields)| fields.iter()) {
        let value = field.input.value(form.find(field.path));
        match field.path.split_once('.') {
            None => drop(all.insert(field.path.into(), value)),
            Some((outer, inner)) => {
                let nested = all.entry(outer).or_insert_with(|| Map::new().into());
                if let Value::Object(nested) = nested {
                    nested.insert(inner.into(), value);
                }
            }
        }
    }
    Value::Object(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{RateLimit, Settings};

    fn encoded(settings: &Settings) -> Form {
        let all = serde_json::to_value(settings).unwrap();
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        for field in GROUPS.iter().flat_map(|(_, fields)| fields.iter()) {
            let value = field.path.split('.').fold(&all, |value, key| &value[key]);
            // an unticked box is not sent
            if value != &Value::Bool(false) {
                form.append_pair(field.path, &field.input.text(value));
            }
        }
        Form::parse(form.finish().as_bytes())
    }

    #[test]
    fn every_setting_has_an_input_that_gives_back_what_it_shows() {
        let mut changed = Settings {
            rate_limit: Some(RateLimit { requests: 3, window_ms: 9 }),
            supported_providers: Some(vec!["oauth_google".into(), "oauth_notion".into()]),
            max_unverified_identifications: Some(4),
            app_url: Some("https://app.example".into()),
            allowed_origins: vec!["http://localhost:3000".into()],
            ..Settings::default()
        };
        changed.reverification.enabled = true;
        for settings in [Settings::default(), changed] {
            let read = read(&encoded(&settings));
            // no field is left out: every key of the settings is there, and nothing else
            assert_eq!(read, serde_json::to_value(&settings).unwrap());
        }
    }
}
